#include "record_collector.hpp"

/// Where a session begins and ends: several in one text, captures of a part, connections that broke.
using namespace whybounce;
using namespace whybounce::test;

TEST_CASE("Several sessions in one text are told apart", "[session][boundaries]") {
    struct Case {
        std::string_view name, dialect, text;
        std::vector<Strings> want;
    };
    auto const c = GENERATE(values<Case>({
        {"the tool says so", "swaks",
            "=== Trying a.example.org:25...\n=== Connected to a.example.org.\n<-  220 a.example.org\n"
            " -> QUIT\n<-  221 Bye\n=== Connection closed with remote host.\n"
            "=== Trying b.example.org:25...\n=== Connected to b.example.org.\n<-  220 b.example.org\n"
            " -> EHLO c\n<-  250 Ok\n",
            {{"(connect) 220", "QUIT 221"}, {"(connect) 220", "EHLO 250"}}},
        {"a fresh greeting", "netcat",
            "220 a.example.org\nEHLO c\n250 Ok\nQUIT\n221 Bye\n220 b.example.org\nEHLO c\n250 Ok\n",
            {{"(connect) 220", "EHLO 250", "QUIT 221"}, {"(connect) 220", "EHLO 250"}}},
        {"a fresh greeting of two lines", "netcat",
            "220 a.example.org\nQUIT\n221 Bye\n220-b.example.org\n220 welcome\nQUIT\n221 Bye\n",
            {{"(connect) 220", "QUIT 221"}, {"(connect) 220", "QUIT 221"}}},
        {"a fresh greeting without a QUIT", "sc",
            "S: 220 a.example.org\nC: EHLO c\nS: 250 Ok\nS: 220 b.example.org\nC: EHLO c\nS: 250 Ok\n",
            {{"(connect) 220", "EHLO 250"}, {"(connect) 220", "EHLO 250"}}},
        {"the second greeting is a refusal", "sc", "S: 220 a.example.org\nC: QUIT\nS: 221 Bye\nS: 554 5.3.2 not you\n",
            {{"(connect) 220", "QUIT 221"}, {"(connect) 554"}}},
        {"421 leaves commands open, and a fresh greeting follows", "sc",
            "S: 220 a.example.org\nC: EHLO c\nS: 250 Ok\nC: MAIL FROM:<a@example.com>\n"
            "C: RCPT TO:<b@example.org>\nS: 421 4.3.2 busy\nS: 220 b.example.org\nC: EHLO c\nS: 250 Ok\n",
            {{"(connect) 220", "EHLO 250", "MAIL 421", "RCPT -"}, {"(connect) 220", "EHLO 250"}}},
        {"the first one begins in the middle", "sc",
            "C: RCPT TO:<b@example.org>\nS: 550 no\nC: QUIT\nS: 221 Bye\nS: 220 b.example.org\nC: QUIT\n"
            "S: 221 Bye\n",
            {{"RCPT 550", "QUIT 221"}, {"(connect) 220", "QUIT 221"}}},
    }));
    CAPTURE(c.name);
    auto const told = analyse(c.dialect, c.text);
    std::vector<Strings> got;
    for (SessionRecord const& session : told.sessions) got.push_back(codes(session));
    CHECK(got == c.want);
    CHECK(told.summary.sessions == c.want.size());
}

TEST_CASE("The lines and names of a second session are its own", "[session][boundaries]") {
    auto const told = analyse("netcat",
        "220 a.example.org ESMTP\nEHLO one.example.com\n250 Ok\nQUIT\n221 Bye\n\n"
        "220 b.example.org ESMTP\nHELO two.example.com\n250 Ok\n");
    REQUIRE(told.sessions.size() == 2);
    CHECK(told.sessions[0].where.line == 1);
    CHECK(told.sessions[0].server == "a.example.org");
    CHECK(told.sessions[0].client == "one.example.com");
    CHECK(told.sessions[0].complete);
    CHECK(told.sessions[1].where.line == 7);
    CHECK(told.sessions[1].server == "b.example.org");
    CHECK(told.sessions[1].client == "two.example.com");
    CHECK(told.sessions[1].protocol == SessionRecord::Protocol::smtp);
    CHECK_FALSE(told.sessions[1].complete);
}

