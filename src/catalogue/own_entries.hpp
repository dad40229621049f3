#pragma once
#include "catalogue/stanza.hpp"
#include "whybounce/catalogue.hpp"
#include <optional>

namespace whybounce {

/// As Catalogue::with, of own files whose stanzas the caller needs himself. The catalogue keeps nothing of them.
/// @param faults  of the files' lines; those of what the lines say are added. nullopt where there are any
std::optional<Catalogue> catalogue_with(std::span<Stanza const> own, Faults& faults);

} // namespace whybounce
