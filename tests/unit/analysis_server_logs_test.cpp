#include "record_collector.hpp"

/// Whole dialogues in the logs of servers, in traces and in mails given back: recognised, and read as they were held.
using namespace whybounce;
using namespace whybounce::test;

namespace {

struct Shown {
    std::string_view dialect, text;
    Strings want;
    SessionRecord::Observer observer;
};

constexpr auto client = SessionRecord::Observer::client;
constexpr auto server = SessionRecord::Observer::server;
constexpr auto unknown = SessionRecord::Observer::unknown;

Strings const whole{"(connect) 220", "EHLO 250", "MAIL 250", "RCPT 550", "QUIT 221"};

constexpr std::string_view by_haraka = R"([NOTICE] [0A1B] [core] connect ip=192.0.2.1
[PROTOCOL] [0A1B] [core] S: 220 mx.example.org ESMTP
[PROTOCOL] [0A1B] [core] C: EHLO c.example.com
[PROTOCOL] [0A1B] [core] S: 250-mx.example.org
[PROTOCOL] [0A1B] [core] S: 250 HELP
[PROTOCOL] [0A1B] [core] C: MAIL FROM:<a@example.com>
[PROTOCOL] [0A1B.1] [core] S: 250 Ok
[PROTOCOL] [0A1B.1] [core] C: RCPT TO:<b@example.org>
[PROTOCOL] [0A1B.1] [core] S: 550 5.1.1 no
[PROTOCOL] [0A1B.1] [core] C: QUIT
[PROTOCOL] [0A1B.1] [core] S: 221 Bye
[NOTICE] [0A1B.1] [core] disconnect ip=192.0.2.1
)";
constexpr std::string_view by_receive_connector =
    R"(#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context
t,MX\In,08DB0000000000A1,0,a,b,+,,
t,MX\In,08DB0000000000A1,1,a,b,>,"220 mx.example.org ready, Sun",
t,MX\In,08DB0000000000A1,2,a,b,<,EHLO c.example.com,
t,MX\In,08DB0000000000A1,3,a,b,>,250  mx.example.org Hello SIZE PIPELINING,
t,MX\In,08DB0000000000A1,4,a,b,<,MAIL FROM:<a@example.com>,
t,MX\In,08DB0000000000A1,5,a,b,*,08DB;1,receiving message
t,MX\In,08DB0000000000A1,6,a,b,>,250 2.1.0 Sender OK,
t,MX\In,08DB0000000000A1,7,a,b,<,RCPT TO:<b@example.org>,
t,MX\In,08DB0000000000A1,8,a,b,>,550 5.1.10 no,
t,MX\In,08DB0000000000A1,9,a,b,<,QUIT,
t,MX\In,08DB0000000000A1,10,a,b,>,221 2.0.0 Bye,
t,MX\In,08DB0000000000A1,11,a,b,-,,Local
)";
constexpr std::string_view by_send_connector =
    R"(2026-11-22T10:00:00.000Z,Out,08DB0000000000A1,0,,192.0.2.9:25,*,,attempting to connect
