#include "report/columns.hpp"

#include "report/width_tables.hpp"

#include <algorithm>
#include <span>

namespace whybounce::report {
namespace {

constexpr char32_t mark = U'\u200B';
constexpr char32_t first_special = 0xAD; // below it, every character takes one column

bool contains(std::span<CodeRange const> ranges, char32_t c) {
    auto const range = std::ranges::upper_bound(ranges, c, {}, &CodeRange::first);
    return range != ranges.begin() && c <= std::prev(range)->last;
}

} // namespace

std::size_t width_of(char32_t c) {
    if (c < first_special) return 1;
    if (contains(zero_width, c)) return 0;
    return contains(wide, c) ? 2 : 1;
}

bool may_break(char32_t before, char32_t after) {
    if (before == mark) return true;
    if (width_of(before) != 2 && width_of(after) != 2) return false;
    return width_of(after) != 0 && !contains(ends_no_line, before) && !contains(begins_no_line, after);
}

std::string without_break_marks(std::string_view text) {
    std::string plain;
    for (std::size_t at = text.find(break_mark); at != std::string_view::npos; at = text.find(break_mark)) {
        plain += text.substr(0, at);
        text.remove_prefix(at + break_mark.size());
    }
    return plain.append(text);
}

} // namespace whybounce::report
