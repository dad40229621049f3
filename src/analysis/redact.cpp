#include "analysis/redact.hpp"

#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::analysis {
namespace {

constexpr std::string_view mark = "<redacted>";
constexpr std::size_t shortest = 8; // base64 of four octets

bool is_base64(char c) { return ascii::is_alnum(c) || c == '+' || c == '/'; }

/// Whole groups of four, and not merely a word, a number or a path.
bool looks_like_payload(std::string_view word) {
    if (word.size() < shortest || word.size() % 4 != 0) return false;
    bool const upper = std::ranges::any_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
    bool const lower = std::ranges::any_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    return upper && lower && (word.ends_with('=') || std::ranges::any_of(word, ascii::is_digit));
}

/// The next run of base64 with its padding, from `at` on.
std::string_view next_word(std::string_view text, std::size_t at) {
    auto const begin = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_base64);
    auto end = std::find_if_not(begin, text.end(), is_base64);
    for (int padding = 0; padding < 2 && end != text.end() && *end == '='; ++padding) ++end;
    return {begin, end};
}

} // namespace

std::optional<std::string> redacted(std::string_view text) {
    std::optional<std::string> clean;
    std::size_t copied = 0;
    for (std::string_view word = next_word(text, 0); !word.empty();) {
        auto const from = static_cast<std::size_t>(word.data() - text.data());
        if (looks_like_payload(word)) {
            if (!clean) clean.emplace();
            clean->append(text.substr(copied, from - copied)).append(mark);
            copied = from + word.size();
        }
        word = next_word(text, from + word.size());
    }
    if (clean) clean->append(text.substr(copied));
    return clean;
}

} // namespace whybounce::analysis
