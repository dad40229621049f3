#pragma once
#include <string>
#include <string_view>

/// Octets that a tool writes out as an escape.
namespace whybounce::dialect {

/// Reads \r \n \t \0 \\ \" and \'; what begins with any other "\" stays as it is. The view is `text` itself where there
/// is nothing to do, else `octets`, which is overwritten.
std::string_view unescaped(std::string_view text, std::string& octets);

/// Without CR and LF at the end.
constexpr std::string_view without_line_end(std::string_view text) {
    while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

/// Takes the next line off the front of octets with CRLF or LF between them.
constexpr std::string_view take_line(std::string_view& octets) {
    std::size_t const end = octets.find('\n');
    std::string_view const line = without_line_end(octets.substr(0, end));
    octets.remove_prefix(end == std::string_view::npos ? octets.size() : end + 1);
    return line;
}

} // namespace whybounce::dialect
