#include "record_collector.hpp"

/// Other versions of the tools, other options, other systems: the same dialogue.
using namespace whybounce;
using namespace whybounce::test;

namespace {

struct Variation {
    std::string_view name, dialect, text;
    Strings want;
};

void check(Variation const& c) {
    CAPTURE(c.name);
    Dialect const* const recognised = recognise_dialect(c.text);
    REQUIRE(recognised);
    CHECK(recognised->id == c.dialect);
    Strings all;
    for (SessionRecord const& session : analyse(recognised->id, c.text).sessions)
        for (std::string const& pair : codes(session)) all.push_back(pair);
    CHECK(all == c.want);
}

} // namespace

TEST_CASE("telnet and its kin, otherwise", "[dialect][variations]") {
    check(GENERATE(values<Variation>({
        {"telnet of Windows", "telnet",
            "Connecting To mx.example.net...\n220 mx.example.net\nquit\n221 Bye\n\n\nConnection to host lost.\n\n"
            "Press any key to continue...\n",
            {"(connect) 220", "QUIT 221"}},
        {"telnet of Windows, nobody there", "telnet",
            "Connecting To mx.example.net...Could not open connection to the host, on port 25: Connect failed\n",
            {"(connect) -"}},
        {"a name that is unknown", "telnet", "telnet: could not resolve mx.example.net/25: Name or service not known\n",
            {"(connect) -"}},
        {"openssl s_client -brief", "openssl",
            "CONNECTION ESTABLISHED\nProtocol version: TLSv1.3\nCiphersuite: TLS_AES_256_GCM_SHA384\n"
            "Peer certificate: CN = mx.example.net\nVerification: OK\n250 CHUNKING\nehlo c.example.com\n"
            "250 mx.example.net\nquit\n221 Bye\n",
            {"EHLO 250", "QUIT 221"}},
    })));
}

TEST_CASE("curl, otherwise", "[dialect][variations]") {
    check(GENERATE(values<Variation>({
        {"the progress meter before a reply", "curl",
            "*   Trying 192.0.2.25:25...\n* Connected to mx.example.net (192.0.2.25) port 25\n< 220 mx.example.net\r\n"
            "> EHLO c.example.com\r\n\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     "
            "0< 250 mx.example.net\r\n> QUIT\r\n\r100    44    0     0  100    44      0     97  0:00:01 --:--:--  "
            "0:00:01  9.7k< 221 Bye\r\n* Closing connection 0\n",
            {"(connect) 220", "EHLO 250", "QUIT 221"}},
        {"--trace", "curl-trace",
            "<= Recv header, 8 bytes (0x8)\n0000: 32 32 30 20 6d 78 0d 0a                         220 mx..\n"
            "=> Send header, 18 bytes (0x12)\n0000: 45 48 4c 4f 20 63 2e 65 78 61 6d 70 6c 65 2e 63 EHLO c.example.c\n"
            "0010: 0d 0a                                           ..\n"
            "<= Recv header, 14 bytes (0xe)\n0000: 32 35 30 2d 6d 78 0d 0a 32 35 30 20 0d 0a       250-mx..250 ..\n"
            "=> Send header, 6 bytes (0x6)\n0000: 51 55 49 54 0d 0a                               QUIT..\n",
            {"(connect) 220", "EHLO 250", "QUIT -"}},
    })));
}

