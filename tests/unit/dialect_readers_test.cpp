#include "whybounce/log_event.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// What each dialect makes of its lines: "client EHLO c" and the like.
using namespace whybounce;

namespace {

using Kind = TranscriptEvent::Kind;
using Strings = std::vector<std::string>;

class Teller final : public EventSink {
public:
    void on(TranscriptEvent const& event) override {
        constexpr std::array<std::string_view, 11> words{
            "open", "client", "server", "either", "content", "note", "tls", "tls_failed", "close", "blank", "unknown"};
        bool const spoken = event.kind == Kind::client || event.kind == Kind::server || event.kind == Kind::either;
        told.emplace_back(words[std::size_t(event.kind)]);
        if (spoken) told.back().append(1, ' ').append(event.text);
    }
    void on(BareReply const& reply) override {
        told.push_back("reply " + (reply.code ? std::to_string(*reply.code) : "-") + ' ' +
            (reply.status ? to_string(*reply.status) : "-") + ' ' + std::string(reply.text) + " @" +
            std::to_string(reply.line.number));
    }
    void on(LogEvent const&) override { told.emplace_back("log"); }

    Strings told;
};

Strings read(std::string_view dialect, std::vector<std::string_view> const& lines) {
    Dialect const* const row = find_dialect(dialect);
    REQUIRE(row);
    auto const reader = row->open({});
    Teller teller;
    std::size_t number = 0;
    for (std::string_view const line : lines) reader->line({line, ++number}, teller);
    reader->end(teller);
    return teller.told;
}

struct Case {
    std::string_view name, line;
    Strings want;
};

} // namespace

TEST_CASE("swaks", "[dialect][swaks]") {
    auto const c = GENERATE(values<Case>({
        {"tries", "=== Trying mx.example.org:25...", {"open"}},
        {"is connected", "=== Connected to mx.example.org.", {"note"}},
        {"hears", "<-  220 mx.example.org", {"server 220 mx.example.org"}},
        {"hears a refusal", "<** 550 5.1.1 no", {"server 550 5.1.1 no"}},
        {"sends", " -> EHLO c.example.com", {"client EHLO c.example.com"}},
        {"sends an empty line of content", " -> ", {"client "}},
        {"encrypts", "=== TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256", {"tls"}},
        {"hears, encrypted", "<~  250 Ok", {"server 250 Ok"}},
        {"lost its first blank", "-> EHLO c.example.com", {"client EHLO c.example.com"}},
        {"lost its first blank, encrypted", "~> QUIT", {"client QUIT"}},
        {"cannot encrypt", "*** TLS startup failed (connect(): error:0A000086:SSL routines::certificate verify failed)",
            {"tls_failed"}},
        {"ends", "=== Connection closed with remote host.", {"close"}},
        {"is left", "*** Remote host closed connection unexpectedly.", {"close"}},
        {"never got there", "*** Error connecting to mx.example.org:25:", {"close"}},
        {"waited in vain", "<** Timeout (30 secs) waiting for server response", {"note"}},
        {"empty line", "", {"blank"}},
        {"prose", "hello", {"unknown"}},
    }));
    CAPTURE(c.name, c.line);
    CHECK(read("swaks", {c.line}) == c.want);
}

TEST_CASE("curl", "[dialect][curl]") {
    auto const c = GENERATE(values<Case>({
        {"tries", "*   Trying 192.0.2.9:25...", {"open"}},
        {"is connected", "* Connected to mx.example.org (192.0.2.9) port 25", {"note"}},
        {"hears", "< 220 mx.example.org", {"server 220 mx.example.org"}},
        {"sends", "> EHLO c.example.com", {"client EHLO c.example.com"}},
        {"sends data", "} [57 bytes data]", {"note"}},
        {"encrypts", "* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384", {"tls"}},
        {"cannot trust", "* SSL certificate problem: self-signed certificate", {"tls_failed"}},
        {"cannot trust the name",
            "* SSL: no alternative certificate subject name matches target host name 'mx.example.org'", {"tls_failed"}},
        {"ends", "* Closing connection 0", {"close"}},
        {"never got there", "* connect to 192.0.2.9 port 25 failed: Connection refused", {"close"}},
        {"last word", "curl: (55) MAIL failed: 550", {"note"}},
        {"progress", "  % Total    % Received % Xferd  Average Speed   Time", {"note"}},
        {"a meter before the mark",
            "  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0\r< 250 Ok",
            {"server 250 Ok"}},
        {"empty line", "", {"blank"}},
        {"prose", "hello", {"unknown"}},
    }));
    CAPTURE(c.name, c.line);
    CHECK(read("curl", {c.line}) == c.want);
}

