#pragma once
#include "analysis/log_block.hpp"
#include "analysis/outlet.hpp"
#include "correlate/correlator.hpp"

#include <functional>
#include <vector>

namespace whybounce::analysis {

/// Makes records of what a log's lines amount to.
class LogRecords final : public correlate::CorrelationSink, private EventSink {
public:
    LogRecords(Outlet& outlet, std::vector<AnalysisInput> const& inputs, correlate::CorrelatorLimits limits)
        : outlet_(outlet), inputs_(inputs), correlator_(*this, limits) {}

    /// The events that follow stand in this input.
    void begin_input(std::size_t number);
    /// Tells what is odd about its stamps.
    void end_input();
    void feed(LogEvent const& event);
    /// A block that was read apart. @param years  finds the years of its stamps @param line  reads a line in full
    void take(LogBlock const& block, std::size_t first_line, DialectReader& years,
        std::function<void(std::string_view text, std::size_t number)> const& line);
    /// All logs are over: the messages that are still open.
    void finish();

    void on_delivery(correlate::AttemptReport const& report, Delivery const& delivery) override;
    void on_failure(correlate::AttemptReport const& report) override;
    void on_message(correlate::Story const& story) override;

private:
    Where where(std::size_t input, std::size_t line) const;
    void tell_event(LogEvent const& event);
    void tell_finding(LogEvent const& event);
    static std::string_view line_around(std::string_view text, std::size_t at);
    void on(TranscriptEvent const&) override {}
    void on(BareReply const&) override {}
    void on(LogEvent const& event) override { feed(event); }
    bool take_sent(LogFact const& fact, std::string_view queue_id, std::size_t number);
    void take_attempt(LogBlock const& block, std::size_t place, std::size_t first_line, DialectReader& years);
    void take_stamps(StampRun run, std::size_t line, DialectReader& years);
    void in_hour(LogTime const& time, std::size_t line);

    Outlet& outlet_;
    std::vector<AnalysisInput> const& inputs_;
    correlate::Correlator correlator_;
    std::size_t input_ = 0;
    /// Stamp of an event in ISO 8601; made once an event, when a record wants it.
    OptionalView time_of(LogEvent const& event);

    Period hour_;                ///< of the lines that are being read
    std::uint64_t jumps_ = 0;    ///< of the stamps of this input, back
    std::size_t first_jump_ = 0; ///< line
    std::int64_t first_jump_hours_ = 0;
    std::optional<std::string> time_;
    TimeBasis time_basis_{};
    DialectReader* years_ = nullptr;     ///< finds the year of the event's stamp, where that was not done yet
    LogEvent const* timed_ = nullptr;    ///< the event that `time_` belongs to
    Likeness const* likeness_ = nullptr; ///< of the attempt that is being told, where it is known already
    std::string scratch_;
};

} // namespace whybounce::analysis
