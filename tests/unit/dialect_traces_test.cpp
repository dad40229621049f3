#include "event_teller.hpp"

/// What programs print while they send, and what they quote when they give a mail back.
using namespace whybounce;
using test::events_of;

namespace {

using Strings = std::vector<std::string>;

struct Case {
    std::string_view name, line;
    Strings want;
};

} // namespace

TEST_CASE("MailKit", "[dialect][mailkit]") {
    auto const c = GENERATE(values<Case>({
        {"connects", "Connected to smtp://mx.example.org:25/?starttls=when-available", {"open"}},
        {"connects, encrypted", "Connected to smtps://mx.example.org:465/", {"open"}},
        {"hears", "S: 220 mx.example.org", {"server 220 mx.example.org"}},
        {"says", "C: EHLO c", {"client EHLO c"}},
        {"an empty line of content", "C: ", {"client "}},
        {"a stamp before it", "2026-11-22T10:00:00Z S: 250 Ok", {"server 250 Ok"}},
        {"a secret is hidden", "C: AUTH PLAIN ********", {"client AUTH PLAIN ********"}},
        {"prose", "hello", {"unknown"}},
        {"empty line", "", {"blank"}},
    }));
    CAPTURE(c.name, c.line);
    CHECK(events_of("mailkit", {c.line}) == c.want);
}

TEST_CASE("Email OAuth 2.0 Proxy: one of its two dialogues is read", "[dialect][email-oauth2-proxy]") {
    constexpr std::string_view a = "192.0.2.1:4711-{192.0.2.2:2525}-smtp.example.net:587";
    std::string const at = " (" + std::string(a) + ")";
    auto const line = [&](std::string_view rest) {
        return "2026-11-22 10:00:00,123: SMTP (" + std::string(a) + rest.data();
    };
    std::string const hears = line(R"() <-- b'250-mx\r\n250 HELP\r\n')"),
                      says = line(R"(; a@example.net) --> b'QUIT\r\n')");
    std::string const inner = line(R"()     --> b'EHLO c\r\n')"), open = line(") --> [ Client connected ]");
    std::string const close = line("; a@example.net) --> [ Client disconnected ]");
    std::string const hidden = line(R"() --> b'[[ Credentials removed from proxy log ]]\r\n')");
    std::string const own = line(") [ Successfully authenticated SMTP connection ]"), cut = line(R"() <-- b'250)");
    CHECK(events_of("email-oauth2-proxy", {open, inner, hears, hidden, own, says, cut, close, "hello", ""}) ==
        Strings{"open" + at, "note" + at, "server" + at + " 250-mx", "server" + at + " 250 HELP",
            "client" + at + " [[ Credentials removed from proxy log ]]", "note" + at, "client" + at + " QUIT",
            "note" + at, "close" + at, "note", "blank"});
}

TEST_CASE("Arrows", "[dialect][arrows]") {
    auto const c = GENERATE(values<Case>({
        {"says", ">> EHLO c", {"client EHLO c"}},
        {"says, the line end written out", R"(>> "EHLO c\r\n")", {"client EHLO c"}},
        {"hears several lines", R"(<< 250-mx\r\n250 HELP\r\n)", {"server 250-mx", "server 250 HELP"}},
        {"lettre says", "[DEBUG lettre::transport::smtp::client::connection] Wrote: EHLO c<CRLF>", {"client EHLO c"}},
        {"lettre hears", "2026-11-22T10:00:00Z DEBUG lettre::transport::smtp::client::connection: << 250-mx<CRLF>",
            {"server 250-mx"}},
        {"old lettre", "DEBUG lettre::smtp: << 220 mx<CR><LF>", {"server 220 mx"}},
        {"prose", "hello", {"unknown"}},
        {"empty line", "", {"blank"}},
    }));
    CAPTURE(c.name, c.line);
    CHECK(events_of("arrows", {c.line}) == c.want);
    CHECK(events_of("arrows",
              {"<< 250-mx<CRLF>", "<< 250-mx<CRLF>250-SIZE<CRLF>", "<< 250-mx<CRLF>250-SIZE<CRLF>250 HELP<CRLF>",
                  ">> QUIT<CRLF>"}) == Strings{"server 250-mx", "server 250-SIZE", "server 250 HELP", "client QUIT"});
    CHECK(events_of("arrows", {"<< 250-mx", "250 HELP"}) == Strings{"server 250-mx", "server 250 HELP"});
}

