#pragma once
#include "analysis/record_copies.hpp"
#include "whybounce/analysis.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Runs text through the whole analysis and keeps what it tells.
namespace whybounce::test {

/// Copies of records, by their kind. The views in them point into texts that live as long as this object.
class RecordCollector final : public RecordSink {
public:
    RecordCollector() = default;
    RecordCollector(RecordCollector&&) = default; // a deque that moves leaves its elements where they are

    void on(HeaderRecord const&) override { ++headers; }
    void on(SessionRecord const& record) override { keep(record, sessions); }
    void on(MessageRecord const& record) override { keep(record, messages); }
    void on(DeliveryRecord const& record) override { keep(record, deliveries); }
    void on(FailureRecord const& record) override { keep(record, failures); }
    void on(ReportRecord const& record) override { keep(record, reports); }
    void on(EventRecord const& record) override { keep(record, events); }
    void on(AnomalyRecord const& record) override { keep(record, anomalies); }
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
        for (std::string const& one : copies_.texts()) text.append(one).append(1, '\n');
        return text;
    }

private:
    template <typename Record> void keep(Record const& record, std::vector<Record>& kept) {
        copies_.on(record);
        kept.push_back(std::get<Record>(copies_.records().back()));
    }

    analysis::RecordCopies copies_;
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
