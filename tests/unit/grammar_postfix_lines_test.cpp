#include "grammars/postfix.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::grammar;

TEST_CASE("TAG[PID]: opens the text of a line", "[grammar][postfix]") {
    struct Case {
        std::string_view name, text, tag;
        std::uint32_t pid;
        std::string_view rest;
    };
    auto const c = GENERATE(values<Case>({
        {"tag and pid", "postfix/smtpd[4711]: connect", "postfix/smtpd", 4711, "connect"},
        {"service in the tag", "postfix/submission/smtpd[1]: x", "postfix/submission/smtpd", 1, "x"},
        {"no pid", "postfix/postfix-script: starting", "postfix/postfix-script", 0, "starting"},
        {"hyphen", "relay-out/smtp[99]: x", "relay-out/smtp", 99, "x"},
        {"no text", "CRON[12]:", "CRON", 12, ""},
    }));
    CAPTURE(c.name, c.text);
    auto const got = parse_syslog_tag(c.text);
    REQUIRE(got);
    CHECK(got->value.tag == c.tag);
    CHECK(got->value.pid == c.pid);
    CHECK(c.text.substr(got->length) == c.rest);
}

TEST_CASE("A line without a tag", "[grammar][postfix]") {
    for (std::string_view const text :
        {"", "last message repeated 2 times", "postfix/smtpd[x]: connect", ": connect"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_syslog_tag(text));
    }
}

TEST_CASE("A queue id is known by its shape", "[grammar][postfix]") {
    struct Case {
        std::string_view text, id;
    };
    auto const c = GENERATE(values<Case>({{"4ABCDE1234: removed", "4ABCDE1234"},
        {"4jXPh00sf8zyN5: removed", "4jXPh00sf8zyN5"}, {"NOQUEUE: reject: x", "NOQUEUE"}}));
    CAPTURE(c.text);
    auto const got = parse_queue_id(c.text);
    REQUIRE(got);
    CHECK(got->value == c.id);
    CHECK(got->length == c.id.size() + 2);
}

TEST_CASE("A line without a queue id", "[grammar][postfix]") {
    for (std::string_view const text :
        {"", "4ABC", "4ABC:removed", "connect from c.example[192.0.2.1]", "proxy-reject: x"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_queue_id(text));
    }
}

TEST_CASE("The queue manager opens, gives up", "[grammar][postfix]") {
    auto const active = parse_queue_active("from=<s@example.org>, size=1000, nrcpt=2 (queue active)");
    REQUIRE(active);
    CHECK(active->from == "s@example.org");
    CHECK(active->size == "1000");
    CHECK(active->nrcpt == "2");

    auto const odd =
        parse_queue_active(R"(from=<"odd>, size=9; x, y"@example.org>, size=1000, nrcpt=1 (queue active))");
    REQUIRE(odd);
    CHECK(odd->from == R"("odd>, size=9; x, y"@example.org)");
    CHECK(odd->size == "1000");

    auto const null = parse_queue_active("from=<>, size=1, nrcpt=1 (queue active)");
    REQUIRE(null);
    CHECK(null->from.empty());

    auto const over = parse_expired("from=<s@example.org>, status=expired, returned to sender");
    REQUIRE(over);
    CHECK(over->from == "s@example.org");
    CHECK(over->status == "expired");
    auto const forced = parse_expired("from=<>, status=force-expired, returned to sender");
    REQUIRE(forced);
    CHECK(forced->from.empty());
    CHECK(forced->status == "force-expired");
    CHECK_FALSE(parse_queue_active("from=<s@example.org>, status=expired, returned to sender"));
    CHECK_FALSE(parse_expired("from=<s@example.org>, size=1000, nrcpt=2 (queue active)"));
}

TEST_CASE("client= is followed by login and origin", "[grammar][postfix]") {
    auto const plain = parse_client("client=c.example[192.0.2.1]");
    REQUIRE(plain);
    CHECK(plain->client == "c.example[192.0.2.1]");
    CHECK(plain->sasl_method.empty());

    auto const login = parse_client(
        "client=c.example[192.0.2.1], sasl_method=PLAIN, sasl_username=u@example.com, sasl_sender=s@example.com");
    REQUIRE(login);
    CHECK(login->client == "c.example[192.0.2.1]");
    CHECK(login->sasl_method == "PLAIN");
    CHECK(login->sasl_username == "u@example.com");
    CHECK(login->sasl_sender == "s@example.com");

    auto const forwarded =
        parse_client("client=localhost[127.0.0.1], orig_queue_id=4AAAAA0001, orig_client=c.example[2001:db8::1]");
    REQUIRE(forwarded);
    CHECK(forwarded->orig_queue_id == "4AAAAA0001");
    CHECK(forwarded->orig_client == "c.example[2001:db8::1]");
}

