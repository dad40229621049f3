#pragma once
#include "whybounce/records.hpp"

#include <cstddef>

/// What the summary counts besides the records themselves: mail by time, failed logins, anomalies.
namespace whybounce::analysis {

/// Finds the counts of an hour. Two months of hours are kept; when a further one comes, all are added up to days, and
/// those to months and years in the same way. So the table has the same rows whatever the order of what it counts.
class TrafficCounter {
public:
    static constexpr std::size_t most_rows = 62 * 24;

    /// @param rows  must outlive this; nobody else changes it
    explicit TrafficCounter(Traffic& rows) : rows_(rows) {}
    TrafficCounter(TrafficCounter const&) = delete;

    /// nullptr when the hour is not known. Lives until the next call.
    PeriodCounts* of(Period hour) {
        if (hour != hour_) find(hour);
        return counts_;
    }
    void count_message(Period hour) {
        if (PeriodCounts* const counts = of(hour)) ++counts->messages;
    }
    /// @param hour  of the recipient's last attempt
    void count_fate(Fate fate, Period hour) {
        PeriodCounts* const counts = fate == Fate::sent ? of(hour) : nullptr;
        if (counts) ++counts->sent;
    }

private:
    void find(Period hour);

    Traffic& rows_;
    Period hour_; ///< asked for last
    PeriodCounts* counts_ = nullptr;
};

void add(PeriodCounts& counts, FailureRecord const& failure);
/// Counts a client's failed login; leaves all other failures out. Memory: 10 000 names of each kind.
void add(LoginCounts& logins, FailureRecord const& failure);
void add(SummaryRecord& summary, AnomalyRecord const& anomaly);

void add(CountMap& sum, CountMap const& other);
void add(LoginCounts& sum, LoginCounts const& other);
void add(Traffic& sum, Traffic const& other);

} // namespace whybounce::analysis
