#include "record_collector.hpp"

/// One dialogue as six tools show it: the records are the same.
using namespace whybounce;
using namespace whybounce::test;

namespace {

struct Shown {
    std::string_view dialect, text;
    SessionRecord::Observer observer;
};

// a greeting, EHLO with two lines, MAIL, a refused RCPT of two lines, QUIT
constexpr std::string_view by_swaks =
    "=== Trying mx.example.org:25...\n=== Connected to mx.example.org.\n"
    "<-  220 mx.example.org ESMTP\n -> EHLO c.example.com\n"
    "<-  250-mx.example.org\n<-  250 HELP\n -> MAIL FROM:<a@example.com>\n<-  250 2.1.0 Ok\n"
    " -> RCPT TO:<b@example.org>\n"
    "<** 550-5.1.1 No such user,\n<** 550 5.1.1 sorry\n -> QUIT\n<-  221 2.0.0 Bye\n"
    "=== Connection closed with remote host.\n";
constexpr std::string_view by_curl =
    "*   Trying 192.0.2.9:25...\n* Connected to mx.example.org (192.0.2.9) port 25\n"
    "< 220 mx.example.org ESMTP\r\n> EHLO c.example.com\r\n"
    "< 250-mx.example.org\r\n< 250 HELP\r\n> MAIL FROM:<a@example.com>\r\n< 250 2.1.0 Ok\r\n"
    "> RCPT TO:<b@example.org>\r\n"
    "< 550-5.1.1 No such user,\r\n< 550 5.1.1 sorry\r\n> QUIT\r\n< 221 2.0.0 Bye\r\n"
    "* Closing connection 0\ncurl: (55) RCPT failed: 550\n";
constexpr std::string_view by_letters =
    "S: 220 mx.example.org ESMTP\nC: EHLO c.example.com\nS: 250-mx.example.org\nS: 250 HELP\n"
    "C: MAIL FROM:<a@example.com>\nS: 250 2.1.0 Ok\n"
    "C: RCPT TO:<b@example.org>\nS: 550-5.1.1 No such user,\nS: 550 5.1.1 sorry\nC: QUIT\n"
    "S: 221 2.0.0 Bye\n";
constexpr std::string_view by_smtplib = R"(connect: to ('mx.example.org', 25) None
reply: b'220 mx.example.org ESMTP\r\n'
reply: retcode (220); Msg: b'mx.example.org ESMTP'
connect: b'mx.example.org ESMTP'
send: 'ehlo c.example.com\r\n'
reply: b'250-mx.example.org\r\n'
reply: b'250 HELP\r\n'
reply: retcode (250); Msg: b'mx.example.org\nHELP'
send: 'mail FROM:<a@example.com>\r\n'
reply: b'250 2.1.0 Ok\r\n'
reply: retcode (250); Msg: b'2.1.0 Ok'
send: 'rcpt TO:<b@example.org>\r\n'
reply: b'550-5.1.1 No such user,\r\n'
reply: b'550 5.1.1 sorry\r\n'
reply: retcode (550); Msg: b'5.1.1 No such user,\n5.1.1 sorry'
send: 'quit\r\n'
reply: b'221 2.0.0 Bye\r\n'
reply: retcode (221); Msg: b'2.0.0 Bye'
)";
constexpr std::string_view by_telnet = "Trying 192.0.2.9...\nConnected to mx.example.org.\nEscape character is '^]'.\n"
                                       "220 mx.example.org ESMTP\nEHLO c.example.com\n"
                                       "250-mx.example.org\n250 HELP\nMAIL FROM:<a@example.com>\n250 2.1.0 Ok\n"
                                       "RCPT TO:<b@example.org>\n550-5.1.1 No such user,\n"
                                       "550 5.1.1 sorry\nQUIT\n221 2.0.0 Bye\nConnection closed by foreign host.\n";
constexpr std::string_view by_netcat =
    "220 mx.example.org ESMTP\nEHLO c.example.com\n250-mx.example.org\n250 HELP\n"
    "MAIL FROM:<a@example.com>\n250 2.1.0 Ok\n"
    "RCPT TO:<b@example.org>\n550-5.1.1 No such user,\n550 5.1.1 sorry\nQUIT\n221 2.0.0 Bye\n";

} // namespace

TEST_CASE("A dialogue is the same in each dialect", "[analysis][dialect]") {
    using enum SessionRecord::Observer;
    auto const c =
        GENERATE(values<Shown>({{"swaks", by_swaks, client}, {"curl", by_curl, client}, {"sc", by_letters, unknown},
            {"smtplib", by_smtplib, client}, {"telnet", by_telnet, client}, {"netcat", by_netcat, client}}));
    CAPTURE(c.dialect);
    Dialect const* const recognised = recognise_dialect(c.text);
    REQUIRE(recognised);
    CHECK(recognised->id == c.dialect);

    auto const told = analyse(c.dialect, c.text);
    auto const& session = only_session(told);
    CHECK(codes(session) == Strings{"(connect) 220", "EHLO 250", "MAIL 250", "RCPT 550", "QUIT 221"});
    CHECK(session.where.dialect == c.dialect);
    CHECK(session.observer == c.observer);
    CHECK(session.complete);
    CHECK(session.server == "mx.example.org");
    CHECK(session.client == "c.example.com");
    CHECK(session.protocol == SessionRecord::Protocol::esmtp);
    CHECK(to_string(session.phase) == "closed");
    for (ExchangeRecord const& exchange : session.exchanges) CHECK(exchange.in_order);

    REQUIRE(told.failures.size() == 1);
    FailureRecord const& failure = told.failures.front();
    CHECK(failure.phase == Step::rcpt);
    CHECK(failure.enhanced == EnhancedStatusCode{5, 1, 1});
    CHECK(failure.text == "No such user,\nsorry");
    CHECK(failure.sender == "a@example.com");
    CHECK(failure.recipient == "b@example.org");
    CHECK(failure.relay.host == "mx.example.org");
    CHECK(failure.diagnosis->reason->group() == "recipient");
    CHECK(told.summary.counts.unrecognised == 0);
    CHECK(told.headers == 1);
}
