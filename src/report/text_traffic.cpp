#include "report/text_traffic.hpp"

#include "whybounce/traffic.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

namespace whybounce::report {
namespace {

using Unit = Period::Unit;
using Hours = std::chrono::sys_time<std::chrono::hours>;

constexpr std::chrono::hours most_hours{48};
constexpr std::chrono::days most_days{62};

Period period_at(Hours time, Unit unit) {
    using namespace std::chrono;
    auto const midnight = floor<days>(time);
    year_month_day const date(midnight);
    auto const hour = static_cast<unsigned>((time - midnight).count());
    return Period::of(int(date.year()), unsigned(date.month()), unsigned(date.day()), hour).within(unit);
}

/// The rows in a unit that people can take in at one look.
Traffic to_show(Traffic const& rows) {
    if (rows.empty()) return {};
    Hours const first = begin_of(rows.begin()->first), last = begin_of(rows.rbegin()->first);
    Unit const fitting = last - first < most_hours ? Unit::hour : last - first < most_days ? Unit::day : Unit::month;
    Unit const unit = std::max(fitting, rows.begin()->first.unit());
    Traffic shown = within(rows, unit);
    if (unit > Unit::day) return shown;
    std::chrono::hours const step = unit == Unit::hour ? std::chrono::hours(1) : std::chrono::days(1);
    for (Hours time = first; time < last; time += step) shown.try_emplace(period_at(time, unit));
    return shown;
}

struct Column {
    std::string_view heading; ///< key of the message
    std::uint64_t PeriodCounts::*count;
};
constexpr std::array columns{
    Column{"table.messages", &PeriodCounts::messages},
    Column{"table.sent", &PeriodCounts::sent},
    Column{"table.deferred", &PeriodCounts::deferred},
    Column{"table.bounced", &PeriodCounts::bounced},
    Column{"table.rejected", &PeriodCounts::rejected},
    Column{"table.problems", &PeriodCounts::problems},
};

/// In eighths of a column; at least one for what is there at all.
std::string bar(std::uint64_t count, std::uint64_t most, std::size_t size) {
    constexpr std::array<std::string_view, 8> parts{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (count == 0) return {};
    double const share = static_cast<double>(count) / static_cast<double>(most);
    auto const eighths = std::max<std::size_t>(1, static_cast<std::size_t>(share * static_cast<double>(size) * 8));
    std::string text = "  ";
    for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
    return text.append(parts[eighths % 8]);
}

class TrafficTable {
public:
    TrafficTable(Language const& in, Traffic const& rows, std::size_t width) : in_(in), rows_(rows) {
        time_ = std::max(to_string(rows.begin()->first).size(), display_width(in.say("label.time")));
        std::size_t used = 2 + time_;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            sizes_[i] = std::max(narrowest, display_width(in.say(columns[i].heading)));
            for (auto const& [period, counts] : rows)
                sizes_[i] = std::max(sizes_[i], std::to_string(counts.*columns[i].count).size());
            used += 2 + sizes_[i];
        }
        bar_ = width < used + 2 + shortest_bar ? 0 : std::min(width - used - 2, longest_bar);
        for (auto const& [period, counts] : rows) most_ = std::max(most_, counts.problems);
    }

    std::string head() const {
        std::string line = "  " + pad(in_.say("label.time"), time_);
        for (std::size_t i = 0; i < columns.size(); ++i)
            line += "  " + pad_left(in_.say(columns[i].heading), sizes_[i]);
        return line;
    }

    std::string body() const {
        std::string text;
        std::size_t gap = 0;
        for (auto row = rows_.begin(); row != rows_.end(); ++row) {
            auto const& [period, counts] = *row;
            gap = counts == PeriodCounts{} ? gap + 1 : 0;
            auto const next = std::next(row);
            bool const goes_on = next != rows_.end() && next->second == PeriodCounts{};
            if (gap > 1 && goes_on) continue; // of a long gap the first and last row are enough
            if (gap > 2) text += "  " + pad_left("…", time_) + '\n';
            text += "  " + pad(to_string(period), time_);
            for (std::size_t i = 0; i < columns.size(); ++i)
                text += "  " + pad_left(std::to_string(counts.*columns[i].count), sizes_[i]);
            text += (bar_ > 0 ? bar(counts.problems, most_, bar_) : std::string{}) + '\n';
        }
        return text;
    }

private:
    static constexpr std::size_t narrowest = 6, shortest_bar = 4, longest_bar = 24;

    Language const& in_;
    Traffic const& rows_;
    std::array<std::size_t, columns.size()> sizes_{};
    std::size_t time_ = 0, bar_ = 0;
    std::uint64_t most_ = 0; ///< problems
};

} // namespace

std::string render_traffic(Language const& in, Traffic const& rows, Style const& style, std::size_t width) {
    Traffic const shown = to_show(rows);
    if (shown.size() < 2) return {};
    TrafficTable const table(in, shown, width);
    return style.paint(Role::heading, table.head()) + '\n' + table.body();
}

} // namespace whybounce::report
