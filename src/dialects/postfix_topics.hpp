#pragma once
#include "whybounce/log_event.hpp"

#include <string_view>

namespace whybounce::dialect {

/// What a line with a level, or about a client's conduct, is about: one word of docs/events.md, such as "dns" or
/// "disk"; empty when the line is neither.
std::string_view topic_of(LogEvent const& event);

} // namespace whybounce::dialect
