#include "dialects/stamp_runs.hpp"

#include "dialects/year_finder.hpp"

#include <cstring>
#include <tuple>

namespace whybounce::dialect {
namespace {

constexpr std::int64_t day = 86'400;
constexpr std::size_t divider_place = 10; // of a long queue id: six digits for the second, four for its fraction

auto order_of(LogTime const& time) {
    return std::tuple(time.year, time.month, time.day, time.hour, time.minute, time.second);
}

bool is_same_hour(LogTime const& a, LogTime const& b) {
    return a.hour == b.hour && a.day == b.day && a.month == b.month && a.year == b.year;
}

} // namespace

/// The usual long queue id, made within the same 45 minutes as one that was looked at closely.
bool StampRuns::is_dated(std::string_view queue_id) const {
    return any_known_ && std::memcmp(queue_id.data(), known_, sizeof known_) == 0 && queue_id[divider_place] == 'z' &&
        queue_id.find('z', divider_place + 1) == std::string_view::npos && is_base52(queue_id[4]) &&
        is_base52(queue_id[5]);
}

void StampRuns::note_slowly(std::string_view queue_id, std::uint32_t line) {
    auto const arrival = dates(queue_id) ? arrival_of(queue_id) : std::nullopt;
    bool const same_year = !arrival || is_within(*arrival, *arrival);
    if (!open_ || !same_year || !is_same_hour(digest_.runs.back().begin, time_)) return begin(queue_id, arrival, line);
    StampRun& run = digest_.runs.back();
    if (order_of(time_) < order_of(run.first)) run.first = time_;
    if (order_of(run.last) < order_of(time_)) run.last = time_;
    noted_ = true;
    if (!arrival || queue_id.rfind('z') != divider_place) return;
    constexpr std::int64_t two_digits = 52 * 52; // seconds that the fifth and sixth digit count
    any_known_ = is_within(*arrival - two_digits, *arrival + two_digits);
    std::memcpy(known_, queue_id.data(), sizeof known_);
}

void StampRuns::begin(std::string_view queue_id, std::optional<std::int64_t> arrival, std::uint32_t line) {
    digest_.facts.push_back({0, digest_.runs.size(), line, 0, 0, LogFact::Kind::stamps});
    digest_.runs.push_back({time_, time_, time_, queue_id});
    open_ = noted_ = true;
    dated_ = arrival.has_value();
    any_known_ = false;
    if (!arrival) return;
    LogTime month = time_;
    YearFinder({}).complete(month, queue_id);
    month.day = 1;
    month.hour = month.minute = month.second = 0;
    std::int64_t const begin = seconds_since_1970(month);
    // Half a year around any second of the month: the year nearest to such an arrival is that of the run.
    earliest_ = begin - (182 - 31) * day;
    latest_ = begin + 182 * day;
}

} // namespace whybounce::dialect
