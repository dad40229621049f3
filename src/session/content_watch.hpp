#pragma once
#include "session/session.hpp"
#include "whybounce/event.hpp"

/// What is seen of message content while it passes. It is not kept.
namespace whybounce::session {

/// A line between 354 and the dot, or of a BDAT chunk.
void watch_content(Session& session, TranscriptEvent const& event);
/// An answer that may end the content at hand.
void end_content(Session& session, Exchange const& answered);

} // namespace whybounce::session
