#pragma once
#include "whybounce/log_event.hpp"

#include <vector>

namespace whybounce::analysis {

/// The variables of a log line by the names of docs/events.md, in the order of the line; what is absent is left out.
/// Values point into the line, or into `scratch`.
std::vector<EventField> event_fields(LogEvent const& event, std::string& scratch);

/// What was judged when a client was refused: "Client host", "Helo command", "Recipient address" …, the word in front
/// of "rejected" or "denied"; "header", "body" of content checks; "milter", "proxy filter". Empty when the line tells
/// none.
std::string_view restriction_of(Refusal const& refusal);

} // namespace whybounce::analysis
