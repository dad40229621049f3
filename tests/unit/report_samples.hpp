#pragma once
#include "report/renderer.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

/// Records made up for the tests of src/report: one of each kind, with every member set to something.
namespace whybounce::report::samples {

/// Keeps what a renderer writes.
class StringSink final : public ByteSink {
public:
    void write(std::string_view bytes) override { text += bytes; }
    std::string text;
};

inline Reason const& not_owner() {
    static Reason const reason{"submission.not-owner", "Sender not owned", "The account may not send as this address.",
        "", {"Send as yourself."}, "account-owner", "stop", "after-fix", "rejected", "rejected", "-", "auth", false};
    return reason;
}

inline Reason const& mailbox_full() {
    static Reason const reason{"recipient.mailbox-full", "Mailbox full", "The mailbox has no room left.", "",
        {"Try later.", "Tell the recipient another way."}, "recipient", "dead-later", "later", "mailboxfull",
        "mailboxfull", "QuotaIssues", "capacity", false};
    return reason;
}

inline Entry const& login_mismatch() {
    static Entry const entry = [] {
        Entry e;
        e.id = "postfix-sender-login-mismatch";
        e.name = "This login does not own that sender";
        e.tier = Tier::mta;
        e.reason = &not_owner();
        e.means = "The server accepts mail from this login only with sender addresses it owns.";
        e.steps = {"Send with the account's own address, or have the address added to the account."};
        e.actor = "account-owner";
        e.retry = "after-fix";
        e.sources = {"RFC 3463 section 3.8"};
        return e;
    }();
    return entry;
}

/// Says nothing itself: the reason speaks.
inline Entry const& status_422() {
    static Entry const entry = [] {
        Entry e;
        e.id = "status-x.2.2";
        e.tier = Tier::status;
        e.reason = &mailbox_full();
        return e;
    }();
    return entry;
}

inline Diagnosis const& login_mismatch_diagnosis() {
    static Diagnosis const diagnosis{&login_mismatch(), &not_owner(), "stop", "account-owner", "after-fix", {},
        "postfix", {}, 0.934999,
        {{Ground::Kind::words, "not owned by user", 25, 42}, {Ground::Kind::status, "5.7.1", {}, {}}}};
    return diagnosis;
}

inline Diagnosis const& mailbox_full_diagnosis() {
    static Diagnosis const diagnosis{
        &status_422(), &mailbox_full(), "dead-later", "recipient", "later", 300, {}, "zen.example.org", 1.0, {}};
    return diagnosis;
}

inline constexpr std::array mail_excerpt{SourceLine{13, " -> MAIL FROM:<news@example.com>"},
    SourceLine{14, "<** 550 5.7.1 Sender address rejected: not owned by user"}};

/// The failure of example 10.
inline FailureRecord mail_refused() {
    FailureRecord f;
    f.where = {"pipelined.txt", 14, "swaks"};
    f.verb = "MAIL";
    f.phase = Step::mail;
    f.code = 550;
    f.enhanced = EnhancedStatusCode{5, 7, 1};
    f.text = "Sender address rejected: not owned by user";
    f.outcome = Outcome::permanent;
    f.final = true;
    f.diagnosis = &login_mismatch_diagnosis();
    f.excerpt = mail_excerpt;
    f.new_problems = 1;
    return f;
}

/// A 503 that only follows from it.
inline FailureRecord consequence(std::size_t line, std::string_view verb) {
    FailureRecord f = mail_refused();
    f.where.line = line;
    f.verb = verb;
    f.code = 503;
    f.text = "out of order";
    f.caused_by = 14;
    f.excerpt = {};
    f.new_problems = 0;
    return f;
}

/// One deferral in a log.
inline FailureRecord deferral(std::size_t line, std::string_view recipient, bool new_problem = true) {
    FailureRecord f;
    f.where = {"mail.log", line, "postfix"};
    f.origin = Origin::delivery;
    f.time = "2026-11-02T06:25:01+01:00";
    f.time_basis = TimeBasis::year_from_order;
    f.queue_id = "4F1";
    f.message_id = "m1@example.com";
    f.sender = "news@example.com";
    f.recipient = recipient;
    f.relay = {"mx.example.org", "192.0.2.1", std::uint16_t{25}};
    f.verb = "RCPT";
    f.phase = Step::rcpt;
    f.code = 452;
    f.enhanced = EnhancedStatusCode{4, 2, 2};
    f.text = "Mailbox full";
    f.outcome = Outcome::temporary;
    f.attempts = 2;
    f.diagnosis = &mailbox_full_diagnosis();
    f.new_problems = new_problem ? 1 : 0;
    return f;
}

inline std::vector<InputInfo> const& one_transcript() {
    static std::vector<InputInfo> const inputs{{"pipelined.txt", "swaks", InputKind::transcript}};
    return inputs;
}

inline std::vector<InputInfo> const& one_log() {
    static std::vector<InputInfo> const inputs{{"mail.log", "postfix", InputKind::log}};
    return inputs;
}

inline HeaderRecord header(std::vector<InputInfo> const& inputs) { return {"0.1.0", "2026-11", inputs}; }

inline constexpr std::array exchanges{
    ExchangeRecord{
        1, "(connect)", "", 220, {}, "mx.example.org ESMTP", Phase::connect, true, ExchangeRecord::Seen::both},
    ExchangeRecord{2, "EHLO", "client.example.com", 250, {}, "mx.example.org\nPIPELINING", Phase::hello, true,
        ExchangeRecord::Seen::both},
    ExchangeRecord{9, "AUTH", "PLAIN <redacted>", 235, EnhancedStatusCode{2, 7, 0}, "ok", Phase::ready, true,
        ExchangeRecord::Seen::elided},
};

inline SessionRecord session() {
    SessionRecord s;
    s.where = {"pipelined.txt", 1, "swaks"};
    s.protocol = SessionRecord::Protocol::esmtp;
    s.server = "mx.example.org";
    s.phase = Phase::closed;
    s.exchanges = exchanges;
    return s;
}

inline MessageRecord message() {
    static std::vector<std::string> const queue_ids{"4F1", "4F2"};
    static std::vector<RecipientRecord> const recipients{{"a@example.org", {}, 1, Fate::sent, 19}};
    MessageRecord m;
    m.where = {"mail.log", 3, "postfix"};
    m.message_id = "m2@example.com";
    m.queue_ids = queue_ids;
    m.size = 2048;
    m.client = {"client.example.com", "192.0.2.7", {}};
    m.recipients = recipients;
    return m;
}

inline DeliveryRecord delivery() {
    DeliveryRecord d;
    d.where = {"mail.log", 19, "postfix"};
    d.recipient = "a@example.org";
    d.relay = {"mx.example.org", "192.0.2.1", std::uint16_t{25}};
    d.delay = 344901;
    d.delays = std::array{0.1, 0.02, 3.0, 0.5};
    d.status = "sent";
    d.enhanced = EnhancedStatusCode{2, 0, 0};
    d.code = 250;
    d.text = "OK";
    d.phase = Step::eod;
    return d;
}

inline ReportRecord delayed() {
    ReportRecord r;
    r.where = {"mail.log", 30, "mail"};
    r.recipient = "b@example.org";
    r.text = "delayed";
    r.diagnosis = &mailbox_full_diagnosis();
    return r;
}

inline EventRecord event() {
    static constexpr std::array fields{EventField{"to", "a@example.org"}, EventField{"status", "sent"}};
    EventRecord e;
    e.where = {"mail.log", 19, "postfix"};
    e.program = "postfix/smtp";
    e.pid = 4711;
    e.kind = "delivery";
    e.fields = fields;
    return e;
}

inline AnomalyRecord finding() {
    return {"pipelined.txt", 16, "SQ03", Severity::warning, "RCPT before MAIL was accepted", "RFC 5321 section 4.1.4",
        "wait for the reply to MAIL"};
}

inline AnomalyRecord damage() {
    return {"box.gz", 0, "IN-empty", Severity::error, "the file is empty", {}, "check how it was copied"};
}

/// A summary whose totals fit `failures` failures of as many problems.
inline SummaryRecord summary(std::uint64_t failures) {
    SummaryRecord s;
    s.counts = {40, 36, 3, 1};
    s.failures = s.problems = failures;
    s.by_reason["recipient.mailbox-full"] = failures;
    s.by_outcome["temporary"] = failures;
    s.by_fate = {{"deferred", failures}, {"sent", 7}};
    s.first_time = "2026-11-02T06:25:01+01:00";
    s.last_time = "2026-11-02T07:00:00+01:00";
    s.unrecognised_samples = {{"mail.log", 17}};
    s.by_input = {{"mail.log", s.counts}};
    return s;
}

/// Sends one record of each kind, the header first.
inline void send_each(RecordSink& renderer) {
    renderer.on(header(one_log()));
    renderer.on(session());
    renderer.on(message());
    renderer.on(delivery());
    renderer.on(deferral(20, "full@example.org"));
    renderer.on(mail_refused());
    renderer.on(consequence(16, "RCPT"));
    renderer.on(delayed());
    renderer.on(event());
    renderer.on(finding());
    renderer.on(damage());
    renderer.on(summary(3));
}

/// The bytes of one format for whatever `send` sends.
template <typename Send> std::string render(std::string_view format, RenderOptions const& options, Send send) {
    StringSink sink;
    auto const row = std::ranges::find(formats(), format, &FormatRow::id);
    auto const renderer = row->make(sink, options);
    send(*renderer);
    return sink.text;
}

} // namespace whybounce::report::samples