2026-11-22T10:00:00.100Z,Out,08DB0000000000A1,1,192.0.2.1:4711,192.0.2.9:25,+,,
2026-11-22T10:00:00.200Z,Out,08DB0000000000A1,2,a,b,<,220 mx.example.org,
2026-11-22T10:00:00.300Z,Out,08DB0000000000A1,3,a,b,>,EHLO c.example.com,
2026-11-22T10:00:00.400Z,Out,08DB0000000000A1,4,a,b,<,250-mx.example.org,
2026-11-22T10:00:00.400Z,Out,08DB0000000000A1,5,a,b,<,250 HELP,
2026-11-22T10:00:00.500Z,Out,08DB0000000000A1,6,a,b,>,MAIL FROM:<a@example.com>,
2026-11-22T10:00:00.500Z,Out,08DB0000000000A1,7,a,b,>,RCPT TO:<b@example.org>,
2026-11-22T10:00:00.600Z,Out,08DB0000000000A1,8,a,b,<,250 Ok,
2026-11-22T10:00:00.600Z,Out,08DB0000000000A1,9,a,b,<,550 no,
2026-11-22T10:00:00.700Z,Out,08DB0000000000A1,10,a,b,>,QUIT,
2026-11-22T10:00:00.800Z,Out,08DB0000000000A1,11,a,b,<,221 Bye,
2026-11-22T10:00:00.900Z,Out,08DB0000000000A1,12,a,b,-,,Local
)";
constexpr std::string_view by_iis = R"(#Software: Microsoft Internet Information Services 8.5
#Fields: time c-ip cs-username s-sitename cs-method cs-uri-stem cs-uri-query sc-status
10:00:00 192.0.2.1 c.example.com SMTPSVC1 EHLO - +c.example.com 250
10:00:01 192.0.2.1 c.example.com SMTPSVC1 MAIL - +FROM:<a@example.com> 250
10:00:02 192.0.2.1 c.example.com SMTPSVC1 RCPT - +TO:<b@example.org> 550
10:00:03 192.0.2.1 c.example.com SMTPSVC1 QUIT - c.example.com 240
)";
constexpr std::string_view by_hmailserver =
    "\"SMTPD\"\t1\t7\t\"t\"\t\"192.0.2.1\"\t\"SENT: 220 mx.example.org\"\n"
    "\"SMTPD\"\t1\t7\t\"t\"\t\"192.0.2.1\"\t\"RECEIVED: EHLO c.example.com\"\n"
    "\"SMTPD\"\t1\t7\t\"t\"\t\"192.0.2.1\"\t\"SENT: 250-mx[nl]250 HELP\"\n"
    "\"SMTPD\"\t1\t7\t\"t\"\t\"192.0.2.1\"\t\"RECEIVED: MAIL FROM:<a@b.example>\"\n"
    "\"SMTPD\"\t1\t7\t\"t\"\t\"192.0.2.1\"\t\"SENT: 250 OK\"\n"
    "\"SMTPD\"\t1\t7\t\"t\"\t\"192.0.2.1\"\t\"RECEIVED: RCPT TO:<b@example.org>\"\n"
    "\"SMTPD\"\t1\t7\t\"t\"\t\"192.0.2.1\"\t\"SENT: 550 Unknown user\"\n"
    "\"SMTPD\"\t1\t7\t\"t\"\t\"192.0.2.1\"\t\"RECEIVED: QUIT\"\n"
    "\"SMTPD\"\t1\t7\t\"t\"\t\"192.0.2.1\"\t\"SENT: 221 goodbye\"\n"
    "\"DEBUG\"\t1\t\"t\"\t\"Ending session 7\"\n";
constexpr std::string_view by_mailenable =
    "11/22/26 10:00:00\tSMTP-IN\t1A.MAI\t816\t192.0.2.1\t\t\t220 mx.example.org ESMTP\t0\t0\t\t\n"
    "11/22/26 10:00:00\tSMTP-IN\t1A.MAI\t816\t192.0.2.1\tEHLO\tEHLO c.example.com\t250-mx.example.org\t99\t9\t\t\n"
    "11/22/26 10:00:00\tSMTP-IN\t1A.MAI\t816\t192.0.2.1\tMAIL\tMAIL FROM:<a@example.com>\t250 ok\t8\t9\t\t\n"
    "11/22/26 10:00:00\tSMTP-IN\t1A.MAI\t816\t192.0.2.1\tRCPT\tRCPT TO:<b@example.org>\t550 no\t8\t9\t\t\n"
    "11/22/26 10:00:00\tSMTP-IN\t1A.MAI\t816\t192.0.2.1\tQUIT\tQUIT\t221 Bye\t8\t9\t\t\n";
