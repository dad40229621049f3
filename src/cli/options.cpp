#include "cli/options.hpp"

#include "cli/help_page.hpp"
#include "cli/nearest.hpp"
#include "cli/terminal.hpp"
#include "report/style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace whybounce::cli {
namespace {

constexpr char const* rest_name = "arguments";

constexpr int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;

} // namespace

OptionParser::OptionParser(std::string_view usage, std::string_view about, std::string_view examples)
    : usage_(usage), about_(about), examples_(examples), options_("Options") {}

std::optional<po::variables_map> OptionParser::parse(Arguments const& arguments) {
    options_.add_options()("help,h", "this page");
    po::options_description all;
    all.add(options_).add_options()(rest_name, po::value<std::vector<std::string>>());
    po::positional_options_description positions;
    positions.add(rest_name, -1);
    po::variables_map values;
    try {
        po::store(po::command_line_parser(arguments).options(all).positional(positions).style(style).run(), values);
        po::notify(values);
    } catch (po::error const& error) {
        complain(error);
    }
    if (!values.count("help")) return values;
    std::fputs(help().c_str(), stdout);
    return std::nullopt;
}

namespace {

/// "-f, --format FORMAT"
std::string names_of(po::option_description const& option) {
    std::string const both = option.format_name(); // "-f [ --format ]" or "--format"
    bool const has_short = both.size() > 2 && both[1] != '-';
    return fmt::format(
        "{}--{} {}", has_short ? both.substr(0, 2) + ", " : "    ", option.long_name(), option.format_parameter());
}

} // namespace

std::string OptionParser::help() const {
    std::size_t const width = help_width();
    std::string page = fmt::format("Usage: {}\n\n{}\n\nOptions:\n", usage_, help_paragraph(about_, width));
    std::size_t column = 0;
    for (auto const& option : options_.options()) column = std::max(column, names_of(*option).size());
    column += 4;
    for (auto const& option : options_.options())
        page += fmt::format(
            "  {}{}\n", report::pad(names_of(*option), column - 2), report::wrap(option->description(), column, width));
    return page + "\nExamples:\n" + help_lines(examples_, width);
}

std::string OptionParser::nearest_option(std::string_view wrong) const {
    std::vector<std::string> names;
    for (auto const& option : options_.options()) names.push_back("--" + option->long_name());
    return nearest(wrong, names);
}

void OptionParser::complain(po::error const& error) const {
    std::string hint = "see `" + usage_.substr(0, usage_.find(" [")) + " --help`";
    if (auto const* unknown = dynamic_cast<po::unknown_option const*>(&error)) {
        std::string const name = unknown->get_option_name();
        std::string const near = nearest_option(name);
        if (!near.empty()) hint = "did you mean `" + near + "`?";
        throw UsageError("unknown option `" + name + "`", hint);
    }
    throw UsageError(error.what(), hint);
}

std::vector<std::string> positional(po::variables_map const& values) {
    return values.count(rest_name) ? values[rest_name].as<std::vector<std::string>>() : std::vector<std::string>{};
}

std::optional<std::string> optional_value(po::variables_map const& values, char const* name) {
    if (!values.count(name)) return std::nullopt;
    return values[name].as<std::string>();
}

} // namespace whybounce::cli