TEST_CASE("curl --trace-ascii: offsets tell where a line ends", "[dialect][curl-trace]") {
    std::string const long_row = "0000: 220-" + std::string(60, 'x');
    std::string const joined = "server 220-" + std::string(60, 'x');
    SECTION("a line of one row") {
        CHECK(events_of("curl-trace", {"<= Recv header, 8 bytes (0x8)", "0000: 250 Ok"}) ==
            Strings{"note", "server 250 Ok"});
    }
    SECTION("folded after 64 octets") {
        CHECK(events_of("curl-trace", {"<= Recv header, 69 bytes (0x45)", long_row, "0040: yyy"}) ==
            Strings{"note", "note", "note", joined + "yyy"});
    }
    SECTION("a line of 64 octets, then another") {
        CHECK(events_of("curl-trace", {"<= Recv header, 74 bytes (0x4a)", long_row, "0042: 220 mx"}) ==
            Strings{"note", "note", joined, "server 220 mx"});
    }
    SECTION("several lines in one block") {
        CHECK(events_of("curl-trace", {"=> Send header, 12 bytes (0xc)", "0000: RSET", "0006: QUIT"}) ==
            Strings{"note", "note", "client RSET", "client QUIT"});
    }
    SECTION("the next block ends a line that was cut") {
        CHECK(events_of(
                  "curl-trace", {"<= Recv header, 99 bytes (0x63)", "0000: 250 Ok", "== Info: Closing connection 0"}) ==
            Strings{"note", "note", "server 250 Ok", "close"});
    }
    SECTION("the end of the text too") {
        CHECK(events_of("curl-trace", {"<= Recv header, 99 bytes (0x63)", "0000: 250 Ok"}) ==
            Strings{"note", "note", "server 250 Ok"});
    }
    SECTION("content, and the dot at its end") {
        CHECK(events_of("curl-trace",
                  {"=> Send data, 19 bytes (0x13)", "0000: .", "0003: 250 no reply", "=> Send data, 5 bytes (0x5)",
                      "0000: ", "0002: ."}) == Strings{"note", "content", "content", "note", "content", "client ."});
    }
    SECTION("octets of TLS, a stamp, a transfer's number") {
        CHECK(events_of("curl-trace",
                  {"10:00:00.123456 [0-0] == Info:   Trying 192.0.2.9:25...",
                      "10:00:00.123456 => Send SSL data, 5 bytes (0x5)", "0000: 250 x",
                      "== Info: SSL connection using TLSv1.3"}) == Strings{"open", "note", "note", "tls"});
    }
    SECTION("rows without a block are nobody's") {
        CHECK(events_of("curl-trace", {"0000: 250 Ok", "curl: (56) response reading failed (errno: 104)", ""}) ==
            Strings{"unknown", "close", "blank"});
    }
}

TEST_CASE("sendmail -v: a reply is what a command waits for", "[dialect][sendmail]") {
    CHECK(events_of("sendmail",
              {"b@example.org... Connecting to mx.example.org. via esmtp...", "220 mx.example.org", ">>> EHLO c",
                  "250-mx.example.org", "250 HELP", ">>> RCPT To:<b@example.org>", ">>> DATA",
                  "550 5.1.1 <b@example.org>... User unknown", "554 no recipients",
                  "550 5.1.1 b@example.org... User unknown", "Closing connection to mx.example.org."}) ==
        Strings{"open", "server 220 mx.example.org", "client EHLO c", "server 250-mx.example.org", "server 250 HELP",
            "client RCPT To:<b@example.org>", "client DATA", "server 550 5.1.1 <b@example.org>... User unknown",
            "server 554 no recipients", "note", "note"});
    CHECK(events_of("sendmail", {">>> EHLO c", "451 4.4.1 reply: read error from mx.example.org."}) ==
        Strings{"client EHLO c", "close"});
    CHECK(events_of("sendmail", {">>> LHLO c", "250 mx", ">>> .", "250 2.1.5 a", "250 2.1.5 b"}) ==
        Strings{"client LHLO c", "server 250 mx", "client .", "server 250 2.1.5 a", "server 250 2.1.5 b"});
}

TEST_CASE("sendmail after VERB: a dialogue inside another one", "[dialect][sendmail]") {
    CHECK(events_of("sendmail",
              {"220 mail.example.com", "050 b@example.org... Connecting to mx.example.org. via esmtp...",
                  "050 220 mx.example.org", "050 >>> QUIT", "050 221 Bye", "250 2.0.0 accepted"}) ==
        Strings{"server 220 mail.example.com", "open (050)", "server (050) 220 mx.example.org", "client (050) QUIT",
            "server (050) 221 Bye", "server 250 2.0.0 accepted"});
}

