#pragma once
#include "report/renderer.hpp"

namespace whybounce::report {

/// The text format of `lint`: findings of the protocol linter with the lines that show them.
RendererMaker make_lint_text;

} // namespace whybounce::report
