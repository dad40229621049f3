#pragma once
#include "whybounce/log_event.hpp"

#include <string_view>

namespace whybounce::dialect {

/// Is this the name of one of Postfix's programs?
bool is_postfix_daemon(std::string_view daemon);

/// Reads the text behind the tag: queue id, kind, form. Unknown forms get the kind "unknown".
void read_postfix_text(std::string_view text, LogEvent& event);

} // namespace whybounce::dialect
