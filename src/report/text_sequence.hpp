#pragma once
#include "report/style.hpp"
#include "report/words.hpp"
#include "whybounce/records.hpp"

#include <string>

namespace whybounce::report {

/// A session as a ladder: a row an exchange, who said what left and right, the state between them. Long texts are
/// clipped to the width, content is told by its size.
std::string render_sequence(
    Language const& in, SessionRecord const& session, PlaceNames const& places, Style const& style, std::size_t width);

} // namespace whybounce::report
