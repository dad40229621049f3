#include "analysis/tally.hpp"

#include "whybounce/traffic.hpp"

namespace whybounce::analysis {
namespace {

constexpr std::size_t most_names = 10'000;

Period::Unit unit_of(Traffic const& rows) { return rows.empty() ? Period::Unit::hour : rows.begin()->first.unit(); }

/// The row of a period, in the unit of the others or a longer one.
PeriodCounts& row_of(Traffic& rows, Period period) {
    if (period.unit() > unit_of(rows)) rows = within(rows, period.unit());
    for (;;) {
        period = period.within(unit_of(rows));
        auto const known = rows.find(period);
        if (known != rows.end()) return known->second;
        if (rows.size() < TrafficCounter::most_rows || period.unit() == Period::Unit::year) return rows[period];
        rows = within(rows, static_cast<Period::Unit>(static_cast<int>(period.unit()) + 1));
    }
}

void count_name(CountMap& counts, OptionalView name) {
    if (!name) return;
    auto const known = counts.find(*name);
    if (known != counts.end())
        ++known->second;
    else if (counts.size() < most_names)
        counts.emplace(*name, 1);
}

} // namespace

void TrafficCounter::find(Period hour) {
    hour_ = hour;
    counts_ = hour ? &row_of(rows_, hour) : nullptr;
}

void add(PeriodCounts& counts, FailureRecord const& failure) {
    bool const bounced = failure.outcome == Outcome::permanent;
    ++(failure.origin == Origin::rejection ? counts.rejected : bounced ? counts.bounced : counts.deferred);
    counts.problems += failure.new_problems;
}

void add(LoginCounts& logins, FailureRecord const& failure) {
    if (failure.origin != Origin::rejection || failure.phase != Step::auth || !failure.client.sasl_method) return;
    ++logins.failed;
    count_name(logins.by_method, failure.client.sasl_method);
    count_name(logins.by_user, failure.client.sasl_username);
    count_name(logins.by_client, failure.relay.ip);
}

void add(SummaryRecord& summary, AnomalyRecord const& anomaly) {
    ++summary.by_anomaly[std::string(anomaly.id)];
    ++summary.by_severity[std::string(to_string(anomaly.severity))];
}

void add(CountMap& sum, CountMap const& other) {
    for (auto const& [key, count] : other) sum[key] += count;
}

void add(LoginCounts& sum, LoginCounts const& other) {
    sum.failed += other.failed;
    add(sum.by_method, other.by_method);
    add(sum.by_user, other.by_user);
    add(sum.by_client, other.by_client);
}

void add(Traffic& sum, Traffic const& other) {
    for (auto const& [period, counts] : other) row_of(sum, period) += counts;
}

} // namespace whybounce::analysis
