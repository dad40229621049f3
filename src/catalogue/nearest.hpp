#pragma once
#include <span>
#include <string>
#include <string_view>

namespace whybounce {

/// The word that a mistyped one is nearest to; empty when none is near.
std::string nearest(std::string_view wrong, std::span<std::string const> words);

/// The same of names made of parts, "gmail-no-such-user": one that begins as the mistyped one does, whatever stands
/// between the parts, is nearer than one of the same length; of several the one with more parts in common.
std::string nearest_name(std::string_view wrong, std::span<std::string const> names);

} // namespace whybounce
