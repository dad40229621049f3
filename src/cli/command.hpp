#pragma once
#include "cli/exit_status.hpp"

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::cli {

using Arguments = std::vector<std::string>;

/// The command line is wrong: what, and what to do next. Ends the program with status 2.
struct UsageError : std::runtime_error {
    UsageError(std::string const& what, std::string next, std::string lines = {})
        : std::runtime_error(what), hint(std::move(next)), excerpt(std::move(lines)) {}
    std::string hint;
    std::string excerpt; ///< lines of a file to show between the two, escaped, each with its line end; may be empty
};

/// A file that a command needs whole cannot be read: what, and what to do next. Ends the program with status 3.
struct InputError : std::runtime_error {
    InputError(std::string const& what, std::string next) : std::runtime_error(what), hint(std::move(next)) {}
    std::string hint;
};

/// One command of the program.
struct CommandRow {
    std::string_view name;
    std::string_view summary;                      ///< one line for --help
    ExitStatus (*run)(Arguments const& arguments); ///< arguments behind the command word
};

/// All commands, in the order of --help; the first is the default.
std::span<CommandRow const> commands();
/// The command that the word almost is; empty when none is near.
std::string nearest_command(std::string_view word);

ExitStatus run_report(Arguments const& arguments);
ExitStatus run_check(Arguments const& arguments);
ExitStatus run_follow(Arguments const& arguments);
ExitStatus run_lint(Arguments const& arguments);
ExitStatus run_trace(Arguments const& arguments);
ExitStatus run_merge(Arguments const& arguments);
ExitStatus run_explain(Arguments const& arguments);
ExitStatus run_compare(Arguments const& arguments);
ExitStatus run_codes(Arguments const& arguments);
ExitStatus run_catalogue(Arguments const& arguments);

} // namespace whybounce::cli
