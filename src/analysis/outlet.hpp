#pragma once
#include "analysis/number_set.hpp"
#include "analysis/tally.hpp"
#include "whybounce/analysis.hpp"
#include "whybounce/log_event.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace whybounce::analysis {

/// The last step before the sink: diagnoses failures, narrows, counts, hands on.
class Outlet {
public:
    /// @param counting  the sink does not want all (RecordSink::wants_all)
    Outlet(Catalogue const& catalogue, AnalysisOptions const& options, bool counting, RecordSink& sink)
        : catalogue_(catalogue), options_(options), counting_(counting), sink_(sink) {}

    AnalysisOptions const& options() const { return options_; }
    Catalogue const& catalogue() const { return catalogue_; }

    /// Looks up whether one like it was told before, when nobody asks for more than that; otherwise false. The answer
    /// serves the next call of failure(). @param likeness  null: to be found out
    bool knows(Evidence const& evidence, Likeness const* likeness);
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
    void anomaly(AnomalyRecord const& record);
    void header(HeaderRecord const& record) { sink_.on(record); }

    /// Opens the line counts of an input.
    void begin_input(std::string_view name);
    void count_line(LineClass line_class, std::size_t line);
    /// Lines without an effect of their own.
    void count_irrelevant(std::uint64_t lines);
    /// Lines that are `parsed`.
    void count_understood(std::uint64_t lines);
    // A message and its recipients, where nobody asks for more.
    void count_message(Period hour) {
        ++summary_.messages;
        by_time_.count_message(hour);
    }
    void count_fate(Fate fate, Period hour) {
        ++fates_[static_cast<std::size_t>(fate)];
        by_time_.count_fate(fate, hour);
    }
    /// Widens the span of time that the summary names.
    void saw(LogTime const& time);

    SummaryRecord& summary();
    void tell_summary() { sink_.on(summary()); }

private:
    /// A diagnosis and where the summary counts it.
    struct Known {
        Diagnosis diagnosis; ///< without because and retry_after_s
        std::uint64_t *by_reason = nullptr, *by_provider = nullptr, *by_verdict = nullptr;
    };
    Diagnosis const& diagnose(Evidence const& evidence);
    Known& learn(Diagnosis const& diagnosis, std::uint64_t key);
    Known counters_of(Diagnosis const& diagnosis);
    static void count(Known& known);
    void count(FailureRecord const& record);

    Catalogue const& catalogue_;
    AnalysisOptions const& options_;
    bool counting_;
    RecordSink& sink_;
    SummaryRecord summary_;
    TrafficCounter by_time_{summary_.by_time};
    NumberSet problems_;                             ///< hashes of (message, recipient)
    std::unordered_map<std::uint64_t, Known> alike_; ///< by likeness; bounded
    LikenessMemo memo_;
    Likeness likeness_;                                ///< of the failure that knows() was asked of
    Known* like_ = nullptr;                            ///< what knows() found
    std::unordered_map<std::string, Diagnosis> known_; ///< answers of the catalogue, by evidence; bounded
    std::string key_;
    LogTime first_, last_;
    // In the order of the enumerators; joined into the summary when it is asked for.
    std::array<std::uint64_t, 9> fates_{};
    std::array<std::uint64_t, 12> steps_{};
    std::array<std::uint64_t, 3> outcomes_{};
};

/// A number for a message or a session, from whatever tells it apart.
std::uint64_t identity(std::size_t input, std::string_view name, std::size_t line);

} // namespace whybounce::analysis
