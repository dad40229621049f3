#include "lint_cases.hpp"
#include "program.hpp"

/// The command `lint`, and where findings stand in the other commands.
using namespace whybounce::test;

namespace {

std::string const clean = opening + sent + quit;
std::string const error = greeting + say("MAIL FROM:<a@example.org>", "503 no") + quit; // SQ01
std::string const warning = replaced(opening, "client.example.org", "laptop") + quit;   // SY01
std::string const information = greeting + hello({"SIZE"}) + quit;                      // SZ04

Outcome lint(std::vector<std::string> options, std::string const& text) {
    options.insert(options.begin(), {"lint", "--dialect", "sc"});
    options.emplace_back("-");
    return run(Call{.arguments = std::move(options), .input = text});
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t number = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++number;
    return number;
}

} // namespace

TEST_CASE("lint ends with status 1 from the severity on", "[cli][lint]") {
    struct Case {
        std::string_view name;
        std::string text, severity;
        int status;
    };
    auto const c = GENERATE(values<Case>({
        {"clean", clean, "info", 0},
        {"an error", error, "error", 1},
        {"a warning below the threshold", warning, "error", 0},
        {"a warning", warning, "warning", 1},
        {"information below the threshold", information, "warning", 0},
        {"information", information, "info", 1},
        {"a refusal is no finding", opening + say("NOOP", "500 no") + quit, "info", 0},
    }));
    INFO(c.name);
    auto const told = lint({"--severity", c.severity}, c.text);
    INFO(told.out);
    CHECK(told.status == c.status);
    CHECK(told.err.empty());
    CHECK(lint({"--severity", c.severity, "--format", "junit"}, c.text).status == c.status);
}

TEST_CASE("lint shows the line that is meant, why it matters and what to do", "[cli][lint]") {
    auto const told = lint({"--color", "never"}, error);
    CHECK(told.out == R"(-:1  sc session with mx.example.net

error[SQ01]: mail command before any hello
    2 | C: MAIL FROM:<a@example.org>
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^
  why      The server does not know yet who speaks, and has offered nothing; most answer 503.
  do       Send EHLO with the client's own name first, HELO where EHLO is refused.
  rfc      RFC 5321 section 4.1.4

1 error in 1 session; `whybounce explain SQ01` prints the page of one
)");
}

TEST_CASE("lint groups findings by session, the worst first, and explains each once", "[cli][lint]") {
    std::string const pair = say("MAIL FROM: <a@example.org>", "250 Ok") + say("RCPT TO: <b@example.net>", "250 Ok");
    auto const told = lint({}, error + warning + opening + pair + say("RSET", "250 Ok") + quit + error);
    CHECK(count(told.out, "sc session with") == 4);
    CHECK(count(told.out, "error[SQ01]") == 2);
    CHECK(count(told.out, "  why  ") == 3);
    CHECK(count(told.out, "also     line 16") == 1);
    CHECK(told.out.find("2 errors, 3 warnings in 4 sessions") != std::string::npos);
}

TEST_CASE("lint says that there was nothing to find, or nothing to check", "[cli][lint]") {
    CHECK(lint({}, clean).out == "no findings: 1 session checked\n");
    auto const log = run({"lint", sample_path("postfix/mail.log")});
    CHECK(log.status == 0);
    CHECK(log.out.find("no session found") != std::string::npos);
}

TEST_CASE("lint tells machines of sessions and findings only", "[cli][lint]") {
    auto const told = lint({"--format", "ndjson"}, error);
    auto const records = records_of(told.out);
    CHECK(of_kind(records, "failure").empty());
    CHECK(of_kind(records, "session").size() == 1);
    REQUIRE(of_kind(records, "anomaly").size() == 1);
    CHECK(text_at(*of_kind(records, "anomaly").front(), "id") == "SQ01");
    CHECK((*of_kind(records, "summary").front())["exit_status"].GetInt() == 1);
    CHECK(told.err.find("1 finding reached --severity error") != std::string::npos);
}

TEST_CASE("In JUnit a session fails by its findings from the severity on", "[cli][lint]") {
    auto const told = lint({"--format", "junit"}, error + warning).out;
    CHECK(told.find(R"(<testsuites name="whybounce" tests="2" failures="1" errors="0">)") != std::string::npos);
    CHECK(told.find(R"(<failure type="SQ01")") != std::string::npos);
    CHECK(told.find("warning SY01") != std::string::npos);
    auto const report = run(Call{.arguments = {"--dialect", "sc", "--format", "junit", "-"}, .input = error}).out;
    CHECK(report.find(R"(type="SQ01")") == std::string::npos);
    CHECK(report.find("error SQ01 line 2") != std::string::npos);
}

TEST_CASE("The plain report leaves findings for information to lint", "[cli][lint]") {
    auto const report = [](std::string const& text) {
        return run(Call{.arguments = {"--dialect", "sc", "-"}, .input = text}).out;
    };
    CHECK(report(information).find("anomalies: none") != std::string::npos);
    CHECK(report(warning).find("SY01") != std::string::npos);
    CHECK(report(opening + "C: NOOP\n").find("TR01") != std::string::npos);
}

TEST_CASE("lint refuses what it does not know", "[cli][lint]") {
    struct Case {
        std::vector<std::string> arguments;
        std::string_view hint;
    };
    auto const c = GENERATE(values<Case>({
        {{"lint", "--severity", "eror", "x"}, "did you mean `error`?"},
        {{"lint", "--fail-on", "any", "x"}, "see `whybounce lint --help`"},
        {{"explain", "SQ3"}, "did you mean `SQ03`?"},
        {{"explain", "XY99"}, "`whybounce codes lint` lists the findings"},
    }));
    auto const told = run(c.arguments);
    INFO(told.err);
    CHECK(told.status == 2);
    CHECK(told.out.empty());
    CHECK(told.err.find(c.hint) != std::string::npos);
}

TEST_CASE("explain and codes know the findings", "[cli][lint]") {
    auto const page = run({"explain", "sq03"});
    CHECK(page.status == 0);
    for (std::string_view const part :
        {"SQ03  content offered", "error, rule", "  why  ", "  do  ", "RFC 5321 section 3.3"})
        CHECK(page.out.find(part) != std::string::npos);
    std::size_t const heads = 1;
    CHECK(lines_of(run({"codes", "lint"}).out).size() == heads + 88);
    CHECK(lines_of(run({"codes", "lint", "--search", "smuggling"}).out).size() == heads + 1);
}

TEST_CASE("What a finding adds to its words stands behind the colon of the language", "[cli][lint]") {
    struct Case {
        std::string language, said;
    };
    auto const c = GENERATE(values<Case>({
        {"en", "warning[RP04]: a code that"},
        {"fr", "avertissement[RP04] : un code que la norme ne prévoit pas pour cette commande : 554 for RCPT\n"},
        {"ja", "警告[RP04]：標準がこのコマンドに定めていないコード：554 for RCPT\n"},
        {"de", "[RP04]: "},
    }));
    auto const outcome = run({"lint", "--lang", c.language, sample_path("telnet/rcpt-554-relay.txt")});
    CHECK_THAT(outcome.out, Catch::Contains(c.said));
}
