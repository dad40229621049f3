#include "record_collector.hpp"

/// What failed in a session, because of what, and whom it concerns.
using namespace whybounce;
using namespace whybounce::test;

namespace {

constexpr std::string_view hello = "S: 220 mx.example.org\nC: EHLO c.example.com\nS: 250 Ok\n"; // lines 1 to 3

RecordCollector after_hello(std::string_view text) { return analyse("sc", std::string(hello).append(text)); }

} // namespace

TEST_CASE("Consequences name the line of their cause", "[session][failure]") {
    struct Case {
        std::string_view name, text;
        Strings want;
    };
    auto const c = GENERATE(values<Case>({
        {"nothing failed", "C: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: QUIT\nS: 221 Bye\n", {}},
        {"MAIL refused, the rest out of order",
            "C: MAIL FROM:<a@example.com>\nS: 550 5.7.1 no\nC: RCPT TO:<b@example.org>\nS: 503 no\n"
            "C: DATA\nS: 503 no\n",
            {"MAIL mail 550", "RCPT rcpt 503 <4", "DATA data 503 <4"}},
        {"the same, pipelined",
            "C: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.org>\nC: DATA\nS: 550 5.7.1 no\n"
            "S: 503 no\nS: 503 no\n",
            {"MAIL mail 550", "RCPT rcpt 503 <4", "DATA data 503 <4"}},
        {"all recipients refused",
            "C: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: RCPT TO:<b@example.org>\nS: 550 no\n"
            "C: RCPT TO:<c@example.org>\nS: 452 no\nC: DATA\nS: 554 no\n",
            {"RCPT rcpt 550", "RCPT rcpt 452", "DATA data 554 <6"}},
        {"all recipients refused, pipelined",
            "C: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.org>\nC: DATA\nS: 250 Ok\nS: 550 no\n"
            "S: 554 no\n",
            {"RCPT rcpt 550", "DATA data 554 <5"}},
        {"a lone dot after all were refused",
            "C: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.org>\nC: DATA\nS: 250 Ok\nS: 550 no\n"
            "S: 354 go\nC: .\nS: 554 no\n",
            {"RCPT rcpt 550", "(eod) eod 554 <5"}},
        {"some recipients refused: the content fails for itself",
            "C: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: RCPT TO:<b@example.org>\nS: 550 no\n"
            "C: RCPT TO:<c@example.org>\nS: 250 Ok\nC: DATA\nS: 354 go\nC: .\nS: 552 no\n",
            {"RCPT rcpt 550", "(eod) eod 552"}},
        {"DATA refused for itself",
            "C: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: RCPT TO:<b@example.org>\nS: 250 Ok\nC: DATA\n"
            "S: 451 no\n",
            {"DATA data 451"}},
        {"BDAT after all were refused",
            "C: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: RCPT TO:<b@example.org>\nS: 550 no\n"
            "C: BDAT 3 LAST\nC: x\nS: 503 no\n",
            {"RCPT rcpt 550", "BDAT eod 503 <6"}},
        {"a new transaction has its own causes",
            "C: MAIL FROM:<a@example.com>\nS: 550 no\nC: RSET\nS: 250 Ok\nC: MAIL FROM:<a2@example.com>\n"
            "S: 250 Ok\nC: RCPT TO:<b@example.org>\nS: 550 no\n",
            {"MAIL mail 550", "RCPT rcpt 550"}},
        {"RSET breaks the chain",
            "C: MAIL FROM:<a@example.com>\nS: 550 no\nC: RSET\nS: 250 Ok\nC: RCPT TO:<b@example.org>\n"
            "S: 503 no\n",
            {"MAIL mail 550", "RCPT rcpt 503"}},
        {"out of order without a cause", "C: RCPT TO:<b@example.org>\nS: 503 no\n", {"RCPT rcpt 503"}},
        {"a verb without a step of its own", "C: VRFY b\nS: 502 no\n", {"VRFY ready 502"}},
        {"an intermediate reply is no failure", "C: AUTH LOGIN\nS: 334 x\nC: *\nS: 235 Ok\n", {}},
    }));
    CAPTURE(c.name);
    CHECK(brief(after_hello(c.text).failures) == c.want);
}

