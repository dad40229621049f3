#include "whybounce/period.hpp"

#include <algorithm>
#include <charconv>

namespace whybounce {
namespace {

/// Digits of this length at the beginning; takes them, and what divides them from those before, off the text.
std::optional<unsigned> take_number(std::string_view& text, std::size_t digits, char divider) {
    if (divider != '\0') {
        if (!text.starts_with(divider)) return std::nullopt;
        text.remove_prefix(1);
    }
    if (text.size() < digits) return std::nullopt;
    unsigned number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + digits, number);
    if (error != std::errc() || end != text.data() + digits) return std::nullopt;
    text.remove_prefix(digits);
    return number;
}

void append(std::string& text, char divider, unsigned number) {
    if (divider != '\0') text += divider;
    text += static_cast<char>('0' + number / 10 % 10);
    text += static_cast<char>('0' + number % 10);
}

} // namespace

std::optional<Period> Period::parse(std::string_view text) {
    auto const year = take_number(text, 4, '\0');
    if (!year || *year == 0) return std::nullopt;
    struct Part {
        char divider;
        unsigned least, most, value;
    } parts[] = {{'-', 1, 12, 1}, {'-', 1, 31, 1}, {'T', 0, 23, 0}};
    auto unit = Unit::year;
    for (Part& part : parts) {
        if (text.empty()) break;
        auto const number = take_number(text, 2, part.divider);
        if (!number || *number < part.least || *number > part.most) return std::nullopt;
        part.value = *number;
        unit = static_cast<Unit>(static_cast<int>(unit) - 1);
    }
    if (!text.empty()) return std::nullopt;
    return of(static_cast<int>(*year), parts[0].value, parts[1].value, parts[2].value).within(unit);
}

std::string to_string(Period period) {
    std::string text;
    append(text, '\0', static_cast<unsigned>(period.year()) / 100);
    append(text, '\0', static_cast<unsigned>(period.year()));
    auto const unit = period.unit();
    if (unit < Period::Unit::year) append(text, '-', period.month());
    if (unit < Period::Unit::month) append(text, '-', period.day());
    if (unit < Period::Unit::day) append(text, 'T', period.hour());
    return text;
}

std::chrono::sys_time<std::chrono::hours> begin_of(Period period) {
    using namespace std::chrono;
    auto const date = year(period.year()) / month(std::max(period.month(), 1U)) / day(std::max(period.day(), 1U));
    return sys_days(date) + hours(period.unit() == Period::Unit::hour ? period.hour() : 0);
}

} // namespace whybounce
