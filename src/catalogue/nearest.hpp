#pragma once
#include <span>
#include <string>
#include <string_view>

namespace whybounce {

/// The word that a mistyped one is nearest to; empty when none is near.
std::string nearest(std::string_view wrong, std::span<std::string const> words);

} // namespace whybounce
