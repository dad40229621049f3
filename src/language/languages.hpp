#pragma once
#include "language/language.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace whybounce::language {

/// Ids of the languages that are compiled in, sorted.
std::vector<std::string_view> language_ids();

/// A language that is compiled in; read at the first call, safe to share between threads. `id` must be one of
/// language_ids(). A fault in its files is our own bug and throws std::logic_error.
Language const& built_in(std::string_view id);

/// The original.
Language const& english();

/// The id for what a user writes: "de", "de-AT", "zh_CN.UTF-8", "zh-Hans". nullopt when there is no such language;
/// traditional Chinese is none.
std::optional<std::string_view> find_language(std::string_view wanted);

/// The id for a locale of the environment; English where it names another language, none, or an encoding other than
/// UTF-8.
std::string_view language_for_locale(std::string_view locale);

} // namespace whybounce::language