TEST_CASE("Libraries, otherwise", "[dialect][variations]") {
    check(GENERATE(values<Variation>({
        {"smtplib behind Python's logging", "smtplib",
            "DEBUG:mail:connect: to ('mx.example.net', 25) None\nDEBUG:mail:reply: b'220 mx\\r\\n'\n"
            "DEBUG:mail:send: 'ehlo c\\r\\n'\nDEBUG:mail:reply: b'250 mx\\r\\n'\n",
            {"(connect) 220", "EHLO 250"}},
        {"smtplib behind a formatter of logging", "smtplib",
            "2026-11-22 10:00:00,123 - smtp - DEBUG - reply: b'220 mx\\r\\n'\n"
            "2026-11-22 10:00:00,124 - smtp - DEBUG - send: 'ehlo c\\r\\n'\n"
            "2026-11-22 10:00:00,125 - smtp - DEBUG - reply: b'250 mx\\r\\n'\n",
            {"(connect) 220", "EHLO 250"}},
        {"JavaMail, the login fails in the main thread", "javamail",
            "DEBUG SMTP: trying to connect to host \"mx.example.net\", port 587, isSSL false\n220 mx\nEHLO c\n"
            "250 AUTH LOGIN\nDEBUG SMTP: AUTH LOGIN command trace suppressed\nDEBUG SMTP: AUTH LOGIN failed\n"
            "Exception in thread \"main\" javax.mail.AuthenticationFailedException: 535 5.7.8 bad\n\n",
            {"(connect) 220", "EHLO 250", "AUTH 535"}},
        {"JavaMail inside Spring", "javamail",
            "DEBUG SMTP: trying to connect to host \"mx.example.net\", port 587, isSSL false\n220 mx\nEHLO c\n"
            "250 AUTH LOGIN\nDEBUG SMTP: AUTH LOGIN command trace suppressed\nDEBUG SMTP: AUTH LOGIN failed\n"
            "org.springframework.mail.MailAuthenticationException: Authentication failed; nested exception is "
            "javax.mail.AuthenticationFailedException: 535 5.7.8 bad\n",
            {"(connect) 220", "EHLO 250", "AUTH 535"}},
        {"JavaMail, nobody there", "javamail",
            "DEBUG SMTP: trying to connect to host \"mx.example.net\", port 25, isSSL false\n"
            "com.sun.mail.util.MailConnectException: Couldn't connect to host, port: mx.example.net, 25; timeout -1;\n"
            "  nested exception is:\n\tjava.net.ConnectException: Connection refused\n",
            {"(connect) -"}},
        {"JavaMail, hung up before the greeting", "javamail",
            "DEBUG SMTP: trying to connect to host \"mx.example.net\", port 25, isSSL false\n"
            "DEBUG SMTP: exception reading response, THROW: \njava.net.SocketException: Connection reset\n",
            {"(connect) -"}},
        {"PHPMailer in the error log of PHP", "phpmailer",
            "[22-Nov-2026 10:00:00 UTC] SERVER -> CLIENT: 220 mx\n[22-Nov-2026 10:00:00 UTC] CLIENT -> SERVER: EHLO c\n"
            "[22-Nov-2026 10:00:00 UTC] SERVER -> CLIENT: 250-mx\n250-SIZE\n250 8BITMIME\n"
            "[22-Nov-2026 10:00:00 UTC] CLIENT -> SERVER: QUIT\n[22-Nov-2026 10:00:00 UTC] SERVER -> CLIENT: 221 Bye\n",
            {"(connect) 220", "EHLO 250", "QUIT 221"}},
        {"PHPMailer 5.2.0", "phpmailer",
            "SMTP -> FROM SERVER:220 mx\nCLIENT -> SMTP: EHLO c\nSMTP -> FROM SERVER: 250 mx\nCLIENT -> SMTP: QUIT\n"
            "SMTP -> FROM SERVER:221 Bye\n",
            {"(connect) 220", "EHLO 250", "QUIT 221"}},
        {"PHPMailer, nobody there", "phpmailer",
            "2026-11-22 10:00:00\tConnection: opening to mx.example.net:587, timeout=300, options=array()\n"
            "2026-11-22 10:00:00\tSMTP ERROR: Failed to connect to server: Connection refused (111)\n",
            {"(connect) -"}},
    })));
}

