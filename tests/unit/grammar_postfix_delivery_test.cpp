#include "grammars/postfix.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::grammar;
using Shape = DeliveryReason::Shape;

TEST_CASE("A delivery record is read field by field", "[grammar][postfix]") {
    struct Case {
        std::string_view name, text;
        Delivery want;
    };
    auto const c = GENERATE(values<Case>({
        {"smtp",
            "to=<r@example.com>, relay=mx.example.com[192.0.2.9]:25, delay=1.2, delays=0.1/0/0.5/0.6, dsn=2.0.0, "
            "status=sent (250 2.0.0 Ok: queued as 4AAAAA0001)",
            {"r@example.com", "", "mx.example.com[192.0.2.9]:25", "", "1.2", "0.1/0/0.5/0.6", "", "2.0.0", "sent",
                "250 2.0.0 Ok: queued as 4AAAAA0001"}},
        {"all optional fields",
            "to=<r@example.com>, orig_to=<root>, relay=mx.example.com[2001:db8::9]:25, conn_use=7, delay=86401, "
            "delays=86400/0/1/0, tls=may:none, dsn=4.2.0, "
            "status=deferred (x)",
            {"r@example.com", "root", "mx.example.com[2001:db8::9]:25", "7", "86401", "86400/0/1/0", "may:none",
                "4.2.0", "deferred", "x"}},
        {"tls with a policy",
            "to=<r@example.com>, relay=mx.example.com[192.0.2.9]:25, delay=1, delays=0/0/0/1, "
            "tls=dane/!requiretls:nostarttls, dsn=2.0.0, status=sent (250 ok)",
            {"r@example.com", "", "mx.example.com[192.0.2.9]:25", "", "1", "0/0/0/1", "dane/!requiretls:nostarttls",
                "2.0.0", "sent", "250 ok"}},
        {"Postfix 2.2: no delays, no dsn",
            "to=<r@example.com>, relay=mx.example.com[192.0.2.9], delay=3, status=sent (250 ok)",
            {"r@example.com", "", "mx.example.com[192.0.2.9]", "", "3", "", "", "", "sent", "250 ok"}},
        {"lmtp through a socket",
            "to=<r@example.com>, relay=mx1.example[private/dovecot-lmtp], delay=0.1, delays=0/0/0/0.1, dsn=2.0.0, "
            "status=sent (250 2.0.0 <r@example.com> xyz Saved)",
            {"r@example.com", "", "mx1.example[private/dovecot-lmtp]", "", "0.1", "0/0/0/0.1", "", "2.0.0", "sent",
                "250 2.0.0 <r@example.com> xyz Saved"}},
        {"local, with a quote",
            R"(to=<r@example.com>, relay=local, delay=0.1, delays=0/0/0/0.1, dsn=5.1.1, status=bounced (unknown user: "r"))",
            {"r@example.com", "", "local", "", "0.1", "0/0/0/0.1", "", "5.1.1", "bounced", "unknown user: \"r\""}},
        {"virtual",
            "to=<r@example.com>, relay=virtual, delay=0.1, delays=0/0/0/0.1, dsn=2.0.0, status=sent (delivered to "
            "maildir)",
            {"r@example.com", "", "virtual", "", "0.1", "0/0/0/0.1", "", "2.0.0", "sent", "delivered to maildir"}},
        {"pipe, with a blank before the end",
            "to=<r@example.com>, relay=spamfilter, delay=0.1, delays=0/0/0/0.1, dsn=4.3.0, status=deferred (temporary "
            "failure. Command output: x )",
            {"r@example.com", "", "spamfilter", "", "0.1", "0/0/0/0.1", "", "4.3.0", "deferred",
                "temporary failure. Command output: x "}},
        {"error", "to=<r@example.com>, relay=none, delay=9, delays=9/0/0/0, dsn=5.0.0, status=bounced (example.com)",
            {"r@example.com", "", "none", "", "9", "9/0/0/0", "", "5.0.0", "bounced", "example.com"}},
        {"discard",
            "to=<r@example.com>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (silently discarded)",
            {"r@example.com", "", "none", "", "0", "0/0/0/0", "", "2.0.0", "sent", "silently discarded"}},
        {"soft bounce",
            "to=<r@example.com>, relay=local, delay=0.1, delays=0/0/0/0.1, dsn=5.1.1, status=SOFTBOUNCE (no)",
            {"r@example.com", "", "local", "", "0.1", "0/0/0/0.1", "", "5.1.1", "SOFTBOUNCE", "no"}},
        {"null recipient", "to=<>, relay=none, delay=0.1, delays=0/0/0/0.1, dsn=5.1.3, status=bounced (bad)",
            {"", "", "none", "", "0.1", "0/0/0/0.1", "", "5.1.3", "bounced", "bad"}},
        {"field names in a quoted local part",
            R"(to=<"a, relay=b"@example.com>, relay=local, delay=0.1, delays=0/0/0/0.1, dsn=2.0.0, status=sent (x))",
            {"\"a, relay=b\"@example.com", "", "local", "", "0.1", "0/0/0/0.1", "", "2.0.0", "sent", "x"}},
        {"bracket in a quoted local part",
            R"(to=<"a>b"@example.com>, orig_to=<"c>d"@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (x))",
            {"\"a>b\"@example.com", "\"c>d\"@example.com", "local", "", "1", "0/0/0/1", "", "2.0.0", "sent", "x"}},
        {"bracket and comma in a quoted local part",
            R"(to=<"a\">, b>, relay=c"@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (x))",
            {R"("a\">, b>, relay=c"@example.com)", "", "local", "", "1", "0/0/0/1", "", "2.0.0", "sent", "x"}},
        {"parentheses in the reason",
            "to=<r@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=5.0.0, status=bounced (no (really) no)",
            {"r@example.com", "", "local", "", "1", "0/0/0/1", "", "5.0.0", "bounced", "no (really) no"}},
        {"no reason", "to=<r@example.com>, relay=local, delay=1, status=sent",
            {"r@example.com", "", "local", "", "1", "", "", "", "sent", ""}},
    }));
    CAPTURE(c.name, c.text);
    auto const got = parse_delivery(c.text);
    REQUIRE(got);
    CHECK(got->to == c.want.to);
    CHECK(got->orig_to == c.want.orig_to);
    CHECK(got->relay == c.want.relay);
    CHECK(got->conn_use == c.want.conn_use);
    CHECK(got->delay == c.want.delay);
    CHECK(got->delays == c.want.delays);
    CHECK(got->tls == c.want.tls);
    CHECK(got->dsn == c.want.dsn);
    CHECK(got->status == c.want.status);
    CHECK(got->reason == c.want.reason);
    CHECK_FALSE(got->cut);
}

