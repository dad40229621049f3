#include "event_teller.hpp"

/// Logs of mail servers, and packets from the wire: what each line is, and whose.
using namespace whybounce;
using test::events_of;

namespace {

using Strings = std::vector<std::string>;

struct Case {
    std::string_view name, line;
    Strings want;
};

} // namespace

TEST_CASE("Haraka", "[dialect][haraka]") {
    auto const c = GENERATE(values<Case>({
        {"greets", R"([PROTOCOL] [0A1B-C] [core] S: 220 mx.example.org ESMTP)",
            {"server (0A1B-C) 220 mx.example.org ESMTP"}},
        {"hears a command in a transaction", R"([PROTOCOL] [0A1B-C.1] [core] C: RCPT TO:<b@example.org> state=4)",
            {"client (0A1B-C) RCPT TO:<b@example.org>"}},
        {"hears a command, the state as an object", R"([PROTOCOL] [0A1B-C] [core] C: EHLO c{ state: 1 })",
            {"client (0A1B-C) EHLO c"}},
        {"is a client, the line end written out",
            R"(2026-11-22T10:00:00.123Z [PROTOCOL] [0A1B-C.1.1] [outbound] S: 250-mx.example.net\r\n)",
            {"server (0A1B-C.1.1] [outbound) 250-mx.example.net"}},
        {"is a client of a plugin", R"([PROTOCOL] [0A1B-C.1] [smtp_forward] C: QUIT)",
            {"client (0A1B-C.1] [smtp_forward) QUIT"}},
        {"syslog before it", R"(Nov 22 10:00:00 mx1 haraka[42]: [PROTOCOL] [0A1B-C] [core] C: QUIT)",
            {"client (0A1B-C) QUIT"}},
        {"logfmt", R"(level=PROTOCOL uuid=0A1B-C.1 origin=core message="C: RCPT TO:<b@example.org>" state=4)",
            {"client (0A1B-C) RCPT TO:<b@example.org>"}},
        {"logfmt, another plugin", R"(level=PROTOCOL uuid=0A1B-C.1 origin=outbound message="S: 550 \"no\"")",
            {"server (0A1B-C.1 origin=outbound) 550 \"no\""}},
        {"logfmt, own words", R"(level=NOTICE uuid=0A1B-C.1 origin=core message=disconnect ip=192.0.2.1)",
            {"close (0A1B-C)"}},
        {"content", R"([DATA] [0A1B-C.1] [core] C: Subject: x\r)", {"content (0A1B-C)"}},
        {"the dot", R"([DATA] [0A1B-C.1] [core] C: .\r\n)", {"client (0A1B-C) ."}},
        {"content that looks like a reply of its own", R"([DATA] [0A1B-C.1] [core] C: S: 550 no)",
            {"content (0A1B-C)"}},
        {"connects", "[INFO] [0A1B-C] [core] connect ip=192.0.2.1 port=4711", {"open (0A1B-C)"}},
        {"disconnects", "[NOTICE] [0A1B-C] [core] disconnect ip=192.0.2.1", {"close (0A1B-C)"}},
        {"a plugin's word that begins so", "[INFO] [0A1B-C] [karma] disconnect early", {"note (0A1B-C] [karma)"}},
        {"own words", "[INFO] [-] [core] Loading plugins", {"note (-)"}},
        {"cut off", "[PROTOCOL] [0A1B", {"unknown"}},
        {"empty line", "", {"blank"}},
        {"prose", "hello", {"unknown"}},
    }));
    CAPTURE(c.name, c.line);
    CHECK(events_of("haraka", {c.line}) == c.want);
}