TEST_CASE("Servers, otherwise", "[dialect][variations]") {
    check(GENERATE(values<Variation>({
        {"sendmail hands on to a relay, which hands on", "sendmail",
            "b@example.net... Connecting to [127.0.0.1] via relay...\n220 localhost ESMTP\n>>> EHLO localhost\n"
            "250 localhost\n>>> VERB\n250 2.0.0 Verbose mode\n>>> MAIL From:<a@example.org>\n250 ok\n"
            "050 <b@example.net>... Connecting to mx.example.net. via esmtp...\n050 220 mx.example.net\n"
            "050 >>> EHLO localhost\n050 250 mx.example.net\n050 >>> QUIT\n050 221 bye\n>>> QUIT\n221 closing\n",
            {"(connect) 220", "EHLO 250", "VERB 250", "MAIL 250", "QUIT 221", "(connect) 220", "EHLO 250", "QUIT 221"}},
        {"IIS, common log format", "iis",
            "192.0.2.1 - c.example.org [22/Nov/2026:10:00:00 +0000] \"EHLO -?+c.example.org SMTP\" 250 42\n"
            "192.0.2.1 - c.example.org [22/Nov/2026:10:00:01 +0000] \"MAIL -?+FROM:<a@example.org> SMTP\" 250 42\n"
            "192.0.2.1 - c.example.org [22/Nov/2026:10:00:02 +0000] \"RCPT -?+TO:<b@example.net> SMTP\" 550 30\n",
            {"EHLO 250", "MAIL 250", "RCPT 550"}},
        {"letters, further lines set in, a direction", "sc",
            "S: 220 mx\nC: EHLO c\nS: 250-mx\n   250-SIZE\n   250 HELP\nC: <wait for response>\nC: QUIT\nS: 221 Bye\n",
            {"(connect) 220", "EHLO 250", "QUIT 221"}},
        {"Exim, the first server cannot be reached", "exim",
            "Connecting to mx1.example.net [192.0.2.25]:25 ... failed: Connection timed out (timeout=5m)\n"
            "Connecting to mx2.example.net [192.0.2.26]:25 ... connected\n  SMTP<< 220 mx2\n  SMTP>> QUIT\n"
            "  SMTP<< 221 bye\n  SMTP(close)>>\n",
            {"(connect) -", "(connect) 220", "QUIT 221"}},
        {"Exim, two processes at a time", "exim",
            "10:00:00 11   SMTP<< 220 a\n10:00:00 12   SMTP<< 220 b\n10:00:00 11   SMTP>> EHLO c\n"
            "10:00:00 12   SMTP>> EHLO c\n10:00:00 11   SMTP<< 250-a\n10:00:00 12   SMTP<< 250-b\n"
            "10:00:00 11          250-SIZE 1\n10:00:00 12          250-SIZE 2\n10:00:00 11          250 HELP\n"
            "10:00:00 12          250 HELP\n10:00:00 11   SMTP>> QUIT\n10:00:00 12   SMTP>> QUIT\n"
            "10:00:00 11   SMTP<< 221 a\n10:00:00 12   SMTP<< 221 b\n",
            {"(connect) 220", "EHLO 250", "QUIT 221", "(connect) 220", "EHLO 250", "QUIT 221"}},
        {"MailKit with marks of its user", "mailkit",
            "Connected to smtp://mx.example.net:25/?starttls=always\nSERVER: 220 mx\nCLIENT: EHLO c\nSERVER: 250 mx\n"
            "CLIENT: QUIT\nSERVER: 221 bye\n",
            {"(connect) 220", "EHLO 250", "QUIT 221"}},
        {"servers of Exchange among themselves", "sc",
            "S: 220 ex.example.net\nC: EHLO a.example.net\nS: 250-ex\nS: 250 X-ANONYMOUSTLS\nC: X-ANONYMOUSTLS\n"
            "S: 220 ready\nC: EHLO a.example.net\nS: 250-ex\nS: 250 X-EXPS NTLM\nC: X-EXPS NTLM\nS: 334 \n"
            "C: aHVudGVyMnNlY3JldCB0b2tlbg==\nS: 235 ok\nC: QUIT\nS: 221 bye\n",
            {"(connect) 220", "EHLO 250", "X-ANONYMOUSTLS 220", "EHLO 250", "X-EXPS 334", "(auth) 235", "QUIT 221"}},
    })));
}

