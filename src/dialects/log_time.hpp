#pragma once
#include "whybounce/log_event.hpp"

namespace whybounce::dialect {

/// A time told in seconds since 1970, in UTC; nullopt when `seconds` is no number, or none of the next 8000 years.
std::optional<LogTime> time_of_epoch(std::string_view seconds, std::string_view fraction);

} // namespace whybounce::dialect