constexpr std::string_view by_mdaemon =
    "Sun 2026-11-22 10:00:00.000: 05: [471] Accepting SMTP connection from 192.0.2.1:4711 to 192.0.2.9:25\n"
    "Sun 2026-11-22 10:00:00.000: 02: [471] --> 220 mx.example.org ESMTP\n"
    "Sun 2026-11-22 10:00:00.000: 03: [471] <-- EHLO c.example.com\n"
    "Sun 2026-11-22 10:00:00.000: 02: [471] --> 250-mx.example.org\n"
    "Sun 2026-11-22 10:00:00.000: 02: [471] --> 250 HELP\n"
    "Sun 2026-11-22 10:00:00.000: 03: [471] <-- MAIL FROM:<a@example.com>\n"
    "Sun 2026-11-22 10:00:00.000: 02: [471] --> 250 Ok\n"
    "Sun 2026-11-22 10:00:00.000: 03: [471] <-- RCPT TO:<b@example.org>\n"
    "Sun 2026-11-22 10:00:00.000: 02: [471] --> 550 Recipient unknown\n"
    "Sun 2026-11-22 10:00:00.000: 03: [471] <-- QUIT\n"
    "Sun 2026-11-22 10:00:00.000: 02: [471] --> 221 Bye\n"
    "Sun 2026-11-22 10:00:00.000: 01: [471] SMTP session successful (Bytes in/out: 1/2)\n";
constexpr std::string_view by_mailkit =
    "Connected to smtp://mx.example.org:25/?starttls=when-available\nS: 220 mx.example.org\nC: EHLO c.example.com\n"
    "S: 250-mx.example.org\nS: 250 HELP\nC: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.org>\nS: 250 Ok\nS: 550 "
    "no\n"
    "C: QUIT\nS: 221 Bye\n";
constexpr std::string_view by_kumomta =
    "[a1]       === BeginSession t\n[a1]   1ms === Connected\n[a1]   2ms  <- 220 mx.example.org\n[a1]   2ms ->  EHLO "
    "c\n"
    "[a1]   3ms  <- 250-mx.example.org\n[a1]   3ms  <- 250 HELP\n[a1]   4ms ->  MAIL FROM:<a@example.com>\n[a1]   5ms  "
    "<- 250 Ok\n"
    "[a1]   6ms ->  RCPT TO:<b@example.org>\n[a1]   7ms  <- 550 no\n[a1]   8ms ->  QUIT\n[a1]   9ms  <- 221 Bye\n"
    "[a1]  10ms === Closed\n";
constexpr std::string_view by_subetha =
    "Server: 220 mx.example.org\nClient: EHLO c.example.com\nServer: 250-mx.example.org\n250 HELP\n"
    "Client: MAIL FROM:<a@example.com>\nServer: 250 Ok\nClient: RCPT TO:<b@example.org>\nServer: 550 no\nClient: QUIT\n"
    "Server: 221 Bye\n";
constexpr std::string_view by_ngrep =
    "filter: port 25\n####\nT 192.0.2.9:25 -> 192.0.2.1:4711 [AP] #4\n220 mx.example.org.\n\n##\n"
    "T 192.0.2.1:4711 -> 192.0.2.9:25 [AP] #6\nEHLO c.example.com.\n\n#\nT 192.0.2.9:25 -> 192.0.2.1:4711 [AP] "
    "#7\n250-mx.\n"
    "250 HELP.\n\n#\nT 192.0.2.1:4711 -> 192.0.2.9:25 [AP] #8\nMAIL FROM:<a@example.com>.\nRCPT "
    "TO:<b@example.org>.\n\n#\n"
    "T 192.0.2.9:25 -> 192.0.2.1:4711 [AP] #9\n250 Ok.\n550 no.\n\n#\nT 192.0.2.1:4711 -> 192.0.2.9:25 [AP] "
    "#10\nQUIT.\n\n#\n"
    "T 192.0.2.9:25 -> 192.0.2.1:4711 [AP] #11\n221 Bye.\n\n###exit\n";
