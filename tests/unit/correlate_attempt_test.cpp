#include "correlate/attempt.hpp"
#include "correlate/stages.hpp"
#include "grammars/postfix.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::correlate;

TEST_CASE("A reply that the log folded is laid out again", "[correlate][unfold]") {
    struct Case {
        std::string_view name, folded;
        std::optional<std::uint16_t> code;
        std::optional<EnhancedStatusCode> status;
        std::string_view text;
    };
    constexpr EnhancedStatusCode unknown_user{5, 1, 1};
    auto const c = GENERATE_COPY(values<Case>({
        {"one line", "550 5.1.1 no user", 550, unknown_user, "no user"},
        {"one line without a status", "550 no user", 550, {}, "no user"},
        {"three lines", "550-5.1.1 a 550-5.1.1 b 550 5.1.1 c", 550, unknown_user, "a\nb\nc"},
        {"two lines, the status in one", "550-The account 550 5.1.1 is gone", 550, unknown_user,
            "The account\nis gone"},
        {"two lines without a status", "421-one 421 two", 421, {}, "one\ntwo"},
        {"an empty line between", "550-a 550- 550 b", 550, {}, "a\n\nb"},
        {"one line quotes its own code", "550 5.1.1 see 550 of the manual", 550, unknown_user, "see 550 of the manual"},
        {"the last line quotes its own code", "550-5.1.1 a 550 5.1.1 see 550 of the manual", 550, unknown_user,
            "a\nsee 550 of the manual"},
        {"another code is text", "550-5.1.1 a 421 b 550 5.1.1 c", 550, unknown_user, "a 421 b\nc"},
        {"the code inside a word is text", "550-5.1.1 a1550 b 5505 c 550 5.1.1 d", 550, unknown_user,
            "a1550 b 5505 c\nd"},
        {"the last line is missing", "550-5.1.1 cut", 550, unknown_user, "cut"},
        {"the last line has another code", "550-5.1.1 gone 451 4.3.0 or not", 451, EnhancedStatusCode{4, 3, 0},
            "gone\nor not"},
        {"another code that is no last line", "550-5.1.1 gone 451 apples", 550, unknown_user, "gone 451 apples"},
        {"a status alone", "5.7.1 no", {}, EnhancedStatusCode{5, 7, 1}, "no"},
        {"words alone", "no", {}, {}, "no"},
        {"nothing", "", {}, {}, ""},
        {"bare code", "550", 550, {}, ""},
    }));
    CAPTURE(c.name, c.folded);
    std::string scratch = "left over";
    UnfoldedReply const got = unfold_reply(c.folded, scratch);
    CHECK(got.code == c.code);
    CHECK(got.status == c.status);
    CHECK(got.text == c.text);
}