TEST_CASE("A refused EHLO explains the MAIL after it, an accepted HELO mends it", "[session][failure]") {
    CHECK(brief(analyse("sc", "S: 220 mx\nC: EHLO c\nS: 550 no\nC: MAIL FROM:<a@example.com>\nS: 503 no\n").failures) ==
        Strings{"EHLO hello 550", "MAIL mail 503 <2"});
    CHECK(brief(analyse("sc",
              "S: 220 mx\nC: EHLO c\nS: 502 no\nC: HELO c\nS: 250 Ok\nC: MAIL FROM:<a@example.com>\n"
              "S: 550 no\n")
                    .failures) == Strings{"EHLO hello 502", "MAIL mail 550"});
}

TEST_CASE("Consequences count as failures, not as problems", "[session][failure]") {
    auto const told =
        after_hello("C: MAIL FROM:<a@example.com>\nS: 550 5.7.1 no\nC: RCPT TO:<b@example.org>\nS: 503 no\n"
                    "C: DATA\nS: 503 no\n");
    CHECK(told.summary.failures == 3);
    CHECK(told.summary.problems == 1);
    CHECK(told.failures[0].new_problems == 1);
    CHECK(told.failures[1].new_problems == 0);
}

TEST_CASE("A failure of the content is a problem of each recipient", "[session][failure]") {
    auto const told = after_hello("C: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: RCPT TO:<b@example.org>\nS: 250 Ok\n"
                                  "C: RCPT TO:<c@example.org>\nS: 250 Ok\n"
                                  "C: DATA\nS: 354 go\nC: .\nS: 554 5.7.1 spam\n");
    REQUIRE(told.failures.size() == 1);
    CHECK_FALSE(told.failures.front().recipient); // it is not one
    CHECK(told.failures.front().sender == "a@example.com");
    CHECK(told.summary.problems == 2);
}

TEST_CASE("A failure knows who, what and where", "[session][failure]") {
    auto const told = after_hello("C: MAIL FROM:<> SIZE=10\nS: 250 Ok\n"
                                  "C: RCPT TO:<@relay.example:\"b, c\"@example.org> NOTIFY=NEVER\n"
                                  "S: 452-4.2.2 The mailbox\nS: 452 4.2.2 is full\n");
    REQUIRE(told.failures.size() == 1);
    FailureRecord const& failure = told.failures.front();
    CHECK(failure.where.line == 6);
    CHECK(failure.where.dialect == "sc");
    CHECK(failure.origin == Origin::session);
    CHECK(failure.sender == "");
    CHECK(failure.recipient == "\"b, c\"@example.org");
    CHECK(failure.relay.host == "mx.example.org");
    CHECK(failure.speaker == Speaker::remote);
    CHECK(failure.verb == "RCPT");
    CHECK(failure.code == 452);
    CHECK(failure.enhanced == EnhancedStatusCode{4, 2, 2});
    CHECK(failure.text == "The mailbox\nis full");
    CHECK(failure.outcome == Outcome::temporary);
    CHECK_FALSE(failure.final);
    CHECK(failure.attempts == 1);
    CHECK_FALSE(failure.cut);
    CHECK_FALSE(failure.time);
    REQUIRE(failure.excerpt.size() == 3);
    CHECK(failure.excerpt[0].number == 6);
    CHECK(failure.excerpt[2].number == 8);
    CHECK(failure.excerpt[2].text == "S: 452 4.2.2 is full");
}

TEST_CASE("The first digit tells the outcome", "[session][failure]") {
    struct Case {
        std::string_view reply;
        Outcome outcome;
        bool final;
    };
    auto const c = GENERATE(values<Case>({{"421 x", Outcome::temporary, false}, {"499 x", Outcome::temporary, false},
        {"550 x", Outcome::permanent, true}, {"599 x", Outcome::permanent, true},
        {"550 4.7.1 x", Outcome::permanent, true}, {"450 5.1.1 x", Outcome::temporary, false}}));
    CAPTURE(c.reply);
    auto const told = after_hello("C: MAIL FROM:<a@example.com>\nS: " + std::string(c.reply) + "\n");
    REQUIRE(told.failures.size() == 1);
    CHECK(told.failures.front().outcome == c.outcome);
    CHECK(told.failures.front().final == c.final);
}

