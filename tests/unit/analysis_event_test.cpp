#include "record_collector.hpp"

/// Events: one parsed line of a log each.
using namespace whybounce;
using namespace whybounce::test;

namespace {

/// "to=r@example.com relay=local": names and values of the first event.
std::string fields_of(std::string_view daemon, std::string_view text) {
    std::string const line =
        "2026-11-22T10:00:00Z mx1 postfix/" + std::string(daemon) + "[42]: " + std::string(text) + "\n";
    auto const told = analyse("postfix", line, {.deliveries = false, .events = true, .filter = {}});
    REQUIRE(told.events.size() == 1);
    std::string joined;
    for (EventField const& field : told.events.front().fields)
        joined.append(joined.empty() ? "" : " | ").append(field.name).append("=").append(field.value);
    return joined;
}

} // namespace

TEST_CASE("An event has the fields of its line, in its order", "[analysis][event]") {
    struct Case {
        std::string_view name, daemon, text, want;
    };
    auto const c = GENERATE(values<Case>({
        {"delivery", "smtp",
            "4ABC01: to=<r@example.com>, orig_to=<root>, relay=mx.example.com[192.0.2.9]:25, conn_use=2, delay=1.2, "
            "delays=0.1/0/0.5/0.6, dsn=2.0.0, status=sent (250 ok)",
            "queue_id=4ABC01 | to=r@example.com | orig_to=root | relay=mx.example.com[192.0.2.9]:25 | "
            "relay_hostname=mx.example.com | relay_address=192.0.2.9 | "
            "relay_port=25 | conn_use=2 | delay=1.2 | delays=0.1/0/0.5/0.6 | delay_before_qmgr=0.1 | delay_in_qmgr=0 | "
            "delay_conn_setup=0.5 | delay_transmission=0.6 | "
            "dsn=2.0.0 | status=sent | reason=250 ok"},
        {"socket", "lmtp", "4ABC01: to=<r@example.com>, relay=mx1[private/lmtp], delay=1, status=sent (250 ok)",
            "queue_id=4ABC01 | to=r@example.com | relay=mx1[private/lmtp] | relay_hostname=mx1 | "
            "relay_service=private/lmtp | delay=1 | status=sent | reason=250 ok"},
        {"null sender", "qmgr", "4ABC01: from=<>, size=1000, nrcpt=2 (queue active)",
            "queue_id=4ABC01 | from= | size=1000 | nrcpt=2"},
        {"client", "smtpd", "4ABC01: client=c.example[192.0.2.1]:40000, sasl_method=PLAIN, sasl_username=u",
            "queue_id=4ABC01 | client=c.example[192.0.2.1]:40000 | client_hostname=c.example | "
            "client_address=192.0.2.1 | client_port=40000 | sasl_method=PLAIN | "
            "sasl_username=u"},
        {"refusal", "smtpd",
            "NOQUEUE: reject: RCPT from c.example[192.0.2.1]: 554 5.7.1 <r@example.com>: Relay access denied; from=<> "
            "to=<r@example.com> proto=ESMTP helo=<c>",
            "queue_id=NOQUEUE | action=reject | stage=RCPT | client_hostname=c.example | client_address=192.0.2.1 | "
            "code=554 | dsn=5.7.1 | object=r@example.com | "
            "text=Relay access denied | restriction_class=Relay access | from= | to=r@example.com | proto=ESMTP | "
            "helo=c"},
        {"refusal by a status alone", "cleanup",
            "4ABC01: milter-reject: END-OF-MESSAGE from c.example[192.0.2.1]: 5.7.1 spam; from=<s@example.org> "
            "proto=ESMTP helo=<c>",
            "queue_id=4ABC01 | action=milter-reject | milter_action=reject | stage=END-OF-MESSAGE | "
            "client_hostname=c.example | client_address=192.0.2.1 | dsn=5.7.1 | "
            "text=END-OF-MESSAGE from c.example[192.0.2.1]: 5.7.1 spam | "
            "from=s@example.org | proto=ESMTP | helo=c"},
        {"refusal without words", "smtpd",
            "NOQUEUE: reject: MAIL from c.example[192.0.2.1]: 550 5.7.1; from=<s@example.org> proto=ESMTP helo=<c>",
            "queue_id=NOQUEUE | action=reject | stage=MAIL | client_hostname=c.example | client_address=192.0.2.1 | "
            "code=550 | dsn=5.7.1 | from=s@example.org | "
            "proto=ESMTP | helo=c"},
        {"counters", "smtpd", "disconnect from c.example[192.0.2.1] ehlo=2 rcpt=0/1 commands=2/3",
            "client_hostname=c.example | client_address=192.0.2.1 | counters=ehlo=2 rcpt=0/1 commands=2/3 | cmd_ehlo=2 "
            "| cmd_rcpt_accepted=0 | cmd_rcpt=1 | "
            "commands_accepted=2 | commands=3"},
        {"lost connection", "smtpd", "4ABC01: lost connection after DATA (12 bytes) from c.example[192.0.2.1]",
            "queue_id=4ABC01 | what=lost connection | stage=DATA | size=12 | client_hostname=c.example | "
            "client_address=192.0.2.1"},
        {"interim failure", "smtp",
            "4ABC01: host mx.example.com[192.0.2.9] said: 450 4.7.1 later (in reply to RCPT TO command)",
            "queue_id=4ABC01 | relay=mx.example.com[192.0.2.9] | relay_hostname=mx.example.com | "
            "relay_address=192.0.2.9 | reason=450 4.7.1 later | code=450 | dsn=4.7.1 | text=later | stage=RCPT TO"},
        {"notification", "bounce", "4ABC01: sender delay notification: 4ABC02",
            "queue_id=4ABC01 | notification_to=sender | notification=delay | notification_queue_id=4ABC02"},
        {"warning", "smtpd", "warning: something", "level=warning | message=something | topic=other"},
        {"unknown", "smtpd", "something new", "message=something new"},
    }));
    CAPTURE(c.name);
    CHECK(fields_of(c.daemon, c.text) == c.want);
}

TEST_CASE("An event names host, program, pid and kind", "[analysis][event]") {
    auto const told = analyse("postfix",
        "2026-11-22T10:00:00.5+01:00 mx1 postfix/submission/smtpd[42]: NOQUEUE: client=c.example[192.0.2.1]\n",
        {.deliveries = false, .events = true, .filter = {}});
    REQUIRE(told.events.size() == 1);
    EventRecord const& event = told.events.front();
    CHECK(event.time == "2026-11-22T10:00:00.5+01:00");
    CHECK(event.host == "mx1");
    CHECK(event.program == "postfix/submission/smtpd");
    CHECK(event.pid == 42U);
    CHECK(event.kind == "client");
    CHECK_FALSE(event.queue_id); // NOQUEUE stays in the fields
}
