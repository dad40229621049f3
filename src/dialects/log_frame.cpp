#include "dialects/log_frame.hpp"

#include "grammars/parse.hpp"

#include <algorithm>
#include <charconv>

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
    LogTime time{stamp.year, stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second, stamp.fraction, {},
        TimeBasis::logged};
    if (stamp.offset)
        time.offset_minutes = (stamp.offset->negative ? -1 : 1) * (stamp.offset->hours * 60 + stamp.offset->minutes);
    line.remove_prefix(full->length);
    return time;
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

std::string_view take_word(std::string_view& text) {
    std::size_t const end = std::min(text.find(' '), text.size());
    std::string_view const word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
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

} // namespace

std::optional<LogFrame> read_log_frame(std::string_view line) {
    bool const rfc5424 = take_priority(line);
    auto const time = take_stamp(line);
    if (!time || !line.starts_with(' ')) return std::nullopt;
    line.remove_prefix(1);
    if (rfc5424) return read_rfc5424(*time, line);
    std::size_t const host_end = line.find(' ');
    if (host_end == std::string_view::npos) return std::nullopt;
    std::string_view const rest = line.substr(host_end + 1);
    auto const tag = grammar::parse_syslog_tag(rest);
    if (!tag) return std::nullopt;
    LogFrame frame{
        *time, line.substr(0, host_end), tag->value.tag, std::nullopt, without_solaris_id(rest.substr(tag->length))};
    if (tag->value.pid != 0) frame.pid = tag->value.pid;
    return frame;
}

} // namespace whybounce::dialect

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

} // namespace whybounce
