#include "report/text_excerpt.hpp"

#include "report/escape.hpp"
#include "report/explanation.hpp"
#include "report/reply_position.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::size_t most_lines = 12;
constexpr std::size_t lines_before = 4;
constexpr std::size_t margin = 2;
constexpr std::string_view gutter_blank = "      | ";

/// Columns of a line: from inclusive, to exclusive.
struct Columns {
    std::size_t from = 0, to = 0;
};

Role role_of(Outcome outcome) {
    if (outcome == Outcome::permanent) return Role::permanent;
    return outcome == Outcome::temporary ? Role::temporary : Role::heading;
}

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

/// Draws one excerpt into a string.
class Excerpt {
public:
    Excerpt(Language const& in, FailureRecord const& failure, Style const& style, std::size_t width)
        : in_(in), failure_(failure), style_(style), room_(width > 40 ? width - gutter_blank.size() : 32) {}

    std::string draw() {
        auto const lines = failure_.excerpt;
        std::size_t const reply = reply_line();
        std::size_t const first = lines.size() > most_lines && reply > lines_before ? reply - lines_before : 0;
        std::size_t const last = std::min(lines.size(), first + most_lines);
        for (std::size_t i = first; i < last; ++i) draw_line(lines[i], i == reply);
        if (last < lines.size()) rows_ += style_.paint(Role::faint, gutter_blank) + "…\n";
        return std::move(rows_);
    }

private:
    /// Index of the line where most of the reply was found; of equals, the first at or after the failure's own line.
    std::size_t reply_line() {
        std::size_t best = failure_.excerpt.size();
        for (std::size_t i = 0; i < failure_.excerpt.size(); ++i) {
            SourceLine const& line = failure_.excerpt[i];
            ReplyPosition found = find_reply(line.text, failure_);
            if (found.weight == 0) continue;
            found.weight = 2 * found.weight + (line.number >= failure_.where.line ? 1 : 0);
            if (found.weight <= position_.weight) continue;
            position_ = std::move(found);
            best = i;
        }
        return best;
    }

    void draw_line(SourceLine const& line, bool marked) {
        std::string const shown = escape(line.text);
        auto const marks = marked ? columns_of(line.text, position_.parts) : std::vector<Columns>{};
        std::size_t const start = window_start(marks, display_width(shown), room_);
        rows_ += style_.paint(Role::faint, fmt::format("{:>5} | ", line.number)) + clip(shown, start, room_) + '\n';
        if (marked) draw_marks(carets(marks, start, room_));
    }

    /// The label stands behind the carets if there is room, else below them.
    void draw_marks(std::string const& row) {
        std::string const label = in_.say("report.mark." + std::string(to_string(failure_.outcome)),
            {{"name", explanation(in_, *failure_.diagnosis).name}});
        std::string const gutter = style_.paint(Role::faint, gutter_blank);
        Role const role = role_of(failure_.outcome);
        bool const fits = row.size() + 1 + display_width(label) <= room_;
        rows_ += gutter + style_.paint(role, fits ? row + ' ' + label : row) + '\n';
        if (fits) return;
        std::size_t const indent = std::min(row.find('^'), room_ / 3);
        rows_ += gutter + std::string(indent, ' ') + style_.paint(role, clip(label, 0, room_ - indent)) + '\n';
    }

    Language const& in_;
    FailureRecord const& failure_;
    Style const& style_;
    std::size_t room_;
    ReplyPosition position_;
    std::string rows_;
};

} // namespace

std::string render_excerpt(Language const& in, FailureRecord const& failure, Style const& style, std::size_t width) {
    return Excerpt(in, failure, style, width).draw();
}

} // namespace whybounce::report
