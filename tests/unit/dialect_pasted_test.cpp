#include "record_collector.hpp"

/// Transcripts as people paste them.
using namespace whybounce;
using namespace whybounce::test;

namespace {

struct Case {
    std::string_view name, dialect, text;
};

/// Anomalies of the input, without the findings of the linter.
std::vector<AnomalyRecord> of_input(RecordCollector const& told) {
    std::vector<AnomalyRecord> anomalies;
    for (AnomalyRecord const& anomaly : told.anomalies)
        if (anomaly.id.starts_with("IN-")) anomalies.push_back(anomaly);
    return anomalies;
}

std::string through_recognition(std::string_view text) {
    Dialect const* const dialect = recognise_dialect(text);
    return dialect ? std::string(dialect->id) : "none";
}

} // namespace

TEST_CASE("Transcripts are read through what was put around them", "[dialect]") {
    auto const c = GENERATE(values<Case>({
        {"as it is", "swaks",
            "<-  220 mx.example.net\n -> EHLO c\n<-  250 Ok\n -> MAIL FROM:<a@example.org>\n<-  550 no\n"},
        {"quoted", "swaks",
            "> <-  220 mx.example.net\n>  -> EHLO c\n> <-  250 Ok\n>  -> MAIL FROM:<a@example.org>\n> <-  550 no\n"},
        {"quoted twice", "netcat",
            "> > 220 mx.example.net\n> > EHLO c\n> > 250 Ok\n> > MAIL FROM:<a@example.org>\n> > 550 no\n"},
        {"numbered", "netcat",
            "  9 220 mx.example.net\n 10 EHLO c\n 11 250 Ok\n 12 MAIL FROM:<a@example.org>\n 13 550 no\n"},
        {"numbered with colons", "sc",
            "1: S: 220 mx.example.net\n2: C: EHLO c\n3: S: 250 Ok\n4: C: MAIL FROM:<a@example.org>\n5: S: 550 no\n"},
        {"stamped", "netcat",
            "[10:00:00.1] 220 mx.example.net\n[10:00:00.2] EHLO c\n[10:00:00.3] 250 Ok\n"
            "[10:00:01.0] MAIL FROM:<a@example.org>\n[10:00:01.1] 550 no\n"},
        {"stamped with dates", "sc",
            "2026-11-22 10:00:00 S: 220 mx.example.net\n2026-11-22 10:00:00 C: EHLO c\n2026-11-22 10:00:00 S: 250 Ok\n"
            "2026-11-22 10:00:01 C: MAIL FROM:<a@example.org>\n2026-11-22 10:00:01 S: 550 no\n"},
        {"HTML entities", "curl",
            "&lt; 220 mx.example.net\n&gt; EHLO c\n&lt; 250 Ok\n&gt; MAIL FROM:&lt;a@example.org&gt;\n&lt; 550 no\n"},
        {"coloured", "msmtp",
            "\x1b[32m<-- 220 mx.example.net\x1b[0m\n\x1b[33m--> EHLO c\x1b[0m\n\x1b[32m<-- 250 Ok\x1b[0m\n"
            "\x1b[33m--> MAIL FROM:<a@example.org>\x1b[0m\n\x1b[31m<-- 550 no\x1b[0m\n"},
        {"quotation marks of a word processor", "smtplib",
            "reply: b\u2018220 mx.example.net\\r\\n\u2019\nsend: \u2018ehlo c\\r\\n\u2019\nreply: b\u2018250 "
            "Ok\\r\\n\u2019\n"
            "send: \u2018mail FROM:<a@example.org>\\r\\n\u2019\nreply: b\u2018550 no\\r\\n\u2019\n"},
        {"fenced, with prose around it", "netcat",
            "My server says this, why?\n\n```\n220 mx.example.net\nEHLO c\n250 Ok\nMAIL FROM:<a@example.org>\n550 "
            "no\n```\n"
            "MAIL is what I typed.\n"},
    }));
    INFO(c.name);
    CHECK(through_recognition(c.text) == c.dialect);
    auto const told = analyse(c.dialect, c.text);
    CHECK(codes(only_session(told)) == Strings{"(connect) 220", "EHLO 250", "MAIL 550"});
}

TEST_CASE("What only looks wrapped is left alone", "[dialect]") {
    SECTION("codes are no line numbers") {
        auto const told = analyse("netcat", "220 mx.example.net\nEHLO c\n250 Ok\nNOOP\n251 Ok\nNOOP\n252 Ok\n");
        CHECK(only_session(told).exchanges.size() == 4);
    }
    SECTION("the client of curl is no quotation") {
        CHECK(
            through_recognition("* Connected to mx.example.net\n< 220 mx.example.net\n> EHLO c\n< 250 Ok\n") == "curl");
    }
}

