#pragma once
#include "whybounce/analysis.hpp"

#include <catch2/catch.hpp>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

/// Runs text through the whole analysis and keeps what it tells.
namespace whybounce::test {

/// Copies of records. The views in them point into texts that live as long as this object.
class RecordCollector final : public RecordSink {
public:
    RecordCollector() = default;
    RecordCollector(RecordCollector&&) = default; // a deque that moves leaves its elements where they are

    void on(HeaderRecord const&) override { ++headers; }
    void on(SessionRecord const& record) override {
        SessionRecord copy = record;
        keep(copy.where), keep(copy.server), keep(copy.client), keep(copy.auth_mechanism);
        auto& kept = exchanges_.emplace_back(record.exchanges.begin(), record.exchanges.end());
        for (ExchangeRecord& exchange : kept) keep(exchange.verb), keep(exchange.argument), keep(exchange.text);
        copy.exchanges = kept;
        sessions.push_back(copy);
    }
    void on(MessageRecord const& record) override {
        MessageRecord copy = record;
        keep(copy.where), keep(copy.message_id), keep(copy.sender), keep(copy.arrived), keep(copy.removed);
        keep(copy.client.host), keep(copy.client.ip), keep(copy.parent), keep(copy.relation);
        copy.queue_ids = queue_ids_.emplace_back(record.queue_ids.begin(), record.queue_ids.end());
        auto& kept = recipients_.emplace_back(record.recipients.begin(), record.recipients.end());
        for (RecipientRecord& recipient : kept) keep(recipient.recipient), keep(recipient.orig_to);
        copy.recipients = kept;
        messages.push_back(copy);
    }
    void on(DeliveryRecord const& record) override {
        DeliveryRecord copy = record;
        keep(copy.where), keep(copy.time), keep(copy.queue_id), keep(copy.message_id), keep(copy.sender);
        keep(copy.recipient), keep(copy.relay.host), keep(copy.relay.ip), keep(copy.tls), keep(copy.status),
            keep(copy.text);
        copy.queue_ids = {};
        deliveries.push_back(copy);
    }
    void on(FailureRecord const& record) override {
        FailureRecord copy = record;
        keep(copy.where), keep(copy.time), keep(copy.queue_id), keep(copy.message_id), keep(copy.sender);
        keep(copy.recipient), keep(copy.relay.host), keep(copy.relay.ip), keep(copy.verb), keep(copy.text);
        keep(copy.client.helo), keep(copy.client.restriction), keep(copy.client.sasl_method);
        keep(copy.client.sasl_username);
        copy.diagnosis = &diagnoses_.emplace_back(*record.diagnosis);
        auto& kept = excerpts_.emplace_back(record.excerpt.begin(), record.excerpt.end());
        for (SourceLine& line : kept) keep(line.text);
        copy.excerpt = kept;
        copy.queue_ids = {};
        failures.push_back(copy);
    }
    void on(ReportRecord const& record) override {
        ReportRecord copy = record;
        keep(copy.where), keep(copy.recipient), keep(copy.message_id), keep(copy.text);
        copy.diagnosis = &diagnoses_.emplace_back(*record.diagnosis);
        reports.push_back(copy);
    }
    void on(EventRecord const& record) override {
        EventRecord copy = record;
        keep(copy.where), keep(copy.time), keep(copy.host), keep(copy.program), keep(copy.queue_id), keep(copy.kind);
        auto& kept = fields_.emplace_back(record.fields.begin(), record.fields.end());
        for (EventField& field : kept) keep(field.name), keep(field.value);
        copy.fields = kept;
        copy.queue_ids = {};
        events.push_back(copy);
    }
    void on(AnomalyRecord const& record) override {
        AnomalyRecord copy = record;
        keep(copy.input), keep(copy.id), keep(copy.what), keep(copy.rfc), keep(copy.hint);
        anomalies.push_back(copy);
    }
    void on(SummaryRecord const& record) override { summary = record; }

    int headers = 0;
    std::vector<SessionRecord> sessions;
    std::vector<MessageRecord> messages;
    std::vector<DeliveryRecord> deliveries;
    std::vector<FailureRecord> failures;
    std::vector<ReportRecord> reports;
    std::vector<EventRecord> events;
    std::vector<AnomalyRecord> anomalies;
    SummaryRecord summary;

    /// Everything that was ever kept, one text a line: for proving that something is nowhere in it.
    std::string all_text() const {
        std::string text;
        for (std::string const& one : texts_) text.append(one).append(1, '\n');
        return text;
    }

private:
    void keep(std::string_view& text) { text = texts_.emplace_back(text); }
    void keep(OptionalView& text) {
        if (text) keep(*text);
    }
    void keep(Where& where) { keep(where.input), keep(where.dialect); }

    std::deque<std::string> texts_;
    std::deque<std::vector<ExchangeRecord>> exchanges_;
    std::deque<std::vector<std::string>> queue_ids_;
    std::deque<std::vector<RecipientRecord>> recipients_;
    std::deque<std::vector<SourceLine>> excerpts_;
    std::deque<std::vector<EventField>> fields_;
    std::deque<Diagnosis> diagnoses_;
};

/// One input of a dialect, as one block; `year` is what the caller knows of stamps without one.
inline RecordCollector analyse(
    std::string_view dialect, std::string_view text, AnalysisOptions options = {}, std::optional<int> year = {}) {
    RecordCollector told;
    Analysis analysis(Catalogue::built_in(), std::move(options), told);
    Dialect const* const row = find_dialect(dialect);
    REQUIRE(row);
    analysis.begin({{"input", row}});
    analysis.begin_input(0, {year, text});
    analysis.block(text, 1);
    analysis.end_input();
    analysis.close();
    analysis.finish(0);
    return told;
}

/// The one session of a transcript.
inline SessionRecord const& only_session(RecordCollector const& told) {
    REQUIRE(told.sessions.size() == 1);
    return told.sessions.front();
}

inline std::string code_of(std::optional<std::uint16_t> code) { return code ? std::to_string(*code) : "-"; }

/// "RCPT 550": verb and code of each exchange; "-" for one that was never answered.
inline std::vector<std::string> codes(SessionRecord const& session) {
    std::vector<std::string> told;
    for (ExchangeRecord const& exchange : session.exchanges)
        told.push_back(std::string(exchange.verb) + ' ' + code_of(exchange.code));
    return told;
}

/// "RCPT rcpt 550 <3": verb, step, code and, behind "<", the line of the cause.
inline std::vector<std::string> brief(std::vector<FailureRecord> const& failures) {
    std::vector<std::string> told;
    for (FailureRecord const& failure : failures) {
        std::string const cause = failure.caused_by ? " <" + std::to_string(*failure.caused_by) : "";
        told.push_back(std::string(failure.verb.value_or("none")).append(1, ' ').append(to_string(failure.phase)) +
            ' ' + code_of(failure.code) + cause);
    }
    return told;
}

using Strings = std::vector<std::string>;

} // namespace whybounce::test
