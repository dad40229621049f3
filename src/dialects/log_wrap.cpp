#include "dialects/log_wrap.hpp"

#include "dialects/log_time.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <rapidjson/reader.h>

namespace whybounce::dialect {
namespace {

/// What a collector tells of a line.
enum Part : std::size_t { part_text, part_time, part_host, part_program, part_pid, parts_count };
using Parts = std::array<std::string_view, parts_count>;

struct KeyRow {
    std::string_view key;
    Part part;
};

/// Where several keys tell the same, the one that stands first here is taken: journald's own names, then those of
/// Docker, fluentd, vector, rsyslog and syslog-ng.
constexpr KeyRow keys[] = {
    {"MESSAGE", part_text},
    {"log", part_text},
    {"message", part_text},
    {"msg", part_text},
    {"__REALTIME_TIMESTAMP", part_time},
    {"time", part_time},
    {"@timestamp", part_time},
    {"timestamp", part_time},
    {"_HOSTNAME", part_host},
    {"host", part_host},
    {"hostname", part_host},
    {"SYSLOG_IDENTIFIER", part_program},
    {"program", part_program},
    {"programname", part_program},
    {"appname", part_program},
    {"app-name", part_program},
    {"syslogtag", part_program},
    {"ident", part_program},
    {"SYSLOG_PID", part_pid},
    {"_PID", part_pid},
    {"pid", part_pid},
    {"procid", part_pid},
};

KeyRow const* find_key(std::string_view key) {
    auto const* const found = std::ranges::find(keys, key, &KeyRow::key);
    return found == std::end(keys) ? nullptr : found;
}

/// Collects the parts of one object; what lies deeper is passed over, but for a text told as a list of octets.
class PartsHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, PartsHandler> {
public:
    PartsHandler(Parts& parts, std::string& octets) : parts_(parts), octets_(octets) { octets_.clear(); }

    bool Default() { return true; }
    bool Key(char const* text, rapidjson::SizeType size, bool) {
        if (depth_ == 1) key_ = find_key({text, size});
        return true;
    }
    bool String(char const* text, rapidjson::SizeType size, bool) { return take({text, size}); }
    bool RawNumber(char const* text, rapidjson::SizeType size, bool) {
        if (listing_) return take_octet({text, size});
        return take({text, size});
    }
    bool StartObject() { return ++depth_ < deepest; }
    bool EndObject(rapidjson::SizeType) { return --depth_ >= 0; }
    bool StartArray() {
        listing_ = depth_ == 1 && key_ && key_->part == part_text;
        return ++depth_ < deepest;
    }
    bool EndArray(rapidjson::SizeType) {
        --depth_;
        if (listing_) take(octets_);
        listing_ = false;
        return true;
    }

private:
    static constexpr int deepest = 32;

    bool take(std::string_view value) {
        if (depth_ != 1 || !key_) return true;
        KeyRow const*& from = from_[key_->part];
        if (!from || key_ < from) {
            parts_[key_->part] = value;
            from = key_;
        }
        return true;
    }
    bool take_octet(std::string_view number) {
        unsigned octet = 0;
        std::from_chars(number.data(), number.data() + number.size(), octet);
        octets_ += static_cast<char>(octet);
        return true;
    }

