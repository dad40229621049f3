#pragma once
#include "analysis/outlet.hpp"
#include "correlate/correlator.hpp"

#include <vector>

namespace whybounce::analysis {

/// Makes records of what a log's lines amount to.
class LogRecords final : public correlate::CorrelationSink {
public:
    LogRecords(Outlet& outlet, std::vector<AnalysisInput> const& inputs)
        : outlet_(outlet), inputs_(inputs), correlator_(*this) {}

    /// The events that follow stand in this input.
    void begin_input(std::size_t number) { input_ = number; }
    void feed(LogEvent const& event);
    /// All logs are over: the messages that are still open.
    void finish();

    void on_delivery(correlate::AttemptReport const& report, Delivery const& delivery) override;
    void on_failure(correlate::AttemptReport const& report) override;
    void on_message(correlate::Story const& story) override;

private:
    Where where(std::size_t input, std::size_t line) const;
    void tell_event(LogEvent const& event);

    Outlet& outlet_;
    std::vector<AnalysisInput> const& inputs_;
    correlate::Correlator correlator_;
    std::size_t input_ = 0;
    /// Stamp of an event in ISO 8601; made once an event, when a record wants it.
    OptionalView time_of(LogEvent const& event);

    std::optional<std::string> time_;
    LogEvent const* timed_ = nullptr; ///< the event that `time_` belongs to
    std::string scratch_;
};

} // namespace whybounce::analysis
