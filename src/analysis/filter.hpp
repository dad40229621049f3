#pragma once
#include "whybounce/analysis.hpp"

namespace whybounce::analysis {

/// Does a record stay in a narrowed report?
bool passes(Filter const& filter, FailureRecord const& record);
bool passes(Filter const& filter, DeliveryRecord const& record);
bool passes(Filter const& filter, MessageRecord const& record);
bool passes(Filter const& filter, EventRecord const& record);
/// Is this one of the recipients that are asked for?
bool passes(Filter const& filter, RecipientRecord const& record);
/// Sessions and reports have no time or queue id; they stay while only what they have is asked for.
bool passes(Filter const& filter, SessionRecord const& record);
bool passes(Filter const& filter, ReportRecord const& record);

} // namespace whybounce::analysis