TEST_CASE("A connection that is encrypted from the first octet on is told so", "[dialect][variations][lint]") {
    struct Case {
        std::string_view dialect, before, client, server;
    };
    auto const c = GENERATE(values<Case>({
        {"nodemailer", "[2026-11-22 10:00:00] INFO  [x1] Secure connection established to 192.0.2.25:2465\n",
            "[2026-11-22 10:00:00] DEBUG [x1] C: ", "[2026-11-22 10:00:00] DEBUG [x1] S: "},
        {"javamail", "DEBUG SMTPS: trying to connect to host \"mx.example.net\", port 2465, isSSL true\n", "", ""},
        {"phpmailer", "Connection: opening to ssl://mx.example.net:2465, timeout=300, options=array()\n",
            "CLIENT -> SERVER: ", "SERVER -> CLIENT: "},
        {"perl-net-smtp", "", "Net::SMTP::_SSL=GLOB(0x1)>>> ", "Net::SMTP::_SSL=GLOB(0x1)<<< "},
        {"mailkit", "Connected to smtps://mx.example.net:2465/\n", "C: ", "S: "},
        {"s-nail", "s-nail: Connecting to 192.0.2.25:2465 ... connected.\ns-nail: TLS connection using TLSv1.3\n",
            "s-nail: >>> ", "s-nail: >>> SERVER: "},
    }));
    CAPTURE(c.dialect);
    std::string text(c.before);
    for (std::string_view const said : {"S220 mx.example.net", "CEHLO c.example.com", "S250-mx.example.net",
             "S250 AUTH PLAIN", "CAUTH PLAIN AGFsaWNlAGh1bnRlcjI=", "S235 ok", "CQUIT", "S221 bye"})
        text.append(said[0] == 'C' ? c.client : c.server).append(said.substr(1)).append("\n");
    auto const told = analyse(c.dialect, text);
    CHECK(only_session(told).tls);
    CHECK(told.anomalies.empty());
}

TEST_CASE("Further lines of a reply belong to their process", "[dialect][variations]") {
    auto const told = analyse("exim",
        "10:00:00 11   SMTP<< 220 a\n10:00:00 12   SMTP<< 220 b\n10:00:00 11   SMTP>> EHLO c\n"
        "10:00:00 12   SMTP>> EHLO c\n10:00:00 11   SMTP<< 250-a\n10:00:00 12   SMTP<< 250-b\n"
        "10:00:00 11          250 ONE\n10:00:00 12          250 TWO\n");
    REQUIRE(told.sessions.size() == 2);
    CHECK(told.sessions[0].exchanges[1].text == "a\nONE");
    CHECK(told.sessions[1].exchanges[1].text == "b\nTWO");
}

TEST_CASE("What Exchange offers in one line is offered", "[dialect][variations][lint]") {
    auto const told = analyse("exchange",
        "t,c,S1,1,a,b,>,220 ex.example.net,\nt,c,S1,2,a,b,<,EHLO c.example.com,\n"
        "t,c,S1,3,a,b,>,250  ex.example.net Hello [192.0.2.1] SIZE 1000 PIPELINING AUTH NTLM LOGIN 8BITMIME,\n"
        "t,c,S1,4,a,b,<,AUTH NTLM,\nt,c,S1,5,a,b,>,535 no,\n"
        "t,c,S1,6,a,b,<,MAIL FROM:<a@example.com> SIZE=2000 BODY=8BITMIME,\nt,c,S1,7,a,b,>,552 too big,\n");
    Strings ids;
    for (AnomalyRecord const& each : told.anomalies) ids.emplace_back(each.id);
    CHECK(std::ranges::count(ids, "AU03") == 0);
    CHECK(std::ranges::count(ids, "SY05") == 0);
    CHECK(std::ranges::count(ids, "SZ01") == 1);
}

TEST_CASE("A command of which only the name is known has no malformed path", "[dialect][variations][lint]") {
    auto const told = analyse("qmail",
        "Hi. This is the qmail-send program at mail.example.com.\n\n<b@example.org>:\n"
        "Connected to 192.0.2.9 but sender was rejected.\nRemote host said: 553 no\n");
    CHECK(codes(only_session(told)) == Strings{"MAIL 553"});
    CHECK(told.anomalies.empty());
}

