#pragma once
#include "whybounce/records.hpp"

namespace whybounce {

/// Adds all counts.
PeriodCounts& operator+=(PeriodCounts& sum, PeriodCounts const& other);

/// The same in longer periods; rows that are as long or longer stay.
Traffic within(Traffic const& rows, Period::Unit unit);

} // namespace whybounce