TEST_CASE("A delivery record is an attempt", "[correlate][attempt]") {
    struct Case {
        std::string_view name, relay, status, dsn, reason;
        Speaker speaker;
        std::string_view verb;
        Step step;
        std::optional<std::uint16_t> code;
        std::optional<EnhancedStatusCode> enhanced;
        std::string_view text;
        Outcome outcome;
    };
    using enum Outcome;
    using enum Speaker;
    auto const c = GENERATE(values<Case>({
        {"refused recipient", "mx.example.com[192.0.2.9]:25", "bounced", "5.1.1",
            "host mx.example.com[192.0.2.9] said: 550 5.1.1 no (in reply to RCPT TO command)", remote, "RCPT",
            Step::rcpt, 550, EnhancedStatusCode{5, 1, 1}, "no", permanent},
        {"refused sender", "mx.example.com[192.0.2.9]:25", "deferred", "4.7.1",
            "host mx.example.com[192.0.2.9] said: 451 4.7.1 later (in reply to MAIL FROM command)", remote, "MAIL",
            Step::mail, 451, EnhancedStatusCode{4, 7, 1}, "later", temporary},
        {"refused content", "mx.example.com[192.0.2.9]:25", "bounced", "5.0.0",
            "host mx.example.com[192.0.2.9] said: 554 spam (in reply to end of DATA command)", remote, "(eod)",
            Step::eod, 554, {}, "spam", permanent},
        {"refused DATA", "mx.example.com[192.0.2.9]:25", "deferred", "4.0.0",
            "host mx.example.com[192.0.2.9] said: 451 no (in reply to DATA command)", remote, "DATA", Step::data, 451,
            {}, "no", temporary},
        {"refused STARTTLS", "mx.example.com[192.0.2.9]:25", "deferred", "4.7.0",
            "host mx.example.com[192.0.2.9] said: 454 no (in reply to STARTTLS command)", remote, "STARTTLS",
            Step::starttls, 454, {}, "no", temporary},
        {"folded", "mx.example.com[192.0.2.9]:25", "bounced", "5.1.1",
            "host mx.example.com[192.0.2.9] said: 550-5.1.1 a 550 5.1.1 b (in reply to RCPT TO command)", remote,
            "RCPT", Step::rcpt, 550, EnhancedStatusCode{5, 1, 1}, "a\nb", permanent},
        {"refused greeting", "mx.example.com[192.0.2.9]:25", "deferred", "4.7.0",
            "host mx.example.com[192.0.2.9] refused to talk to me: 421 4.7.0 busy", remote, "(connect)", Step::connect,
            421, EnhancedStatusCode{4, 7, 0}, "busy", temporary},
        {"refused greeting by the code of a syntax error", "mx.example.com[192.0.2.9]:25", "bounced", "5.0.0",
            "host mx.example.com[192.0.2.9] refused to talk to me: 501 Connection rejected by policy", remote,
            "(connect)", Step::connect, 501, {}, "Connection rejected by policy", permanent},
        {"refused name", "mx.example.com[192.0.2.9]:25", "bounced", "5.5.2",
            "host mx.example.com[192.0.2.9] refused to talk to me: 501 5.5.2 HELO requires an address", remote, "EHLO",
            Step::hello, 501, EnhancedStatusCode{5, 5, 2}, "HELO requires an address", permanent},
        {"refused to start TLS", "mx.example.com[192.0.2.9]:25", "deferred", "4.7.0",
            "TLS is required, but host mx.example.com[192.0.2.9] refused to start TLS: 454 4.7.0 no", remote,
            "STARTTLS", Step::starttls, 454, EnhancedStatusCode{4, 7, 0},
            "TLS is required, but host mx.example.com[192.0.2.9] refused to start TLS: 454 4.7.0 no", temporary},
        {"no SMTPUTF8", "mx.example.com[192.0.2.9]:25", "bounced", "5.6.7",
            "SMTPUTF8 is required, but was not offered by host mx.example.com[192.0.2.9]", local, "", Step::mail, {},
            EnhancedStatusCode{5, 6, 7}, "SMTPUTF8 is required, but was not offered by host mx.example.com[192.0.2.9]",
            permanent},
        {"refused login", "mx.example.com[192.0.2.9]:587", "deferred", "4.7.8",
            "SASL authentication failed; server mx.example.com[192.0.2.9] said: 535 5.7.8 no", remote, "AUTH",
            Step::auth, 535, EnhancedStatusCode{5, 7, 8}, "no", temporary},
        {"no connection", "none", "deferred", "4.4.1", "connect to mx.example.com[192.0.2.9]:25: Connection refused",
            local, "(connect)", Step::connect, {}, EnhancedStatusCode{4, 4, 1},
            "connect to mx.example.com[192.0.2.9]:25: Connection refused", temporary},
        {"lost at the greeting", "mx.example.com[192.0.2.9]:25", "deferred", "4.4.2",
            "lost connection with mx.example.com[192.0.2.9] while receiving the initial server greeting", local,
            "(connect)", Step::connect, {}, EnhancedStatusCode{4, 4, 2},
            "lost connection with mx.example.com[192.0.2.9] while receiving the initial server greeting", temporary},
        {"timed out in the content", "mx.example.com[192.0.2.9]:25", "deferred", "4.4.2",
            "conversation with mx.example.com[192.0.2.9] timed out while sending message body", local, "(eod)",
            Step::eod, {}, EnhancedStatusCode{4, 4, 2},
            "conversation with mx.example.com[192.0.2.9] timed out while sending message body", temporary},
        {"the same again", "none", "deferred", "4.4.1",
            "delivery temporarily suspended: connect to mx.example.com[192.0.2.9]:25: Connection refused", local,
            "(connect)", Step::connect, {}, EnhancedStatusCode{4, 4, 1},
            "connect to mx.example.com[192.0.2.9]:25: Connection refused", temporary},
        {"DNS", "none", "bounced", "5.4.4",
            "Host or domain name not found. Name service error for name=example.com type=A: Host not found", local, "",
            Step::none, {}, EnhancedStatusCode{5, 4, 4},
            "Host or domain name not found. Name service error for name=example.com type=A: Host not found", permanent},
        {"no TLS", "mx.example.com[192.0.2.9]:25", "deferred", "4.7.4",
            "TLS is required, but was not offered by host mx.example.com[192.0.2.9]", local, "", Step::starttls, {},
            EnhancedStatusCode{4, 7, 4}, "TLS is required, but was not offered by host mx.example.com[192.0.2.9]",
            temporary},
        {"local", "local", "bounced", "5.1.1", "unknown user: \"r\"", local, "", Step::none, {},
            EnhancedStatusCode{5, 1, 1}, "unknown user: \"r\"", permanent},
        {"soft bounce", "local", "SOFTBOUNCE", "5.1.1", "unknown user: \"r\"", local, "", Step::none, {},
            EnhancedStatusCode{5, 1, 1}, "unknown user: \"r\"", temporary},
        {"sent", "mx.example.com[192.0.2.9]:25", "sent", "2.0.0", "250 2.0.0 Ok: queued as 4AAAAA0001", remote, "",
            Step::none, 250, EnhancedStatusCode{2, 0, 0}, "Ok: queued as 4AAAAA0001", unknown},
    }));
    CAPTURE(c.name);
    std::string scratch;
    Delivery delivery;
    delivery.to = "r@example.com", delivery.relay = c.relay, delivery.status = c.status, delivery.dsn = c.dsn,
    delivery.reason = c.reason;
    Attempt const got = attempt_of(delivery, scratch);
    CHECK(to_string(got.origin) == "delivery");
    CHECK(to_string(got.speaker) == to_string(c.speaker));
    CHECK(got.verb == c.verb);
    CHECK(to_string(got.step) == to_string(c.step));
    CHECK(got.code == c.code);
    CHECK(got.enhanced == c.enhanced);
    CHECK(got.text == c.text);
    CHECK(to_string(got.outcome) == to_string(c.outcome));
    CHECK(got.final == (c.outcome == permanent));
    CHECK(got.recipient == "r@example.com");
    bool const names_host = c.relay.find('[') != std::string_view::npos || c.reason.find('[') != std::string_view::npos;
    if (names_host) CHECK(got.peer.ip == "192.0.2.9"); // also where relay=none and only the words name it
}

