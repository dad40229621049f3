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

TEST_CASE("A text without marks may begin and end anywhere in a session", "[session][boundaries]") {
    struct Case {
        std::string_view name, text;
        Strings want, failures;
        bool cut = true; ///< its beginning is missing
    };
    auto const c = GENERATE(values<Case>({
        {"with RCPT", "RCPT TO:<b@example.org>\n550 5.1.1 no such user\nQUIT\n221 Bye\n", {"RCPT 550", "QUIT 221"},
            {"RCPT rcpt 550"}},
        {"with RCPT, and no more", "RCPT TO:<b@example.org>\n550 5.1.1 no such user\n", {"RCPT 550"},
            {"RCPT rcpt 550"}},
        {"with MAIL", "MAIL FROM:<a@example.com>\n250 Ok\nRCPT TO:<b@example.org>\n550 no\n", {"MAIL 250", "RCPT 550"},
            {"RCPT rcpt 550"}},
        {"with EHLO", "ehlo c.example.com\n250-mx.example.org\n250 SIZE\nMAIL FROM:<a@example.com>\n553 no\n",
            {"EHLO 250", "MAIL 553"}, {"MAIL mail 553"}},
        {"in an answer to EHLO", "250-PIPELINING\n250 HELP\nMAIL FROM:<a@example.com>\n550 no\n",
            {"(unsolicited) 250", "MAIL 550"}, {"MAIL mail 550"}},
        {"with DATA", "DATA\n354 go\nSubject: x\n\n220 text\n.\n554 5.7.1 spam\nQUIT\n221 Bye\n",
            {"DATA 354", "(eod) 554", "QUIT 221"}, {"(eod) eod 554"}},
        {"with 354", "354 go\nSubject: x\n\nQUIT\n.\n554 5.7.1 spam\nQUIT\n221 Bye\n",
            {"(unsolicited) 354", "(eod) 554", "QUIT 221"}, {"(eod) eod 554"}},
        {"with content", "To: b\nSubject: x\n\nhello\n.\n554 5.7.1 spam\nQUIT\n221 Bye\n", {"(eod) 554", "QUIT 221"},
            {"(eod) eod 554"}},
        {"with the final dot", ".\n452 4.3.1 full\n", {"(eod) 452"}, {"(eod) eod 452"}},
        {"with AUTH", "AUTH LOGIN\n334 VXNlcm5hbWU6\nYWxpY2U=\n334 UGFzc3dvcmQ6\nc2VzYW1l\n535 no\n",
            {"AUTH 334", "(auth) 334", "(auth) 535"}, {"(auth) auth 535"}},
        {"with a challenge", "334 UGFzc3dvcmQ6\nc2VzYW1l\n535 no\nQUIT\n221 Bye\n",
            {"(unsolicited) 334", "(auth) 535", "QUIT 221"}, {"(auth) auth 535"}},
        {"with a credential", "c2VzYW1lc2VzYW1l\n535 no\nQUIT\n221 Bye\n", {"(auth) 535", "QUIT 221"},
            {"(auth) auth 535"}},
        {"with STARTTLS", "STARTTLS\n220 2.0.0 Ready to start TLS\nEHLO c.example.com\n550 no\n",
            {"STARTTLS 220", "EHLO 550"}, {"EHLO hello 550"}},
        {"in the answer to STARTTLS", "220 2.0.0 Ready to start TLS\nEHLO c.example.com\n550 no\n",
            {"(unsolicited) 220", "EHLO 550"}, {"EHLO hello 550"}},
        {"with XCLIENT", "XCLIENT ADDR=192.0.2.1\n220 mx.example.org\nEHLO c\n550 no\n", {"XCLIENT 220", "EHLO 550"},
            {"EHLO hello 550"}},
        {"with a chunk", "BDAT 5 LAST\nabc\n554 5.6.0 no\n", {"BDAT 554"}, {"BDAT eod 554"}},
        {"with VRFY", "VRFY bob\n252 maybe\nQUIT\n221 Bye\n", {"VRFY 252", "QUIT 221"}, {}},
        {"with QUIT", "QUIT\n221 Bye\n", {"QUIT 221"}, {}},
        {"with a refusal that is no greeting", "550 5.1.1 no such user\nRSET\n250 Ok\nQUIT\n221 Bye\n",
            {"(unsolicited) 550", "RSET 250", "QUIT 221"}, {"(unsolicited) rcpt 550"}},
        {"with a refusal after which the client goes on", "451 later\nRCPT TO:<c@example.org>\n250 Ok\nDATA\n354 go\n",
            {"(unsolicited) 451", "RCPT 250", "DATA 354"}, {"(unsolicited) rcpt 451"}},
        {"replies alone", "250 Ok\n250 Ok\n550 no\n221 Bye\n",
            {"(unsolicited) 250", "(unsolicited) 250", "(unsolicited) 550", "(unsolicited) 221"},
            {"(unsolicited) connect 550"}},
        {"commands alone",
            "EHLO c\nMAIL FROM:<a@example.com>\nRCPT TO:<b@example.org>\nDATA\nSubject: x\n\nhi\n.\nQUIT\n",
            {"EHLO -", "MAIL -", "RCPT -", "DATA -", "(eod) -", "QUIT -"}, {}},
        {"from the greeting", "220 mx.example.org\nEHLO c\n550 no\n", {"(connect) 220", "EHLO 550"}, {"EHLO hello 550"},
            false},
        {"typed ahead of the greeting", "EHLO c\n220 mx.example.org\n250 Ok\nMAIL FROM:<a@example.com>\n550 no\n",
            {"(connect) 220", "EHLO 250", "MAIL 550"}, {"MAIL mail 550"}, false},
        {"refused at the door", "550 not you\nQUIT\n221 Bye\n", {"(connect) 550", "QUIT 221"},
            {"(connect) connect 550"}, false},
        {"prose before a greeting", "Mail from Bob is lost.\nHelp me, please.\n220 mx.example.org\nEHLO c\n550 no\n",
            {"(connect) 220", "EHLO 550"}, {"EHLO hello 550"}, false},
    }));
    CAPTURE(c.name);
    CHECK(recognise_dialect(c.text) == find_dialect("netcat"));
    for (std::string_view const dialect : {"netcat", "telnet"}) {
        CAPTURE(dialect);
        auto const told = analyse(dialect, c.text);
        CHECK(codes(only_session(told)) == c.want);
        CHECK(brief(told.failures) == c.failures);
        bool const said = std::ranges::any_of(told.anomalies, [](AnomalyRecord const& a) { return a.id == "TR01"; });
        CHECK((said || !c.cut));
    }
}

