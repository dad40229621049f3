#pragma once
#include <algorithm>
#include <string>
#include <string_view>

/// ASCII letters and blanks, whatever the locale.
namespace whybounce::ascii {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_alnum(char c) { return is_digit(c) || is_alpha(c); }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

constexpr bool equal_no_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}
constexpr bool starts_with_no_case(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && equal_no_case(text.substr(0, prefix.size()), prefix);
}
constexpr bool contains_no_case(std::string_view text, std::string_view part) {
    if (part.empty()) return true;
    char const small = lower(part.front()), capital = upper(part.front());
    for (; text.size() >= part.size(); text.remove_prefix(1))
        if ((text.front() == small || text.front() == capital) && starts_with_no_case(text, part)) return true;
    return false;
}
inline std::string to_lower(std::string_view text) {
    std::string copy(text);
    std::ranges::transform(copy, copy.begin(), lower);
    return copy;
}
inline std::string to_upper(std::string_view text) {
    std::string copy(text);
    std::ranges::transform(copy, copy.begin(), upper);
    return copy;
}
constexpr std::string_view trim_behind(std::string_view text) {
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}
constexpr std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    return trim_behind(text);
}

} // namespace whybounce::ascii
