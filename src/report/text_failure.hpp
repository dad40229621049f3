#pragma once
#include "report/text_cause.hpp"

#include <string>

namespace whybounce::report {

/// One cause: heading, source lines, then what it means, what to do, who, retry, why we think so, and what else it hit.
/// `peer` is the tool whose label is told too; empty: none.
std::string render_cause(
    Language const& in, Cause const& cause, Style const& style, std::size_t width, std::string_view peer = {});

} // namespace whybounce::report
