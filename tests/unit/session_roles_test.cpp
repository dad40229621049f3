#include "record_collector.hpp"

/// Who is the client, what is a command and what is content: what arrows, dots and counts alone do not tell.
using namespace whybounce;
using namespace whybounce::test;

namespace {

struct Case {
    std::string_view name, dialect, text;
    Strings want;
};

} // namespace

TEST_CASE("Who greets is the server, wherever the arrows point", "[session]") {
    using enum SessionRecord::Observer;
    struct Turned {
        std::string_view name, text;
        SessionRecord::Observer observer;
    };
    auto const c = GENERATE(values<Turned>({
        {"Exim delivers", "  SMTP<< 220 mx.example.net\n  SMTP>> EHLO mail.example.org\n  SMTP<< 250 mx.example.net\n",
            client},
        {"Exim receives", "SMTP>> 220 mail.example.org\nSMTP<< EHLO mx.example.net\nSMTP>> 250 mail.example.org\n",
            server},
        {"Exim receives, the greeting is missing", "SMTP<< EHLO mx.example.net\nSMTP>> 250 mail.example.org\n", server},
    }));
    INFO(c.name);
    auto const told = analyse("exim", c.text);
    auto const& session = only_session(told);
    CHECK(codes(session).back() == "EHLO 250");
    CHECK(session.observer == c.observer);
}

TEST_CASE("Replies that one command gets several of", "[session]") {
    std::string const begin = "S: 220 mx.example.net\nC: EHLO c.example.org\nS: 250-mx.example.net\nS: 250 PRDR\n"
                              "C: MAIL FROM:<a@example.org> PRDR\nS: 250 Ok\nC: RCPT TO:<b@example.net>\nS: 250 Ok\n"
                              "C: RCPT TO:<c@example.net>\nS: 250 Ok\nC: DATA\nS: 354 go\nC: hello\nC: .\n";
    auto const told = analyse("sc",
        begin + "S: 353 one by one\nS: 250 for b\nS: 550 5.7.1 not for c\nS: 250 for the rest\nC: QUIT\nS: 221 Bye\n");
    auto const got = codes(only_session(told));
    CHECK(
        Strings(got.begin() + 6, got.end()) == Strings{"(eod) 353", "(eod) 250", "(eod) 550", "(eod) 250", "QUIT 221"});
    REQUIRE(told.failures.size() == 1);
    CHECK(told.failures[0].recipient == "c@example.net");
}

TEST_CASE("What is content and what a command", "[session]") {
    auto const c = GENERATE(values<Case>({
        {"content ahead of 354 is content", "sc",
            "S: 220 mx.example.net\nC: HELO c\nS: 250 Ok\nC: MAIL FROM:<a@example.org>\nC: RCPT TO:<b@example.net>\n"
            "C: DATA\nC: hello\nC: .\nS: 250 Ok\nS: 250 Ok\nS: 354 go\nS: 250 done\nC: QUIT\nS: 221 Bye\n",
            {"(connect) 220", "HELO 250", "MAIL 250", "RCPT 250", "DATA 354", "(eod) 250", "QUIT 221"}},
        {"content that was sent although DATA was refused", "sc",
            "S: 220 mx.example.net\nC: HELO c\nS: 250 Ok\nC: DATA\nC: hello\nS: 554 no\n",
            {"(connect) 220", "HELO 250", "DATA 554"}},
        {"a chunk ends inside a line", "exim-client",
            "<<< 220 mx.example.net\n>>> EHLO c\n<<< 250 CHUNKING\n>>> BDAT 4\\r\\nhalf\\r\\n\n<<< 250 4 octets\n"
            ">>> BDAT 2\n>>> abBDAT 3 LAST\n>>> x\n<<< 250 2 octets\n<<< 250 done\n",
            {"(connect) 220", "EHLO 250", "BDAT 250", "BDAT 250", "BDAT 250"}},
        {"a chunk that is longer than its count", "sc",
            "S: 220 mx.example.net\nC: EHLO c\nS: 250 CHUNKING\nC: BDAT 5 LAST\nC: 12345\nC: edited afterwards\nS: 250 "
            "done\n"
            "C: QUIT\nS: 221 Bye\n",
            {"(connect) 220", "EHLO 250", "BDAT 250", "QUIT 221"}},
        {"what a proxy says is no command", "swaks",
            "=== Trying 192.0.2.25:25...\n -> PROXY TCP4 192.0.2.1 192.0.2.25 4711 25\n<-  220 mx.example.net\n"
            " -> EHLO c.example.org\n<-  250 mx.example.net\n",
            {"(connect) 220", "EHLO 250"}},
        {"a tool that prints no content: a command ends it", "exim",
            "  SMTP<< 220 mx.example.net\n  SMTP>> EHLO c\n  SMTP<< 250 Ok\n  SMTP>> DATA\n  SMTP<< 354 go\n"
            "  SMTP>> (writing message)\n  SMTP+> .\n  SMTP>> QUIT\n  SMTP<< 250 done\n  SMTP<< 221 Bye\n",
            {"(connect) 220", "EHLO 250", "DATA 354", "(eod) 250", "QUIT 221"}},
        {"typed QUIT lands behind its reply", "telnet",
            "Trying 192.0.2.25...\n220 mx.example.net\nEHLO c\n250 Ok\n221 Bye\nQUIT\n",
            {"(connect) 220", "EHLO 250", "QUIT 221"}},
        {"prose behind the end is no command", "netcat",
            "220 mx.example.net\nHELO c\n250 Ok\nQUIT\n221 Bye\nWhat does this mean?\n",
            {"(connect) 220", "HELO 250", "QUIT 221"}},
    }));
    INFO(c.name);
    CHECK(codes(only_session(analyse(c.dialect, c.text))) == c.want);
}