TEST_CASE("A session is complete from its greeting to its end", "[session][boundaries]") {
    struct Case {
        std::string_view name, dialect, text;
        bool complete;
    };
    auto const c = GENERATE(values<Case>({
        {"greeting to QUIT", "sc", "S: 220 mx\nC: QUIT\nS: 221 Bye\n", true},
        {"greeting to 421", "sc", "S: 220 mx\nC: EHLO c\nS: 250 Ok\nS: 421 idle\n", true},
        {"refused at the door", "sc", "S: 554 no\n", true},
        {"greeting to the close of the connection", "swaks",
            "<-  220 mx\n -> EHLO c\n<-  250 Ok\n*** Remote host closed connection unexpectedly.\n", true},
        {"the end is missing", "sc", "S: 220 mx\nC: EHLO c\nS: 250 Ok\n", false},
        {"QUIT is not answered", "sc", "S: 220 mx\nC: QUIT\n", false},
        {"the beginning is missing: a command", "sc", "C: RCPT TO:<b@example.org>\nS: 550 no\nC: QUIT\nS: 221 Bye\n",
            false},
        {"the beginning is missing: a reply", "sc",
            "S: 250 HELP\nC: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: QUIT\nS: 221 Bye\n", false},
        {"the beginning is missing: a challenge", "sc",
            "S: 334 UGFzc3dvcmQ6\nC: c2VzYW1l\nS: 235 Ok\nC: QUIT\nS: 221 Bye\n", false},
    }));
    CAPTURE(c.name);
    auto const told = analyse(c.dialect, c.text);
    CHECK(only_session(told).complete == c.complete);
}

TEST_CASE("A capture that begins in the middle takes no reply for a greeting", "[session][boundaries]") {
    auto const told = analyse("sc",
        "S: 250-STARTTLS\nS: 250 HELP\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 Ok\n"
        "C: RCPT TO:<b@example.org>\nS: 550 5.1.1 no\n");
    auto const& session = only_session(told);
    REQUIRE(session.exchanges.size() == 3);
    CHECK(session.exchanges[0].verb != "(connect)");
    CHECK(session.exchanges[0].seen == ExchangeRecord::Seen::unseen);
    CHECK_FALSE(session.server);
    CHECK(brief(told.failures) == Strings{"RCPT rcpt 550"});
    CHECK(told.failures.front().sender == "a@example.com");
    CHECK(told.failures.front().recipient == "b@example.org");
}

TEST_CASE("A lost connection is a failure of the step that waited", "[session][lost]") {
    struct Case {
        std::string_view name, dialect, text;
        Strings want;
    };
    auto const c = GENERATE(values<Case>({
        {"before the greeting", "swaks",
            "=== Trying mx.example.org:25...\n*** Error connecting to mx.example.org:25:\n", {"(connect) connect -"}},
        {"instead of a greeting", "telnet",
            "Trying 192.0.2.9...\nConnected to mx.example.org.\nEscape character is '^]'.\n"
            "Connection closed by foreign host.\n",
            {"(connect) connect -"}},
        {"after EHLO", "swaks", "<-  220 mx\n -> EHLO c\n*** Remote host closed connection unexpectedly.\n",
            {"EHLO hello -"}},
        {"the oldest of a group", "swaks",
            "<-  220 mx\n -> EHLO c\n<-  250 Ok\n -> MAIL FROM:<a@example.com>\n"
            " -> RCPT TO:<b@example.org>\n -> DATA\n<-  250 Ok\n"
            "*** Remote host closed connection unexpectedly.\n",
            {"RCPT rcpt -"}},
        {"after the final dot", "swaks",
            "<-  220 mx\n -> EHLO c\n<-  250 Ok\n -> MAIL FROM:<a@example.com>\n<-  250 Ok\n"
            " -> RCPT TO:<b@example.org>\n<-  250 Ok\n -> DATA\n<-  354 go\n"
            " -> x\n -> .\n*** Remote host closed connection unexpectedly.\n",
            {"(eod) eod -"}},
        {"while content is sent", "curl",
            "< 220 mx\n> EHLO c\n< 250 Ok\n> MAIL FROM:<a@example.com>\n< 250 Ok\n"
            "> RCPT TO:<b@example.org>\n< 250 Ok\n> DATA\n< 354 go\n} [57 bytes data]\n"
            "* Closing connection 0\n",
            {"(eod) eod -"}},
        {"QUIT needs no answer", "swaks",
            "<-  220 mx\n -> EHLO c\n<-  250 Ok\n -> QUIT\n"
            "*** Remote host closed connection unexpectedly.\n",
            {}},
        {"after the end", "telnet", "Connected to mx.\n220 mx\nQUIT\n221 Bye\nConnection closed by foreign host.\n",
            {}},
        {"the text just ends", "sc", "S: 220 mx\nC: EHLO c\n", {}},
    }));
    CAPTURE(c.name);
    auto const told = analyse(c.dialect, c.text);
    CHECK(brief(told.failures) == c.want);
    for (FailureRecord const& failure : told.failures) {
        CHECK(failure.speaker == Speaker::local);
        CHECK(failure.outcome == Outcome::temporary);
        CHECK_FALSE(failure.final);
        CHECK_FALSE(failure.text.empty());
    }
}
