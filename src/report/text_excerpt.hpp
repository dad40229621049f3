#pragma once
#include "report/renderer.hpp"
#include "report/style.hpp"
#include "whybounce/records.hpp"

#include <string>

namespace whybounce::report {

using language::Language;

/// The source lines of a failure behind a gutter of line numbers, with carets under code, status and words of the reply
/// and a label behind them. Lines that do not fit the width show the window around the reply.
std::string render_excerpt(Language const& in, FailureRecord const& failure, Style const& style, std::size_t width);

} // namespace whybounce::report