TEST_CASE("Exchange: the columns of the usual log", "[dialect][exchange]") {
    auto const c = GENERATE(values<Case>({
        {"connects", R"(2026-11-22T10:00:00.000Z,MX\In,08DB0000000000A1,0,192.0.2.9:25,192.0.2.1:4711,+,,)",
            {"open (08DB0000000000A1)"}},
        {"says a reply, quoted for its comma",
            R"(2026-11-22T10:00:00.000Z,MX\In,08DB0000000000A1,1,a,b,>,"220 mx.example.org ready, Sun",)",
            {"client (08DB0000000000A1) 220 mx.example.org ready, Sun"}},
        {"says a reply with quotes in it", R"(t,c,S1,1,a,b,>,"550 5.7.1 ""spam"", no",)",
            {"client (S1) 550 5.7.1 \"spam\", no"}},
        {"hears a command", "t,c,S1,2,a,b,<,EHLO c.example.com,", {"server (S1) EHLO c.example.com"}},
        {"information", "t,c,S1,3,a,b,*,SMTPSubmit,Set Session Permissions", {"note (S1)"}},
        {"encrypts", R"(t,c,S1,3,a,b,*,,"TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded")", {"tls (S1)"}},
        {"tries", "t,c,S1,0,,192.0.2.9:25,*,,attempting to connect", {"open (S1)"}},
        {"never got there", R"(t,c,S1,1,,192.0.2.9:25,*,,"Failed to connect. Error Code: 10060, timed out")",
            {"close (S1)"}},
        {"disconnects", "t,c,S1,9,a,b,-,,Remote", {"close (S1)"}},
        {"the quote cut off", R"(t,c,S1,1,a,b,>,"250 2.0.0 O)", {"client (S1) 250 2.0.0 O"}},
        {"cut before the event", "t,c,S1,1,a", {"unknown"}},
        {"another event", "t,c,S1,1,a,b,?,x,y", {"unknown"}},
        {"a comment", "#Software: Microsoft Exchange Server", {"note"}},
        {"empty line", "", {"blank"}},
    }));
    CAPTURE(c.name, c.line);
    CHECK(events_of("exchange", {c.line}) == c.want);
}

TEST_CASE("Exchange: #Fields tells the columns", "[dialect][exchange]") {
    CHECK(events_of("exchange",
              {"#Fields: session-id,event,data,context", "S1,<,QUIT,", "#Fields: event,session-id,data",
                  ">,S2,250 Ok"}) == Strings{"note", "server (S1) QUIT", "note", "client (S2) 250 Ok"});
}

TEST_CASE("IIS as server: a command and the code of its answer", "[dialect][iis]") {
    constexpr std::string_view fields = "#Fields: time c-ip cs-username cs-method cs-uri-query sc-status ";
    CHECK(events_of("iis", {fields, "10:00:00 192.0.2.1 c.example.com EHLO +c.example.com 250"}) ==
        Strings{"note", "client (192.0.2.1) EHLO c.example.com", "server (192.0.2.1) 250"});
    CHECK(events_of("iis", {fields, "10:00:00 192.0.2.1 c.example.com MAIL +FROM:<a@example.com>+SIZE=9 250"}) ==
        Strings{"note", "client (192.0.2.1) MAIL FROM:<a@example.com> SIZE=9", "server (192.0.2.1) 250"});
    CHECK(events_of("iis", {fields, "10:00:00 192.0.2.1 c.example.com RCPT TO:<b@example.org> 550"}) ==
        Strings{"note", "client (192.0.2.1) RCPT TO:<b@example.org>", "server (192.0.2.1) 550"});
    CHECK(events_of("iis", {fields, "10:00:00 192.0.2.1 c.example.com QUIT c.example.com 240"}) ==
        Strings{"note", "client (192.0.2.1) QUIT", "server (192.0.2.1) 240", "close (192.0.2.1)"});
    CHECK(events_of("iis", {fields, "10:00:00 192.0.2.1 c.example.com DATA +<x@example.com> 0"}) ==
        Strings{"note", "client (192.0.2.1) DATA"});
    CHECK(events_of("iis", {"10:00:00 192.0.2.1 c.example.com DATA", ""}) == Strings{"unknown", "blank"});
}

