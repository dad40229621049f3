#pragma once
#include "cli/options.hpp"
#include "language/languages.hpp"

namespace whybounce::cli {

/// --lang
void add_language_option(po::options_description& options);

/// What --lang says, else LC_ALL, LC_MESSAGES, LANG, the first that is set. Throws UsageError for a language that we do
/// not have.
language::Language const& language_of(po::variables_map const& values);

} // namespace whybounce::cli
