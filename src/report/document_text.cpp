#include "report/columns.hpp"
#include "report/document.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace whybounce::report {
namespace {

constexpr std::size_t least_label = 8;
constexpr std::size_t widest_listed = 40; ///< a column of a listing that grew further would push the others away

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

/// Draws one document.
class TextPage {
public:
    TextPage(Document const& document, Style const& style, std::size_t width) : style_(style), width_(width) {
        for (Block const& block : document.blocks) std::visit([this](auto const& part) { measure(part); }, block);
    }

    void draw(Heading const& heading) {
        text_ += style_.paint(Role::heading, heading.text);
        if (!heading.aside.empty()) text_ += "  " + style_.paint(Role::faint, heading.aside);
        text_ += '\n';
    }
    void draw(Labelled const& part) { paragraph(part.label, {}, part.text); }
    void draw(Quotation const& part) { paragraph(part.label, {}, part.text); }
    void draw(StepList const& part) {
        if (part.steps.size() == 1) return paragraph(part.label, {}, part.steps.front());
        for (std::size_t i = 0; i < part.steps.size(); ++i)
            paragraph(i == 0 ? part.label : "", fmt::format("{}. ", i + 1), part.steps[i]);
    }
    void draw(Points const& part) {
        for (std::string const& text : part.texts) text_ += "  - " + wrap(text, 4, width_) + '\n';
    }
    void draw(Comparison const& part) {
        row("", part.left, part.right);
        for (Comparison::Row const& line : part.rows) row(line.label, numbered(line.left), numbered(line.right));
    }
    void draw(Listing const& part) {
        auto const widths = widths_of(part);
        for (auto const& cells : part.rows) {
            std::string line;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                bool const last = i + 1 == cells.size();
                std::string const cell = last ? cells[i] : pad(clip(cells[i], 0, widths[i]), widths[i]);
                line += (i == 0 ? "" : "  ") + style_.paint(i % 2 == 1 ? Role::faint : Role::plain, cell);
            }
            trim_right(line);
            text_ += line + '\n';
        }
    }
    void draw(Gap const&) { text_ += '\n'; }

    std::string take() { return without_break_marks(text_); }

private:
    template <typename Part> void measure(Part const& part) {
        if constexpr (requires { part.label; }) columns_ = std::max(columns_, display_width(part.label));
        if constexpr (requires { part.rows.front().label; })
            for (auto const& line : part.rows) columns_ = std::max(columns_, display_width(line.label));
    }

    void paragraph(std::string const& label, std::string_view lead, std::string const& text) {
        std::string const head = style_.paint(Role::faint, pad(label, columns_));
        text_ += fmt::format("  {} {}{}\n", head, lead, wrap(text, columns_ + 3 + lead.size(), width_));
    }

    /// One row of the two columns; either side is wrapped in its own width.
    void row(std::string const& label, std::string const& left, std::string const& right) {
        std::size_t const room = width_ - std::min(width_, columns_ + 5);
        std::size_t const column = std::max<std::size_t>(room / 2, 10);
        auto const a = lines_of(wrap(left, 0, column)), b = lines_of(wrap(right, 0, column));
        for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
            std::string const head = style_.paint(Role::faint, pad(i == 0 ? label : "", columns_ + 1));
            std::string line = head + pad(i < a.size() ? a[i] : "", column) + "  " + (i < b.size() ? b[i] : "");
            trim_right(line);
            text_ += line + '\n';
        }
        text_ += '\n';
    }

    /// No column but the last grows beyond `widest_listed`, unless the page has room for all of them.
    std::vector<std::size_t> widths_of(Listing const& part) const {
        std::vector<std::size_t> widths(part.heads.size());
        for (auto const& cells : part.rows)
            for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], display_width(cells[i]));
        constexpr std::size_t gap = 2;
        std::size_t const all = std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
        for (std::size_t& width : widths)
            if (all > width_) width = std::min(width, std::max(widest_listed, width_ - std::min(all - width, width_)));
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
