#include "record_collector.hpp"

/// Records of a log: years, deliveries, events and their fields, narrowing.
using namespace whybounce;
using namespace whybounce::test;

namespace {

/// "to=r@example.com relay=local": names and values of the first event.
std::string fields_of(std::string_view daemon, std::string_view text) {
    std::string const line = "2026-11-22T10:00:00Z mx1 postfix/" + std::string(daemon) + "[42]: " + std::string(text) + "\n";
    auto const told = analyse("postfix", line, {.deliveries = false, .events = true, .filter = {}});
    REQUIRE(told.events.size() == 1);
    std::string joined;
    for (EventField const& field : told.events.front().fields)
        joined.append(joined.empty() ? "" : " | ").append(field.name).append("=").append(field.value);
    return joined;
}

/// Two mails of one day and one of the next, one delivery line each.
constexpr std::string_view three_mails =
    "2026-11-22T10:00:00Z mx1 postfix/qmgr[1]: 4AAA01: from=<one@example.net>, size=1, nrcpt=1 (queue active)\n"
    "2026-11-22T10:00:01Z mx1 postfix/local[1]: 4AAA01: to=<a@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (unknown user: \"a\")\n"
    "2026-11-22T23:59:59Z mx1 postfix/qmgr[1]: 4AAA02: from=<Two@example.net>, size=1, nrcpt=1 (queue active)\n"
    "2026-11-22T23:59:59Z mx1 postfix/smtp[1]: 4AAA02: to=<b@sub.example.org>, relay=mx.example.org[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=4.2.2, "
    "status=deferred (host mx.example.org[192.0.2.9] said: 452 4.2.2 mailbox full (in reply to RCPT TO command))\n"
    "2026-11-23T00:00:00Z mx1 postfix/qmgr[1]: 4AAA03: from=<one@example.net>, size=1, nrcpt=1 (queue active)\n"
    "2026-11-23T00:00:01Z mx1 postfix/local[1]: 4AAA03: to=<c@notexample.org>, relay=local, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (unknown user: \"c\")\n";

Strings recipients(RecordCollector const& told) {
    Strings found;
    for (FailureRecord const& failure : told.failures) found.emplace_back(failure.recipient.value_or("-"));
    return found;
}

} // namespace

TEST_CASE("A delivery is told when asked for, whole", "[analysis][log]") {
    constexpr std::string_view line =
        "2026-11-22T10:00:00Z mx1 postfix/smtp[42]: 4ABC01: to=<r@example.com>, relay=mx.example.com[192.0.2.9]:25, delay=1.2, delays=0.1/0/0.5/0.6, "
        "tls=dane/requiretls, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4AAAAA0001)\n";
    CHECK(analyse("postfix", line).deliveries.empty());
    auto const told = analyse("postfix", line, {.deliveries = true, .events = false, .filter = {}});
    REQUIRE(told.deliveries.size() == 1);
    DeliveryRecord const& delivery = told.deliveries.front();
    CHECK(delivery.time == "2026-11-22T10:00:00Z");
    CHECK(delivery.queue_id == "4ABC01");
    CHECK(delivery.recipient == "r@example.com");
    CHECK(delivery.relay.host == "mx.example.com");
    CHECK(delivery.relay.ip == "192.0.2.9");
    CHECK(delivery.relay.port == 25);
    CHECK(delivery.delay == 1.2);
    CHECK(delivery.delays == std::array{0.1, 0.0, 0.5, 0.6});
    CHECK(delivery.tls == "dane/requiretls");
    CHECK(delivery.status == "sent");
    CHECK(delivery.code == 250);
    CHECK(delivery.enhanced == EnhancedStatusCode{2, 0, 0});
    CHECK(delivery.text == "Ok: queued as 4AAAAA0001");
    CHECK(told.failures.empty());
}

TEST_CASE("Lines before and after a long queue id get its year", "[analysis][log][year]") {
    auto const told = analyse("postfix",
        "Nov 21 10:00:00 mx1 postfix/smtpd[1]: NOQUEUE: reject: CONNECT from [192.0.2.1]:40000: too many connections\n"
        "Nov 22 10:00:05 mx1 postfix/local[1]: 4jXPh00sf8zyN5: to=<r@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (no)\n"
        "Jan  1 00:00:05 mx1 postfix/local[1]: 4ABC01: to=<r@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (no)\n");
    REQUIRE(told.failures.size() == 3);
    CHECK(told.failures[0].time == "2026-11-21T10:00:00");
    CHECK(told.failures[0].time_basis == TimeBasis::year_from_order);
    CHECK(told.failures[1].time == "2026-11-22T10:00:05");
    CHECK(told.failures[1].time_basis == TimeBasis::year_from_queue_id);
    CHECK(told.failures[2].time == "2027-01-01T00:00:05");
    CHECK(told.failures[2].time_basis == TimeBasis::year_from_order);
    CHECK(told.summary.first_time == "2026-11-21T10:00:00");
    CHECK(told.summary.last_time == "2027-01-01T00:00:05");
}

