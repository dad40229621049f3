#pragma once
#include "analysis/tally.hpp"

namespace whybounce::analysis {

/// Counts records as the analysis does, for who tells only some of them. Lines and inputs are not its business.
class SummaryCounter final : public RecordSink {
public:
    void on(SessionRecord const&) override { ++summary_.sessions; }
    void on(MessageRecord const& record) override;
    void on(DeliveryRecord const& record) override { saw(record.time); }
    void on(FailureRecord const& record) override;
    void on(EventRecord const& record) override { saw(record.time); }
    void on(AnomalyRecord const& record) override { add(summary_, record); }

    SummaryRecord const& summary() const { return summary_; }

private:
    void saw(OptionalView time);

    SummaryRecord summary_;
    TrafficCounter by_time_{summary_.by_time};
};

/// Adds the counts of `other` and the span of its time; its inputs and samples come behind those of `sum`.
void add(SummaryRecord& sum, SummaryRecord const& other);

} // namespace whybounce::analysis