constexpr std::string_view by_sendmail =
    "b@example.org... Connecting to mx.example.org. via esmtp...\n220 mx.example.org\n>>> EHLO c.example.com\n"
    "250-mx.example.org\n250 HELP\n>>> MAIL From:<a@example.com>\n250 Ok\n>>> RCPT To:<b@example.org>\n550 5.1.1 no\n"
    "550 5.1.1 b@example.org... User unknown\nClosing connection to mx.example.org.\n>>> QUIT\n221 Bye\n";
constexpr std::string_view by_curl_trace =
    "== Info:   Trying 192.0.2.9:25...\n<= Recv header, 20 bytes (0x14)\n0000: 220 mx.example.org\n"
    "=> Send header, 8 bytes (0x8)\n0000: EHLO c\n<= Recv header, 28 bytes (0x1c)\n0000: 250-mx.example.org\n0014: 250 "
    "HELP\n"
    "=> Send header, 28 bytes (0x1c)\n0000: MAIL FROM:<a@example.com>\n<= Recv header, 8 bytes (0x8)\n0000: 250 Ok\n"
    "=> Send header, 26 bytes (0x1a)\n0000: RCPT TO:<b@example.org>\n<= Recv header, 8 bytes (0x8)\n0000: 550 no\n"
    "=> Send header, 6 bytes (0x6)\n0000: QUIT\n<= Recv header, 9 bytes (0x9)\n0000: 221 Bye\n== Info: Closing "
    "connection 0\n";
constexpr std::string_view by_proxy =
    "t: SMTP (a-{b}-c) --> [ Client connected ]\nt: SMTP (a-{b}-c)     <-- b'220 mx.example.org\\r\\n'\n"
    "t: SMTP (a-{b}-c) <-- b'220 mx.example.org\\r\\n'\nt: SMTP (a-{b}-c) --> b'EHLO c\\r\\n'\n"
    "t: SMTP (a-{b}-c)     --> b'EHLO c\\r\\n'\nt: SMTP (a-{b}-c) <-- b'250-mx\\r\\n250 HELP\\r\\n'\n"
    "t: SMTP (a-{b}-c; u) --> b'MAIL FROM:<a@example.com>\\r\\n'\nt: SMTP (a-{b}-c; u) <-- b'250 Ok\\r\\n'\n"
    "t: SMTP (a-{b}-c; u) --> b'RCPT TO:<b@example.org>\\r\\n'\nt: SMTP (a-{b}-c; u) <-- b'550 no\\r\\n'\n"
    "t: SMTP (a-{b}-c; u) --> b'QUIT\\r\\n'\nt: SMTP (a-{b}-c; u) <-- b'221 Bye\\r\\n'\n"
    "t: SMTP (a-{b}-c; u) --> [ Client disconnected ]\n";
constexpr std::string_view by_arrows =
    "<< 220 mx.example.org<CRLF>\n>> EHLO c<CRLF>\n<< 250-mx<CRLF>\n<< 250 HELP<CRLF>\n>> MAIL "
    "FROM:<a@example.com><CRLF>\n"
    "<< 250 Ok<CRLF>\n>> RCPT TO:<b@example.org><CRLF>\n<< 550 no<CRLF>\n>> QUIT<CRLF>\n<< 221 Bye<CRLF>\n";
constexpr std::string_view by_sendmail_bounce =
    "Subject: Returned mail: see transcript for details\n\n   ----- Transcript of session follows -----\n"
    "... while talking to mx.example.org.:\n>>> DATA\n<<< 550 5.1.1 no\n550 5.1.1 <b@example.org>... User unknown\n"
    "<<< 554 5.5.1 no valid recipients\n\n--boundary\nReporting-MTA: dns; mail.example.com\n";