TEST_CASE("IIS in its own format", "[dialect][iis]") {
    CHECK(events_of("iis",
              {"192.0.2.1, c.example.com, 11/22/26, 10:00:00, SMTPSVC1, MX, 192.0.2.9, 15, 28, 42, 550, 0, RCPT, -, "
               "TO:<b@example.org> NOTIFY=NEVER,"}) ==
        Strings{"client (192.0.2.1) RCPT TO:<b@example.org> NOTIFY=NEVER", "server (192.0.2.1) 550"});
    CHECK(events_of("iis",
              {"192.0.2.1, c, 11/22/26, 10:00:00, SMTPSVC1, MX, 192.0.2.9, 0, 1, 2, 250, 0, MAIL FROM, -, FROM:<>,"}) ==
        Strings{"client (192.0.2.1) MAIL FROM:<>", "server (192.0.2.1) 250"});
}

TEST_CASE("IIS as client: pseudo verbs tell who speaks", "[dialect][iis]") {
    constexpr std::string_view fields = "#Fields: time c-ip cs-username cs-method cs-uri-stem cs-uri-query sc-status";
    constexpr std::string_view greeting = "10:00:00 mx.example.net OutboundConnectionResponse - - 220+mx.example.net 0";
    constexpr std::string_view ehlo = "10:00:00 mx.example.net OutboundConnectionCommand EHLO - c.example.com 0";
    constexpr std::string_view first = "10:00:00 mx.example.net OutboundConnectionResponse - - 250-mx.example.net 0";
    constexpr std::string_view last = "10:00:00 mx.example.net OutboundConnectionResponse - - 250+HELP 0";
    Strings const begin{
        "note", "server (> mx.example.net) 220 mx.example.net", "client (> mx.example.net) EHLO c.example.com"};
    auto const with = [&](Strings const& more) {
        Strings all = begin;
        all.insert(all.end(), more.begin(), more.end());
        return all;
    };
    SECTION("only the first line of a reply is logged") {
        CHECK(events_of("iis", {fields, greeting, ehlo, first}) ==
            with({"note", "server (> mx.example.net) 250 mx.example.net"}));
    }
    SECTION("each line of a reply is logged") {
        CHECK(events_of("iis", {fields, greeting, ehlo, first, last}) ==
            with({"note", "server (> mx.example.net) 250-mx.example.net", "server (> mx.example.net) 250 HELP"}));
    }
    SECTION("another command ends a reply") {
        CHECK(events_of("iis", {fields, greeting, ehlo, first, ehlo}) ==
            with({"note", "server (> mx.example.net) 250 mx.example.net",
                "client (> mx.example.net) EHLO c.example.com"}));
    }
}

TEST_CASE("hMailServer", "[dialect][hmailserver]") {
    auto const c = GENERATE(values<Case>({
        {"serves", "\"SMTPD\"\t4711\t7\t\"2026-11-22 10:00:00.123\"\t\"192.0.2.1\"\t\"SENT: 220 mx.example.org\"",
            {"server (7) 220 mx.example.org"}},
        {"hears a command", "\"SMTPD\"\t4711\t7\t\"2026-11-22 10:00:00.123\"\t\"192.0.2.1\"\t\"RECEIVED: EHLO c\"",
            {"client (7) EHLO c"}},
        {"a reply of several lines",
            "\"SMTPD\"\t4711\t7\t\"t\"\t\"192.0.2.1\"\t\"SENT: 250-mx.example.org[nl]250-SIZE[nl]250 HELP\"",
            {"server (7) 250-mx.example.org", "server (7) 250-SIZE", "server (7) 250 HELP"}},
        {"is a client", "\"SMTPC\"\t4711\t8\t\"t\"\t\"192.0.2.9\"\t\"SENT: MAIL FROM:<a@example.com>\"",
            {"client (8) MAIL FROM:<a@example.com>"}},
        {"hears a reply with quotes", "\"SMTPC\"\t4711\t8\t\"t\"\t\"192.0.2.9\"\t\"RECEIVED: 550 \"no\" user\"",
            {"server (8) 550 \"no\" user"}},
        {"ends the message", "\"SMTPC\"\t4711\t8\t\"t\"\t\"192.0.2.9\"\t\"SENT: [nl].\"", {"client (8) ."}},
        {"blanks in place of tabs", "\"SMTPD\" 4711 7 \"t t\" \"192.0.2.1\" \"RECEIVED: QUIT\"", {"client (7) QUIT"}},
        {"ends", "\"DEBUG\"\t4711\t\"2026-11-22 10:00:00.123\"\t\"Ending session 7\"", {"close (7)"}},
        {"says something else", "\"TCPIP\"\t4711\t\"2026-11-22 10:00:00.123\"\t\"DNS lookup: x\"", {"note"}},
        {"another protocol", "\"IMAPD\"\t4711\t9\t\"t\"\t\"192.0.2.1\"\t\"SENT: * OK\"", {"note"}},
        {"cut off", "\"SMTPD\"\t4711\t7\t\"t\"\t\"192.0.2.1\"\t\"SENT: 250 O", {"server (7) 250 O"}},
        {"cut early", "\"SMTPD\"\t47", {"unknown"}},
        {"empty line", "", {"blank"}},
    }));
    CAPTURE(c.name, c.line);
    CHECK(events_of("hmailserver", {c.line}) == c.want);
}