    Parts& parts_;
    std::string& octets_;
    KeyRow const* key_ = nullptr;
    std::array<KeyRow const*, parts_count> from_{}; ///< the row that gave each part
    int depth_ = 0;
    bool listing_ = false;
};

/// Microseconds since 1970, as journald counts; a stamp of RFC 3339; or seconds with a fraction.
std::optional<LogTime> time_of(std::string_view text) {
    if (text.size() == 16 && std::ranges::all_of(text, ascii::is_digit))
        return time_of_epoch(text.substr(0, 10), text.substr(10));
    if (auto time = take_full_stamp(text)) return time;
    std::size_t const point = std::min(text.find('.'), text.size());
    return time_of_epoch(text.substr(0, point), text.substr(std::min(point + 1, text.size())));
}

/// "postfix/smtpd[77]:" of rsyslog's syslogtag.
std::string_view without_pid(std::string_view program, LogFrame& frame) {
    std::size_t const bracket = std::min({program.find('['), program.find(':'), program.size()});
    std::uint32_t pid = 0;
    if (bracket < program.size() &&
        std::from_chars(program.data() + bracket + 1, program.data() + program.size(), pid).ec == std::errc())
        frame.pid = pid;
    return program.substr(0, bracket);
}

/// A whole log line in the text, or one whose stamp, host and tag are told beside it.
std::optional<LogFrame> frame_of(Parts const& parts) {
    std::string_view text = parts[part_text];
    while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
    auto const time = time_of(parts[part_time]);
    std::optional<LogFrame> frame;
    if (!parts[part_program].empty()) {
        frame.emplace();
        frame->tag = without_pid(parts[part_program], *frame);
        frame->text = text;
        std::uint32_t pid = 0;
        std::string_view const number = parts[part_pid];
        if (std::from_chars(number.data(), number.data() + number.size(), pid).ec == std::errc()) frame->pid = pid;
    } else {
        frame = read_log_frame(text);
        if (!frame) frame = read_tagged_text(text);
    }
    if (frame && time && frame->time.year == 0) frame->time = *time;
    if (frame && frame->host.empty()) frame->host = parts[part_host];
    return frame;
}

bool is_export_key(std::string_view key) {
    return !key.empty() &&
        std::ranges::all_of(key, [](char c) { return (c >= 'A' && c <= 'Z') || ascii::is_digit(c) || c == '_'; });
}

} // namespace

LogFraming::Found LogFraming::read(LineView& line, LogFrame& frame) {
    if (!exporting_ && line.text.starts_with("__CURSOR=")) exporting_ = true;
    if (exporting_) return read_export(line, frame);
    if (line.text.starts_with('{')) return read_json(line, frame);
    auto const found = read_log_frame(line.text);
    if (found) frame = *found;
    if (!found && line.text.starts_with("-- ")) return Found::part; // journalctl's own words
    return found ? Found::frame : Found::nothing;
}

LogFraming::Found LogFraming::read_json(LineView& line, LogFrame& frame) {
    buffer_.assign(line.text);
    Parts parts;
    PartsHandler handler(parts, octets_);
    rapidjson::InsituStringStream stream(buffer_.data());
    rapidjson::Reader reader;
    constexpr auto flags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag;
    if (!reader.Parse<flags>(stream, handler) || parts[part_text].data() == nullptr) return Found::nothing;
    auto const found = frame_of(parts);
    if (!found) return Found::part; // of another program, or no log line
    frame = *found;
    return Found::frame;
}

/// https://systemd.io/JOURNAL_EXPORT_FORMATS/: KEY=VALUE, or KEY and on the next line a length of eight octets, the
/// value and a line end; an empty line ends the entry.
LogFraming::Found LogFraming::read_export(LineView& line, LogFrame& frame) {
    if (!octets_key_.empty()) {
        take_export_octets(line.text);
        return Found::part;
    }
    if (line.text.empty()) return give_entry(line, frame);
    open_ = true;
    take_export_field(line);
    return Found::part;
}

void LogFraming::take_export_field(LineView const& line) {
    std::size_t const equals = line.text.find('=');
    std::string_view const key = line.text.substr(0, equals);
    if (equals != std::string_view::npos) return keep(key, line.text.substr(equals + 1), line.number);
    if (!is_export_key(key)) return;
    octets_key_ = key;
    pending_.clear();
    pending_lines_ = 0;
    if (key == "MESSAGE") message_line_ = line.number;
}

void LogFraming::take_export_octets(std::string_view line) {
    constexpr std::size_t head = 8, longest = 1 << 20;
    if (pending_lines_++ > 0) pending_ += '\n';
    pending_ += line;
    std::uint64_t size = 0;
    for (std::size_t i = std::min(head, pending_.size()); i-- > 0;)
        size = size << 8 | static_cast<unsigned char>(pending_[i]);
    if (pending_.size() < head || (pending_.size() < head + size && pending_.size() < longest)) return;
    keep(octets_key_, std::string_view(pending_).substr(head), message_line_);
    octets_key_.clear();
}

void LogFraming::keep(std::string_view key, std::string_view value, std::size_t line) {
    KeyRow const* const row = find_key(key);
    if (!row || (row->part == part_pid && key == "_PID" && !entry_[part_pid].empty())) return;
    entry_[row->part] = value;
    if (row->part == part_text) message_line_ = line;
}

LogFraming::Found LogFraming::give_entry(LineView& line, LogFrame& frame) {
    if (!open_) return Found::part;
    open_ = false;
    given_.swap(entry_);
    for (std::string& part : entry_) part.clear();
    Parts parts;
    std::ranges::copy(given_, parts.begin());
    auto const found = frame_of(parts);
    if (!found) return Found::part;
    frame = *found;
    line = {given_[part_text], message_line_};
    return Found::frame;
}

LogFraming::Found LogFraming::finish(LineView& line, LogFrame& frame) { return give_entry(line, frame); }

} // namespace whybounce::dialect