constexpr std::string_view by_qmail =
    "Hi. This is the qmail-send program at mail.example.com.\nI'm afraid I wasn't able to deliver your message.\n\n"
    "<b@example.org>:\n192.0.2.9 does not like recipient.\nRemote host said: 550 5.1.1 no\nGiving up on 192.0.2.9.\n\n"
    "<d@example.org>:\n192.0.2.9 failed after I sent the message.\nRemote host said: 554 5.7.1 spam\nGiving up on "
    "192.0.2.9.\n\n"
    "--- Below this line is a copy of the message.\n\nRemote host said: 550 no reply\n";

Strings all_codes(RecordCollector const& told) {
    Strings all;
    for (SessionRecord const& session : told.sessions)
        for (std::string const& pair : codes(session)) all.push_back(pair);
    return all;
}

} // namespace

TEST_CASE("A dialogue is the same in each log and trace", "[analysis][dialect][recognition]") {
    auto const c = GENERATE(values<Shown>({{"haraka", by_haraka, whole, server},
        {"exchange", by_receive_connector, whole, server}, {"exchange", by_send_connector, whole, client},
        {"iis", by_iis, {"EHLO 250", "MAIL 250", "RCPT 550", "QUIT 240"}, unknown},
        {"hmailserver", by_hmailserver, whole, unknown}, {"mailenable", by_mailenable, whole, unknown},
        {"mdaemon", by_mdaemon, whole, server}, {"mailkit", by_mailkit, whole, client},
        {"kumomta", by_kumomta, whole, unknown}, {"subetha", by_subetha, whole, server},
        {"ngrep", by_ngrep, whole, unknown}, {"sendmail", by_sendmail, whole, client},
        {"curl-trace", by_curl_trace, whole, client}, {"email-oauth2-proxy", by_proxy, whole, server},
        {"arrows", by_arrows, whole, client}, {"sendmail-bounce", by_sendmail_bounce, {"RCPT 550", "DATA 554"}, client},
        {"qmail", by_qmail, {"RCPT 550", "(eod) 554"}, client}}));
    CAPTURE(c.dialect);
    Dialect const* const recognised = recognise_dialect(c.text);
    REQUIRE(recognised);
    CHECK(recognised->id == c.dialect);

    auto const told = analyse(c.dialect, c.text);
    CHECK(all_codes(told) == c.want);
    REQUIRE_FALSE(told.sessions.empty());
    CHECK(told.sessions.front().observer == c.observer);
    REQUIRE_FALSE(told.failures.empty());
    FailureRecord const& refusal = told.failures.front();
    CHECK(refusal.phase == Step::rcpt);
    CHECK(refusal.recipient == "b@example.org");
    CHECK(told.summary.counts.unrecognised == 0);
    CHECK(std::ranges::none_of(
        told.anomalies, [](AnomalyRecord const& anomaly) { return anomaly.id.starts_with("IN-"); }));
}

