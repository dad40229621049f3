#pragma once
#include "whybounce/analysis.hpp"
#include "whybounce/log_event.hpp"

namespace whybounce::analysis {

/// What a log line says of the mail system's own health or of a client's conduct, by topic: "LG-DISK", "LG-DNS" …
/// (docs/events.md). `input` and `line` are left to the caller; views point into the event or into `scratch`.
///
/// @return nullopt for lines that say no such thing, and, unless `all`, for what clients do every day
std::optional<AnomalyRecord> finding_of(LogEvent const& event, bool all, std::string& scratch);

} // namespace whybounce::analysis
