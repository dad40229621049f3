#include "dialects/log_frame.hpp"

#include "dialects/log_time.hpp"
#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace whybounce::dialect {
namespace {

using std::string_view_literals::operator""sv;

std::string_view take_word(std::string_view& text) {
    std::size_t const end = std::min(text.find(' '), text.size());
    std::string_view const word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

std::string_view take_digits(std::string_view& text) {
    auto const end = std::ranges::find_if_not(text, ascii::is_digit);
    std::string_view const number(text.begin(), end);
    text.remove_prefix(number.size());
    return number;
}

/// ".123456" behind the seconds, as journalctl -o short-precise has it.
std::string_view take_fraction(std::string_view& text) {
    if (text.size() < 2 || text[0] != '.' || !ascii::is_digit(text[1])) return {};
    text.remove_prefix(1);
    return take_digits(text);
}

/// " 2026" behind the time of day: logread of OpenWrt. A host's name does not look so.
int take_year(std::string_view& text) {
    if (text.size() < 6 || !text.starts_with(" 20") || text[5] != ' ') return 0;
    int year = 0;
    auto const [end, error] = std::from_chars(text.data() + 1, text.data() + 5, year);
    if (error != std::errc() || end != text.data() + 5) return 0;
    text.remove_prefix(5);
    return year;
}

std::optional<LogTime> take_short_stamp(std::string_view& line) {
    auto const stamp = grammar::parse_rfc3164_timestamp(line);
    if (!stamp) return std::nullopt;
    auto const& [month, day, hour, minute, second] = stamp->value;
    line.remove_prefix(stamp->length);
    std::string_view const fraction = take_fraction(line);
    int const year = take_year(line);
    return LogTime{
        year, month, day, hour, minute, second, fraction, {}, year == 0 ? TimeBasis::assumed : TimeBasis::logged};
}

/// "1795341600.123456": journalctl -o short-unix.
std::optional<LogTime> take_epoch(std::string_view& line) {
    std::string_view rest = line;
    std::string_view const seconds = take_digits(rest);
    std::string_view const fraction = take_fraction(rest);
    if (seconds.size() < 9 || fraction.empty() || !rest.starts_with(' ')) return std::nullopt;
    line = rest;
    return time_of_epoch(seconds, fraction);
}

/// "[ 1234.567890]", "[ 1234.567890  <    0.1 >]": seconds since the machine started tell no time.
std::optional<LogTime> take_uptime(std::string_view& line) {
    if (!line.starts_with('[')) return std::nullopt;
    std::size_t const end = line.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    constexpr std::string_view members = " .<>0123456789";
    if (line.substr(1, end - 1).find_first_not_of(members) != std::string_view::npos) return std::nullopt;
    line.remove_prefix(end + 1);
    return LogTime{};
}

bool is_weekday(std::string_view word) {
    constexpr std::array days{"Mon"sv, "Tue"sv, "Wed"sv, "Thu"sv, "Fri"sv, "Sat"sv, "Sun"sv};
    return std::ranges::find(days, word) != days.end();
}

/// " CET" behind a full stamp; UTC is the one name that is the same everywhere.
void take_zone_name(std::string_view& line, LogTime& time) {
    std::string_view rest = line.substr(1);
    std::string_view const name = take_word(rest);
    line = line.substr(name.size() + 1);
    if (name == "UTC" || name == "GMT") time.offset_minutes = 0;
}

/// Any stamp off the front of a line.
std::optional<LogTime> take_stamp(std::string_view& line) {
    if (auto const time = take_short_stamp(line)) return time;
    if (auto const time = take_full_stamp(line)) return time;
    if (line.size() > 4 && line[3] == ' ' && is_weekday(line.substr(0, 3))) {
        std::string_view rest = line.substr(4);
        if (auto const time = take_short_stamp(rest)) {
            line = rest;
            return time;
        }
    }
    if (auto const time = take_epoch(line)) return time;
    return take_uptime(line);
}

/// PRI VERSION of RFC 5424 section 6.2 before the stamp: "<22>1 ". RFC 3164 has the PRI alone.
bool take_priority(std::string_view& line) {
    if (!line.starts_with('<')) return false;
    std::size_t const close = line.find('>');
    if (close == std::string_view::npos || close > 4) return false;
    line.remove_prefix(close + 1);
    if (!line.starts_with("1 ")) return false;
    line.remove_prefix(2);
    return true;
}

/// STRUCTURED-DATA of RFC 5424 section 6.3: "-" or elements in brackets, then the message.
std::string_view after_structured_data(std::string_view text) {
    if (!text.starts_with('[')) return text.substr(std::min<std::size_t>(2, text.size()));
    std::size_t const end = text.find("] ");
    return end == std::string_view::npos ? std::string_view{} : text.substr(end + 2);
}

/// HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG
std::optional<LogFrame> read_rfc5424(LogTime const& time, std::string_view rest) {
    LogFrame frame{time, take_word(rest), take_word(rest), std::nullopt, {}};
    std::string_view const process = take_word(rest);
    std::uint32_t pid = 0;
    if (std::from_chars(process.data(), process.data() + process.size(), pid).ec == std::errc()) frame.pid = pid;
    take_word(rest);
    frame.text = after_structured_data(rest);
    while (frame.text.starts_with(' ')) frame.text.remove_prefix(1);         // rsyslog keeps the blank behind the tag
    if (frame.text.starts_with("\xEF\xBB\xBF")) frame.text.remove_prefix(3); // BOM of section 6.4
    return frame;
}

/// Solaris puts "[ID 197553 mail.info] " before the text.
std::string_view without_solaris_id(std::string_view text) {
    std::size_t const end = text.starts_with("[ID ") ? text.find("] ") : std::string_view::npos;
    return end == std::string_view::npos ? text : text.substr(end + 2);
}

/// "mail.info": BusyBox writes it before the tag, FreeBSD's syslogd -v in angle brackets before the host.
bool is_priority_name(std::string_view word) {
    constexpr std::array facilities{"mail"sv, "daemon"sv, "user"sv, "syslog"sv, "local0"sv, "local1"sv, "local2"sv,
        "local3"sv, "local4"sv, "local5"sv, "local6"sv, "local7"sv};
    constexpr std::array levels{
        "emerg"sv, "alert"sv, "crit"sv, "err"sv, "error"sv, "warn"sv, "warning"sv, "notice"sv, "info"sv, "debug"sv};
    std::size_t const dot = word.find('.');
    return dot != std::string_view::npos && std::ranges::find(levels, word.substr(dot + 1)) != levels.end() &&
        std::ranges::find(facilities, word.substr(0, dot)) != facilities.end();
}

void skip_priority_name(std::string_view& rest) {
    std::string_view const word = rest.substr(0, rest.find(' '));
    if (is_priority_name(word)) rest.remove_prefix(std::min(word.size() + 1, rest.size()));
}

/// HOST TAG[PID]: TEXT
std::optional<LogFrame> read_host_and_tag(LogTime const& time, std::string_view line) {
    if (line.starts_with('<')) line.remove_prefix(std::min(line.find("> "), line.size() - 2) + 2);
    skip_priority_name(line);
    std::string_view rest = line;
    std::string_view host = take_word(rest);
    if (host.ends_with(':')) { // logread of OpenWrt names no host
        host = {};
        rest = line;
    }
    skip_priority_name(rest);
    if (rest.empty()) return std::nullopt;
    auto frame = read_tagged_text(rest);
    if (!frame) return std::nullopt;
    frame->time = time;
    frame->host = host;
    return frame;
}

/// "stdout F ": what containerd puts between its own stamp and the line.
bool take_stream(std::string_view& line) {
    for (std::string_view const stream : {"stdout F "sv, "stderr F "sv, "stdout P "sv, "stderr P "sv})
        if (line.starts_with(stream)) {
            line.remove_prefix(stream.size());
            return true;
        }
    return false;
}

/// "[pod/mail-0/postfix] " of kubectl, "postfix-1  | " of Compose.
std::string_view without_container_name(std::string_view line) {
    if (line.starts_with("[pod/")) {
        std::size_t const end = line.find("] ");
        return end == std::string_view::npos ? line : line.substr(end + 2);
    }
    std::size_t const bar = line.substr(0, 80).find(" | ");
    if (bar == std::string_view::npos || line.find_first_of(" ") > bar) return line;
    std::string_view const name = ascii::trim(line.substr(0, bar));
    return name.find_first_of(" :<[") == std::string_view::npos ? line.substr(bar + 3) : line;
}

/// What stands behind the stamp of a container's runtime: a whole line of its own, or one without a stamp.
std::optional<LogFrame> read_inside(LogTime const& outer, std::string_view line, bool streamed) {
    std::string_view behind = line;
    if (auto const time = take_stamp(behind); time && behind.starts_with(' ')) {
        behind.remove_prefix(1);
        return read_host_and_tag(time->year != 0 ? *time : outer, behind);
    }
    if (!streamed) return std::nullopt;
    auto frame = read_tagged_text(line);
    if (frame) frame->time = outer;
    return frame;
}

} // namespace

std::optional<LogTime> take_full_stamp(std::string_view& line) {
    std::string_view rest = line;
    bool const in_words = line.size() > 4 && line[3] == ' ' && is_weekday(line.substr(0, 3));
    if (in_words) rest.remove_prefix(4);
    auto const full = grammar::parse_rfc3339_timestamp(rest);
    if (!full) return std::nullopt;
    auto const& stamp = full->value;
    LogTime time{stamp.year, stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second, stamp.fraction, {},
        TimeBasis::logged};
    if (stamp.offset)
        time.offset_minutes = (stamp.offset->negative ? -1 : 1) * (stamp.offset->hours * 60 + stamp.offset->minutes);
    line = rest.substr(full->length);
    if (in_words && line.starts_with(' ')) take_zone_name(line, time);
    return time;
}

std::optional<LogFrame> read_tagged_text(std::string_view text) {
    auto const tag = grammar::parse_syslog_tag(text);
    if (!tag) return std::nullopt;
    LogFrame frame{{}, {}, tag->value.tag, std::nullopt, without_solaris_id(text.substr(tag->length))};
    if (tag->value.pid != 0) frame.pid = tag->value.pid;
    return frame;
}

std::optional<LogFrame> read_bare_frame(std::string_view line) {
    auto time = take_short_stamp(line);
    if (!time && !line.empty() && ascii::is_digit(line.front())) time = take_full_stamp(line);
    if (!time || !line.starts_with(' ')) return std::nullopt;
    line.remove_prefix(1);
    std::string_view behind = line;
    if (time->year != 0 && (take_stream(behind) || take_stamp(behind))) return std::nullopt;
    return read_host_and_tag(*time, line);
}

std::optional<LogFrame> read_log_frame(std::string_view line) {
    bool const rfc5424 = take_priority(line);
    auto time = take_stamp(line);
    if (!time) {
        line = without_container_name(line);
        time = take_stamp(line);
    }
    if (!time || !line.starts_with(' ')) return std::nullopt;
    line.remove_prefix(1);
    if (rfc5424) return read_rfc5424(*time, line);
    if (time->year != 0 && time->offset_minutes) {
        bool const streamed = take_stream(line);
        if (auto const inside = read_inside(*time, line, streamed)) return inside;
    }
    return read_host_and_tag(*time, line);
}

} // namespace whybounce::dialect
