#pragma once
#include "whybounce/event.hpp"

#include <cstdint>
#include <optional>

namespace whybounce::cli {

/// The year of the first stamp of a log whose stamps have none: that in which the file was written last, or the year
/// before where the log would else begin after its own end: it goes over a New Year, or was rotated then.
/// @param modified  seconds since 1970, UTC @param dialect  may be null @param context  its year is not looked at
std::optional<int> assumed_year(
    std::optional<std::int64_t> modified, Dialect const* dialect, ReadingContext const& context);

} // namespace whybounce::cli
