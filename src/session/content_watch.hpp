#pragma once
#include "session/session.hpp"
#include "whybounce/event.hpp"

/// What is seen of message content while it passes. It is not kept.
namespace whybounce::session {

/// A line between 354 and the dot, or of a BDAT chunk.
void watch_content(Session& session, TranscriptEvent const& event);
/// Do further lines of plain words change no more than the counts?
bool takes_plain_content(Session const& session);
/// So many of them, with their octets on the wire.
void add_plain_content(Session& session, std::uint64_t lines, std::uint64_t octets);
/// An answer that may end the content at hand.
void end_content(Session& session, Exchange const& answered);

} // namespace whybounce::session
