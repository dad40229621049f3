#include "cli/assumed_year.hpp"

#include <chrono>

namespace whybounce::cli {
namespace {

constexpr std::int64_t day = 86'400;
constexpr std::int64_t farthest_zones = 2 * day; // between a stamp and UTC, and clocks that differ a little
constexpr std::int64_t year_9999 = 253'402'300'799;

} // namespace

std::optional<int> assumed_year(
    std::optional<std::int64_t> modified, Dialect const* dialect, ReadingContext const& context) {
    if (!modified || *modified < -year_9999 / 2 || *modified > year_9999) return std::nullopt;
    auto const date = std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(*modified)));
    int const year = int(std::chrono::year_month_day(date).year());
    if (!dialect || !dialect->begins) return year;
    ReadingContext assumed = context;
    assumed.year = year;
    auto const begin = dialect->begins(assumed);
    return begin && begin->seconds > *modified + farthest_zones ? year - 1 : year;
}

} // namespace whybounce::cli
