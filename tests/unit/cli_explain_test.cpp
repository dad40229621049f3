#include "program.hpp"

using namespace whybounce::test;

TEST_CASE("explain finds what is asked in what people paste", "[cli][explain]") {
    struct Case {
        std::string_view name, pasted, heading;
    };
    auto const c = GENERATE(values<Case>({
        {"field Status", "Status: 5.1.1", "5.1.1  No such mailbox"},
        {"field Diagnostic-Code", "Diagnostic-Code: smtp; 552 5.2.2 Mailbox full", "552 5.2.2  Mailbox full"},
        {"a full stop", "5.1.1.", "5.1.1  No such mailbox"},
        {"brackets", "(550)", "550  Refused"},
        {"words before a code", "SMTP error 550", "550  Refused"},
        {"code and status by a stroke", "552/5.2.2", "552 5.2.2  "},
        {"a key of Postfix", "dsn=4.4.1", "4.4.1  "},
        {"the end of a reason", "mailbox-full", "recipient.mailbox-full  Mailbox full"},
        {"a finding with a dash", "sq-03", "SQ03  "},
        {"fields of a report",
            "Final-Recipient: rfc822; jane@example.com\nAction: failed\nStatus: 5.0.0\n"
            "Diagnostic-Code: smtp; 552 5.2.2 Mailbox\n    full",
            "552 5.2.2  Mailbox full"},
        {"fields without words", "Action: failed\nStatus: 5.2.2", "5.2.2  Mailbox full"},
        {"a quoted reply of two lines", "> 552-5.2.2 The mailbox\n> 552 5.2.2 is full", "552 5.2.2  Mailbox full"},
        {"prose with a broken line",
            "<jane@example.com>: host mx.example.com[192.0.2.1] said: 452 4.2.2 Mailbox\n"
            "    full (in reply to RCPT TO command)",
            "452 4.2.2  Mailbox full"},
    }));
    CAPTURE(c.name);
    auto const outcome = run({"explain", "--lang", "en", std::string(c.pasted)});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::StartsWith(std::string(c.heading)));
}

TEST_CASE("explain, compare and codes say what is near", "[cli][explain]") {
    struct Case {
        std::string_view name;
        std::vector<std::string> arguments;
        std::string_view hint;
    };
    auto const c = GENERATE(values<Case>({
        {"a class of codes", {"explain", "5xx"}, "`whybounce codes 5`"},
        {"a group of statuses", {"explain", "5.7.x"}, "`whybounce codes 5.7`"},
        {"statuses of a class", {"explain", "4.x.x"}, "`whybounce codes 4.`"},
        {"a group of reasons", {"explain", "auth.*"}, "`whybounce codes reasons --search auth.`"},
        {"a misspelt reason", {"explain", "recipient.unkown"}, "did you mean `recipient.unknown`?"},
        {"a misspelt entry", {"explain", "postgrey-greylistd"}, "did you mean `postgrey-greylisted`?"},
        {"a field that tells nothing", {"explain", "Action: failed"}, "`Diagnostic-Code`"},
        {"a word", {"explain", "zwxq"}, "`whybounce codes --search WORD`"},
        {"compare", {"compare", "recipient.unkown", "550"}, "did you mean `recipient.unknown`?"},
        {"codes", {"codes", "zwxq"}, "`whybounce codes --search zwxq`"},
    }));
    CAPTURE(c.name);
    auto const outcome = run(c.arguments);
    CHECK(outcome.status != 0);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Catch::Contains(std::string(c.hint)));
}

TEST_CASE("compare and codes take what explain takes", "[cli][explain]") {
    CHECK_THAT(run({"compare", "--lang", "en", "Status:5.1.1", "5.2.2."}).out, Catch::StartsWith("5.1.1 and 5.2.2"));
    CHECK(run({"codes", "5.7.x"}).out == run({"codes", "5.7."}).out);
    CHECK(run({"codes", "4yz"}).out == run({"codes", "4"}).out);
}
