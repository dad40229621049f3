#include "record_collector.hpp"

/// Lines of a log become messages: attempts, fates, causes, identity.
using namespace whybounce;
using namespace whybounce::test;

namespace {

/// Lines of one host with stamps of their own; "QID: text" by the daemon named.
class LogText {
public:
    LogText& line(std::string_view daemon, std::string_view text, std::string_view host = "mx1") {
        ++count_;
        text_ += "2026-11-22T10:00:" + std::string(count_ < 10 ? "0" : "") + std::to_string(count_) + "Z ";
        text_.append(host).append(" postfix/").append(daemon).append("[42]: ").append(text).append("\n");
        return *this;
    }
    LogText& delivery(std::string_view queue_id, std::string_view recipient, std::string_view status,
        std::string_view reason, std::string_view host = "mx1") {
        std::string const permanent = status == "sent" ? "2.0.0" : status == "bounced" ? "5.1.1" : "4.2.2";
        return line("smtp",
            std::string(queue_id) + ": to=<" + std::string(recipient) +
                ">, relay=mx.example.com[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=" + permanent +
                ", status=" + std::string(status) + " (" + std::string(reason) + ")",
            host);
    }
    RecordCollector read() const { return analyse("postfix", text_); }

private:
    std::string text_;
    int count_ = 0;
};

constexpr std::string_view full = "host mx.example.com[192.0.2.9] said: 452 4.2.2 full (in reply to RCPT TO command)";
constexpr std::string_view unknown_user =
    "host mx.example.com[192.0.2.9] said: 550 5.1.1 no (in reply to RCPT TO command)";
constexpr std::string_view accepted = "250 2.0.0 Ok: queued as 4AAAAA0001";

/// "r@example.com 2 sent @5": recipient, attempts, fate, last line.
Strings fates(MessageRecord const& message) {
    Strings told;
    for (RecipientRecord const& recipient : message.recipients)
        told.push_back(std::string(recipient.recipient) + ' ' + std::to_string(recipient.attempts) + ' ' +
            std::string(to_string(recipient.fate)) + " @" + std::to_string(recipient.last_line));
    return told;
}

} // namespace

TEST_CASE("A message is told once, with all that its lines say", "[correlate][story]") {
    auto const told = LogText()
                          .line("smtpd", "4ABC01: client=c.example[192.0.2.1]")
                          .line("cleanup", "4ABC01: message-id=<m1@example.org>")
                          .line("qmgr", "4ABC01: from=<s@example.org>, size=1234, nrcpt=2 (queue active)")
                          .delivery("4ABC01", "a@example.com", "sent", accepted)
                          .delivery("4ABC01", "b@example.com", "bounced", unknown_user)
                          .line("bounce", "4ABC01: sender non-delivery notification: 4ABC02")
                          .line("qmgr", "4ABC01: removed")
                          .read();
    REQUIRE(told.messages.size() == 1);
    MessageRecord const& message = told.messages.front();
    CHECK(message.where.line == 1);
    CHECK(message.message_id == "m1@example.org");
    CHECK(message.queue_ids.front() == "4ABC01");
    CHECK(message.sender == "s@example.org");
    CHECK(message.size == 1234U);
    CHECK(message.client.host == "c.example");
    CHECK(message.client.ip == "192.0.2.1");
    CHECK(message.arrived == "2026-11-22T10:00:01Z");
    CHECK(message.removed == "2026-11-22T10:00:07Z");
    CHECK(fates(message) == Strings{"a@example.com 1 sent @4", "b@example.com 1 bounced @5"});
    REQUIRE(told.failures.size() == 1);
    FailureRecord const& failure = told.failures.front();
    CHECK(failure.where.line == 5);
    CHECK(failure.queue_id == "4ABC01");
    CHECK(failure.message_id == "m1@example.org");
    CHECK(failure.sender == "s@example.org");
    CHECK(failure.recipient == "b@example.com");
    CHECK(failure.relay.host == "mx.example.com");
    CHECK(failure.relay.port == 25);
    CHECK(failure.time == "2026-11-22T10:00:05Z");
    CHECK(failure.time_basis == TimeBasis::logged);
    CHECK(failure.final);
    CHECK(told.summary.by_fate == decltype(told.summary.by_fate){{"bounced", 1}, {"sent", 1}});
}

