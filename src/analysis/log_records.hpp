#pragma once
#include "analysis/outlet.hpp"
#include "correlate/correlator.hpp"

#include <vector>

namespace whybounce::analysis {

/// Makes records of what a log's lines amount to.
class LogRecords final : public correlate::CorrelationSink {
public:
    LogRecords(Outlet& outlet, std::vector<AnalysisInput> const& inputs) : outlet_(outlet), inputs_(inputs), correlator_(*this) {}

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
    std::optional<std::string> time_;  ///< of the event at hand
    std::string scratch_;
};

} // namespace whybounce::analysis
