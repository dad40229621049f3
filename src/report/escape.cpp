#include "report/escape.hpp"

#include "report/utf8.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>

namespace whybounce::report {
namespace {

struct Range {
    char32_t first, last;
};

/// Characters that no terminal shows but that change what it shows.
constexpr std::array hidden{
    Range{0x061C, 0x061C},   // Arabic letter mark
    Range{0x200B, 0x200B},   // zero width space
    Range{0x200E, 0x200F},   // left-to-right and right-to-left mark
    Range{0x2028, 0x202E},   // line and paragraph separator, bidi embeddings and overrides
    Range{0x2060, 0x206F},   // word joiner, bidi isolates, deprecated format characters
    Range{0xFEFF, 0xFEFF},   // byte order mark
    Range{0xE0000, 0xE007F}, // tags
};

bool is_hidden(char32_t c) {
    return std::ranges::any_of(hidden, [c](Range const& range) { return c >= range.first && c <= range.last; });
}

bool is_plain(char c) { return c >= ' ' && c <= '~'; }

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

void append_octets(std::string_view octets, std::string& out) {
    for (char const c : octets) fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(c));
}

void append_visible(CodePoint const& point, std::string_view octets, std::string& out) {
    auto const value = static_cast<std::uint32_t>(point.value);
    if (!point.valid) return append_octets(octets, out);
    if (point.value == U'\t') return out.push_back(' ');
    if (is_control(point.value))
        fmt::format_to(std::back_inserter(out), "\\x{:02x}", value);
    else if (is_hidden(point.value))
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", value);
    else
        out.append(octets);
}

/// Char of XML 1.0 section 2.2
bool is_xml_char(char32_t c) {
    return c == U'\t' || c == U'\n' || c == U'\r' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
        c >= 0x10000;
}

std::string_view xml_reference(char32_t c) {
    switch (c) {
    case U'&': return "&amp;";
    case U'<': return "&lt;";
    case U'>': return "&gt;";
    case U'"': return "&quot;";
    case U'\r': return "&#13;";
    default: return {};
    }
}

void append_xml(CodePoint const& point, std::string_view octets, std::string& out) {
    std::string_view const reference = xml_reference(point.value);
    if (!reference.empty())
        out.append(reference);
    else if (point.value >= 0x7F &&
        point.value <= 0x9F) // XML 1.0 section 2.2 discourages them, and some terminals obey them
        fmt::format_to(std::back_inserter(out), "&#x{:X};", static_cast<std::uint32_t>(point.value));
    else if (is_xml_char(point.value))
        out.append(octets);
}

} // namespace

std::string escape(std::string_view text) {
    if (std::ranges::all_of(text, is_plain)) return std::string(text);
    std::string out;
    out.reserve(text.size() + 16);
    while (!text.empty()) {
        CodePoint const point = decode(text);
        append_visible(point, text.substr(0, point.size), out);
        text.remove_prefix(point.size);
    }
    return out;
}

std::string escape_xml(std::string_view text) {
    std::string scratch;
    std::string out;
    text = sanitise(text, scratch);
    out.reserve(text.size() + 16);
    while (!text.empty()) {
        CodePoint const point = decode(text);
        append_xml(point, text.substr(0, point.size), out);
        text.remove_prefix(point.size);
    }
    return out;
}

std::string escape_xml_attribute(std::string_view text) {
    std::string out;
    for (char const c : escape_xml(text)) {
        if (c == '\n')
            out.append("&#10;");
        else if (c == '\t')
            out.append("&#9;");
        else
            out.push_back(c);
    }
    return out;
}

} // namespace whybounce::report
