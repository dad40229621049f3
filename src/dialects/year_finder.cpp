#include "dialects/year_finder.hpp"

#include <array>
#include <chrono>
#include <cstdlib>

namespace whybounce::dialect {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;

constexpr std::string_view base52_digits = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";

constexpr std::array<std::int8_t, 256> digit_values() {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < base52_digits.size(); ++i)
        values[static_cast<unsigned char>(base52_digits[i])] = static_cast<std::int8_t>(i);
    return values;
}
constexpr auto base52_value = digit_values();

std::int64_t seconds_of(LogTime const& time, int in_year) {
    auto const date = sys_days(year{in_year} / month{time.month} / day{time.day});
    return date.time_since_epoch().count() * 86'400LL + time.hour * 3600 + time.minute * 60 + time.second;
}

int year_of(std::int64_t seconds) {
    auto const days = std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(seconds)));
    return int(std::chrono::year_month_day(days).year());
}

/// The year that brings a stamp nearest to the second in which the mail came, zones and queue times allowed for.
int nearest_year(LogTime const& time, std::int64_t arrival) {
    int const base = year_of(arrival);
    int best = base;
    for (int const candidate : {base - 1, base + 1})
        if (std::abs(seconds_of(time, candidate) - arrival) < std::abs(seconds_of(time, best) - arrival))
            best = candidate;
    return best;
}

} // namespace

bool is_base52(char c) { return base52_value[static_cast<unsigned char>(c)] >= 0; }

std::int64_t seconds_since_1970(LogTime const& time) { return seconds_of(time, time.year); }

std::optional<std::int64_t> arrival_of(std::string_view queue_id) {
    std::size_t const divider = queue_id.rfind('z');
    if (divider == std::string_view::npos || divider < 10 || divider + 1 >= queue_id.size()) return std::nullopt;
    std::int64_t seconds = 0;
    for (char const c : queue_id.substr(0, divider - 4)) {
        int const value = base52_value[static_cast<unsigned char>(c)];
        if (value < 0 || seconds > 100'000'000'000LL) return std::nullopt;
        seconds = seconds * 52 + value;
    }
    constexpr std::int64_t year_2009 = 1'230'768'000; // long ids came with Postfix 2.9
    constexpr std::int64_t year_2100 = 4'102'444'800; // beyond, it is no long id, or was split in the wrong place
    return seconds < year_2009 || seconds >= year_2100 ? std::nullopt : std::optional(seconds);
}

void YearFinder::anchor(LogTime const& time, std::string_view queue_id) {
    if (time.year != 0 || time.month == 0 || year_) return;
    auto const arrival = arrival_of(queue_id);
    if (!arrival) return;
    year_ = nearest_year(time, *arrival);
    month_ = time.month;
    basis_ = TimeBasis::year_from_order;
}

void YearFinder::complete(LogTime& time, std::string_view queue_id) {
    if (time.year != 0 || time.month == 0) return;
    if (auto const arrival = arrival_of(queue_id)) {
        year_ = time.year = nearest_year(time, *arrival);
        time.basis = TimeBasis::year_from_queue_id;
        basis_ = TimeBasis::year_from_order;
        month_ = time.month;
        return;
    }
    if (!year_) year_ = assumed_;
    if (!year_) return;
    int const fall = static_cast<int>(month_) - static_cast<int>(time.month);
    if (month_ != 0 && fall > 6) ++*year_;
    if (month_ != 0 && fall < -6) --*year_;
    month_ = time.month;
    time.year = *year_;
    time.basis = basis_;
}

} // namespace whybounce::dialect
