#include "analysis/summary_counter.hpp"

#include <string>

namespace whybounce::analysis {
namespace {

constexpr std::size_t sample_limit = 10;

/// Date and time to the second, without the offset: that is what the spans of a report compare.
std::string_view clock_of(std::string_view time) {
    return time.substr(0, std::string_view("2026-11-22T05:49:48").size());
}

void widen(SummaryRecord& summary, std::string_view first, std::string_view last) {
    if (!summary.first_time || clock_of(first) < clock_of(*summary.first_time)) summary.first_time = first;
    if (!summary.last_time || clock_of(*summary.last_time) < clock_of(last)) summary.last_time = last;
}

void add(LineCounts& sum, LineCounts const& other) {
    sum.lines += other.lines;
    sum.parsed += other.parsed;
    sum.irrelevant += other.irrelevant;
    sum.unrecognised += other.unrecognised;
}

constexpr CountMap SummaryRecord::*maps[] = {&SummaryRecord::by_reason, &SummaryRecord::by_provider,
    &SummaryRecord::by_phase, &SummaryRecord::by_outcome, &SummaryRecord::by_verdict, &SummaryRecord::by_fate,
    &SummaryRecord::by_anomaly, &SummaryRecord::by_severity};

} // namespace

void SummaryCounter::saw(OptionalView time) {
    if (time) widen(summary_, *time, *time);
}

void SummaryCounter::on(MessageRecord const& record) {
    ++summary_.messages;
    saw(record.arrived);
    saw(record.removed);
    by_time_.count_message(record.hour);
    for (RecipientRecord const& recipient : record.recipients) {
        ++summary_.by_fate[std::string(to_string(recipient.fate))];
        by_time_.count_fate(recipient.fate, recipient.hour);
    }
}

void SummaryCounter::on(FailureRecord const& record) {
    Diagnosis const& diagnosis = *record.diagnosis;
    ++summary_.failures;
    summary_.problems += record.new_problems;
    ++summary_.by_reason[diagnosis.reason->id];
    if (diagnosis.provider) ++summary_.by_provider[*diagnosis.provider];
    ++summary_.by_phase[std::string(to_string(record.phase))];
    ++summary_.by_outcome[std::string(to_string(record.outcome))];
    ++summary_.by_verdict[std::string(diagnosis.verdict)];
    saw(record.time);
    if (PeriodCounts* const counts = by_time_.of(record.hour)) add(*counts, record);
    add(summary_.failed_logins, record);
}

void add(SummaryRecord& sum, SummaryRecord const& other) {
    add(sum.counts, other.counts);
    sum.sessions += other.sessions;
    sum.messages += other.messages;
    sum.failures += other.failures;
    sum.problems += other.problems;
    sum.cut_stories += other.cut_stories;
    sum.repeated += other.repeated;
    for (auto const map : maps) add(sum.*map, other.*map);
    add(sum.by_time, other.by_time);
    add(sum.failed_logins, other.failed_logins);
    if (other.first_time && other.last_time) widen(sum, *other.first_time, *other.last_time);
    for (SampleLine const& sample : other.unrecognised_samples)
        if (sum.unrecognised_samples.size() < sample_limit) sum.unrecognised_samples.push_back(sample);
    sum.by_input.insert(sum.by_input.end(), other.by_input.begin(), other.by_input.end());
}

} // namespace whybounce::analysis