TEST_CASE("Without an anchor the caller's year counts, or there is no time", "[analysis][log][year]") {
    constexpr std::string_view line =
        "Nov 22 10:00:05 mx1 postfix/local[1]: 4ABC01: to=<r@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (no)\n";
    auto const assumed = analyse("postfix", line, {}, 2019);
    CHECK(assumed.failures.at(0).time == "2019-11-22T10:00:05");
    CHECK(assumed.failures.at(0).time_basis == TimeBasis::assumed);
    auto const unknown = analyse("postfix", line);
    CHECK_FALSE(unknown.failures.at(0).time);
    CHECK_FALSE(unknown.failures.at(0).time_basis);
    CHECK_FALSE(unknown.summary.first_time);
}

TEST_CASE("A record that the log cut says so", "[analysis][log]") {
    auto const told = analyse("postfix", "2026-11-22T10:00:00Z mx1 postfix/smtp[1]: 4ABC01: to=<r@example.com>, relay=mx.example.com[192.0.2.9]:25, delay=1, "
                                         "delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.9] said: 550 5.1.1 the acc\n");
    REQUIRE(told.failures.size() == 1);
    CHECK(told.failures.front().cut);
    CHECK(told.failures.front().text == "the acc");
    CHECK(told.failures.front().code == 550);
    CHECK(told.failures.front().phase == Step::none); // the log does not tell any more
}

TEST_CASE("An event has the fields of its line, in its order", "[analysis][event]") {
    struct Case {
        std::string_view name, daemon, text, want;
    };
    auto const c = GENERATE(values<Case>({
        {"delivery", "smtp",
            "4ABC01: to=<r@example.com>, orig_to=<root>, relay=mx.example.com[192.0.2.9]:25, conn_use=2, delay=1.2, delays=0.1/0/0.5/0.6, tls=may, dsn=2.0.0, status=sent (250 ok)",
            "queue_id=4ABC01 | to=r@example.com | orig_to=root | relay=mx.example.com[192.0.2.9]:25 | relay_hostname=mx.example.com | relay_address=192.0.2.9 | "
            "relay_port=25 | conn_use=2 | delay=1.2 | delays=0.1/0/0.5/0.6 | delay_before_qmgr=0.1 | delay_in_qmgr=0 | delay_conn_setup=0.5 | delay_transmission=0.6 | "
            "tls=may | tls_level=may | dsn=2.0.0 | status=sent | reason=250 ok"},
        {"socket", "lmtp", "4ABC01: to=<r@example.com>, relay=mx1[private/lmtp], delay=1, status=sent (250 ok)",
            "queue_id=4ABC01 | to=r@example.com | relay=mx1[private/lmtp] | relay_hostname=mx1 | relay_service=private/lmtp | delay=1 | status=sent | reason=250 ok"},
        {"null sender", "qmgr", "4ABC01: from=<>, size=1000, nrcpt=2 (queue active)", "queue_id=4ABC01 | from= | size=1000 | nrcpt=2"},
        {"client", "smtpd", "4ABC01: client=c.example[192.0.2.1]:40000, sasl_method=PLAIN, sasl_username=u",
            "queue_id=4ABC01 | client=c.example[192.0.2.1]:40000 | client_hostname=c.example | client_address=192.0.2.1 | client_port=40000 | sasl_method=PLAIN | "
            "sasl_username=u"},
        {"refusal", "smtpd",
            "NOQUEUE: reject: RCPT from c.example[192.0.2.1]: 554 5.7.1 <r@example.com>: Relay access denied; from=<> to=<r@example.com> proto=ESMTP helo=<c>",
            "queue_id=NOQUEUE | action=reject | stage=RCPT | client_hostname=c.example | client_address=192.0.2.1 | code=554 | dsn=5.7.1 | object=r@example.com | "
            "text=Relay access denied | from= | to=r@example.com | proto=ESMTP | helo=c"},
        {"refusal by a status alone", "cleanup", "4ABC01: milter-reject: END-OF-MESSAGE from c.example[192.0.2.1]: 5.7.1 spam; from=<s@example.org> proto=ESMTP helo=<c>",
            "queue_id=4ABC01 | action=milter-reject | stage=END-OF-MESSAGE | client_hostname=c.example | client_address=192.0.2.1 | dsn=5.7.1 | text=spam | "
            "from=s@example.org | proto=ESMTP | helo=c"},
        {"refusal without words", "smtpd", "NOQUEUE: reject: MAIL from c.example[192.0.2.1]: 550 5.7.1; from=<s@example.org> proto=ESMTP helo=<c>",
            "queue_id=NOQUEUE | action=reject | stage=MAIL | client_hostname=c.example | client_address=192.0.2.1 | code=550 | dsn=5.7.1 | from=s@example.org | "
            "proto=ESMTP | helo=c"},
        {"counters", "smtpd", "disconnect from c.example[192.0.2.1] ehlo=2 rcpt=0/1 commands=2/3",
            "client_hostname=c.example | client_address=192.0.2.1 | counters=ehlo=2 rcpt=0/1 commands=2/3 | cmd_ehlo=2 | cmd_rcpt_accepted=0 | cmd_rcpt=1 | "
            "commands_accepted=2 | commands=3"},
        {"lost connection", "smtpd", "4ABC01: lost connection after DATA (12 bytes) from c.example[192.0.2.1]",
            "queue_id=4ABC01 | what=lost connection | stage=DATA | client_hostname=c.example | client_address=192.0.2.1"},
        {"interim failure", "smtp", "4ABC01: host mx.example.com[192.0.2.9] said: 450 4.7.1 later (in reply to RCPT TO command)",
            "queue_id=4ABC01 | relay=mx.example.com[192.0.2.9] | relay_hostname=mx.example.com | relay_address=192.0.2.9 | code=450 | dsn=4.7.1 | text=later | stage=RCPT TO"},
        {"notification", "bounce", "4ABC01: sender delay notification: 4ABC02", "queue_id=4ABC01 | notification=sender delay | notification_queue_id=4ABC02"},
        {"warning", "smtpd", "warning: something", "level=warning | message=something"},
        {"unknown", "smtpd", "something new", "message=something new"},
    }));
    CAPTURE(c.name);
    CHECK(fields_of(c.daemon, c.text) == c.want);
}

