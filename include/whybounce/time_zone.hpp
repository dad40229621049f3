#pragma once
#include "whybounce/log_event.hpp"

#include <vector>

namespace whybounce {

/// How far the clocks of a place stand from UTC, for stamps that do not say it.
class TimeZone {
public:
    /// From this local second on (seconds since 1970 as the clock on the wall shows them) this offset holds.
    struct Change {
        std::int64_t from;
        int offset_minutes; ///< east of UTC
    };
    /// The same offset at all times.
    explicit TimeZone(int offset_minutes) : changes_{{0, offset_minutes}} {}
    /// @param changes  at least one, in the order of time; the first holds before its time too
    explicit TimeZone(std::vector<Change> changes) : changes_(std::move(changes)) {}

    /// @param time  with its year
    int offset_at(LogTime const& time) const;

private:
    std::vector<Change> changes_;
};

} // namespace whybounce