TEST_CASE("smtplib", "[dialect][smtplib]") {
    auto const c = GENERATE(values<Case>({
        {"connects", "connect: ('mx.example.org', 25)", {"open"}},
        {"connects, in newer words", "connect: to ('mx.example.org', 25) None", {"open"}},
        {"repeats the greeting", "connect: b'mx.example.org ESMTP'", {"note"}},
        {"sends", R"(send: 'ehlo c.example.com\r\n')", {"client ehlo c.example.com"}},
        {"hears", R"(reply: b'250-mx.example.org\r\n')", {"server 250-mx.example.org"}},
        {"repeats the reply", "reply: retcode (250); Msg: b'Ok'", {"note"}},
        {"repeats the data", "data: (250, b'Ok')", {"note"}},
        {"sends content", R"(send: b'Subject: x\r\n\r\nHello\r\n.\r\n')",
            {"content", "content", "content", "client ."}},
        {"sends no content", R"(send: b'.\r\n')", {"client ."}},
        {"has a clock", R"(10:00:00.123456 send: 'quit\r\n')", {"client quit"}},
        {"is left", "smtplib.SMTPServerDisconnected: Connection unexpectedly closed", {"close"}},
        {"cannot encrypt", "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED]", {"tls_failed"}},
        {"dies of it", "Traceback (most recent call last):", {"note"}},
        {"no literal", "send: nothing", {"unknown"}},
        {"empty line", "", {"blank"}},
        {"prose", "hello", {"unknown"}},
    }));
    CAPTURE(c.name, c.line);
    CHECK(read("smtplib", {c.line}) == c.want);
}

TEST_CASE("S: and C:", "[dialect][sc]") {
    CHECK(
        read("sc",
            {"S: 250-mx.example.org", "250 HELP", "", "C: DATA", "S: 354 go", "C: Subject: x", "", "folded", "what"}) ==
        Strings{"server 250-mx.example.org", "server 250 HELP", "blank", "client DATA", "server 354 go",
            "client Subject: x", "blank", "content", "content"});
    CHECK(read("sc", {"prose", "S: 250 Ok", "prose"}) == Strings{"unknown", "server 250 Ok", "unknown"});
}

TEST_CASE("telnet and netcat leave it to the session who speaks", "[dialect][telnet]") {
    Strings const want{"open", "note", "note", "either 220 mx.example.org", "either EHLO c", "either ", "close"};
    std::vector<std::string_view> const lines{"Trying 192.0.2.9...", "Connected to mx.example.org.",
        "Escape character is '^]'.", "220 mx.example.org", "EHLO c", "", "Connection closed by foreign host."};
    CHECK(read("telnet", lines) == want);
    CHECK(read("netcat", {"220 mx.example.org", "```", "quit"}) ==
        Strings{"either 220 mx.example.org", "blank", "either quit"});
}

TEST_CASE("Bare replies", "[dialect][reply]") {
    struct Replies {
        std::string_view name;
        std::vector<std::string_view> lines;
        Strings want;
    };
    auto const c = GENERATE(values<Replies>({
        {"one a line", {"550 5.1.1 no", "250 Ok"}, {"note", "reply 550 5.1.1 no @1", "note", "reply 250 - Ok @2"}},
        {"several lines", {"550-5.1.1 The account", "550 5.1.1 is gone"},
            {"note", "note", "reply 550 5.1.1 The account\nis gone @1"}},
        {"another code ends it", {"550-5.1.1 The account", "452 4.2.2 full"},
            {"note", "reply 550 5.1.1 The account @1", "note", "reply 452 4.2.2 full @2"}},
        {"a blank line ends it", {"550-The account", "", "550 no"},
            {"note", "reply 550 - The account @1", "blank", "note", "reply 550 - no @3"}},
        {"the end ends it", {"550-The account"}, {"note", "reply 550 - The account @1"}},
        {"words end it", {"550-The account", "is gone"},
            {"note", "reply 550 - The account @1", "reply - - is gone @2"}},
        {"a status alone", {"5.2.2 mailbox full"}, {"reply - 5.2.2 mailbox full @1"}},
        {"the status of a later line", {"550-The account", "550 5.1.1 is gone"},
            {"note", "note", "reply 550 5.1.1 The account\nis gone @1"}},
    }));
    CAPTURE(c.name);
    CHECK(read("reply", c.lines) == c.want);
}
