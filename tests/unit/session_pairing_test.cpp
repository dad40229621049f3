#include "record_collector.hpp"

/// Which reply belongs to which command. The texts use the notation of the RFCs, S: and C:.
using namespace whybounce;
using namespace whybounce::test;

namespace {

/// "in order" of each exchange as a row of marks: "." in order, "!" not.
std::string order_marks(SessionRecord const& session) {
    std::string marks;
    for (ExchangeRecord const& exchange : session.exchanges) marks += exchange.in_order ? '.' : '!';
    return marks;
}

std::string phases(SessionRecord const& session) {
    std::string told;
    for (ExchangeRecord const& exchange : session.exchanges)
        told.append(told.empty() ? "" : " ").append(to_string(exchange.phase));
    return told.append(" > ").append(to_string(session.phase));
}

} // namespace

TEST_CASE("Replies go to the oldest open command", "[session]") {
    struct Case {
        std::string_view name, text;
        Strings want;
        std::string_view order, phases;
    };
    auto const c = GENERATE(values<Case>({
        {"one after the other",
            "S: 220 mx.example.org\nC: EHLO client.example.com\nS: 250 mx.example.org\n"
            "C: MAIL FROM:<a@example.com>\nS: 250 Ok\n"
            "C: RCPT TO:<b@example.org>\nS: 250 Ok\nC: QUIT\nS: 221 Bye\n",
            {"(connect) 220", "EHLO 250", "MAIL 250", "RCPT 250", "QUIT 221"}, ".....",
            "connect hello ready mail rcpt > closed"},
        {"multi-line replies",
            "S: 220-mx.example.org\nS: 220 welcome\nC: EHLO client.example.com\nS: 250-mx.example.org\n"
            "S: 250-PIPELINING\nS: 250 HELP\nC: NOOP\nS: 250 Ok\n",
            {"(connect) 220", "EHLO 250", "NOOP 250"}, "...", "connect hello ready > ready"},
        {"a pipelined group (RFC 2920)",
            "S: 220 mx.example.org\nC: EHLO c.example.com\nS: 250 PIPELINING\n"
            "C: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.org>\nC: DATA\n"
            "S: 250 Ok\nS: 550 no\nS: 554 no valid recipients\n",
            {"(connect) 220", "EHLO 250", "MAIL 250", "RCPT 550", "DATA 554"}, "....!",
            "connect hello ready mail mail > mail"},
        {"a reply that the text cuts", "S: 220 mx\nC: EHLO c\nS: 250-mx.example.org\nS: 250-SIZE\n",
            {"(connect) 220", "EHLO 250"}, "..", "connect hello > ready"},
        {"the client speaks first",
            "C: EHLO c.example.com\nC: MAIL FROM:<a@example.com>\nS: 220 mx.example.org\n"
            "S: 250 mx.example.org\nS: 250 Ok\n",
            {"(connect) 220", "EHLO 250", "MAIL 250"}, "...", "connect hello ready > mail"},
        {"unanswered", "S: 220 mx.example.org\nC: EHLO c.example.com\nS: 250 Ok\nC: NOOP\nC: QUIT\n",
            {"(connect) 220", "EHLO 250", "NOOP -", "QUIT -"}, "....", "connect hello ready ready > ready"},
        {"each recipient of LMTP has its answer in order",
            "S: 220 mx.example.org\nC: LHLO c.example.com\nS: 250 mx\nC: MAIL FROM:<a@example.com>\nS: 250 Ok\n"
            "C: RCPT TO:<b@example.org>\nS: 250 Ok\nC: RCPT TO:<d@example.org>\nS: 250 Ok\nC: DATA\nS: 354 go\n"
            "C: x\nC: .\nS: 250 b\nS: 552 d\n",
            {"(connect) 220", "LHLO 250", "MAIL 250", "RCPT 250", "RCPT 250", "DATA 354", "(eod) 250", "(eod) 552"},
            "........", "connect hello ready mail rcpt rcpt data data > ready"},
        {"unsolicited", "S: 220 mx.example.org\nC: EHLO c.example.com\nS: 250 Ok\nS: 250 again\nC: NOOP\nS: 250 Ok\n",
            {"(connect) 220", "EHLO 250", "(unsolicited) 250", "NOOP 250"}, "..!.",
            "connect hello ready ready > ready"},
        {"out of order",
            "S: 220 mx.example.org\nC: RCPT TO:<b@example.org>\nS: 503 EHLO first\n"
            "C: EHLO c.example.com\nS: 250 Ok\nC: DATA\nS: 503 RCPT first\n",
            {"(connect) 220", "RCPT 503", "EHLO 250", "DATA 503"}, ".!.!", "connect hello hello ready > ready"},
        {"RSET",
            "S: 220 mx\nC: EHLO c\nS: 250 Ok\nC: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: RSET\n"
            "S: 250 Ok\nC: RCPT TO:<b@example.org>\nS: 503 no\n",
            {"(connect) 220", "EHLO 250", "MAIL 250", "RSET 250", "RCPT 503"}, "....!",
            "connect hello ready mail ready > ready"},
        {"RSET before EHLO", "S: 220 mx\nC: RSET\nS: 250 Ok\nC: MAIL FROM:<a@example.com>\nS: 503 no\n",
            {"(connect) 220", "RSET 250", "MAIL 503"}, "..!", "connect hello hello > hello"},
        {"421 in place of an answer",
            "S: 220 mx\nC: EHLO c\nS: 250 Ok\nC: MAIL FROM:<a@example.com>\nS: 421 4.3.2 closing\n",
            {"(connect) 220", "EHLO 250", "MAIL 421"}, "...", "connect hello ready > closed"},
        {"421 while nothing is asked", "S: 220 mx\nC: EHLO c\nS: 250 Ok\nS: 421 4.4.2 idle\n",
            {"(connect) 220", "EHLO 250", "(unsolicited) 421"}, "..!", "connect hello ready > closed"},
        {"421 as a greeting", "S: 421 4.3.2 busy\n", {"(connect) 421"}, ".", "connect > closed"},
        {"STARTTLS", "S: 220 mx\nC: EHLO c\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nC: EHLO c\nS: 250 Ok\n",
            {"(connect) 220", "EHLO 250", "STARTTLS 220", "EHLO 250"}, "....", "connect hello ready hello > ready"},
        {"an unknown verb keeps its name", "S: 220 mx\nC: EHLO c\nS: 250 Ok\nC: xfoo bar\nS: 500 what\n",
            {"(connect) 220", "EHLO 250", "XFOO 500"}, "...", "connect hello ready > ready"},
        {"an empty command line", "S: 220 mx\nC: EHLO c\nS: 250 Ok\nC: \nS: 500 what\n",
            {"(connect) 220", "EHLO 250", "(empty) 500"}, "...", "connect hello ready > ready"},
    }));
    CAPTURE(c.name);
    auto const told = analyse("sc", c.text);
    auto const& session = only_session(told);
    CHECK(codes(session) == c.want);
    CHECK(order_marks(session) == c.order);
    CHECK(phases(session) == c.phases);
}

