#include "dialects/log_frame.hpp"

#include "grammars/parse.hpp"

#include <fmt/format.h>

namespace whybounce::dialect {
namespace {

/// Reads either stamp off the front of a line.
std::optional<LogTime> take_stamp(std::string_view& line) {
    if (auto const stamp = grammar::parse_rfc3164_timestamp(line)) {
        auto const& [month, day, hour, minute, second] = stamp->value;
        line.remove_prefix(stamp->length);
        return LogTime{0, month, day, hour, minute, second, {}, {}, TimeBasis::assumed};
    }
    auto const full = grammar::parse_rfc3339_timestamp(line);
    if (!full) return std::nullopt;
    auto const& stamp = full->value;
    LogTime time{stamp.year, stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second, stamp.fraction, {}, TimeBasis::logged};
    if (stamp.offset) time.offset_minutes = (stamp.offset->negative ? -1 : 1) * (stamp.offset->hours * 60 + stamp.offset->minutes);
    line.remove_prefix(full->length);
    return time;
}

} // namespace

std::optional<LogFrame> read_log_frame(std::string_view line) {
    auto const time = take_stamp(line);
    if (!time || !line.starts_with(' ')) return std::nullopt;
    line.remove_prefix(1);
    std::size_t const host_end = line.find(' ');
    if (host_end == std::string_view::npos) return std::nullopt;
    std::string_view const rest = line.substr(host_end + 1);
    auto const tag = grammar::parse_syslog_tag(rest);
    if (!tag) return std::nullopt;
    LogFrame frame{*time, line.substr(0, host_end), tag->value.tag, std::nullopt, rest.substr(tag->length)};
    if (tag->value.pid != 0) frame.pid = tag->value.pid;
    return frame;
}

} // namespace whybounce::dialect

namespace whybounce {

std::optional<std::string> to_iso8601(LogTime const& time) {
    if (time.year == 0) return std::nullopt;
    std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", time.year, time.month, time.day, time.hour, time.minute, time.second);
    if (!time.fraction.empty()) fmt::format_to(std::back_inserter(text), ".{}", time.fraction);
    if (!time.offset_minutes) return text;
    int const minutes = *time.offset_minutes;
    if (minutes == 0) return text + 'Z';
    int const size = minutes < 0 ? -minutes : minutes;
    return text + fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

} // namespace whybounce
