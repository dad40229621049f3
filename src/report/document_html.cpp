#include "report/columns.hpp"
#include "report/document.hpp"
#include "report/escape.hpp"

#include <fmt/format.h>

namespace whybounce::report {
namespace {

/// Nothing is fetched and no script runs, whatever a text holds.
constexpr std::string_view policy = "default-src 'none'; style-src 'unsafe-inline'";
constexpr std::string_view look =
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    ".wide{overflow-x:auto}"
    "dt{font-weight:bold;margin-top:.6rem}dd{margin:0 0 0 1.5rem}"
    "table{border-collapse:collapse}th,td{border:1px solid;padding:.3rem .6rem;text-align:start;vertical-align:top}"
    "small,footer{opacity:.7}ol{margin:0;padding-inline-start:1.4rem}blockquote{margin:0;font-style:italic}";

/// A table that is wider than the window moves by itself; the keyboard reaches it too.
constexpr std::string_view table = "<div class=\"wide\" tabindex=\"0\">\n<table>\n", table_end = "</table>\n</div>\n";

std::string escaped(std::string_view text) {
    std::string const plain = escape_xml(text);
    std::string out;
    std::string_view rest = plain;
    for (std::size_t at = rest.find(break_mark); at != std::string_view::npos; at = rest.find(break_mark)) {
        out.append(rest.substr(0, at)).append("<wbr>");
        rest.remove_prefix(at + break_mark.size());
    }
    return out.append(rest);
}

std::string list_of(std::vector<std::string> const& texts) {
    if (texts.size() == 1) return escaped(texts.front());
    std::string list = "<ol>";
    for (std::string const& text : texts) list += "<li>" + escaped(text) + "</li>";
    return list + "</ol>";
}

/// Draws one document.
class HtmlPage {
public:
    void draw(Heading const& heading) {
        close();
        std::string_view const tag = headings_++ == 0 ? "h1" : "h2";
        text_ += fmt::format("<{0}>{1}</{0}>\n", tag, escaped(heading.text));
        if (!heading.aside.empty()) text_ += fmt::format("<p><small>{}</small></p>\n", escaped(heading.aside));
    }
    void draw(Labelled const& part) { entry(part.label, escaped(part.text)); }
    void draw(Quotation const& part) {
        entry(part.label, fmt::format("<blockquote>{}</blockquote>", escaped(part.text)));
    }
    void draw(Cited const& part) {
        std::string html;
        for (Cited::Line const& line : part.lines) {
            if (!html.empty()) html += "<br>";
            for (Cited::Part const& piece : line)
                html += piece.marked ? "<mark>" + escaped(piece.text) + "</mark>" : escaped(piece.text);
        }
        entry(part.label, "<samp>" + html + "</samp>");
    }
    void draw(StepList const& part) { entry(part.label, list_of(part.steps)); }
    void draw(Points const& part) {
        close();
        text_ += "<ul>\n";
        for (std::string const& text : part.texts) text_ += fmt::format("<li>{}</li>\n", escaped(text));
        text_ += "</ul>\n";
    }
    void draw(Comparison const& part) {
        close();
        text_ += fmt::format("{}<tr><td></td><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr>\n", table,
            escaped(part.left), escaped(part.right));
        for (Comparison::Row const& row : part.rows)
            text_ += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", escaped(row.label),
                list_of(row.left), list_of(row.right));
        text_ += table_end;
    }
    void draw(Listing const& part) {
        close();
        text_ += std::string(table) + row(part.heads, "th scope=\"col\"", "th");
        for (auto const& cells : part.rows) text_ += row(cells, "td", "td");
        text_ += table_end;
    }
    void draw(Gap const&) { close(); }

    std::string take() {
        close();
        return std::move(text_);
    }

private:
    static std::string row(std::vector<std::string> const& cells, std::string_view open, std::string_view close) {
        std::string line = "<tr>";
        for (std::string const& cell : cells) line += fmt::format("<{}>{}</{}>", open, escaped(cell), close);
        return line + "</tr>\n";
    }

    void entry(std::string const& label, std::string const& html) {
        if (!open_) text_ += "<dl>\n";
        open_ = true;
        if (!label.empty()) text_ += fmt::format("<dt>{}</dt>", escaped(label));
        text_ += fmt::format("<dd>{}</dd>\n", html);
    }

    void close() {
        if (open_) text_ += "</dl>\n";
        open_ = false;
    }

    std::string text_;
    std::size_t headings_ = 0;
    bool open_ = false; ///< inside a list of labelled paragraphs
};

} // namespace

std::string render_html(Document const& document, language::Language const& in) {
    HtmlPage page;
    for (Block const& block : document.blocks) std::visit([&page](auto const& part) { page.draw(part); }, block);
    return fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{}</style>\n"
                       "</head>\n<body>\n{}<footer>{}</footer>\n</body>\n</html>\n",
        escape_xml_attribute(in.tag()), policy, escape_xml(without_break_marks(document.title)), look, page.take(),
        escaped(document.foot));
}

} // namespace whybounce::report