TEST_CASE("A record without its closing parenthesis was cut", "[grammar][postfix]") {
    auto const got =
        parse_delivery("to=<r@example.com>, relay=mx.example.com[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, "
                       "status=bounced (host mx.example.com[192.0.2.9] said: 550 5.1.1 (a) and so o");
    REQUIRE(got);
    CHECK(got->cut);
    CHECK(got->reason == "host mx.example.com[192.0.2.9] said: 550 5.1.1 (a) and so o");
}

TEST_CASE("What is no delivery record", "[grammar][postfix]") {
    for (std::string_view const text :
        {"", "to=<r@example.com>", "to=<r@example.com>, relay=local, delay=1", "from=<s@example.org>, size=1, nrcpt=1",
            "to=<r@example.com, relay=local, delay=1, status=sent (x)", "relay=local, delay=1, status=sent (x)"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_delivery(text));
    }
}

TEST_CASE("The words behind status= have a shape", "[grammar][postfix]") {
    struct Case {
        std::string_view name, words;
        Shape shape;
        std::string_view peer, reply, stage;
    };
    auto const c = GENERATE(values<Case>({
        {"said", "host mx.example.com[192.0.2.9] said: 550 5.1.1 no (in reply to RCPT TO command)", Shape::said,
            "mx.example.com[192.0.2.9]", "550 5.1.1 no", "RCPT TO"},
        {"said at the end", "host mx.example.com[192.0.2.9] said: 552 5.3.4 too big (in reply to end of DATA command)",
            Shape::said, "mx.example.com[192.0.2.9]", "552 5.3.4 too big", "end of DATA"},
        {"said by a socket", "host mx1.example[private/lmtp] said: 552 5.2.2 full (in reply to end of DATA command)",
            Shape::said, "mx1.example[private/lmtp]", "552 5.2.2 full", "end of DATA"},
        {"said, quoting another",
            "host mx.example.com[192.0.2.9] said: 550 a (in reply to RCPT TO command) b (in reply to MAIL FROM "
            "command)",
            Shape::said, "mx.example.com[192.0.2.9]", "550 a (in reply to RCPT TO command) b", "MAIL FROM"},
        {"said, cut in the reply", "host mx.example.com[192.0.2.9] said: 550 5.1.1 the acc", Shape::said,
            "mx.example.com[192.0.2.9]", "550 5.1.1 the acc", ""},
        {"said, cut in the stage", "host mx.example.com[192.0.2.9] said: 550 5.1.1 no (in reply to RCPT T", Shape::said,
            "mx.example.com[192.0.2.9]", "550 5.1.1 no", "RCPT T"},
        {"refused", "host mx.example.com[192.0.2.9] refused to talk to me: 421 4.7.0 busy", Shape::refused,
            "mx.example.com[192.0.2.9]", "421 4.7.0 busy", ""},
        {"no connection", "connect to mx.example.com[192.0.2.9]:25: Connection timed out", Shape::connect,
            "mx.example.com[192.0.2.9]:25", "connect to mx.example.com[192.0.2.9]:25: Connection timed out", ""},
        {"no connection over IPv6", "connect to mx.example.com[2001:db8::9]:25: No route to host", Shape::connect,
            "mx.example.com[2001:db8::9]:25", "connect to mx.example.com[2001:db8::9]:25: No route to host", ""},
        {"lost", "lost connection with mx.example.com[192.0.2.9] while sending RCPT TO", Shape::lost,
            "mx.example.com[192.0.2.9]", "lost connection with mx.example.com[192.0.2.9] while sending RCPT TO",
            "sending RCPT TO"},
        {"timed out", "conversation with mx.example.com[192.0.2.9] timed out while sending message body",
            Shape::timed_out, "mx.example.com[192.0.2.9]",
            "conversation with mx.example.com[192.0.2.9] timed out while sending message body", "sending message body"},
        {"SASL", "SASL authentication failed; server mx.example.com[192.0.2.9] said: 535 5.7.8 no", Shape::sasl,
            "mx.example.com[192.0.2.9]", "535 5.7.8 no", ""},
        {"reply", "250 2.0.0 Ok: queued as 4AAAAA0001", Shape::reply, "", "250 2.0.0 Ok: queued as 4AAAAA0001", ""},
        {"own words", "unknown user: \"r\"", Shape::own, "", "unknown user: \"r\"", ""},
        {"own words that begin alike", "host not found", Shape::own, "", "host not found", ""},
        {"none", "", Shape::own, "", "", ""},
    }));
    CAPTURE(c.name, c.words);
    DeliveryReason const plain = parse_delivery_reason(c.words);
    CHECK(int(plain.shape) == int(c.shape));
    CHECK_FALSE(plain.suspended);
    CHECK(plain.peer == c.peer);
    CHECK(plain.reply == c.reply);
    CHECK(plain.stage == c.stage);

    std::string const later = "delivery temporarily suspended: " + std::string(c.words);
    DeliveryReason const suspended = parse_delivery_reason(later);
    CHECK(suspended.suspended);
    CHECK(int(suspended.shape) == int(c.shape));
    CHECK(suspended.reply == c.reply);
}