TEST_CASE("MailEnable", "[dialect][mailenable]") {
    auto const c = GENERATE(values<Case>({
        {"greets", "11/22/26 10:00:00\tSMTP-IN\t1A.MAI\t816\t192.0.2.1\t\t\t220 mx ready at 11/22/26\t0\t0\t\t",
            {"open (SMTP-IN 816 192.0.2.1)", "server (SMTP-IN 816 192.0.2.1) 220 mx ready at 11/22/26"}},
        {"hears a command, shows one line of the answer",
            "11/22/26 10:00:00\tSMTP-IN\t1A.MAI\t816\t192.0.2.1\tEHLO\tEHLO c\t250-mx [192.0.2.1]\t40\t8\t\t",
            {"client (SMTP-IN 816 192.0.2.1) EHLO c", "server (SMTP-IN 816 192.0.2.1) 250 mx [192.0.2.1]"}},
        {"the verb is not repeated",
            "11/22/26 10:00:00\tSMTP-OU\t1A.MAI\t816\t192.0.2.9\tRCPT\tTO:<b@example.org>\t550 no\t30\t8",
            {"client (SMTP-OU 816 192.0.2.9) RCPT TO:<b@example.org>", "server (SMTP-OU 816 192.0.2.9) 550 no"}},
        {"a login goes on",
            "11/22/26 10:00:00\tSMTP-IN\t1A.MAI\t816\t192.0.2.1\tAUTH\tYWxpY2U=\t535 no\t8\t10\talice@example.org",
            {"client (SMTP-IN 816 192.0.2.1) YWxpY2U=", "server (SMTP-IN 816 192.0.2.1) 535 no"}},
        {"the end of the content", "11/22/26 10:00:00\tSMTP-IN\t1A.MAI\t816\t192.0.2.1\tDATA\t.\t250 ok\t8\t3",
            {"client (SMTP-IN 816 192.0.2.1) .", "server (SMTP-IN 816 192.0.2.1) 250 ok"}},
        {"no answer", "11/22/26 10:00:00\tSMTP-IN\t1A.MAI\t816\t192.0.2.1\tDATA\tDATA\t\t0\t6",
            {"client (SMTP-IN 816 192.0.2.1) DATA"}},
        {"quits", "11/22/26 10:00:00\tSMTP-IN\t1A.MAI\t816\t192.0.2.1\tQUIT\tQUIT\t221 Bye\t9\t6\t\t",
            {"client (SMTP-IN 816 192.0.2.1) QUIT", "server (SMTP-IN 816 192.0.2.1) 221 Bye",
                "close (SMTP-IN 816 192.0.2.1)"}},
        {"blanks in place of tabs",
            "11/22/26 10:00:00 SMTP-OU 1A.MAI 816 192.0.2.9 MAIL MAIL FROM:<a@example.com> SIZE=9 250 2.1.0 Ok 8 30",
            {"client (SMTP-OU 816 192.0.2.9) MAIL FROM:<a@example.com> SIZE=9",
                "server (SMTP-OU 816 192.0.2.9) 250 2.1.0 Ok"}},
        {"blanks in place of tabs, with a user",
            "11/22/26 10:00:00 SMTP-IN 1A.MAI 816 192.0.2.1 AUTH YWxpY2U= 535 Invalid Username 34 14 alice@example.org",
            {"client (SMTP-IN 816 192.0.2.1) YWxpY2U=", "server (SMTP-IN 816 192.0.2.1) 535 Invalid Username"}},
        {"blanks in place of tabs, a greeting", "11/22/26 10:00:00 SMTP-IN 1A.MAI 816 192.0.2.1   220 mx ready 0 0",
            {"open (SMTP-IN 816 192.0.2.1)", "server (SMTP-IN 816 192.0.2.1) 220 mx ready"}},
        {"another service", "11/22/26 10:00:00\tPOP-IN\t1A.MAI\t816\t192.0.2.1\tUSER\tUSER a\t+OK\t9\t6", {"unknown"}},
        {"cut early", "11/22/26 10:00:00\tSMTP-IN\t1A", {"unknown"}},
        {"empty line", "", {"blank"}},
    }));
    CAPTURE(c.name, c.line);
    CHECK(events_of("mailenable", {c.line}) == c.want);
}

