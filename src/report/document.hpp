#pragma once
#include "language/language.hpp"
#include "report/style.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Pages for people, in parts that each format draws in its own way. All text is visible text: what comes from an input
/// was escaped before it got here. It may hold break marks (columns.hpp).
namespace whybounce::report {

struct Heading {
    std::string text;
    std::string aside; ///< said in passing behind it
};

/// A paragraph with a label in front; without a label it belongs to the one before.
struct Labelled {
    std::string label, text;
};

/// What to do, in order.
struct StepList {
    std::string label;
    std::vector<std::string> steps;
};

/// Words of another language, set apart.
struct Quotation {
    std::string label, text;
};

/// Words of somebody else as they came, line by line; parts of them are marked.
struct Cited {
    struct Part {
        std::string text;
        bool marked = false;
    };
    using Line = std::vector<Part>;
    std::string label;
    std::vector<Line> lines;
};

struct Points {
    std::vector<std::string> texts;
};

/// Two things side by side. A cell with several texts is a list of steps.
struct Comparison {
    struct Row {
        std::string label;
        std::vector<std::string> left, right;
    };
    std::string left, right; ///< heads
    std::vector<Row> rows;
};

/// Rows of short texts below each other.
struct Listing {
    std::vector<std::string> heads;
    std::vector<std::vector<std::string>> rows;
    std::size_t long_column = 0; ///< the one that is broken into lines first where the rows are too long
};

struct Gap {};

using Block = std::variant<Heading, Labelled, StepList, Quotation, Cited, Points, Comparison, Listing, Gap>;

struct Document {
    std::string title;
    std::string foot; ///< HTML only
    std::vector<Block> blocks;
};

std::string render_text(Document const& document, Style const& style, std::size_t width);
std::string render_markdown(Document const& document);
/// One page that needs nothing else: no script, no picture, no address is fetched.
std::string render_html(Document const& document, language::Language const& in);

} // namespace whybounce::report
