#include "report/columns.hpp"
#include "report/document.hpp"
#include "report/utf8.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>
#include <span>

namespace whybounce::report {
namespace {

constexpr std::size_t least_label = 8;
constexpr std::size_t least_room = 20;
constexpr std::size_t readable_cell = 34; ///< of a listing that is too wide
constexpr std::size_t least_cell = 18;
constexpr std::size_t least_side = 10; ///< of a comparison
constexpr std::size_t listing_gap = 2;

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines(1);
    for (char const c : text) {
        if (c == '\n')
            lines.emplace_back();
        else
            lines.back() += c;
    }
    return lines;
}

/// "1. Do this" and so on; a single step has no number.
std::string numbered(std::vector<std::string> const& texts) {
    if (texts.size() == 1) return texts.front();
    std::string all;
    for (std::size_t i = 0; i < texts.size(); ++i) all += fmt::format("{}{}. {}", i == 0 ? "" : "\n", i + 1, texts[i]);
    return all;
}

void trim_right(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

/// Columns of the longest run without blanks: it cannot be broken.
std::size_t widest_word(std::string_view text) {
    std::size_t widest = 0;
    while (!text.empty()) {
        std::size_t const end = std::min(text.find(' '), text.size());
        widest = std::max(widest, display_width(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return widest;
}

/// As much of the front as fits.
std::string_view front_of(std::string_view text, std::size_t room) {
    std::size_t size = 0, columns = 0;
    while (size < text.size()) {
        CodePoint const point = decode(text.substr(size));
        columns += width_of(point.value);
        if (columns > room) break;
        size += point.size;
    }
    return text.substr(0, size);
}

/// Lines no wider than the column; a word that is longer is cut.
std::vector<std::string> side_lines(std::string const& text, std::size_t column) {
    std::vector<std::string> lines;
    for (std::string const& line : lines_of(wrap(text, 0, column))) {
        std::string_view rest = line;
        do {
            std::string_view const part = front_of(rest, column);
            lines.emplace_back(part);
            rest.remove_prefix(part.size());
        } while (!rest.empty());
    }
    return lines;
}

/// One line of cited words on the page, and the carets under it.
struct CitedRow {
    std::string text, marks;
};

/// A character of a cited line, its columns, and whether it is marked.
struct CitedCharacter {
    std::string_view text;
    std::size_t columns = 0;
    bool marked = false;
};

std::vector<CitedCharacter> characters_of(Cited::Line const& line) {
    std::vector<CitedCharacter> characters;
    for (Cited::Part const& part : line)
        for (std::string_view rest = part.text; !rest.empty();) {
            CodePoint const point = decode(rest);
            characters.push_back({rest.substr(0, point.size), width_of(point.value), part.marked});
            rest.remove_prefix(point.size);
        }
    return characters;
}

/// How many characters fit: up to the last blank, unless a word is longer than that.
std::size_t fitting(std::span<CitedCharacter const> characters, std::size_t room) {
    std::size_t columns = 0, blank = 0, at = 0;
    for (; at < characters.size() && columns + characters[at].columns <= room; ++at) {
        columns += characters[at].columns;
        if (characters[at].text == " ") blank = at + 1;
    }
    return at == characters.size() || blank == 0 ? std::max<std::size_t>(at, 1) : blank;
}

std::vector<CitedRow> cited_rows(Cited::Line const& line, std::size_t room) {
    auto const all = characters_of(line);
    std::vector<CitedRow> rows;
    for (std::span<CitedCharacter const> rest = all; !rest.empty();) {
        std::size_t const size = fitting(rest, room);
        CitedRow& row = rows.emplace_back();
        for (CitedCharacter const& one : rest.first(size)) {
            row.text += one.text;
            row.marks.append(one.columns, one.marked ? '^' : ' ');
        }
        trim_right(row.text);
        trim_right(row.marks);
        rest = rest.subspan(size);
    }
    return rows;
}

/// Draws one document.
class TextPage {
public:
    TextPage(Document const& document, Style const& style, std::size_t width) : style_(style), width_(width) {
        for (Block const& block : document.blocks) std::visit([this](auto const& part) { measure(part); }, block);
    }

    void draw(Heading const& heading) {
        bool const fits = display_width(heading.text) + 2 + display_width(heading.aside) <= width_;
        text_ += style_.paint(Role::heading, wrap_title(heading.text, width_));
        if (!heading.aside.empty())
            text_ += (fits ? "  " : '\n' + std::string(hanging, ' ')) +
                style_.paint(Role::faint, fits ? heading.aside : wrap(heading.aside, hanging, width_));
        text_ += '\n';
    }
    void draw(Labelled const& part) { paragraph(part.label, {}, part.text); }
    void draw(Quotation const& part) { paragraph(part.label, {}, part.text); }
    void draw(Cited const& part) {
        std::size_t const indent = columns_ + 3;
        std::size_t const room = std::max(width_, indent + least_room) - indent;
        std::string label = part.label;
        for (Cited::Line const& line : part.lines)
            for (CitedRow const& row : cited_rows(line, room)) {
                text_ += fmt::format("  {} {}\n", style_.paint(Role::faint, pad(label, columns_)), row.text);
                if (!row.marks.empty())
                    text_ += std::string(indent, ' ') + style_.paint(Role::heading, row.marks) + '\n';
                label.clear();
            }
    }
    void draw(StepList const& part) {
        if (part.steps.size() == 1) return paragraph(part.label, {}, part.steps.front());
        for (std::size_t i = 0; i < part.steps.size(); ++i)
            paragraph(i == 0 ? part.label : "", fmt::format("{}. ", i + 1), part.steps[i]);
    }
    void draw(Points const& part) {
        for (std::string const& text : part.texts) text_ += "  - " + wrap(text, 4, width_) + '\n';
    }
    void draw(Comparison const& part) {
        Sides const sides = sides_of(part);
        row(sides, "", part.left, part.right);
        for (Comparison::Row const& line : part.rows) row(sides, line.label, numbered(line.left), numbered(line.right));
    }
    void draw(Listing const& part) {
        auto const widths = widths_of(part);
        if (std::ranges::any_of(part.heads, [](auto const& head) { return !head.empty(); }))
            table_row(part.heads, widths, true);
        for (auto const& cells : part.rows) table_row(cells, widths, false);
    }
    void draw(Gap const&) { text_ += '\n'; }

    std::string take() { return without_break_marks(text_); }

private:
    template <typename Part> void measure(Part const& part) {
        if constexpr (requires { part.label; }) columns_ = std::max(columns_, display_width(part.label));
    }

    /// Columns of what is compared.
    struct Sides {
        std::size_t label = 0, left = 0, right = 0;
    };

    /// Two halves; what one side needs for its longest word the other gives, as far as it can.
    Sides sides_of(Comparison const& part) const {
        std::size_t label = least_label, left = widest_word(part.left), right = widest_word(part.right);
        for (Comparison::Row const& line : part.rows) {
            label = std::max(label, display_width(line.label));
            left = std::max(left, widest_word(numbered(line.left)));
            right = std::max(right, widest_word(numbered(line.right)));
        }
        std::size_t const beside = label + 5, room = std::max(width_, beside + 2 * least_side) - beside;
        std::size_t const half = room / 2;
        std::size_t wide = half;
        if (right > half) wide = std::max(room - std::min(right, room), std::min(left, half));
        if (left > half) wide = std::min(left, std::max(room - std::min(right, room), half));
        wide = std::clamp(wide, least_side, room - least_side);
        return {label, wide, room - wide};
    }

    void paragraph(std::string const& label, std::string_view lead, std::string const& text) {
        std::string const head = style_.paint(Role::faint, pad(label, columns_));
        text_ += fmt::format("  {} {}{}\n", head, lead, wrap(text, columns_ + 3 + lead.size(), width_));
    }

    /// One row of the two columns; either side is wrapped in its own width.
    void row(Sides const& sides, std::string const& label, std::string const& left, std::string const& right) {
        auto const a = side_lines(left, sides.left), b = side_lines(right, sides.right);
        for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
            std::string const head = style_.paint(Role::faint, pad(i == 0 ? label : "", sides.label + 1));
            std::string line = head + pad(i < a.size() ? a[i] : "", sides.left) + "  " + (i < b.size() ? b[i] : "");
            trim_right(line);
            text_ += line + '\n';
        }
        text_ += '\n';
    }

    /// Cells that are wider than their column go on in lines below.
    void table_row(std::vector<std::string> const& cells, std::vector<std::size_t> const& widths, bool head) {
        std::vector<std::vector<std::string>> columns;
        std::size_t lines = 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            columns.push_back(lines_of(wrap(cells[i], 0, widths[i])));
            lines = std::max(lines, columns.back().size());
        }
        for (std::size_t at = 0; at < lines; ++at) {
            std::string line;
            std::size_t missing = 0;
            for (std::size_t i = 0; i < columns.size(); ++i) {
                std::string const cell = at < columns[i].size() ? columns[i][at] : "";
                if (!cell.empty())
                    line +=
                        std::string(missing, ' ') + style_.paint(head || i % 2 == 1 ? Role::faint : Role::plain, cell);
                missing = cell.empty() ? missing : 0;
                missing += widths[i] - std::min(widths[i], display_width(cell)) + listing_gap;
            }
            text_ += line + '\n';
        }
    }

    /// What does not fit is taken from the long column, then from the last one, and then from the long one again.
    std::vector<std::size_t> widths_of(Listing const& part) const {
        std::vector<std::size_t> widths;
        for (std::string const& head : part.heads) widths.push_back(display_width(head));
        for (auto const& cells : part.rows)
            for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], display_width(cells[i]));
        std::size_t all = std::accumulate(widths.begin(), widths.end(), listing_gap * (widths.size() - 1));
        auto const narrow = [&](std::size_t& width, std::size_t least) {
            std::size_t const over = all - std::min(all, width_);
            std::size_t const kept = std::max(std::min(width, least), width - std::min(width, over));
            all -= width - kept;
            width = kept;
        };
        narrow(widths[part.long_column], readable_cell);
        std::size_t last = least_cell;
        for (auto const& cells : part.rows) last = std::max(last, widest_word(cells.back()));
        narrow(widths.back(), last);
        narrow(widths[part.long_column], least_cell);
        return widths;
    }

    Style const& style_;
    std::size_t width_, columns_ = least_label;
    std::string text_;
};

} // namespace

std::string render_text(Document const& document, Style const& style, std::size_t width) {
    TextPage page(document, style, width);
    for (Block const& block : document.blocks) std::visit([&page](auto const& part) { page.draw(part); }, block);
    return page.take();
}

} // namespace whybounce::report