TEST_CASE("The port of the relay is kept", "[correlate][attempt]") {
    std::string scratch;
    Delivery delivery;
    delivery.relay = "mx.example.com[192.0.2.9]:2525", delivery.status = "deferred";
    delivery.reason = "host mx.example.com[192.0.2.9] said: 450 no (in reply to RCPT TO command)";
    CHECK(attempt_of(delivery, scratch).peer.port == 2525);
    delivery.relay = "none", delivery.reason = "connect to mx.example.com[2001:db8::9]:26: No route to host";
    CHECK(attempt_of(delivery, scratch).peer.port == 26);
    CHECK(attempt_of(delivery, scratch).peer.ip == "2001:db8::9");
}

TEST_CASE("A refusal of ours is an attempt of the client's", "[correlate][attempt]") {
    struct Case {
        std::string_view name, text;
        std::optional<std::uint16_t> code;
        std::optional<EnhancedStatusCode> enhanced;
        std::string_view words, verb, client, sender, recipient;
        Step step;
        Outcome outcome;
    };
    using enum Outcome;
    auto const c = GENERATE(values<Case>({
        {"recipient",
            "reject: RCPT from c.example[192.0.2.1]: 554 5.7.1 <r@example.com>: Relay access denied; "
            "from=<s@example.org> to=<r@example.com> proto=ESMTP helo=<c>",
            554, EnhancedStatusCode{5, 7, 1}, "<r@example.com>: Relay access denied", "RCPT", "192.0.2.1",
            "s@example.org", "r@example.com", Step::rcpt, permanent},
        {"greylisted",
            "reject: RCPT from c.example[192.0.2.1]: 450 4.2.0 later; from=<> to=<r@example.com> proto=ESMTP helo=<c>",
            450, EnhancedStatusCode{4, 2, 0}, "later", "RCPT", "192.0.2.1", "", "r@example.com", Step::rcpt, temporary},
        {"content",
            "milter-reject: END-OF-MESSAGE from c.example[192.0.2.1]: 5.7.1 spam; from=<s@example.org> "
            "to=<r@example.com> proto=ESMTP helo=<c>",
            {}, EnhancedStatusCode{5, 7, 1}, "spam", "(eod)", "192.0.2.1", "s@example.org", "r@example.com", Step::eod,
            permanent},
        {"content, not now",
            "milter-reject: END-OF-MESSAGE from c.example[192.0.2.1]: 4.7.1 try again; from=<s@example.org> "
            "to=<r@example.com> proto=ESMTP helo=<c>",
            {}, EnhancedStatusCode{4, 7, 1}, "try again", "(eod)", "192.0.2.1", "s@example.org", "r@example.com",
            Step::eod, temporary},
        {"header",
            "reject: header Subject: x from c.example[192.0.2.1]; from=<s@example.org> to=<r@example.com> proto=ESMTP "
            "helo=<c>: 5.7.1 no",
            {}, EnhancedStatusCode{5, 7, 1}, "no", "(eod)", "192.0.2.1", "s@example.org", "r@example.com", Step::eod,
            permanent},
        {"greeting", "reject: CONNECT from [192.0.2.1]:40000: too many connections", {}, {}, "too many connections",
            "(connect)", "192.0.2.1", "", "", Step::connect, permanent},
        {"EHLO", "reject: EHLO from c.example[192.0.2.1]: 504 5.5.2 <c>: no; proto=SMTP helo=<c>", 504,
            EnhancedStatusCode{5, 5, 2}, "<c>: no", "EHLO", "192.0.2.1", "", "", Step::hello, permanent},
    }));
    CAPTURE(c.name);
    std::string scratch;
    auto const refusal = grammar::parse_refusal(c.text);
    REQUIRE(refusal);
    Attempt const got = attempt_of(*refusal, scratch);
    CHECK(to_string(got.origin) == "rejection");
    CHECK(to_string(got.speaker) == "local");
    CHECK(got.code == c.code);
    CHECK(got.enhanced == c.enhanced);
    CHECK(got.text == c.words);
    CHECK(got.verb == c.verb);
    CHECK(to_string(got.step) == to_string(c.step));
    CHECK(got.peer.ip == c.client);
    CHECK(got.sender == c.sender);
    CHECK(got.recipient == c.recipient);
    CHECK(to_string(got.outcome) == to_string(c.outcome));
}

