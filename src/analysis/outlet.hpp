#pragma once
#include "whybounce/analysis.hpp"
#include "whybounce/log_event.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace whybounce::analysis {

/// The last step before the sink: diagnoses failures, narrows, counts, hands on.
class Outlet {
public:
    Outlet(Catalogue const& catalogue, AnalysisOptions const& options, RecordSink& sink)
        : catalogue_(catalogue), options_(options), sink_(sink) {}

    AnalysisOptions const& options() const { return options_; }
    Catalogue const& catalogue() const { return catalogue_; }

    /// Diagnoses the failure and hands it on. `message` and `recipients` name the (message, recipient) pairs it
    /// concerns.
    void failure(FailureRecord& record, Evidence const& evidence, std::uint64_t message,
        std::span<std::string_view const> recipients);
    void report(ReportRecord& record, Evidence const& evidence);
    /// False when the filter leaves it out.
    bool session(SessionRecord const& record);
    void message(MessageRecord const& record);
    void delivery(DeliveryRecord const& record);
    void event(EventRecord const& record);
    void anomaly(AnomalyRecord const& record) { sink_.on(record); }
    void header(HeaderRecord const& record) { sink_.on(record); }

    /// Opens the line counts of an input.
    void begin_input(std::string_view name);
    void count_line(LineClass line_class, std::size_t line);
    /// Lines that are `parsed`.
    void count_understood(std::uint64_t lines);
    // A message and its recipients, where nobody asks for more.
    void count_message() { ++summary_.messages; }
    void count_fate(Fate fate) { ++fates_[static_cast<std::size_t>(fate)]; }
    /// Widens the span of time that the summary names.
    void saw(LogTime const& time);

    SummaryRecord& summary();
    void tell_summary() { sink_.on(summary()); }

private:
    Diagnosis const& diagnose(Evidence const& evidence);
    void count(FailureRecord const& record);

    Catalogue const& catalogue_;
    AnalysisOptions const& options_;
    RecordSink& sink_;
    SummaryRecord summary_;
    std::unordered_set<std::uint64_t> problems_;       ///< hashes of (message, recipient)
    std::unordered_map<std::string, Diagnosis> known_; ///< answers of the catalogue, by evidence; bounded
    std::string key_;
    LogTime first_, last_;
    std::array<std::uint64_t, 9> fates_{}; ///< in the order of Fate; joined into the summary when it is asked for
};

/// A number for a message or a session, from whatever tells it apart.
std::uint64_t identity(std::size_t input, std::string_view name, std::size_t line);

} // namespace whybounce::analysis
