#include "dialects/log_time.hpp"

#include "whybounce/time_zone.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace whybounce {

namespace {

void put(std::string& text, char divider, unsigned number) {
    text += divider;
    text += static_cast<char>('0' + number / 10 % 10);
    text += static_cast<char>('0' + number % 10);
}

} // namespace

std::optional<std::string> to_iso8601(LogTime const& time) {
    if (time.year == 0) return std::nullopt;
    std::string text = std::to_string(time.year);
    put(text, '-', time.month);
    put(text, '-', time.day);
    put(text, 'T', time.hour);
    put(text, ':', time.minute);
    put(text, ':', time.second);
    if (!time.fraction.empty()) text.append(".").append(time.fraction);
    if (!time.offset_minutes) return text;
    int const minutes = *time.offset_minutes;
    if (minutes == 0) return text + 'Z';
    unsigned const size = static_cast<unsigned>(minutes < 0 ? -minutes : minutes);
    put(text, minutes < 0 ? '-' : '+', size / 60);
    put(text, ':', size % 60);
    return text;
}

namespace {

/// Seconds since 1970 as the clock on the wall shows them.
std::int64_t local_seconds(LogTime const& time) {
    using namespace std::chrono;
    auto const date = sys_days(year{time.year} / month{time.month} / day{time.day});
    return date.time_since_epoch().count() * 86'400LL + time.hour * 3600 + time.minute * 60 + time.second;
}

} // namespace

int TimeZone::offset_at(LogTime const& time) const {
    auto const next = std::ranges::upper_bound(changes_, local_seconds(time), {}, &Change::from);
    return next == changes_.begin() ? changes_.front().offset_minutes : std::prev(next)->offset_minutes;
}

namespace dialect {

std::optional<LogTime> time_of_epoch(std::string_view seconds, std::string_view fraction) {
    std::int64_t count = 0;
    auto const [end, error] = std::from_chars(seconds.data(), seconds.data() + seconds.size(), count);
    constexpr std::int64_t end_of_9999 = 253'402'300'799;
    if (error != std::errc() || end != seconds.data() + seconds.size() || count < 0 || count > end_of_9999)
        return std::nullopt;
    std::chrono::sys_seconds const moment{std::chrono::seconds(count)};
    auto const day = std::chrono::floor<std::chrono::days>(moment);
    std::chrono::year_month_day const date(day);
    std::chrono::hh_mm_ss const clock(moment - day);
    return LogTime{int(date.year()), unsigned(date.month()), unsigned(date.day()),
        static_cast<unsigned>(clock.hours().count()), static_cast<unsigned>(clock.minutes().count()),
        static_cast<unsigned>(clock.seconds().count()), fraction, 0, TimeBasis::logged};
}

} // namespace dialect
} // namespace whybounce