TEST_CASE("Postfix's words for a step", "[correlate][stage]") {
    struct Case {
        std::string_view words, verb;
        Step step;
    };
    auto const c = GENERATE(values<Case>({
        {"CONNECT", "(connect)", Step::connect},
        {"receiving the initial server greeting", "(connect)", Step::connect},
        {"performing the EHLO handshake", "EHLO", Step::hello},
        {"performing the HELO handshake", "HELO", Step::hello},
        {"performing the LHLO handshake", "LHLO", Step::hello},
        {"EHLO", "EHLO", Step::hello},
        {"receiving the STARTTLS response", "STARTTLS", Step::starttls},
        {"AUTH", "AUTH", Step::auth},
        {"MAIL FROM", "MAIL", Step::mail},
        {"sending MAIL FROM", "MAIL", Step::mail},
        {"RCPT TO", "RCPT", Step::rcpt},
        {"sending RCPT TO", "RCPT", Step::rcpt},
        {"DATA", "DATA", Step::data},
        {"sending DATA command", "DATA", Step::data},
        {"DATA (12 bytes)", "(eod)", Step::eod},
        {"end of DATA", "(eod)", Step::eod},
        {"END-OF-MESSAGE", "(eod)", Step::eod},
        {"sending message body", "(eod)", Step::eod},
        {"sending end of data -- message may be sent more than once", "(eod)", Step::eod},
        {"header", "(eod)", Step::eod},
        {"mime-error", "(eod)", Step::eod},
        {"sending QUIT", "QUIT", Step::quit},
        {"VRFY", "VRFY", Step::ready},
        {"UNKNOWN", "", Step::ready},
        {"", "", Step::none},
        {"thinking", "", Step::none},
    }));
    CAPTURE(c.words);
    CHECK(stage_of(c.words).verb == c.verb);
    CHECK(to_string(stage_of(c.words).step) == to_string(c.step));
}

