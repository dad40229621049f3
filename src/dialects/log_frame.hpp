#pragma once
#include "whybounce/log_event.hpp"

namespace whybounce::dialect {

/// STAMP HOST TAG[PID]: TEXT, the frame of a log line.
struct LogFrame {
    LogTime time; ///< year 0 when the stamp has none, month 0 when there is no stamp
    std::string_view host, tag;
    std::optional<std::uint32_t> pid;
    std::string_view text;
};

/// A line of plain text: RFC 3164, RFC 3339, RFC 5424, the `short` formats of journalctl; also behind what Kubernetes
/// and Docker Compose put before it.
std::optional<LogFrame> read_log_frame(std::string_view line);

/// The same for lines that begin with the stamp of their own program, and hold no other.
std::optional<LogFrame> read_bare_frame(std::string_view line);

/// The stamp of RFC 3339, or in full words ("Sun 2026-11-22 10:04:59 CET"), off the front of a text.
std::optional<LogTime> take_full_stamp(std::string_view& text);

/// TAG[PID]: TEXT, where stamp and host are known from elsewhere.
std::optional<LogFrame> read_tagged_text(std::string_view text);

} // namespace whybounce::dialect
