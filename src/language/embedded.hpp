#pragma once
#include "language/language.hpp"

namespace whybounce::language {

/// One language's folder of src/language/data, compiled in.
struct EmbeddedLanguage {
    std::string_view id;
    std::span<LanguageFile const> files;
};
/// In the order of the ids. Made by embed.cmake.
std::span<EmbeddedLanguage const> embedded_languages();

} // namespace whybounce::language
