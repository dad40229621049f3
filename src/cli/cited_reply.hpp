#pragma once
#include "cli/reading.hpp"
#include "report/document.hpp"

namespace whybounce::cli {

/// The reply that was read, with its codes, and what the diagnosis rests on marked. Of a long one what stands around
/// the first mark. No lines where nothing was said, or where the text could hold a login.
report::Cited cited_reply(std::string label, Reading const& reading);

} // namespace whybounce::cli