TEST_CASE("What the dialogue shows decides between readings of the same words", "[session][failure][facts]") {
    constexpr std::string_view offer = "S: 220 mx.example.org\nC: EHLO c.example.com\nS: 250-Ok\nS: 250-STARTTLS\n"
                                       "S: 250 AUTH PLAIN\n";
    constexpr std::string_view bare = "S: 220 mx.example.org\nC: EHLO c.example.com\nS: 250-Ok\nS: 250 AUTHORS\n";
    constexpr std::string_view refused = "C: RCPT TO:<b@example.org>\nS: 554 5.7.1 <b@example.org>: Recipient address "
                                         "rejected: Access denied\n";
    constexpr std::string_view mail = "C: MAIL FROM:<a@example.com>\nS: 250 Ok\n";
    constexpr std::string_view login = "C: AUTH PLAIN AGEAYg==\nS: 235 Ok\n";
    constexpr std::string_view one_more = "C: RCPT TO:<c@example.org>\nS: 250 Ok\n";
    struct Case {
        std::string_view name;
        std::vector<std::string_view> parts;
        std::string_view reason;
    };
    auto const c = GENERATE_COPY(values<Case>({
        {"login offered and not made", {offer, mail, refused}, "submission.auth-required"},
        {"login made", {offer, login, mail, refused}, "policy.local"},
        {"no login offered", {bare, mail, refused}, "policy.local"},
        {"another recipient accepted before", {bare, mail, one_more, "C: RCPT TO:<b@example.org>\nS: 550 Rejected\n"},
            "recipient.restricted"},
        {"another recipient accepted behind", {bare, mail, "C: RCPT TO:<b@example.org>\nS: 550 Rejected\n", one_more},
            "recipient.restricted"},
        {"another recipient accepted in another message",
            {bare, mail, one_more, "C: RSET\nS: 250 Ok\n", mail, "C: RCPT TO:<b@example.org>\nS: 550 Rejected\n"},
            "policy.local"},
        {"login before STARTTLS",
            {"S: 220 mx.example.org\nC: EHLO c\nS: 250-Ok\nS: 250 STARTTLS\n",
                "C: AUTH LOGIN\nS: 503 AUTH command used when not advertised\n"},
            "tls.required"},
    }));
    CAPTURE(c.name);
    std::string text;
    for (std::string_view const part : c.parts) text += part;
    auto const told = analyse("sc", text);
    REQUIRE(told.failures.size() == 1);
    CHECK(told.failures.front().diagnosis->reason->id == c.reason);
}

TEST_CASE("Encryption that does not begin is the failure of STARTTLS", "[session][failure][tls]") {
    auto const told = analyse("swaks",
        "=== Connected to mx.example.org.\n<-  220 mx.example.org\n -> EHLO c.example.com\n<-  250-mx.example.org\n"
        "<-  250 STARTTLS\n -> STARTTLS\n<-  220 go\n*** TLS startup failed (connect(): wrong version number)\n"
        "*** STARTTLS attempted but failed\n");
    REQUIRE(told.failures.size() == 1);
    FailureRecord const& failure = told.failures.front();
    CHECK(failure.where.line == 6);
    CHECK(failure.verb == "STARTTLS");
    CHECK(failure.phase == Step::starttls);
    CHECK_FALSE(failure.code);
    CHECK(failure.speaker == Speaker::local);
    CHECK(failure.outcome == Outcome::temporary);
    CHECK(failure.diagnosis->reason->id == "tls.handshake");
    REQUIRE(told.sessions.size() == 1);
    CHECK_FALSE(told.sessions.front().tls);
}

TEST_CASE("A client that goes on without an answer was left alone", "[session][failure]") {
    struct Case {
        std::string_view name, text;
        std::size_t failures;
    };
    auto const c = GENERATE(values<Case>({
        {"EHLO and then MAIL", "S: 220 mx.example.org\nC: EHLO c\nC: MAIL FROM:<a@example.com>\n", 1},
        {"the text was cut behind EHLO", "S: 220 mx.example.org\nC: EHLO c\n", 0},
        {"pipelined commands at the end",
            "S: 220 mx.example.org\nC: EHLO c\nS: 250 Ok\nC: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.org>\n",
            0},
        {"only the client is heard", "C: EHLO c\nC: MAIL FROM:<a@example.com>\n", 0},
    }));
    CAPTURE(c.name);
    CHECK(analyse("sc", c.text).failures.size() == c.failures);
}
