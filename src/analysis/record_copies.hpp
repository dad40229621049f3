#pragma once
#include "whybounce/records.hpp"

#include <deque>
#include <string>
#include <variant>
#include <vector>

namespace whybounce::analysis {

/// A record that stands between header and summary.
using AnyRecord =
    std::variant<SessionRecord, MessageRecord, DeliveryRecord, FailureRecord, ReportRecord, EventRecord, AnomalyRecord>;

/// Copies of records, for who tells of them later than they come. What the views in them point into lives as long as
/// this object; diagnoses still point into the catalogue.
class RecordCopies final : public RecordSink {
public:
    void on(SessionRecord const& record) override;
    void on(MessageRecord const& record) override;
    void on(DeliveryRecord const& record) override;
    void on(FailureRecord const& record) override;
    void on(ReportRecord const& record) override;
    void on(EventRecord const& record) override;
    void on(AnomalyRecord const& record) override;

    /// In the order in which they came.
    std::deque<AnyRecord> const& records() const { return records_; }
    /// What the views in the records point into.
    std::deque<std::string> const& texts() const { return texts_; }

private:
    void keep(std::string_view& text) { text = texts_.emplace_back(text); }
    void keep(OptionalView& text) {
        if (text) keep(*text);
    }
    void keep(Where& where) { keep(where.input), keep(where.dialect); }
    void keep(Peer& peer) { keep(peer.host), keep(peer.ip); }
    void keep(Diagnosis const*& diagnosis) { diagnosis = &diagnoses_.emplace_back(*diagnosis); }
    template <typename Item>
    std::span<Item> keep_span(std::span<Item const>& items, std::deque<std::vector<Item>>& kept);

    std::deque<AnyRecord> records_;
    std::deque<std::string> texts_;
    std::deque<std::vector<ExchangeRecord>> exchanges_;
    std::deque<std::vector<std::string>> queue_ids_;
    std::deque<std::vector<RecipientRecord>> recipients_;
    std::deque<std::vector<SourceLine>> excerpts_;
    std::deque<std::vector<EventField>> fields_;
    std::deque<Diagnosis> diagnoses_;
};

/// Hands a record on.
inline void tell(AnyRecord const& record, RecordSink& sink) {
    std::visit([&](auto const& one) { sink.on(one); }, record);
}

} // namespace whybounce::analysis