TEST_CASE("QUIT behind its own answer ends the session in order", "[session]") {
    auto const told = analyse("netcat", "220 mx.example.net\nEHLO c\n250 Ok\n221 Bye\nQUIT\n");
    CHECK(only_session(told).phase == Phase::closed);
    CHECK(only_session(told).exchanges.back().in_order);
}

TEST_CASE("Challenges that a tool hides", "[session]") {
    std::string const text = "[2026-11-22 10:00:00]<2> mutt_socket_readln_d() 4< 220 mx.example.net\n"
                             "[2026-11-22 10:00:00]<2> mutt_socket_write_d() 4> EHLO c.example.org\n"
                             "[2026-11-22 10:00:00]<2> mutt_socket_readln_d() 4< 250 AUTH LOGIN\n"
                             "[2026-11-22 10:00:00]<2> mutt_socket_write_d() 4> AUTH LOGIN\n"
                             "[2026-11-22 10:00:00]<2> mutt_socket_write_d() 4> dXNlcm5hbWU=\n"
                             "[2026-11-22 10:00:00]<2> mutt_socket_write_d() 4> aHVudGVyMi1zZWNyZXQ=\n"
                             "[2026-11-22 10:00:00]<2> mutt_socket_readln_d() 4< 535 5.7.8 wrong\n";
    auto const told = analyse("neomutt", text);
    auto const& session = only_session(told);
    CHECK(codes(session) == Strings{"(connect) 220", "EHLO 250", "AUTH -", "(auth) -", "(auth) 535"});
    CHECK(session.exchanges[2].seen == ExchangeRecord::Seen::unseen);
    CHECK(told.all_text().find("aHVudGVyMi1zZWNyZXQ=") == std::string::npos);
}

TEST_CASE("The next session of a process that does not wait for the answer to QUIT", "[session]") {
    struct Quit {
        std::string_view name, greeting;
        std::size_t sessions;
    };
    auto const c = GENERATE(values<Quit>({
        {"a greeting names its server", "220 mx.example.com ESMTP", 2},
        {"220 for 221 is an answer", "220 Ok", 1},
    }));
    INFO(c.name);
    auto const told = analyse(
        "sc", "S: 220 mx.example.net ESMTP\nC: HELO c\nS: 250 Ok\nC: QUIT\nS: " + std::string(c.greeting) + "\n");
    CHECK(told.sessions.size() == c.sessions);
}

TEST_CASE("Dialogues side by side are told apart", "[session]") {
    auto const told = analyse("nodemailer",
        "[2026-11-22 10:00:00] DEBUG [aaa] S: 220 mx.example.net\n[2026-11-22 10:00:00] DEBUG [bbb] S: 220 "
        "mx.example.com\n"
        "[2026-11-22 10:00:00] DEBUG [bbb] C: EHLO b\n[2026-11-22 10:00:00] DEBUG [aaa] C: EHLO a\n"
        "[2026-11-22 10:00:00] DEBUG [aaa] S: 250 mx.example.net\n[2026-11-22 10:00:00] DEBUG [bbb] S: 550 5.7.1 no\n");
    REQUIRE(told.sessions.size() == 2);
    CHECK(codes(told.sessions[0]) == Strings{"(connect) 220", "EHLO 250"});
    CHECK(codes(told.sessions[1]) == Strings{"(connect) 220", "EHLO 550"});
    CHECK(told.sessions[1].server == "mx.example.com");
}