TEST_CASE("An exchange keeps line, argument and joined text", "[session]") {
    auto const told = analyse("sc",
        "S: 220 mx.example.org ESMTP\n"
        "C: ehlo client.example.com\n"
        "S: 250-mx.example.org\n"
        "S: 250-SIZE 1000\n"
        "S: 250 HELP\n"
        "C: mail from:<a@example.com> SIZE=10\n"
        "S: 452-4.3.1 full\n"
        "S: 452 4.3.1 really\n");
    auto const& session = only_session(told);
    REQUIRE(session.exchanges.size() == 3);
    CHECK(session.where.line == 1);
    CHECK(session.protocol == SessionRecord::Protocol::esmtp);
    CHECK(session.server == "mx.example.org");
    CHECK(session.client == "client.example.com");
    ExchangeRecord const& hello = session.exchanges[1];
    CHECK(hello.line == 2);
    CHECK(hello.verb == "EHLO");
    CHECK(hello.argument == "client.example.com");
    CHECK(hello.text == "mx.example.org\nSIZE 1000\nHELP");
    CHECK_FALSE(hello.enhanced);
    ExchangeRecord const& mail = session.exchanges[2];
    CHECK(mail.line == 6);
    CHECK(mail.argument == "from:<a@example.com> SIZE=10");
    CHECK(mail.enhanced == EnhancedStatusCode{4, 3, 1});
    CHECK(mail.text == "full\nreally");
}

TEST_CASE("The protocol is that of the last greeting word", "[session]") {
    struct Case {
        std::string_view text;
        SessionRecord::Protocol want;
    };
    using enum SessionRecord::Protocol;
    auto const c = GENERATE(values<Case>({{"S: 220 mx\nC: HELO c\nS: 250 Ok\n", smtp},
        {"S: 220 mx\nC: EHLO c\nS: 250 Ok\n", esmtp}, {"S: 220 mx\nC: EHLO c\nS: 502 no\nC: HELO c\nS: 250 Ok\n", smtp},
        {"S: 220 mx\nC: LHLO c\nS: 250 Ok\n", lmtp}}));
    CAPTURE(c.text);
    auto const told = analyse("sc", c.text);
    CHECK(only_session(told).protocol == c.want);
}

TEST_CASE("TLS is seen by STARTTLS, not by its refusal", "[session]") {
    CHECK(only_session(analyse("sc", "S: 220 mx\nC: EHLO c\nS: 250 Ok\nC: STARTTLS\nS: 220 go\n")).tls);
    CHECK_FALSE(only_session(analyse("sc", "S: 220 mx\nC: EHLO c\nS: 250 Ok\nC: STARTTLS\nS: 454 no\n")).tls);
}