TEST_CASE("An event names host, program, pid and kind", "[analysis][event]") {
    auto const told = analyse("postfix", "2026-11-22T10:00:00.5+01:00 mx1 postfix/submission/smtpd[42]: NOQUEUE: client=c.example[192.0.2.1]\n",
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

TEST_CASE("A report is narrowed to what was asked", "[analysis][filter]") {
    struct Case {
        std::string_view name;
        Filter filter;
        Strings want;
    };
    auto const c = GENERATE(values<Case>({
        {"nothing asked", {}, {"a@example.com", "b@sub.example.org", "c@notexample.org"}},
        {"since a day", {.since = "2026-11-23"}, {"c@notexample.org"}},
        {"since a second", {.since = "2026-11-22T23:59:59"}, {"b@sub.example.org", "c@notexample.org"}},
        {"until a day, which is not in it", {.until = "2026-11-23"}, {"a@example.com", "b@sub.example.org"}},
        {"until a second, which is not in it", {.until = "2026-11-22T23:59:59"}, {"a@example.com"}},
        {"between", {.since = "2026-11-22T12", .until = "2026-11-23"}, {"b@sub.example.org"}},
        {"sender", {.from = "one@example.net"}, {"a@example.com", "c@notexample.org"}},
        {"sender in another case", {.from = "TWO@"}, {"b@sub.example.org"}},
        {"recipient in part", {.to = "@example.com"}, {"a@example.com"}},
        {"domain and below, not beside", {.domain = "example.org"}, {"b@sub.example.org"}},
        {"domain in another case", {.domain = "EXAMPLE.com"}, {"a@example.com"}},
        {"reason", {.reason = "recipient.unknown"}, {"a@example.com", "c@notexample.org"}},
        {"group of reasons", {.reason = "recipient"}, {"a@example.com", "b@sub.example.org", "c@notexample.org"}},
        {"half a group", {.reason = "recip"}, {}},
        {"queue id", {.queue_id = "4AAA02"}, {"b@sub.example.org"}},
        {"half a queue id", {.queue_id = "4AAA"}, {}},
        {"all at once", {.since = "2026-11-22", .from = "one", .domain = "example.com", .queue_id = "4AAA01"}, {"a@example.com"}},
    }));
    CAPTURE(c.name);
    auto const told = analyse("postfix", three_mails, {.deliveries = false, .events = false, .filter = c.filter});
    CHECK(recipients(told) == c.want);
    CHECK(told.summary.failures == c.want.size());
    CHECK(told.summary.counts.lines == 6); // narrowing hides records, not lines
}

TEST_CASE("Messages and deliveries are narrowed alike", "[analysis][filter]") {
    auto const told = analyse("postfix", three_mails, {.deliveries = true, .events = true, .filter = {.domain = "example.org"}});
    REQUIRE(told.messages.size() == 1);
    CHECK(told.messages.front().queue_ids.front() == "4AAA02");
    REQUIRE(told.deliveries.size() == 1);
    CHECK(told.deliveries.front().recipient == "b@sub.example.org");
    CHECK(told.events.empty()); // an event names no recipient to ask for
    CHECK(told.summary.messages == 1);
}
