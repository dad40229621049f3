#include "cli/page.hpp"

#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <unistd.h>

namespace whybounce::cli {
namespace {

constexpr std::size_t label_width = 9;

}

void Page::line(std::string_view text) { text_.append(text).append("\n"); }

void Page::heading(std::string_view text, std::string_view faint, report::Role role) {
    text_ += style_.paint(role, text);
    if (!faint.empty()) text_ += "  " + style_.paint(report::Role::faint, faint);
    text_ += '\n';
}

void Page::field(std::string_view label, std::string_view text) {
    if (text.empty()) return;
    text_ += fmt::format("  {}{}\n", style_.paint(report::Role::faint, report::pad(label, label_width)),
        report::wrap(text, label_width + 2, width_));
}

void Page::steps(std::string_view label, std::span<std::string const> steps) {
    std::size_t number = 0;
    for (std::string const& step : steps) {
        ++number;
        field(number == 1 ? label : "", steps.size() == 1 ? step : fmt::format("{}. {}", number, step));
    }
}

ExitStatus Page::print() const {
    FileSink sink(STDOUT_FILENO, "standard output");
    sink.write(text_);
    return sink.flush() ? ExitStatus::fine : ExitStatus::unreadable;
}

void add_colour_option(OptionParser& parser) {
    parser.options().add_options()(
        "color", po::value<std::string>()->value_name("WHEN"), "auto (default), always, never");
}

Page page_for(po::variables_map const& values) {
    return {wants_colour(optional_value(values, "color").value_or("auto")), output_width()};
}

} // namespace whybounce::cli
