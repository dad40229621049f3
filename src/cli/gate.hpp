#pragma once
#include "whybounce/records.hpp"

#include <memory>
#include <string>

namespace whybounce::cli {

struct ReportOptions;

/// Stands before the outputs, hands the records on and counts what decides the exit status.
class Gate : public RecordSink {
public:
    explicit Gate(RecordSink& next) : next_(next) {}

    /// How many reached the threshold.
    std::uint64_t reached() const { return reached_; }
    /// Replies and returned mails that told of no failure.
    std::uint64_t reports() const { return reports_; }

    bool wants_all() const override { return next_.wants_all(); }
    void on(HeaderRecord const& record) override { next_.on(record); }
    void on(SessionRecord const& record) override { next_.on(record); }
    void on(AnomalyRecord const& record) override { next_.on(record); }
    void on(SummaryRecord const& record) override { next_.on(record); }

protected:
    RecordSink& next() { return next_; }
    void count(bool reaches) { reached_ += reaches ? 1 : 0; }
    void count_report() { ++reports_; }

private:
    RecordSink& next_;
    std::uint64_t reached_ = 0, reports_ = 0;
};

/// Counts the failures that reached the threshold of `check`.
class FailureGate final : public Gate {
public:
    /// @param fail_on  permanent, any, never, a reason or a group of reasons
    FailureGate(std::string fail_on, RecordSink& next) : Gate(next), fail_on_(std::move(fail_on)) {}

    using Gate::on;
    void on(MessageRecord const& record) override { next().on(record); }
    void on(DeliveryRecord const& record) override { next().on(record); }
    void on(FailureRecord const& record) override;
    void on(ReportRecord const& record) override {
        count_report();
        next().on(record);
    }
    void on(EventRecord const& record) override { next().on(record); }

private:
    bool reaches(FailureRecord const& record) const;

    std::string fail_on_;
};

/// Counts the findings that reached the threshold of `lint`, which tells of sessions and findings only.
class FindingGate final : public Gate {
public:
    FindingGate(Severity threshold, RecordSink& next) : Gate(next), threshold_(threshold) {}

    using Gate::on;
    void on(AnomalyRecord const& record) override;

private:
    Severity threshold_;
};

/// The gate of a command.
std::unique_ptr<Gate> make_gate(ReportOptions const& options, RecordSink& next);

} // namespace whybounce::cli