TEST_CASE("On a login port the handshake that Postfix names ends with the login", "[correlate][attempt]") {
    struct Case {
        std::string_view name, relay, reason;
        Step step;
    };
    auto const c = GENERATE(values<Case>({
        {"submission", "relay.example.com[192.0.2.9]:587",
            "lost connection with relay.example.com[192.0.2.9] while performing the EHLO handshake", Step::auth},
        {"submissions", "relay.example.com[192.0.2.9]:465",
            "conversation with relay.example.com[192.0.2.9] timed out while performing the EHLO handshake", Step::auth},
        {"relay between servers", "mx.example.com[192.0.2.9]:25",
            "lost connection with mx.example.com[192.0.2.9] while performing the EHLO handshake", Step::hello},
        {"another stage", "relay.example.com[192.0.2.9]:587",
            "lost connection with relay.example.com[192.0.2.9] while sending MAIL FROM", Step::mail},
    }));
    CAPTURE(c.name);
    Delivery delivery;
    delivery.to = "jane@example.org";
    delivery.relay = c.relay;
    delivery.dsn = "4.4.2";
    delivery.status = "deferred";
    delivery.reason = c.reason;
    std::string scratch;
    CHECK(attempt_of(delivery, scratch).step == c.step);
}

TEST_CASE(
    "Our own delivery names the address that was asked for, unless that mailbox is at fault", "[correlate][attempt]") {
    struct Case {
        std::string_view name, orig_to, relay, dsn, asked_for;
    };
    auto const c = GENERATE(values<Case>({
        {"disk", "sales@example.org", "local", "5.2.0", "sales@example.org"},
        {"program", "sales@example.org", "local", "4.3.0", "sales@example.org"},
        {"virtual agent", "sales@example.org", "virtual", "5.2.0", "sales@example.org"},
        {"no such mailbox behind the alias", "sales@example.org", "local", "5.1.1", ""},
        {"full mailbox behind the alias", "sales@example.org", "virtual", "5.2.2", ""},
        {"another host", "sales@example.org", "mx.example.com[192.0.2.9]:25", "5.0.0", ""},
        {"no host", "sales@example.org", "none", "5.4.4", ""},
        {"alias of the host", "root", "local", "5.2.0", ""},
        {"no alias", "", "local", "5.2.0", ""},
    }));
    CAPTURE(c.name);
    Delivery delivery;
    delivery.to = "box@example.org";
    delivery.orig_to = c.orig_to;
    delivery.relay = c.relay;
    delivery.dsn = c.dsn;
    delivery.status = "bounced";
    delivery.reason = "maildir delivery failed";
    std::string scratch;
    CHECK(attempt_of(delivery, scratch).asked_for == c.asked_for);
}