TEST_CASE("A text without marks that breaks off tells as much as is there", "[session][boundaries]") {
    std::string const whole =
        "220 mx.example.org\nEHLO c\n250-mx.example.org\n250 AUTH LOGIN\nAUTH LOGIN\n334 VXNlcm5hbWU6\nYWxpY2U=\n"
        "334 UGFzc3dvcmQ6\nc2VzYW1l\n235 Ok\nMAIL FROM:<a@example.com>\n250 Ok\nRCPT TO:<b@example.org>\n"
        "250 Ok\nDATA\n354 go\nSubject: x\n\nhi\n.\n250 Ok\nQUIT\n221 Bye\n";
    Strings const all{"(connect)", "EHLO", "AUTH", "(auth)", "(auth)", "MAIL", "RCPT", "DATA", "(eod)", "QUIT"};
    for (std::size_t end = whole.find('\n'); end != std::string::npos; end = whole.find('\n', end + 1)) {
        auto const told = analyse("netcat", whole.substr(0, end + 1));
        auto const& exchanges = only_session(told).exchanges;
        CAPTURE(whole.substr(0, end));
        REQUIRE(exchanges.size() <= all.size());
        for (std::size_t i = 0; i < exchanges.size(); ++i) CHECK(exchanges[i].verb == all[i]);
        CHECK(told.failures.empty());
    }
}