TEST_CASE("A fate is the last word on a recipient", "[correlate][story]") {
    struct Case {
        std::string_view name;
        LogText log;
        Strings fates, failures;
    };
    auto const expired = "4ABC01: from=<s@example.org>, status=expired, returned to sender";
    auto const c = GENERATE_COPY(values<Case>({
        {"deferred", LogText().delivery("4ABC01", "r@example.com", "deferred", full), {"r@example.com 1 deferred @1"},
            {"RCPT rcpt 452"}},
        {"deferred, then sent",
            LogText()
                .delivery("4ABC01", "r@example.com", "deferred", full)
                .delivery("4ABC01", "r@example.com", "deferred", full)
                .delivery("4ABC01", "r@example.com", "sent", accepted),
            {"r@example.com 3 sent @3"}, {"RCPT rcpt 452", "RCPT rcpt 452"}},
        {"deferred, then bounced",
            LogText()
                .delivery("4ABC01", "r@example.com", "deferred", full)
                .delivery("4ABC01", "r@example.com", "bounced", unknown_user),
            {"r@example.com 2 bounced @2"}, {"RCPT rcpt 452", "RCPT rcpt 550"}},
        {"expired: because of the last deferral",
            LogText()
                .delivery("4ABC01", "r@example.com", "deferred", full)
                .delivery("4ABC01", "r@example.com", "deferred", full)
                .line("qmgr", expired),
            {"r@example.com 2 expired @3"}, {"RCPT rcpt 452", "RCPT rcpt 452", "none none - <2"}},
        {"expired: only who still waits",
            LogText()
                .delivery("4ABC01", "a@example.com", "sent", accepted)
                .delivery("4ABC01", "b@example.com", "deferred", full)
                .delivery("4ABC01", "c@example.com", "deferred", full)
                .line("qmgr", expired),
            {"a@example.com 1 sent @1", "b@example.com 1 expired @4", "c@example.com 1 expired @4"},
            {"RCPT rcpt 452", "RCPT rcpt 452", "none none - <2", "none none - <3"}},
        {"expired: nothing is known of the recipients", LogText().line("qmgr", expired), {}, {"none none -"}},
        {"soft bounce", LogText().delivery("4ABC01", "r@example.com", "SOFTBOUNCE", unknown_user),
            {"r@example.com 1 deferred @1"}, {"RCPT rcpt 550"}},
        {"discarded by transport",
            LogText().line("discard",
                "4ABC01: to=<r@example.com>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (silently "
                "discarded)"),
            {"r@example.com 1 discarded @1"}, {}},
        {"refused by a milter",
            LogText().line("cleanup",
                "4ABC01: milter-reject: END-OF-MESSAGE from c.example[192.0.2.1]: 5.7.1 spam; from=<s@example.org> "
                "to=<r@example.com> proto=ESMTP helo=<c>"),
            {"r@example.com 0 rejected @1"}, {"(eod) eod -"}},
        {"refused by a header check",
            LogText().line("cleanup",
                "4ABC01: reject: header Subject: x from c.example[192.0.2.1]; from=<s@example.org> to=<r@example.com> "
                "proto=ESMTP helo=<c>: 5.7.1 no"),
            {"r@example.com 0 rejected @1"}, {"(eod) eod -"}},
        {"held",
            LogText().line("smtpd",
                "4ABC01: hold: RCPT from c.example[192.0.2.1]: <r@example.com>: x; from=<s@example.org> "
                "to=<r@example.com> proto=ESMTP helo=<c>"),
            {"r@example.com 0 held @1"}, {}},
        {"held, then sent",
            LogText()
                .line("smtpd",
                    "4ABC01: hold: RCPT from c.example[192.0.2.1]: <r@example.com>: x; from=<s@example.org> "
                    "to=<r@example.com> proto=ESMTP helo=<c>")
                .delivery("4ABC01", "r@example.com", "sent", accepted),
            {"r@example.com 1 sent @2"}, {}},
        {"discarded by a milter",
            LogText().line("cleanup",
                "4ABC01: milter-discard: END-OF-MESSAGE from c.example[192.0.2.1]: x; from=<s@example.org> "
                "to=<r@example.com> proto=ESMTP helo=<c>"),
            {"r@example.com 0 discarded @1"}, {}},
        {"a warning changes nothing",
            LogText()
                .line("smtpd",
                    "4ABC01: warn: RCPT from c.example[192.0.2.1]: <r@example.com>: x; from=<s@example.org> "
                    "to=<r@example.com> proto=ESMTP helo=<c>")
                .line("cleanup", "4ABC01: message-id=<m@example.org>"),
            {}, {}},
    }));
    CAPTURE(c.name);
    auto const told = c.log.read();
    REQUIRE(told.messages.size() == 1);
    CHECK(fates(told.messages.front()) == c.fates);
    CHECK(brief(told.failures) == c.failures);
}

