#pragma once
#include "whybounce/records.hpp"

#include <string>

namespace whybounce::cli {

/// Watches the failures go by and counts those that reached the threshold of `check`.
class Gate final : public RecordSink {
public:
    /// @param fail_on  permanent, any, never, a reason or a group of reasons
    Gate(std::string fail_on, RecordSink& next) : fail_on_(std::move(fail_on)), next_(next) {}

    /// Failures that reached the threshold.
    std::uint64_t reached() const { return reached_; }

    bool wants_all() const override { return next_.wants_all(); }
    void on(HeaderRecord const& record) override { next_.on(record); }
    void on(SessionRecord const& record) override { next_.on(record); }
    void on(MessageRecord const& record) override { next_.on(record); }
    void on(DeliveryRecord const& record) override { next_.on(record); }
    void on(FailureRecord const& record) override;
    void on(ReportRecord const& record) override { next_.on(record); }
    void on(EventRecord const& record) override { next_.on(record); }
    void on(AnomalyRecord const& record) override { next_.on(record); }
    void on(SummaryRecord const& record) override { next_.on(record); }

private:
    bool reaches(FailureRecord const& record) const;

    std::string fail_on_;
    RecordSink& next_;
    std::uint64_t reached_ = 0;
};

} // namespace whybounce::cli
