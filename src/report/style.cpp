#include "report/style.hpp"

#include "report/utf8.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::array<std::string_view, 6> colours{"", "\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[1m", "\x1b[2m"};
constexpr std::string_view reset = "\x1b[0m";
constexpr std::string_view ellipsis = "…";

struct Range {
    char32_t first, last;
};

/// Characters that stand on the one before them.
constexpr std::array combining{
    Range{0x0300, 0x036F},
    Range{0x0483, 0x0489},
    Range{0x0591, 0x05BD},
    Range{0x064B, 0x065F},
    Range{0x0E34, 0x0E3A},
    Range{0x0E47, 0x0E4E},
    Range{0x1AB0, 0x1AFF},
    Range{0x1DC0, 0x1DFF},
    Range{0x200B, 0x200F},
    Range{0x20D0, 0x20FF},
    Range{0xFE00, 0xFE0F},
    Range{0xFE20, 0xFE2F},
    Range{0xE0100, 0xE01EF},
};

/// East Asian wide and emoji blocks.
constexpr std::array wide{
    Range{0x1100, 0x115F},
    Range{0x2E80, 0x303E},
    Range{0x3041, 0xA4CF},
    Range{0xAC00, 0xD7A3},
    Range{0xF900, 0xFAFF},
    Range{0xFE30, 0xFE6F},
    Range{0xFF00, 0xFF60},
    Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F},
    Range{0x1F680, 0x1F6FF},
    Range{0x1F900, 0x1F9FF},
    Range{0x20000, 0x3FFFD},
};

template <std::size_t N> bool contains(std::array<Range, N> const& ranges, char32_t c) {
    return std::ranges::any_of(ranges, [c](Range const& range) { return c >= range.first && c <= range.last; });
}

std::size_t width_of(char32_t c) {
    if (c < 0x0300) return 1;
    if (contains(combining, c)) return 0;
    return contains(wide, c) ? 2 : 1;
}

/// Takes the text up to the next blank or line end off the front.
std::string_view take_word(std::string_view& text) {
    std::string_view const word = text.substr(0, text.find_first_of(" \n"));
    text.remove_prefix(word.size());
    return word;
}

/// Takes blanks and line ends off the front; true if one of them was a line end.
bool take_space(std::string_view& text) {
    std::size_t const end = std::min(text.find_first_not_of(" \n"), text.size());
    bool const breaks = text.substr(0, end).find('\n') != std::string_view::npos;
    text.remove_prefix(end);
    return breaks;
}

/// The part of the text between two columns; half of a wide character is shown as a blank.
std::string slice(std::string_view text, std::size_t from, std::size_t to) {
    std::string out;
    std::size_t column = 0;
    while (!text.empty() && column < to) {
        CodePoint const point = decode(text);
        std::size_t const end = column + width_of(point.value);
        if (column >= from && end <= to)
            out.append(text.substr(0, point.size));
        else if (end > from)
            out.push_back(' ');
        column = end;
        text.remove_prefix(point.size);
    }
    return out;
}

} // namespace

std::string Style::paint(Role role, std::string_view text) const {
    if (!colour_ || role == Role::plain || text.empty()) return std::string(text);
    return fmt::format("{}{}{}", colours[static_cast<std::size_t>(role)], text, reset);
}

std::size_t display_width(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        CodePoint const point = decode(text);
        columns += width_of(point.value);
        text.remove_prefix(point.size);
    }
    return columns;
}

std::string wrap(std::string_view text, std::size_t indent, std::size_t width) {
    std::string out;
    std::size_t column = indent;
    bool breaks = false;
    take_space(text);
    while (!text.empty()) {
        std::string_view const word = take_word(text);
        std::size_t const columns = display_width(word);
        if (breaks || (column > indent && column + 1 + columns > width)) {
            out.append(1, '\n').append(indent, ' ');
            column = indent;
        } else if (column > indent) {
            out.push_back(' ');
            ++column;
        }
        out.append(word);
        column += columns;
        breaks = take_space(text);
    }
    return out;
}

std::string clip(std::string_view text, std::size_t first, std::size_t columns) {
    std::size_t const total = display_width(text);
    bool const cut_left = first > 0;
    bool const cut_right = total > first + columns;
    std::size_t const from = first + (cut_left ? 1 : 0);
    std::size_t const to = std::min(total, first + columns - (cut_right ? 1 : 0));
    return fmt::format("{}{}{}", cut_left ? ellipsis : "", slice(text, from, to), cut_right ? ellipsis : "");
}

std::string pad(std::string_view text, std::size_t columns) {
    std::size_t const taken = display_width(text);
    return std::string(text).append(columns > taken ? columns - taken : 0, ' ');
}

} // namespace whybounce::report