TEST_CASE("Attempts are counted for each recipient", "[correlate][story]") {
    auto const told = LogText()
                          .delivery("4ABC01", "a@example.com", "deferred", full)
                          .delivery("4ABC01", "b@example.com", "deferred", full)
                          .delivery("4ABC01", "a@example.com", "deferred", full)
                          .read();
    REQUIRE(told.failures.size() == 3);
    CHECK(told.failures[0].attempts == 1);
    CHECK(told.failures[1].attempts == 1);
    CHECK(told.failures[2].attempts == 2);
    CHECK(told.summary.failures == 3);
    CHECK(told.summary.problems == 2); // pairs of message and recipient
}

TEST_CASE("The line that expires a recipient says so", "[correlate][story]") {
    auto const told = LogText()
                          .delivery("4ABC01", "r@example.com", "deferred", full)
                          .line("qmgr", "4ABC01: from=<s@example.org>, status=force-expired, returned to sender")
                          .read();
    REQUIRE(told.failures.size() == 2);
    FailureRecord const& over = told.failures.back();
    CHECK(over.diagnosis->reason->id == "transport.expired");
    CHECK(over.caused_by == 1U);
    CHECK(over.recipient == "r@example.com");
    CHECK(over.sender == "s@example.org");
    CHECK(over.outcome == Outcome::permanent);
    CHECK(over.final);
    CHECK(over.attempts == 1);
    CHECK_FALSE(over.code);
    CHECK(told.summary.problems == 1);
}

TEST_CASE("The same queue id after its removal is another message", "[correlate][story]") {
    auto const end = GENERATE(as<std::string>(), "qmgr", "postsuper");
    CAPTURE(end);
    auto const told = LogText()
                          .delivery("4ABC01", "a@example.com", "bounced", unknown_user)
                          .line(end, "4ABC01: removed")
                          .delivery("4ABC01", "a@example.com", "bounced", unknown_user)
                          .line("qmgr", "4ABC01: removed")
                          .read();
    REQUIRE(told.messages.size() == 2);
    CHECK(told.messages[0].where.line == 1);
    CHECK(told.messages[1].where.line == 3);
    CHECK(fates(told.messages[1]) == Strings{"a@example.com 1 bounced @3"});
    CHECK(told.failures[1].attempts == 1);
    CHECK(told.summary.problems == 2);
}

TEST_CASE("The same queue id at two hosts is two messages", "[correlate][story]") {
    auto const told = LogText()
                          .line("cleanup", "4ABC01: message-id=<one@example.org>", "mx1")
                          .line("cleanup", "4ABC01: message-id=<two@example.org>", "mx2")
                          .delivery("4ABC01", "r@example.com", "bounced", unknown_user, "mx2")
                          .delivery("4ABC01", "r@example.com", "sent", accepted, "mx1")
                          .line("qmgr", "4ABC01: removed", "mx2")
                          .line("qmgr", "4ABC01: removed", "mx1")
                          .read();
    REQUIRE(told.messages.size() == 2);
    CHECK(told.messages[0].message_id == "two@example.org");
    CHECK(fates(told.messages[0]) == Strings{"r@example.com 1 bounced @3"});
    CHECK(told.messages[1].message_id == "one@example.org");
    CHECK(fates(told.messages[1]) == Strings{"r@example.com 1 sent @4"});
}

