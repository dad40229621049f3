#pragma once
#include "cli/reading.hpp"
#include "report/document.hpp"

namespace whybounce::cli {

/// Answers to commands that were not understood and to logins repeat what the client sent, and a text that says nothing
/// may be anything: such a text is not repeated in any format.
bool may_hold_secret(Reading const& reading);

/// The reply that was read, with its codes, and what the diagnosis rests on marked. Of a long one what stands around
/// the first mark. No lines where nothing was said, or where the text could hold a login.
report::Cited cited_reply(std::string label, Reading const& reading);

} // namespace whybounce::cli