TEST_CASE("A text that goes on in the words of another tool", "[dialect]") {
    std::string const swaks =
        "=== Trying 192.0.2.25:25...\n=== Connected to 192.0.2.25.\n<-  220 mx.example.net\n"
        " -> EHLO c\n<-  250 Ok\n -> QUIT\n<-  221 Bye\n=== Connection closed with remote host.\n";
    std::string const curl =
        "*   Trying 192.0.2.25:25...\n* Connected to mx.example.com\n< 220 mx.example.com\n> EHLO c\n"
        "< 250 Ok\n> MAIL FROM:<a@example.org>\n< 550 5.1.8 no\n> QUIT\n< 221 Bye\n";
    auto const told = analyse("swaks", swaks + curl);
    REQUIRE(told.sessions.size() == 2);
    CHECK(told.sessions[0].where.dialect == "swaks");
    CHECK(told.sessions[1].where.dialect == "curl");
    CHECK(codes(told.sessions[1]) == Strings{"(connect) 220", "EHLO 250", "MAIL 550", "QUIT 221"});
    CHECK(told.failures.size() == 1);
    auto const odd = of_input(told);
    REQUIRE(odd.size() == 1);
    CHECK(odd[0].id == "IN-OTHER-DIALECT");
    CHECK(odd[0].line == 9);
    CHECK(told.summary.counts.unrecognised == 0);
}

TEST_CASE("Noise is counted, whether or not it was looked at twice", "[dialect]") {
    std::string text = "<-  220 mx.example.net\n -> EHLO c\n<-  250 Ok\n";
    for (int i = 0; i < 1000; ++i) text += "nothing that anybody says\n";
    auto const told = analyse("swaks", text + " -> QUIT\n<-  221 Bye\n");
    CHECK(told.summary.counts.unrecognised == 1000);
    CHECK(codes(only_session(told)).back() == "QUIT 221");
}

TEST_CASE("What is odd about a text is told once, with its first line", "[dialect]") {
    std::string const session =
        "<-  220 mx.example.net\n -> EHLO c\n<-  550 5.7.1 no\n=== Connection closed with remote host.\n";
    SECTION("the same session again") {
        auto const told = analyse("swaks", session + session + session);
        auto const odd = of_input(told);
        REQUIRE(odd.size() == 1);
        CHECK(odd[0].id == "IN-REPEATED");
        CHECK(odd[0].line == 5);
        CHECK(told.sessions.size() == 3);
    }
    SECTION("binary octets between the lines") {
        auto const told = analyse("swaks", "<-  220 mx.example.net\n\x01\x02\x03\n\x04\n" + session);
        auto const odd = of_input(told);
        REQUIRE(odd.size() == 1);
        CHECK(odd[0].id == "IN-BINARY");
        CHECK(odd[0].line == 2);
        CHECK(told.failures.size() == 1);
    }
}

TEST_CASE("Marks of unknown tools are learnt from what stands behind them", "[dialect]") {
    struct Case {
        std::string_view name, client, server;
        std::string_view behind = {};
    };
    auto const c = GENERATE(values<Case>({
        {"SEND and RECV", "SEND: ", "RECV: "},
        {"names in brackets", "[Client] ", "[Server] "},
        {"names in brackets, without a blank", "[C]", "[S]"},
        {"out and in", "OUT> ", "IN > "},
        {"arrows of equals signs", "=> ", "<= "},
        {"arrows the other way", "<= ", "=> "},
        {"a sentence", "Sent to server: ", "Received from server: "},
        {"a stamp behind the mark", "C 10:15:03 ", "S 10:15:04 "},
        {"a stamp before the mark", "10:15:03 >>> ", "10:15:03 <<< "},
        {"a counter", "#1 request: ", "#1 response: "},
        {"levels", "DEBUG SMTP send ", "DEBUG SMTP recv "},
        {"quotes", "send \"", "recv \"", "\""},
        {"quotes and line ends", "-- out: \"", "-- in: \"", "\\r\\n\""},
        {"the client alone is marked", "$ ", ""},
        {"the server alone is marked", "", "srv: "},
    }));
    CAPTURE(c.name);
    auto const say = [&](std::string_view mark, std::string_view words) {
        return std::string(mark).append(words).append(mark.empty() ? "" : c.behind).append("\n");
    };
    std::string const text = say(c.server, "220 mx.example.org ESMTP") + say(c.client, "EHLO c.example.com") +
        say(c.server, "250-mx.example.org") + say(c.server, "250 SIZE 1000") +
        say(c.client, "MAIL FROM:<a@example.com>") + say(c.server, "250 2.1.0 Ok") +
        say(c.client, "RCPT TO:<b@example.org>") + say(c.server, "550 5.1.1 no such user") + say(c.client, "QUIT") +
        say(c.server, "221 Bye");
    std::string quoted;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
        quoted += "> " + text.substr(at, text.find('\n', at) + 1 - at);
    for (std::string const& paste : {text, quoted}) {
        Dialect const* const dialect = recognise_dialect(paste);
        REQUIRE(dialect);
        auto const told = analyse(dialect->id, paste);
        CHECK(codes(only_session(told)) == Strings{"(connect) 220", "EHLO 250", "MAIL 250", "RCPT 550", "QUIT 221"});
        CHECK(brief(told.failures) == Strings{"RCPT rcpt 550"});
    }
}
