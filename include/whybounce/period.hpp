#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace whybounce {

/// An hour by the clock of the stamps, or a day, month or year where hours would be too many. What is written is the
/// beginning of an ISO 8601 time without its offset: "2026-11-22T05", "2026-11-22", "2026-11", "2026". Sorts by time.
class Period {
public:
    enum class Unit : std::uint8_t { hour, day, month, year };

    /// Not known.
    constexpr Period() = default;
    /// @param year 1 to 9999; 0 makes a period that is not known @param month, day  from 1 @param hour 0 to 23
    static constexpr Period of(int year, unsigned month, unsigned day, unsigned hour) {
        if (year <= 0 || year > 9999) return {};
        return Period(static_cast<std::uint32_t>(year) << 14U | month << 10U | day << 5U | (hour + 1));
    }
    /// From what to_string() writes; nullopt for all else.
    static std::optional<Period> parse(std::string_view text);

    constexpr explicit operator bool() const { return packed_ != 0; }
    auto operator<=>(Period const&) const = default;

    constexpr Unit unit() const {
        if (packed_ & 0x1FU) return Unit::hour;
        if (day() != 0) return Unit::day;
        return month() != 0 ? Unit::month : Unit::year;
    }
    /// The period of this unit that it lies in; itself when it is as long or longer.
    constexpr Period within(Unit unit) const {
        constexpr std::uint32_t masks[] = {~0U, ~0U << 5U, ~0U << 10U, ~0U << 14U};
        return Period(packed_ & masks[static_cast<unsigned>(unit)]);
    }
    constexpr int year() const { return static_cast<int>(packed_ >> 14U); }
    constexpr unsigned month() const { return packed_ >> 10U & 0xFU; } ///< 0: a year
    constexpr unsigned day() const { return packed_ >> 5U & 0x1FU; }   ///< 0: a month or a year
    constexpr unsigned hour() const { return (packed_ & 0x1FU) - 1; }  ///< of an hour only

private:
    constexpr explicit Period(std::uint32_t packed) : packed_(packed) {}

    std::uint32_t packed_ = 0; ///< year, month, day, hour + 1; 0 for what it does not name
};

std::string to_string(Period period);

/// Its first hour. The period must be known.
std::chrono::sys_time<std::chrono::hours> begin_of(Period period);

} // namespace whybounce
