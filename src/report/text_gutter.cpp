#include "report/text_gutter.hpp"

#include "report/escape.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::size_t margin = 2;
constexpr std::string_view gutter_blank = "      | ";

/// Columns of a line: from inclusive, to exclusive.
struct Columns {
    std::size_t from = 0, to = 0;
};

std::vector<Columns> columns_of(std::string_view line, std::vector<ByteRange> const& parts) {
    std::vector<Columns> columns;
    for (ByteRange const part : parts) {
        std::size_t const from = display_width(escape(line.substr(0, part.from)));
        columns.push_back({from, from + display_width(escape(line.substr(part.from, part.to - part.from)))});
    }
    return columns;
}

/// First column to show so that the marks are in sight and as much as possible of what stands before them.
std::size_t window_start(std::vector<Columns> const& marks, std::size_t total, std::size_t room) {
    if (marks.empty() || total <= room) return 0;
    std::size_t const wanted = std::min(total, marks.back().to + margin);
    std::size_t const start = wanted > room ? wanted - room : 0;
    return std::min(start, marks.front().from - std::min(margin, marks.front().from));
}

/// Blanks and carets under the marks that the window shows.
std::string carets(std::vector<Columns> const& marks, std::size_t start, std::size_t room) {
    std::string row;
    for (Columns const mark : marks) {
        std::size_t const from = std::max(mark.from, start) - start;
        std::size_t const to = std::min(std::max(mark.to, start) - start, room);
        if (to <= from) continue;
        row.append(from > row.size() ? from - row.size() : 0, ' ').append(to - from, '^');
    }
    return row;
}

} // namespace

Gutter::Gutter(Style const& style, std::size_t width)
    : style_(style), room_(width > 40 ? width - gutter_blank.size() : 32) {}

std::string Gutter::line(
    SourceLine const& line, std::vector<ByteRange> const& parts, Role role, std::string_view label) const {
    std::string const shown = escape(line.text);
    auto const marked = columns_of(line.text, parts);
    std::size_t const start = window_start(marked, display_width(shown), room_);
    std::string rows =
        style_.paint(Role::faint, fmt::format("{:>5} | ", line.number)) + clip(shown, start, room_) + '\n';
    if (!parts.empty()) rows += marks(carets(marked, start, room_), role, label);
    return rows;
}

std::string Gutter::marks(std::string const& row, Role role, std::string_view label) const {
    std::string const gutter = style_.paint(Role::faint, gutter_blank);
    std::string const behind = label.empty() ? row : fmt::format("{} {}", row, label);
    bool const fits = display_width(behind) <= room_;
    std::string rows = gutter + style_.paint(role, fits ? behind : row) + '\n';
    if (fits) return rows;
    std::size_t const indent = std::min(row.find('^'), room_ / 3);
    return rows + gutter + std::string(indent, ' ') + style_.paint(role, clip(label, 0, room_ - indent)) + '\n';
}

std::string Gutter::gap() const { return style_.paint(Role::faint, gutter_blank) + "…\n"; }

} // namespace whybounce::report