TEST_CASE("Dialogues side by side are told apart by their channels", "[analysis][dialect]") {
    // Each line of one is followed by the same line of another, as busy servers write them.
    struct Pair {
        std::string_view dialect, text, name, other;
    };
    auto const c = GENERATE(values<Pair>({{"haraka", by_haraka, "0A1B", "0C2D"},
        {"exchange", by_receive_connector, "A1,", "A2,"}, {"iis", by_iis, "192.0.2.1 ", "192.0.2.3 "},
        {"hmailserver", by_hmailserver, "7", "8"}, {"mailenable", by_mailenable, "816", "940"},
        {"mdaemon", by_mdaemon, "[471]", "[472]"}, {"kumomta", by_kumomta, "[a1]", "[a2]"},
        {"ngrep", by_ngrep, "4711", "4712"}, {"email-oauth2-proxy", by_proxy, "(a-", "(d-"}}));
    CAPTURE(c.dialect);
    std::string both;
    std::string_view rest = c.text;
    bool const blocks = c.dialect == "ngrep"; // a packet is one piece
    while (!rest.empty()) {
        std::size_t const end = blocks ? rest.find("\n\n") + 1 : rest.find('\n');
        std::string line(rest.substr(0, std::min(end, rest.size() - 1) + 1));
        both += line;
        for (std::size_t at = line.find(c.name); at != std::string::npos; at = line.find(c.name, at + c.other.size()))
            line.replace(at, c.name.size(), c.other);
        if (!line.starts_with("#F") && !line.starts_with("#S")) both += line;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    auto const told = analyse(c.dialect, both);
    REQUIRE(told.sessions.size() == 2);
    CHECK(codes(told.sessions[0]) == codes(told.sessions[1]));
    CHECK(codes(told.sessions[0]).size() >= 4);
    CHECK(told.failures.size() == 2);
}

TEST_CASE("What a tool hides of a login is not taken for something else", "[analysis][dialect]") {
    auto const told = analyse("exchange",
        "t,c,S1,1,a,b,>,220 mx,\nt,c,S1,2,a,b,<,EHLO c,\nt,c,S1,3,a,b,>,250 mx,\nt,c,S1,4,a,b,<,AUTH LOGIN,\n"
        "t,c,S1,5,a,b,>,334 <authentication response>,\nt,c,S1,6,a,b,>,334 <authentication response>,\n"
        "t,c,S1,7,a,b,>,535 5.7.3 unsuccessful,\n");
    CHECK(codes(only_session(told)) == Strings{"(connect) 220", "EHLO 250", "AUTH 334", "(auth) 334", "(auth) 535"});
    CHECK(only_session(told).exchanges[4].seen == ExchangeRecord::Seen::elided);
    REQUIRE(told.failures.size() == 1);
    CHECK(told.failures.front().phase == Step::auth);
}

TEST_CASE("A server that could not be reached is a failure", "[analysis][dialect]") {
    auto const told = analyse("exchange",
        "t,c,S1,0,,192.0.2.9:25,*,,attempting to connect\n"
        "t,c,S1,1,,192.0.2.9:25,*,,\"Failed to connect. Winsock error code: 10060\"\n");
    CHECK(brief(told.failures) == Strings{"(connect) connect -"});
    CHECK(told.failures.front().text == "Failed to connect. Winsock error code: 10060");
}

TEST_CASE("Texts that only look like these dialects are not taken for them", "[dialect][recognition]") {
    struct Case {
        std::string_view name, text;
    };
    auto const c = GENERATE(values<Case>({
        {"a log of a web server by IIS",
            "#Software: Microsoft Internet Information Services 10.0\n"
            "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query sc-status\n"
            "2026-11-22 10:00:00 192.0.2.9 GET /index.html - 200\n"},
        {"a table", "a,b,c,d,e,f,>,g,h\n1,2,3,4,5,6,<,7,8\n"},
        {"Haraka without dialogue", "[INFO] [-] [core] Loading plugins\n[NOTICE] [-] [core] Listening on [::]:25\n"},
        {"words of a proxy", "2026-11-22 10:00:00,123: IMAP (a-{b}-c) --> b'A1 LOGIN\\r\\n'\n"},
        {"quoted mail", ">> What did the server say?\n>> No idea.\n> See below.\n"},
        {"sentences", "Server: Apache\nClient: Firefox\n"},
        {"prompts of Python", ">>> print(1)\n1\n>>> quit()\n"},
        {"a dump of octets", "0000: 250 Ok\n0010: text\n"},
        {"a capture of something else", "T 192.0.2.1:4711 -> 192.0.2.9:80 [AP] #4\nGET / HTTP/1.1.\nHost: x.\n"},
        {"a mail about a transcript", "Subject: Transcript of session follows\n\nSee attachment.\n"},
        {"an answer from a person", "Remote host said: 550 no, and I wonder why.\n"},
    }));
    CAPTURE(c.name);
    Dialect const* const dialect = recognise_dialect(c.text);
    CHECK((dialect ? dialect->id : "none") == "none");
}
