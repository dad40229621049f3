#pragma once
#include "catalogue/stanza.hpp"
#include "whybounce/catalogue.hpp"

namespace whybounce {

/// As Catalogue::with, of own files whose stanzas the caller needs himself. The catalogue keeps nothing of them.
Result<Catalogue> catalogue_with(std::span<Stanza const> own);

} // namespace whybounce