TEST_CASE("A mail that sendmail gave back", "[dialect][sendmail-bounce]") {
    constexpr std::string_view headline = "   ----- Transcript of session follows -----";
    constexpr std::string_view host = "... while talking to mx.example.org.:";
    SECTION("the answer to a command") {
        CHECK(events_of("sendmail-bounce",
                  {"Subject: Returned mail", "<<< 550 not yet", headline, host, ">>> RCPT To:<b@example.org>",
                      "<<< 550-5.1.1 no", "<<< 550 5.1.1 such user", "550 5.1.1 <b@example.org>... User unknown", "",
                      "--boundary", "550 5.1.1 <b@example.org>... User unknown"}) ==
            Strings{"content", "content", "note", "open", "note", "note", "note", "client RCPT To:<b@example.org>",
                "server 550-5.1.1 no", "server 550 5.1.1 such user", "note", "blank", "content", "content"});
    }
    SECTION("refusals of recipients behind DATA, which went out with them") {
        CHECK(events_of("sendmail-bounce",
                  {headline, host, ">>> DATA", "<<< 550 5.1.1 no", "550 5.1.1 <b@example.org>... User unknown",
                      "<<< 450 4.2.0 later", "d@example.org... Deferred: 450 4.2.0 later", "<<< 554 no recipients",
                      "--x"}) ==
            Strings{"note", "open", "note", "note", "client RCPT TO:<b@example.org> (elided)", "server 550 5.1.1 no",
                "note", "note", "client RCPT TO:<d@example.org> (elided)", "server 450 4.2.0 later", "note", "note",
                "client DATA", "server 554 no recipients", "content"});
    }
    SECTION("DATA without an answer of its own is not told") {
        CHECK(
            events_of("sendmail-bounce",
                {headline, host, ">>> DATA", "<<< 550 5.1.1 no", "550 5.1.1 <b@example.org>... User unknown", "--x"}) ==
            Strings{"note", "open", "note", "note", "client RCPT TO:<b@example.org> (elided)", "server 550 5.1.1 no",
                "note", "content"});
    }
    SECTION("the connection broke") {
        CHECK(events_of("sendmail-bounce",
                  {headline, host, ">>> MAIL From:<a@example.com>",
                      "451 4.4.1 reply: read error from mx.example.org."}) ==
            Strings{"note", "open", "note", "client MAIL From:<a@example.com>", "close"});
    }
    SECTION("only the tail was pasted") {
        CHECK(events_of("sendmail-bounce", {host, "<<< 554 5.7.1 no service"}) ==
            Strings{"open", "note", "server 554 5.7.1 no service"});
    }
}

TEST_CASE("A mail that qmail gave back", "[dialect][qmail]") {
    constexpr std::string_view bob = "<bob@example.org>:";
    auto const c = GENERATE(values<Case>({
        {"the recipient", "192.0.2.9 does not like recipient.", {"client RCPT TO:<bob@example.org> (elided)"}},
        {"the sender", "Connected to 192.0.2.9 but sender was rejected.", {"client MAIL (elided)"}},
        {"the sender, in other words", "192.0.2.9 does not like sender.", {"client MAIL (elided)"}},
        {"the name", "Connected to 192.0.2.9 but my name was rejected.", {"client HELO (elided)"}},
        {"DATA", "192.0.2.9 failed on DATA command.", {"client DATA (elided)"}},
        {"the message", "192.0.2.9 failed after I sent the message.", {"client . (elided)"}},
        {"the connection", "Connected to 192.0.2.9 but greeting failed.", {"open"}},
    }));
    CAPTURE(c.name);
    Strings want{"note", c.want.front(), "server 550-5.1.1 no", "server 550 5.1.1 such user", "close"};
    CHECK(
        events_of("qmail",
            {bob, c.line, "Remote host said: 550-5.1.1 no", "550 5.1.1 such user", "Giving up on 192.0.2.9."}) == want);
    CHECK(events_of("qmail", {bob, "Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)"}) ==
        Strings{"note", "open", "close"});
    CHECK(events_of("qmail",
              {"550 no reply", "", "--- Below this line is a copy of the message.", "Remote host said: 550 x"}) ==
        Strings{"note", "blank", "note", "content"});
}
