#include "report/columns.hpp"
#include "report/document.hpp"

#include <fmt/format.h>

namespace whybounce::report {
namespace {

/// Text that means nothing to Markdown (CommonMark 0.30) and holds no HTML.
std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : without_break_marks(text)) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else {
            if (std::string_view("\\`*_[]{}>|~#").find(c) != std::string_view::npos) out += '\\';
            out += c;
        }
    }
    std::size_t const digits = std::min(out.find_first_not_of("0123456789"), out.size());
    bool const list =
        digits > 0 && digits + 1 < out.size() && (out[digits] == '.' || out[digits] == ')') && out[digits + 1] == ' ';
    if (list) out.insert(digits, "\\");
    if (!out.empty() && std::string_view("-+=").find(out.front()) != std::string_view::npos) out.insert(0, "\\");
    return out;
}

/// Draws one document.
class MarkdownPage {
public:
    void draw(Heading const& heading) {
        part_.assign("\n").append(headings_++ == 0 ? "# " : "## ").append(escaped(heading.text)).append("\n");
        if (!heading.aside.empty()) part_ += fmt::format("\n*{}*\n", escaped(heading.aside));
        end_part(true);
    }
    void draw(Labelled const& part) {
        part_ = part.label.empty() ? fmt::format("  {}\n", escaped(part.text))
                                   : fmt::format("- **{}** – {}\n", escaped(part.label), escaped(part.text));
        if (part.label.empty()) part_.insert(0, "\n");
        end_part(false);
    }
    void draw(Quotation const& part) {
        part_ = fmt::format("- **{}**\n\n  > {}\n", escaped(part.label), escaped(part.text));
        end_part(false);
    }
    void draw(Cited const& part) {
        part_ = fmt::format("- **{}**\n\n", escaped(part.label));
        for (std::size_t i = 0; i < part.lines.size(); ++i) {
            bool const last = i + 1 == part.lines.size();
            part_ += fmt::format("  > {}{}\n", cited(part.lines[i]), last ? "" : "\\");
        }
        end_part(false);
    }
    void draw(StepList const& part) {
        part_ = fmt::format("- **{}**", escaped(part.label));
        if (part.steps.size() == 1) part_ += " – " + escaped(part.steps.front());
        part_ += '\n';
        for (std::size_t i = 0; part.steps.size() > 1 && i < part.steps.size(); ++i)
            part_ += fmt::format("  {}. {}\n", i + 1, escaped(part.steps[i]));
        end_part(false);
    }
    void draw(Points const& part) {
        for (std::string const& text : part.texts) part_ += fmt::format("- {}\n", escaped(text));
        end_part(false);
    }
    void draw(Comparison const& part) {
        part_ = fmt::format("\n| | {} | {} |\n|---|---|---|\n", escaped(part.left), escaped(part.right));
        for (Comparison::Row const& row : part.rows)
            part_ += fmt::format("| **{}** | {} | {} |\n", escaped(row.label), cell(row.left), cell(row.right));
        end_part(true);
    }
    void draw(Listing const& part) {
        part_ = "\n" + table_row(part.heads) + "|";
        for (std::size_t i = 0; i < part.heads.size(); ++i) part_ += "---|";
        part_ += '\n';
        for (auto const& cells : part.rows) part_ += table_row(cells);
        end_part(true);
    }
    void draw(Gap const&) {}

    std::string take() { return std::move(text_); }

private:
    static std::string cited(Cited::Line const& line) {
        std::string text;
        for (Cited::Part const& part : line)
            text += part.marked ? "**" + escaped(part.text) + "**" : escaped(part.text);
        return text;
    }

    static std::string table_row(std::vector<std::string> const& cells) {
        std::string row = "|";
        for (std::string const& cell : cells) row += ' ' + escaped(cell) + " |";
        return row + '\n';
    }

    static std::string cell(std::vector<std::string> const& texts) {
        if (texts.size() == 1) return escaped(texts.front());
        std::string all;
        for (std::size_t i = 0; i < texts.size(); ++i)
            all += fmt::format("{}{}. {}", i == 0 ? "" : "<br>", i + 1, escaped(texts[i]));
        return all;
    }

    /// An empty line divides blocks of different kinds; the page begins with none.
    void end_part(bool apart) {
        if (text_.empty()) part_.erase(0, part_.find_first_not_of('\n'));
        if (after_apart_ && !part_.starts_with('\n') && !text_.empty()) text_ += '\n';
        text_ += part_;
        part_.clear();
        after_apart_ = apart;
    }

    std::string text_, part_;
    std::size_t headings_ = 0;
    bool after_apart_ = false;
};

} // namespace

std::string render_markdown(Document const& document) {
    MarkdownPage page;
    for (Block const& block : document.blocks) std::visit([&page](auto const& part) { page.draw(part); }, block);
    return page.take();
}

} // namespace whybounce::report
