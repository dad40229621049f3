#include "whybounce/traffic.hpp"

namespace whybounce {

PeriodCounts& operator+=(PeriodCounts& sum, PeriodCounts const& other) {
    sum.messages += other.messages;
    sum.sent += other.sent;
    sum.deferred += other.deferred;
    sum.bounced += other.bounced;
    sum.rejected += other.rejected;
    sum.problems += other.problems;
    return sum;
}

Traffic within(Traffic const& rows, Period::Unit unit) {
    Traffic sums;
    for (auto const& [period, counts] : rows) sums[period.within(unit)] += counts;
    return sums;
}

} // namespace whybounce