TEST_CASE("A local mail is picked up", "[grammar][postfix]") {
    auto const root = parse_pickup("uid=0 from=<root>");
    REQUIRE(root);
    CHECK(root->uid == "0");
    CHECK(root->from == "root");
    auto const requeued = parse_pickup(R"(uid=1000 from=<"a>b"@example.com> orig_id=4AAAAA0001)");
    REQUIRE(requeued);
    CHECK(requeued->uid == "1000");
    CHECK(requeued->from == R"("a>b"@example.com)");
}

TEST_CASE("A notification names its own queue id", "[grammar][postfix]") {
    struct Case {
        std::string_view text, notification;
    };
    auto const c = GENERATE(values<Case>({{"sender non-delivery notification: 4AAAAA0001", "sender non-delivery"},
        {"postmaster non-delivery notification: 4AAAAA0001", "postmaster non-delivery"},
        {"sender delay notification: 4AAAAA0001", "sender delay"},
        {"sender delivery status notification: 4AAAAA0001", "sender delivery status"}}));
    CAPTURE(c.text);
    auto const got = parse_notification(c.text);
    REQUIRE(got);
    CHECK(got->notification == c.notification);
    CHECK(got->queue_id == "4AAAAA0001");
}

TEST_CASE("A client that went away", "[grammar][postfix]") {
    struct Case {
        std::string_view text, what, stage, client;
    };
    auto const c = GENERATE(values<Case>({
        {"lost connection after AUTH from c.example[192.0.2.1]", "lost connection", "AUTH", "c.example[192.0.2.1]"},
        {"lost connection after DATA (1234 bytes) from c.example[192.0.2.1]", "lost connection", "DATA (1234 bytes)",
            "c.example[192.0.2.1]"},
        {"timeout after END-OF-MESSAGE from c.example[2001:db8::1]", "timeout", "END-OF-MESSAGE",
            "c.example[2001:db8::1]"},
        {"too many errors after RCPT from unknown[192.0.2.1]", "too many errors", "RCPT", "unknown[192.0.2.1]"},
    }));
    CAPTURE(c.text);
    auto const got = parse_lost_connection(c.text);
    REQUIRE(got);
    CHECK(got->what == c.what);
    CHECK(got->stage == c.stage);
    CHECK(got->client == c.client);
}

TEST_CASE("A server that went away is another form", "[grammar][postfix]") {
    CHECK_FALSE(parse_lost_connection("lost connection with mx.example.com[192.0.2.9] while sending RCPT TO"));
    CHECK_FALSE(parse_lost_connection("lost connection after"));
}

TEST_CASE("A login that failed", "[grammar][postfix]") {
    struct Case {
        std::string_view text, client, method, reason, username;
    };
    auto const c = GENERATE(values<Case>({
        {"c.example[192.0.2.1]: SASL LOGIN authentication failed: authentication failure, sasl_username=admin",
            "c.example[192.0.2.1]", "LOGIN", "authentication failure", "admin"},
        {"c.example[192.0.2.1]: SASL PLAIN authentication failed: authentication failure", "c.example[192.0.2.1]",
            "PLAIN", "authentication failure", ""},
        {"c.example[192.0.2.1]: SASL CRAM-MD5 authentication failed: ", "c.example[192.0.2.1]", "CRAM-MD5", "", ""},
        {"c.example[2001:db8::1]: SASL LOGIN authentication aborted", "c.example[2001:db8::1]", "LOGIN", "", ""},
    }));
    CAPTURE(c.text);
    auto const got = parse_sasl_failure(c.text);
    REQUIRE(got);
    CHECK(got->client == c.client);
    CHECK(got->sasl_method == c.method);
    CHECK(got->reason == c.reason);
    CHECK(got->sasl_username == c.username);
}

TEST_CASE("A client comes and goes", "[grammar][postfix]") {
    auto const in = parse_client_connection("connect from c.example[192.0.2.1]:40000");
    REQUIRE(in);
    CHECK(in->client == "c.example[192.0.2.1]:40000");
    CHECK(in->counters.empty());
    auto const out = parse_client_connection("disconnect from c.example[192.0.2.1] ehlo=2 rcpt=0/1 commands=5/6");
    REQUIRE(out);
    CHECK(out->client == "c.example[192.0.2.1]");
    CHECK(out->counters == "ehlo=2 rcpt=0/1 commands=5/6");
}

TEST_CASE("A connection that did not come about", "[grammar][postfix]") {
    struct Case {
        std::string_view text, relay, reason;
    };
    auto const c = GENERATE(values<Case>({
        {"connect to mx.example.com[192.0.2.9]:25: Connection refused", "mx.example.com[192.0.2.9]:25",
            "Connection refused"},
        {"connect to mx.example.com[2001:db8::9]:25: No route to host", "mx.example.com[2001:db8::9]:25",
            "No route to host"},
        {"connect to mx1.example[private/dovecot-lmtp]: No such file or directory", "mx1.example[private/dovecot-lmtp]",
            "No such file or directory"},
    }));
    CAPTURE(c.text);
    auto const got = parse_connect_failure(c.text);
    REQUIRE(got);
    CHECK(got->relay == c.relay);
    CHECK(got->reason == c.reason);
}
