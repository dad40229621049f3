#include "cli/program.hpp"

#include "cli/command.hpp"
#include "cli/help_page.hpp"
#include "cli/terminal.hpp"
#include "whybounce/catalogue.hpp"
#include "whybounce/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>

namespace whybounce::cli {
namespace {

constexpr std::string_view about_files =
    "FILE is a Postfix log, a saved SMTP session, a list of replies, a directory or an archive of them; - is standard "
    "input. What it is, is found out. `whybounce COMMAND --help` tells the options.";
constexpr std::string_view examples = "  whybounce /var/log/mail.log               what failed, the worst first\n"
                                      "  journalctl -u postfix@- | whybounce -     the same from the journal\n"
                                      "  whybounce check --fail-on any swaks.txt   a gate for CI\n"
                                      "  whybounce explain 550 5.7.26              what a code means\n"
                                      "  whybounce compare 235 550                 how two codes differ\n";

std::string short_help() {
    std::size_t const width = help_width();
    std::string rows;
    for (CommandRow const& command : commands()) rows += fmt::format("  {:10}  {}\n", command.name, command.summary);
    return fmt::format("whybounce says why mail failed, who must act, and how.\n\n"
                       "Usage: whybounce [COMMAND] [OPTIONS] FILE...\n\nCommands:\n{}\n{}\n\nExamples:\n{}",
        help_lines(rows, width), help_paragraph(about_files, width), help_lines(examples, width));
}

ExitStatus print_version() {
    fmt::print("whybounce {} (catalogue {})\n", WHYBOUNCE_VERSION, Catalogue::built_in_month());
    return ExitStatus::fine;
}

/// A word that names no file, and almost a command, is a slip of the finger.
void refuse_misspelt_command(std::string const& word) {
    bool const letters = !word.empty() && std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    std::error_code ignored;
    if (!letters || std::filesystem::exists(std::filesystem::symlink_status(word, ignored))) return;
    std::string const near = nearest_command(word);
    if (!near.empty())
        throw UsageError("there is no command and no file `" + word + "`",
            "did you mean `" + near + "`? A file of that name is ./" + word);
}

ExitStatus run(Arguments const& arguments) {
    bool const alone = arguments.size() == 1;
    if (alone && (arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help")) {
        fmt::print("{}", short_help());
        return ExitStatus::fine;
    }
    if (arguments.size() == 2 && arguments[0] == "help") return run({arguments[1], "--help"});
    if (alone && (arguments[0] == "--version" || arguments[0] == "-V")) return print_version();
    if (arguments.empty() && standard_input_is_terminal()) {
        fmt::print(stderr, "{}", short_help());
        return ExitStatus::usage;
    }
    auto const wanted = arguments.empty() ? std::string_view{} : std::string_view(arguments[0]);
    auto const command = std::ranges::find(commands(), wanted, &CommandRow::name);
    if (command != commands().end()) return command->run({arguments.begin() + 1, arguments.end()});
    refuse_misspelt_command(std::string(wanted));
    return commands().front().run(arguments);
}

} // namespace

int run_program(std::vector<std::string> const& arguments) {
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return static_cast<int>(run(arguments));
    } catch (UsageError const& error) {
        complain(error.what(), error.hint, error.excerpt);
        return static_cast<int>(ExitStatus::usage);
    } catch (InputError const& error) {
        complain(error.what(), error.hint);
        return static_cast<int>(ExitStatus::unreadable);
    } catch (std::exception const& error) {
        complain(fmt::format("internal error: {}", error.what()),
            "this is a bug of whybounce; please report it with the input that shows it");
        return static_cast<int>(ExitStatus::bug);
    }
}

} // namespace whybounce::cli
