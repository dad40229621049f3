#pragma once
#include <ctime>
#include <optional>

namespace whybounce::input {

/// The year of a time in UTC; none when it is out of range.
inline std::optional<int> year_of(std::time_t time) {
    std::tm parts{};
    if (!gmtime_r(&time, &parts)) return std::nullopt;
    return parts.tm_year + 1900;
}

} // namespace whybounce::input
