#pragma once
#include "whybounce/diagnosis.hpp"

namespace whybounce {

/// Words or marks make such an entry fit, not codes or the step alone.
/// @param entry  one that decides; no speaker
inline bool decides_by_words(Entry const& entry) { return entry.tier < Tier::status || entry.tier == Tier::user; }

} // namespace whybounce