TEST_CASE("MDaemon", "[dialect][mdaemon]") {
    auto const c = GENERATE(values<Case>({
        {"accepts",
            "Sun 2026-11-22 10:00:00.123: 05: [471] Accepting SMTP connection from 192.0.2.1:4711 to 192.0.2.9:25",
            {"open (471)"}},
        {"says", "Sun 2026-11-22 10:00:00.124: 02: [471] --> 220 mx.example.org ESMTP",
            {"client (471) 220 mx.example.org ESMTP"}},
        {"hears", "Sun 2026-11-22 10:00:00.125: 03: [471] <-- EHLO c", {"server (471) EHLO c"}},
        {"an older version", "Sun 2026-11-22 10:00:00: [471:1] --> 250 Ok", {"client (471:1) 250 Ok"}},
        {"without sessions", "Sun 2026-11-22 10:00:00: --> 250 Ok", {"client 250 Ok"}},
        {"without a weekday", "2026-11-22 10:00:00.125: 03: [471] <-- QUIT", {"server (471) QUIT"}},
        {"delivers", "Sun 2026-11-22 10:00:00.123: 05: [472] Attempting SMTP connection to [192.0.2.9:25]",
            {"open (472)"}},
        {"is left", "Sun 2026-11-22 10:00:00.123: 01: [472] Connection closed", {"close (472)"}},
        {"never got there", "Sun 2026-11-22 10:00:00.123: 01: [472] * Socket error 10060 - The connection timed out.",
            {"close (472)"}},
        {"ends", "Sun 2026-11-22 10:00:00.123: 01: [472] SMTP session successful (Bytes in/out: 1/2)", {"close (472)"}},
        {"own words", "Sun 2026-11-22 10:00:00.123: 05: [471] Session 471; child 0001", {"note (471)"}},
        {"a rule", "Sun 2026-11-22 10:00:00.123: 01: ----------", {"note"}},
        {"prose", "hello", {"unknown"}},
        {"empty line", "", {"blank"}},
    }));
    CAPTURE(c.name, c.line);
    CHECK(events_of("mdaemon", {c.line}) == c.want);
}

TEST_CASE("KumoMTA", "[dialect][kumomta]") {
    auto const c = GENERATE(values<Case>({
        {"begins", "[a1b2]       === BeginSession 2026-11-22 10:00:00 UTC", {"open (a1b2)"}},
        {"is connected", "[a1b2]  13ms === Connected", {"note (a1b2)"}},
        {"hears", "[a1b2]  14ms  <- 220 mx.example.net", {"server (a1b2) 220 mx.example.net"}},
        {"says", "[a1b2]  14ms ->  EHLO c.example.com", {"client (a1b2) EHLO c.example.com"}},
        {"a server hears", "[192.0.2.1:4711->192.0.2.9:25]  90\xC2\xB5s  -> QUIT",
            {"client (192.0.2.1:4711->192.0.2.9:25) QUIT"}},
        {"a server says", "[[2001:db8::1]:4711->[::]:25]   1s <-  221 Bye",
            {"server ([2001:db8::1]:4711->[::]:25) 221 Bye"}},
        {"coloured", "[a1b2]  14ms \x1b[36m <- 550 no\x1b[0m", {"server (a1b2) 550 no"}},
        {"coloured, a client", "[a1b2]  14ms \x1b[32m->  QUIT\x1b[0m", {"client (a1b2) QUIT"}},
        {"escapes", R"([a1b2]  14ms  <- 550 \"no\" user)", {"server (a1b2) 550 \"no\" user"}},
        {"content, shortened", R"([a1b2]  14ms ->  Subject: x\r\nFrom: y)", {"client (a1b2) Subject: x\r\nFrom: y"}},
        {"its size", "[a1b2]  14ms === bytes written=4711", {"note (a1b2)"}},
        {"ends", "[a1b2]   2s === Closed", {"close (a1b2)"}},
        {"cut off", "[a1b2]  14m", {"unknown"}},
        {"prose", "hello", {"unknown"}},
        {"empty line", "", {"blank"}},
    }));
    CAPTURE(c.name, c.line);
    CHECK(events_of("kumomta", {c.line}) == c.want);
}