TEST_CASE("Messages still open are told at the end, by their first line", "[correlate][story]") {
    LogText log;
    for (int i = 1; i <= 9; ++i)
        log.line("cleanup", "4ABC0" + std::to_string(10 - i) + ": message-id=<m" + std::to_string(i) + "@example.org>");
    auto const told = log.read();
    REQUIRE(told.messages.size() == 9);
    for (std::size_t i = 0; i < 9; ++i) CHECK(told.messages[i].where.line == i + 1);
    CHECK_FALSE(told.messages.front().removed);
}

TEST_CASE("The address before a rewrite is kept", "[correlate][story]") {
    auto const told = LogText()
                          .line("local",
                              "4ABC01: to=<r@example.com>, orig_to=<root>, relay=local, delay=1, delays=0/0/0/1, "
                              "dsn=2.0.0, status=sent (delivered to mailbox)")
                          .line("local",
                              "4ABC01: to=<q@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, "
                              "status=sent (delivered to mailbox)")
                          .read();
    REQUIRE(told.messages.size() == 1);
    REQUIRE(told.messages.front().recipients.size() == 2);
    CHECK(told.messages.front().recipients[0].orig_to == "root");
    CHECK_FALSE(told.messages.front().recipients[1].orig_to);
}

TEST_CASE("Where there is no queue id there is no message", "[correlate][story]") {
    auto const told =
        LogText()
            .line("smtpd",
                "NOQUEUE: reject: RCPT from c.example[192.0.2.1]: 554 5.7.1 <r@example.com>: Relay access denied; "
                "from=<s@example.org> to=<r@example.com> proto=ESMTP helo=<c>")
            .line("smtpd", "NOQUEUE: lost connection after RCPT from c.example[192.0.2.1]")
            .line("smtpd", "too many errors after AUTH from c.example[192.0.2.1]")
            .line("smtpd", "warning: c.example[192.0.2.1]: SASL LOGIN authentication failed: x, sasl_username=admin")
            .line("smtpd",
                "proxy-reject: END-OF-MESSAGE: 554 5.7.0 spam; from=<s@example.org> to=<r@example.com> proto=ESMTP "
                "helo=<c>")
            .read();
    CHECK(told.messages.empty());
    CHECK(
        brief(told.failures) == Strings{"RCPT rcpt 554", "RCPT rcpt -", "AUTH auth -", "AUTH auth -", "(eod) eod 554"});
    for (FailureRecord const& failure : told.failures) {
        CHECK(failure.origin == Origin::rejection);
        CHECK_FALSE(failure.queue_id);
    }
    CHECK(told.failures[0].relay.ip == "192.0.2.1");
    CHECK(told.failures[0].sender == "s@example.org");
    CHECK(told.failures[3].relay.host == "c.example");
}

TEST_CASE("A failure at one host, before the next is tried, is a failure of the message", "[correlate][story]") {
    auto const told =
        LogText()
            .line("qmgr", "4ABC01: from=<s@example.org>, size=1, nrcpt=1 (queue active)")
            .line("smtp", "4ABC01: host mx1.example.com[192.0.2.9] said: 450 4.7.1 later (in reply to RCPT TO command)")
            .line(
                "smtp", "4ABC01: lost connection with mx2.example.com[192.0.2.10] while performing the EHLO handshake")
            .delivery("4ABC01", "r@example.com", "sent", accepted)
            .read();
    CHECK(brief(told.failures) == Strings{"RCPT rcpt 450", "EHLO hello -"});
    CHECK(told.failures[0].sender == "s@example.org");
    CHECK(told.failures[0].speaker == Speaker::remote);
    CHECK(told.failures[1].relay.host == "mx2.example.com");
    CHECK(told.failures[1].speaker == Speaker::local);
    CHECK(fates(told.messages.at(0)) == Strings{"r@example.com 1 sent @4"});
}