TEST_CASE("A peer is host, address or service, and port", "[grammar][postfix]") {
    struct Case {
        std::string_view name, text, host, ip, service;
        std::optional<std::uint16_t> port;
    };
    auto const c = GENERATE(values<Case>({
        {"host, address, port", "mx.example.com[192.0.2.9]:25", "mx.example.com", "192.0.2.9", "", 25},
        {"host and address", "mx.example.com[192.0.2.9]", "mx.example.com", "192.0.2.9", "", {}},
        {"IPv6", "mx.example.com[2001:db8::9]:587", "mx.example.com", "2001:db8::9", "", 587},
        {"postscreen", "[192.0.2.1]:40000", "", "192.0.2.1", "", 40000},
        {"postscreen over IPv6", "[2001:db8::1]:40000", "", "2001:db8::1", "", 40000},
        {"socket", "mx1.example[private/dovecot-lmtp]", "mx1.example", "", "private/dovecot-lmtp", {}},
        {"socket with a path", "localhost[/var/run/lmtp.sock]", "localhost", "", "/var/run/lmtp.sock", {}},
        {"socket with dots", "localhost[/run/a.b/lmtp]", "localhost", "", "/run/a.b/lmtp", {}},
        {"no brackets", "none", "none", "", "", {}},
        {"empty", "", "", "", "", {}},
        {"bracket never closed", "mx.example.com[192.0.2.9", "mx.example.com[192.0.2.9", "", "", {}},
    }));
    CAPTURE(c.name, c.text);
    LogPeer const got = parse_log_peer(c.text);
    CHECK(got.whole == c.text);
    CHECK(got.host == c.host);
    CHECK(got.ip == c.ip);
    CHECK(got.service == c.service);
    CHECK(got.port == c.port);
}