TEST_CASE("SubEtha: further lines of a reply stand bare", "[dialect][subetha]") {
    CHECK(events_of("subetha",
              {"Server: 220 mx.example.org", "Client: EHLO c", "Server: 250-mx.example.org", "250-SIZE", "250 HELP",
                  "Client: QUIT", "250 not a reply", "prose", ""}) ==
        Strings{"server 220 mx.example.org", "client EHLO c", "server 250-mx.example.org", "server 250-SIZE",
            "server 250 HELP", "client QUIT", "unknown", "unknown", "blank"});
    CHECK(events_of("subetha",
              {"10:00:00,123 DEBUG [Session-1] server.Session - Server: 250-mx", "250 HELP",
                  "10:00:00,124 DEBUG [Session-2] server.Session - Client: QUIT"}) ==
        Strings{"server (Session-1) 250-mx", "server (Session-1) 250 HELP", "client (Session-2) QUIT"});
}

TEST_CASE("ngrep: both directions are one channel", "[dialect][ngrep]") {
    constexpr std::string_view ends = "192.0.2.1:4711 192.0.2.9:25";
    std::string const at = " (" + std::string(ends) + ") ";
    CHECK(events_of("ngrep",
              {"filter: port 25", "####", "T 192.0.2.9:25 -> 192.0.2.1:4711 [AP] #4", "220-mx.", "220 ready..", "",
                  "##", "T 192.0.2.1:4711 -> 192.0.2.9:25 [AP] #6", "EHLO c.", "", "####exit"}) ==
        Strings{"note", "note", "note", "server" + at + "220-mx", "server" + at + "220 ready.", "blank", "note", "note",
            "client" + at + "EHLO c", "blank", "note"});
    CHECK(events_of("ngrep", {"T 2026/11/22 10:00:00.123456 192.0.2.9:25 -> 192.0.2.1:4711 [AP] #4", "221 Bye."}) ==
        Strings{"note", "server" + at + "221 Bye"});
}

TEST_CASE("ngrep: what is encrypted is not read", "[dialect][ngrep]") {
    constexpr std::string_view to = "T 192.0.2.1:4711 -> 192.0.2.9:25 [AP]";
    constexpr std::string_view from = "T 192.0.2.9:25 -> 192.0.2.1:4711 [AP]";
    std::string const at = " (192.0.2.1:4711 192.0.2.9:25) ";
    SECTION("after STARTTLS, up to the next greeting") {
        CHECK(events_of("ngrep", {to, "STARTTLS.", from, "220 go.", to, "....QUIT.", from, "220 mx.", to, "EHLO c."}) ==
            Strings{"note", "client" + at + "STARTTLS", "note", "server" + at + "220 go", "note", "note", "note",
                "server" + at + "220 mx", "note", "client" + at + "EHLO c"});
    }
    SECTION("not if it was refused") {
        CHECK(events_of("ngrep", {to, "STARTTLS.", from, "454 no.", to, "QUIT."}) ==
            Strings{
                "note", "client" + at + "STARTTLS", "note", "server" + at + "454 no", "note", "client" + at + "QUIT"});
    }
}
