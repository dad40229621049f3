#pragma once
#include "dialects/log_frame.hpp"

#include <array>
#include <string>

namespace whybounce::dialect {

/// Finds the log line in whatever a collector wrapped it: plain text, one JSON object a line (journalctl -o json,
/// Docker, and the like), or the export format of journald, where an entry has many lines.
class LogFraming {
public:
    enum class Found : std::uint8_t {
        frame,  ///< a log line
        part,   ///< of something whose log line comes later, or has been given; nothing to read by itself
        nothing ///< no log line
    };
    /// `line` of a frame is the log line itself, its number that of the line it stands in. Views in `frame` live until
    /// the next call.
    Found read(LineView& line, LogFrame& frame);
    /// The input is over: what is still held.
    Found finish(LineView& line, LogFrame& frame);

private:
    Found read_json(LineView& line, LogFrame& frame);
    Found read_export(LineView& line, LogFrame& frame);
    void take_export_field(LineView const& line);
    void take_export_octets(std::string_view line);
    void keep(std::string_view key, std::string_view value, std::size_t line);
    Found give_entry(LineView& line, LogFrame& frame);

    std::string buffer_; ///< a JSON line, decoded in place
    std::string octets_; ///< a text that journald wrote as a list of octets
    bool exporting_ = false;
    bool open_ = false;                        ///< an entry of the export format has begun
    std::array<std::string, 5> entry_, given_; ///< parts of that entry, and of the one given last
    std::size_t message_line_ = 0, pending_lines_ = 0;
    std::string octets_key_, pending_; ///< a field with a length, whose octets may hold line ends
};

} // namespace whybounce::dialect
