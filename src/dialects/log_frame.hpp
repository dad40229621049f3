#pragma once
#include "whybounce/log_event.hpp"

namespace whybounce::dialect {

/// STAMP HOST TAG[PID]: TEXT, the frame of a syslog line (RFC 3164, or with the stamp of RFC 3339).
struct LogFrame {
    LogTime time; ///< year 0 when the stamp has none
    std::string_view host, tag;
    std::optional<std::uint32_t> pid;
    std::string_view text;
};
std::optional<LogFrame> read_log_frame(std::string_view line);

} // namespace whybounce::dialect
