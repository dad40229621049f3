#include "input_support.hpp"
#include "program.hpp"

using namespace whybounce::test;
using whybounce::input::test::Folder;

namespace {

using Arguments = std::vector<std::string>;

} // namespace

TEST_CASE("Help fits a screen and ends with examples that begin with the program's name", "[cli][help]") {
    auto const arguments = GENERATE(
        values<Arguments>({{"--help"}, {"-h"}, {"help"}, {"report", "--help"}, {"report", "-h"}, {"check", "--help"},
            {"follow", "--help"}, {"explain", "--help"}, {"compare", "--help"}, {"codes", "--help"}}));
    CAPTURE(arguments);
    auto const outcome = run(Call{.arguments = arguments, .environment = {{"COLUMNS", "100"}}});
    CHECK(outcome.status == 0);
    CHECK(outcome.err.empty());
    auto const lines = lines_of(outcome.out);
    CHECK(lines.size() <= 40);
    for (auto const& line : lines) {
        CAPTURE(line);
        CHECK(columns_of(line) <= 100);
        CHECK_FALSE(line.ends_with(' '));
    }
    auto const examples = std::ranges::find(lines, "Examples:");
    REQUIRE(examples != lines.end());
    CHECK(lines.end() - examples > 3);
    for (auto line = examples + 1; line != lines.end(); ++line)
        CHECK_THAT(*line, Catch::StartsWith("  ") && Catch::Contains("whybounce"));
}

TEST_CASE("Help fits the window", "[cli][help]") {
    struct Case {
        std::string_view name;
        Call::End out;
        unsigned short columns;
        std::string stated;
        std::size_t widest;
    };
    using enum Call::End;
    auto const c = GENERATE(values<Case>({
        {"a pipe", pipe, 0, "", 80},
        {"a pipe, stated", pipe, 0, "70", 70},
        {"a pipe, stated wide", pipe, 0, "200", 100},
        {"a pipe, stated oddly", pipe, 0, "70x", 80},
        {"a terminal", terminal, 90, "70", 90},
        {"a wide terminal", terminal, 200, "", 100},
    }));
    auto const command =
        GENERATE(as<std::string>{}, "report", "check", "follow", "lint", "trace", "merge", "codes", "compare");
    CAPTURE(c.name, command);
    auto const help = run(Call{.arguments = {command, "--help"},
                              .environment = {{"COLUMNS", c.stated}},
                              .out = c.out,
                              .columns = c.columns})
                          .out;
    std::size_t widest = 0;
    for (auto const& line : lines_of(help))
        if (!line.starts_with("  whybounce") && !line.starts_with("Usage")) widest = std::max(widest, columns_of(line));
    CHECK(widest <= c.widest);
    CHECK(widest > c.widest - 20);
}

TEST_CASE("Help wins over whatever else is on the line", "[cli][help]") {
    auto const arguments =
        GENERATE(values<Arguments>({{"check", "--help", "/no/such/file"}, {"check", "/no/such/file", "--help"},
            {"report", "--format", "nonsense", "--help"}, {"compare", "-h"}, {"explain", "--help", "zzz"}}));
    CAPTURE(arguments);
    auto const outcome = run(arguments);
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::StartsWith("Usage: whybounce "));
}

TEST_CASE("Every command of the overview has a help page of its own", "[cli][help]") {
    auto const overview = run({"--help"}).out;
    for (auto const* command : {"report", "check", "follow", "explain", "compare", "codes"}) {
        CHECK_THAT(overview, Catch::Contains("\n  " + std::string(command) + " "));
        CHECK_THAT(run({command, "--help"}).out, Catch::Contains(command));
    }
}

TEST_CASE("The version is told in one line", "[cli]") {
    auto const word = GENERATE(as<std::string>(), "--version", "-V");
    auto const outcome = run({word});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::Matches("whybounce [0-9]+\\.[0-9]+\\.[0-9]+ \\(catalogue [0-9]{4}-[0-9]{2}\\)\n"));
}

TEST_CASE("Two dashes end the options", "[cli]") {
    Folder const folder;
    folder.write("--help", file_text(sample_path("telnet/rcpt-550-unknown.txt")));
    folder.write("-f", file_text(sample_path("telnet/mail-451-verify.txt")));
    auto const outcome = run(Call{.arguments = {"--format", "ndjson", "--", "--help", "-f"}, .folder = folder.path()});
    CHECK(outcome.status == 0);
    auto const records = records_of(outcome.out);
    auto const failures = of_kind(records, "failure");
    REQUIRE(failures.size() == 2);
    CHECK(text_at(*failures[0], "input") == "--help");
    CHECK(text_at(*failures[1], "input") == "-f");
}

TEST_CASE("Two dashes before a pasted reply let it begin with one", "[cli]") {
    CHECK(run({"explain", "--", "550 5.1.1 User unknown"}).status == 0);
}

TEST_CASE("A file named like a command is given with its folder", "[cli]") {
    Folder const folder;
    auto const name = GENERATE(as<std::string>(), "check", "report", "explain", "compare", "codes", "help");
    folder.write(name, file_text(sample_path("telnet/rcpt-550-unknown.txt")));
    auto const outcome = run(Call{.arguments = {"./" + name}, .folder = folder.path()});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::StartsWith("./" + name + "  telnet dialect"));
    auto const second =
        run(Call{.arguments = {"check", name}, .folder = folder.path()}); // behind the command word it is a file
    CHECK(second.status == 1);
}

TEST_CASE("Options may stand before, behind and between the files", "[cli]") {
    auto const one = sample_path("telnet/rcpt-550-unknown.txt"), two = sample_path("telnet/mail-451-verify.txt");
    auto const expected = run({"--format", "ndjson", "--reason", "recipient", one, two}).out;
    auto const arguments = GENERATE_COPY(values<Arguments>({
        {one, "--format", "ndjson", two, "--reason", "recipient"},
        {one, two, "--reason=recipient", "--format=ndjson"},
        {"-f", "ndjson", one, two, "--reason", "recipient"},
        {"-fndjson", one, two, "--reason", "recipient"},
        {"report", "--reason", "recipient", one, "-f", "ndjson", two},
    }));
    CAPTURE(arguments);
    auto const outcome = run(arguments);
    CHECK(outcome.status == 0);
    CHECK(outcome.out == expected);
}

TEST_CASE("What a file or an option is called cannot write to the terminal", "[cli][hostile]") {
    std::string const evil = "\x1b]0;owned\x07\x1b[31mred\x9b\n::error::x";
    auto const arguments = GENERATE_COPY(values<Arguments>({
        {evil},
        {"--format", "ndjson", evil},
        {"--format", "junit", evil},
        {"--" + evil},
        {"--format", evil},
        {"--dialect", evil, "x"},
        {"--reason", evil, "x"},
        {"--since", evil, "x"},
        {"--output", evil},
        {"--output", "json=/no/such/" + evil},
        {"check", "--fail-on", evil, "x"},
        {"explain", "--labels", evil, "550"},
        {"compare", evil, "550"},
        {"codes", evil},
        {"codes", "--search", evil},
        {"--color", evil, "x"},
        {"--top", evil, "x"},
    }));
    auto const outcome = run(arguments);
    CAPTURE(outcome.out, outcome.err);
    CHECK(outcome.status >= 2);
    for (auto const& text : {outcome.out, outcome.err}) {
        CHECK(text.find('\x1b') == std::string::npos);
        CHECK(text.find('\x07') == std::string::npos);
        CHECK(text.find("\n::error") == std::string::npos);
    }
}
