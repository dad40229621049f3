#include "input_support.hpp"
#include "program.hpp"

using namespace whybounce::test;

namespace {

using Environment = std::vector<std::pair<std::string, std::string>>;

bool coloured(std::string_view text) { return text.find("\x1b[") != std::string_view::npos; }

std::string without_colour(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        std::size_t const escape = text.find("\x1b[");
        plain += text.substr(0, escape);
        if (escape == std::string_view::npos) break;
        text.remove_prefix(text.find('m', escape) + 1);
    }
    return plain;
}

std::size_t widest(std::string_view text) {
    std::size_t most = 0;
    for (auto const& line : lines_of(text)) most = std::max(most, columns_of(line));
    return most;
}

} // namespace

TEST_CASE(
    "The option beats NO_COLOR, that beats CLICOLOR_FORCE, that beats the look at the terminal", "[cli][colour]") {
    struct Case {
        std::string_view name;
        std::string option;
        Environment environment;
        Call::End out;
        bool colour;
    };
    using enum Call::End;
    auto const c = GENERATE(values<Case>({
        {"pipe", "", {}, pipe, false},
        {"terminal", "", {}, terminal, true},
        {"dumb terminal", "", {{"TERM", "dumb"}}, terminal, false},
        {"auto on a pipe", "auto", {}, pipe, false},
        {"auto on a terminal", "auto", {}, terminal, true},
        {"NO_COLOR on a terminal", "", {{"NO_COLOR", "1"}}, terminal, false},
        {"NO_COLOR=0 on a terminal", "", {{"NO_COLOR", "0"}}, terminal, false},
        {"an empty NO_COLOR counts for nothing", "", {{"NO_COLOR", ""}}, terminal, true},
        {"CLICOLOR_FORCE on a pipe", "", {{"CLICOLOR_FORCE", "1"}}, pipe, true},
        {"CLICOLOR_FORCE=0 on a pipe", "", {{"CLICOLOR_FORCE", "0"}}, pipe, false},
        {"CLICOLOR_FORCE on a dumb terminal", "", {{"CLICOLOR_FORCE", "1"}, {"TERM", "dumb"}}, terminal, true},
        {"NO_COLOR against CLICOLOR_FORCE", "", {{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}, terminal, false},
        {"always against NO_COLOR", "always", {{"NO_COLOR", "1"}}, pipe, true},
        {"never against CLICOLOR_FORCE", "never", {{"CLICOLOR_FORCE", "1"}}, terminal, false},
    }));
    auto const command = GENERATE(as<std::string>(), "report", "check", "explain", "compare", "codes");
    CAPTURE(c.name, command);
    Call call{.arguments = {command}, .environment = c.environment, .out = c.out};
    if (!c.option.empty()) call.arguments.insert(call.arguments.end(), {"--color", c.option});
    if (command == "report" || command == "check") call.arguments.push_back(sample_path("telnet/rcpt-550-unknown.txt"));
    if (command == "explain") call.arguments.emplace_back("550");
    if (command == "compare") call.arguments.insert(call.arguments.end(), {"450", "550"});
    auto const outcome = run(call);
    CHECK(coloured(outcome.out) == c.colour);
    CHECK_FALSE(coloured(outcome.err));
}

TEST_CASE("Colour changes no word", "[cli][colour]") {
    auto const arguments = GENERATE(values<std::vector<std::string>>(
        {{"report"}, {"explain", "550"}, {"compare", "235", "550"}, {"codes", "5.7"}}));
    auto call = arguments;
    if (call.front() == "report")
        call.insert(call.end(), {sample_path("postfix/mail.log"), sample_path("swaks/rcpt-mixed.txt")});
    auto always = call, never = call;
    always.insert(always.end(), {"--color", "always"});
    never.insert(never.end(), {"--color", "never"});
    CHECK(without_colour(run(always).out) == run(never).out);
}

/// Lines whose wrapping by the terminal would tear carets from what they point at, or words apart.
bool must_fit(std::string_view line) {
    bool const excerpt = line.find(" | ") < 30;
    bool const paragraph = line.starts_with("  ") && line.find("http") == std::string_view::npos;
    return excerpt || (paragraph && std::ranges::none_of(line, [](char c) { return c >= '0' && c <= '9'; }));
}

TEST_CASE("Excerpts and paragraphs keep to the width of the terminal", "[cli][width]") {
    auto const width = GENERATE(as<unsigned short>(), 80, 100, 120);
    auto const arguments = GENERATE(values<std::vector<std::string>>({{"report", "--top", "100", "postfix/mail.log"},
        {"report", "swaks/rcpt-mixed.txt"}, {"explain", "550"}, {"compare", "235", "550"}}));
    CAPTURE(width, arguments);
    auto const outcome = run(Call{.arguments = arguments,
        .environment = {{"NO_COLOR", "1"}},
        .folder = sample_path(""),
        .out = Call::End::terminal,
        .columns = width});
    CHECK(outcome.status == 0);
    for (auto const& line : lines_of(outcome.out)) {
        CAPTURE(line);
        if (must_fit(line)) CHECK(columns_of(line) <= width);
    }
}

TEST_CASE("A terminal of no stated width counts as one of 100 columns", "[cli][width]") {
    auto const piped = run({sample_path("postfix/mail.log")}).out;
    auto const shown = run(Call{.arguments = {sample_path("postfix/mail.log")},
                               .environment = {{"NO_COLOR", "1"}},
                               .out = Call::End::terminal,
                               .columns = 0})
                           .out;
    CHECK(piped == shown);
    CHECK(widest(piped) > 80);
}

TEST_CASE("Where no terminal tells its width, COLUMNS does", "[cli][width]") {
    auto const arguments = GENERATE(values<std::vector<std::string>>(
        {{"report", "postfix/expired.log"}, {"explain", "550"}, {"codes", "5.7"}, {"compare", "5.7.1", "5.7.26"}}));
    auto const columns = GENERATE(as<std::string>{}, "60", "72");
    auto const language = GENERATE(as<std::string>{}, "en", "de", "ja");
    CAPTURE(arguments, columns, language);
    Call call{.arguments = arguments, .environment = {{"COLUMNS", columns}}, .folder = sample_path("")};
    call.arguments.insert(call.arguments.end(), {"--lang", language});
    auto const lines = lines_of(run(call).out);
    CHECK(columns_of(lines.front()) <= std::stoul(columns)); // the first line, and all others that can be broken
    std::size_t over = 0;
    for (auto const& line : lines)
        if (must_fit(line) && columns_of(line) > std::stoul(columns)) ++over;
    CHECK(over == 0);
    call.environment = {{"COLUMNS", "none"}};
    CHECK(run(call).out == run(Call{.arguments = call.arguments, .folder = call.folder}).out);
}

TEST_CASE("The first line breaks between its counts, not inside one", "[cli][width]") {
    auto const lines = lines_of(run(Call{.arguments = {"report", "--lang", "en", "postfix/expired.log"},
                                        .environment = {{"COLUMNS", "80"}},
                                        .folder = sample_path("")})
                                    .out);
    REQUIRE(lines.size() > 1);
    CHECK(lines[0] == "postfix/expired.log  postfix log, 13 messages, 17 failures of 8 problems");
    CHECK(lines[1] == "    (5 consequences folded)");
}

TEST_CASE("Two columns fit the window, whatever word stands in one", "[cli][width]") {
    auto const columns = GENERATE(as<unsigned short>{}, 60, 80, 100);
    CAPTURE(columns);
    auto const page = run(Call{.arguments = {"compare", "5.7.1", "5.7.26", "--lang", "de"},
                              .environment = {{"COLUMNS", std::to_string(columns)}}})
                          .out;
    CHECK(widest(page.substr(0, page.find("Die Unterschiede"))) <= columns);
}

TEST_CASE("Machine formats know no width, no colour, no environment", "[cli][format]") {
    auto const format = GENERATE(as<std::string>(), "json", "ndjson", "junit");
    auto const sample =
        GENERATE(as<std::string>(), "postfix/mail.log", "telnet/auth-535-password.txt", "reply/rcpt.txt");
    CAPTURE(format, sample);
    std::vector<std::string> const arguments{"--format", format, "--year", "2026", sample};
    auto const plain = run(Call{.arguments = arguments, .folder = sample_path("")}).out;
    CHECK_FALSE(plain.empty());
    auto const coloured_call = [&](std::string const& when) {
        auto all = arguments;
        all.insert(all.end(), {"--color", when});
        return Call{.arguments = all, .folder = sample_path("")};
    };
    CHECK(run(coloured_call("always")).out == plain);
    CHECK(run(coloured_call("never")).out == plain);
    CHECK(run(Call{.arguments = arguments, .folder = sample_path(""), .out = Call::End::terminal, .columns = 60}).out ==
        plain);
    Environment const odd{{"CLICOLOR_FORCE", "1"}, {"LC_ALL", "tr_TR.UTF-8"}, {"LANG", "de_DE"},
        {"TZ", "Asia/Kathmandu"}, {"COLUMNS", "40"}, {"HOME", "/nowhere"}};
    CHECK(run(Call{.arguments = arguments, .environment = odd, .folder = sample_path("")}).out == plain);
}

TEST_CASE("The same input gives the same bytes", "[cli][format]") {
    auto const format = GENERATE(as<std::string>(), "text", "json", "ndjson", "junit");
    std::vector<std::string> arguments{"--format", format, "--all", "--events"};
    for (auto const& name : sample_names()) arguments.push_back(name);
    Call const call{.arguments = arguments, .folder = sample_path("")};
    CHECK(run(call).out == run(call).out);
}
