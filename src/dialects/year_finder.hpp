#pragma once
#include "whybounce/log_event.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace whybounce::dialect {

/// Second since 1970 in which a Postfix long queue id was made; nullopt for a short one (Postfix: global/mail_queue.h).
std::optional<std::int64_t> arrival_of(std::string_view queue_id);

/// Is this a digit of the second in a long queue id?
bool is_base52(char c);
/// Second since 1970 of a stamp with its year, as if it were UTC.
std::int64_t seconds_since_1970(LogTime const& time);

/// Gives stamps without a year their year. A long queue id tells it; without one the order of the lines does; before
/// the first such anchor the year that the caller assumes. Never the clock of the machine that reads.
class YearFinder {
public:
    explicit YearFinder(std::optional<int> assumed) : assumed_(assumed) {}

    /// Looks ahead: the first anchor of the input also serves the lines before it.
    void anchor(LogTime const& time, std::string_view queue_id);
    /// Fills in year and basis of a stamp that has none.
    void complete(LogTime& time, std::string_view queue_id);

private:
    std::optional<int> assumed_;
    std::optional<int> year_; ///< of the last stamp, once there is an anchor
    unsigned month_ = 0;      ///< of the last stamp
    TimeBasis basis_ = TimeBasis::assumed;
};

} // namespace whybounce::dialect
