#pragma once
#include "cli/options.hpp"
#include "report/style.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::cli {

/// A page for people, built line by line: headings, labelled and wrapped paragraphs, numbered steps.
class Page {
public:
    Page(bool colour, std::size_t width) : style_(colour), width_(width) {}

    void heading(std::string_view text, std::string_view faint = {}, report::Role role = report::Role::heading);
    /// "  label    text, wrapped"; nothing when the text is empty.
    void field(std::string_view label, std::string_view text);
    /// The first step beside the label, the others below it; numbered when there are several.
    void steps(std::string_view label, std::span<std::string const> steps);
    void line(std::string_view text = {});
    /// Writes the page; the status to end with.
    ExitStatus print() const;

    std::size_t width() const { return width_; }
    std::string& text() { return text_; }
    report::Style const& style() const { return style_; }

private:
    report::Style style_;
    std::size_t width_;
    std::string text_;
};

/// --color for the commands that print pages.
void add_colour_option(OptionParser& parser);
Page page_for(po::variables_map const& values);

} // namespace whybounce::cli