TEST_CASE("A reply that is cut ends where the next command begins", "[dialect][variations]") {
    check(GENERATE(values<Variation>({
        {"of EHLO only the first line is shown", "sc",
            "S: 220 mx\nC: EHLO c\nS: 250-mx\nC: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: QUIT\nS: 221 Bye\n",
            {"(connect) 220", "EHLO 250", "MAIL 250", "QUIT 221"}},
        {"a slow greeting, and a client that does not wait", "sc",
            "S: 220-mx\nC: EHLO c\nS: 220 mx\nS: 250 mx\nC: QUIT\nS: 221 Bye\n",
            {"(connect) 220", "EHLO 250", "QUIT 221"}},
    })));
}

TEST_CASE("What stands around a text, otherwise", "[dialect][variations][recognition]") {
    constexpr std::string_view said = "*   Trying 192.0.2.25:25...\n* Connected to mx (192.0.2.25) port 25\n< 220 mx\n"
                                      "> EHLO c\n< 250 mx\n> QUIT\n< 221 Bye\n* Closing connection\n";
    auto const before =
        GENERATE(as<std::string>(), "11/22/2026 10:00:00 AM ", "22.11.2026 10:00:00 ", "[22-Nov-2026 10:00:00] ",
            "2026-11-22T10:00:00.123456789Z stdout F ", "DEBUG:mail:", "10:00:00.123 [main] DEBUG com.example.Mail - ");
    CAPTURE(before);
    std::string text;
    for (std::size_t at = 0; at < said.size(); at = said.find('\n', at) + 1)
        text.append(before).append(said.substr(at, said.find('\n', at) + 1 - at));
    check({"curl", "curl", text, {"(connect) 220", "EHLO 250", "QUIT 221"}});
}

TEST_CASE("Odd lines do not shift the answers of the others", "[dialect][variations]") {
    check(GENERATE(values<Variation>({
        {"octets that nobody types", "telnet",
            "Trying 192.0.2.25...\n220 mx\nEHLO c\n250 mx\n\x01\xff\xfe\nQUIT\n221 Bye\n",
            {"(connect) 220", "EHLO 250", "QUIT 221"}},
        {"a code glued to its text", "sc", "S: 220 mx\nC: EHLO c\nS: 250ok\nC: QUIT\nS: 221 Bye\n",
            {"(connect) 220", "EHLO 250", "QUIT 221"}},
    })));
}

TEST_CASE("A failure tells that its reply was cut", "[dialect][variations]") {
    struct Case {
        std::string_view name, dialect, text;
        bool cut;
    };
    auto const c = GENERATE(values<Case>({
        {"the whole reply", "sc", "S: 220 mx\nC: EHLO c\nS: 550-no ... and\nS: 550 no\nC: QUIT\nS: 221 Bye\n", false},
        {"the text ends inside it", "sc", "S: 220 mx\nC: EHLO c\nS: 550-no\n", true},
        {"its first line alone", "sc", "S: 220 mx\nC: EHLO c\nS: 550-no\nC: QUIT\nS: 221 Bye\n", true},
        {"shortened in the middle", "hmailserver",
            "\"SMTPC\"\t1\t8\t\"t\"\t\"192.0.2.9\"\t\"RECEIVED: 220 mx\"\n"
            "\"SMTPC\"\t1\t8\t\"t\"\t\"192.0.2.9\"\t\"SENT: EHLO c\"\n"
            "\"SMTPC\"\t1\t8\t\"t\"\t\"192.0.2.9\"\t\"RECEIVED: 550 5.7.1 your host ... for more\"\n",
            true},
    }));
    CAPTURE(c.name);
    auto const told = analyse(c.dialect, c.text);
    REQUIRE(told.failures.size() == 1);
    CHECK(told.failures.front().cut == c.cut);
}

TEST_CASE("Where the server's side is hidden nothing was lost", "[dialect][variations]") {
    auto const told = analyse("swaks",
        "=== Trying mx.example.net:25...\n=== Connected to mx.example.net.\n -> EHLO c\n -> MAIL FROM:<a@example.com>\n"
        " -> QUIT\n=== Connection closed with remote host.\n");
    CHECK(codes(only_session(told)) == Strings{"EHLO -", "MAIL -", "QUIT -"});
    CHECK(told.failures.empty());
}
