#include "report/style.hpp"

#include "report/columns.hpp"
#include "report/utf8.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::array<std::string_view, 6> colours{"", "\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[1m", "\x1b[2m"};
constexpr std::string_view reset = "\x1b[0m";
constexpr std::string_view ellipsis = "…";
constexpr char tie = '\x1f'; ///< a blank where no line breaks: no text for people holds it, for it is escaped

/// What a line cannot be broken in, and what stands before it.
struct Unit {
    std::string_view text;
    enum class Before : std::uint8_t { nothing, blank, line_end } before = Before::nothing;
};

/// Takes blanks and line ends off the front.
Unit::Before take_space(std::string_view& text) {
    std::size_t const end = std::min(text.find_first_not_of(" \n"), text.size());
    bool const breaks = text.substr(0, end).find('\n') != std::string_view::npos;
    text.remove_prefix(end);
    return breaks ? Unit::Before::line_end : end > 0 ? Unit::Before::blank : Unit::Before::nothing;
}

/// Takes the text up to the next place where a line may break off the front.
std::string_view take_unit(std::string_view& text) {
    std::size_t size = 0;
    char32_t before = 0;
    while (size < text.size() && text[size] != ' ' && text[size] != '\n') {
        CodePoint const point = decode(text.substr(size));
        if (size > 0 && may_break(before, point.value)) break;
        // an accent leaves the character below it to be judged
        before = size > 0 && width_of(point.value) == 0 && text.substr(size, point.size) != break_mark ? before
                                                                                                       : point.value;
        size += point.size;
    }
    std::string_view const unit = text.substr(0, size);
    text.remove_prefix(size);
    return unit;
}

Unit next_unit(std::string_view& text) {
    Unit unit;
    unit.before = take_space(text);
    unit.text = take_unit(text);
    return unit;
}

/// The part of the text between two columns; half of a wide character is shown as a blank. A mark without a column of
/// its own goes with the character that it stands on, also behind the last column.
std::string slice(std::string_view text, std::size_t from, std::size_t to) {
    std::string out;
    std::size_t column = 0;
    bool shown = from == 0;
    while (!text.empty()) {
        CodePoint const point = decode(text);
        std::size_t const width = width_of(point.value), end = column + width;
        if (column >= to && width > 0) break;
        bool const whole = column >= from && end <= to;
        if (width > 0) shown = whole;
        if (shown)
            out.append(text.substr(0, point.size));
        else if (width > 0 && end > from)
            out.push_back(' ');
        column = end;
        text.remove_prefix(point.size);
    }
    return out;
}

std::string untied(std::string text) {
    std::ranges::replace(text, tie, ' ');
    return text;
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
    while (!text.empty()) {
        Unit const unit = next_unit(text);
        if (unit.text.empty()) break; // blanks at the end
        std::size_t const columns = display_width(unit.text);
        bool const begins = column == indent;
        std::size_t const gap = unit.before == Unit::Before::blank && !begins ? 1 : 0;
        bool const breaks = unit.before == Unit::Before::line_end && !out.empty();
        if (breaks || (!begins && column + gap + columns > width)) {
            out.append(1, '\n').append(indent, ' ');
            column = indent;
        } else {
            out.append(gap, ' ');
            column += gap;
        }
        out.append(without_break_marks(unit.text));
        column += columns;
    }
    return untied(std::move(out));
}

std::string tied(std::string_view text) {
    std::string out(text);
    for (std::size_t at = out.find(' '); at != std::string::npos; at = out.find(' ', at + 1)) {
        bool const breaks = (at > 0 && out[at - 1] == ',') || (at + 1 < out.size() && out[at + 1] == '(');
        if (!breaks) out[at] = tie;
    }
    return out;
}

std::string wrap_title(std::string_view title, std::size_t width) {
    return display_width(title) > width ? wrap(title, hanging, width) : untied(std::string(title));
}

std::string behind_title(std::string_view title, std::string_view text, std::size_t width) {
    constexpr std::string_view gap = "  ";
    std::size_t const used = display_width(title.substr(title.rfind('\n') + 1)) + gap.size();
    if (text.empty()) return {};
    std::string const lead(std::max(used, hanging + 1) - hanging, 'x'); // stands for what is there already
    std::string const lines = wrap(lead + break_mark.data() + std::string(text), hanging, width).substr(lead.size());
    return lines.starts_with('\n') ? lines : std::string(gap).append(lines);
}

std::string clip(std::string_view text, std::size_t first, std::size_t columns) {
    std::size_t const total = display_width(text);
    bool const cut_left = first > 0;
    bool const cut_right = total > first + columns;
    std::size_t const from = first + (cut_left ? 1 : 0);
    std::size_t const to = std::min(total, first + columns - (cut_right ? 1 : 0));
    return fmt::format("{}{}{}", cut_left ? ellipsis : "", slice(text, from, to), cut_right ? ellipsis : "");
}

std::string pad_left(std::string_view text, std::size_t columns) {
    std::size_t const taken = display_width(text);
    return std::string(columns > taken ? columns - taken : 0, ' ').append(text);
}

std::string pad(std::string_view text, std::size_t columns) {
    std::size_t const taken = display_width(text);
    return std::string(text).append(columns > taken ? columns - taken : 0, ' ');
}

} // namespace whybounce::report
