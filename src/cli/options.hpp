#pragma once
#include "cli/command.hpp"

#include <boost/program_options.hpp>

#include <optional>

namespace whybounce::cli {

namespace po = boost::program_options;

/// One parser a command: its options, one positional list, a help page. Abbreviated option names are refused.
class OptionParser {
public:
    /// @param usage     "whybounce check [OPTIONS] FILE..."
    /// @param examples  lines for the end of --help
    OptionParser(std::string_view usage, std::string_view about, std::string_view examples);

    po::options_description& options() { return options_; }

    /// Reads the arguments. nullopt: --help was asked for and has been printed. Throws UsageError.
    std::optional<po::variables_map> parse(Arguments const& arguments);

    std::string help() const;

private:
    [[noreturn]] void complain(po::error const& error) const;
    std::string nearest_option(std::string_view wrong) const;

    std::string usage_, about_, examples_;
    po::options_description options_;
};

/// What stands behind the options, in order.
std::vector<std::string> positional(po::variables_map const& values);
/// The value of an option that has no default.
std::optional<std::string> optional_value(po::variables_map const& values, char const* name);

} // namespace whybounce::cli
