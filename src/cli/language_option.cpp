#include "cli/language_option.hpp"

#include <cstdlib>

namespace whybounce::cli {
namespace {

std::string known_languages() {
    std::string all;
    for (std::string_view const id : language::language_ids()) all.append(all.empty() ? "" : ", ").append(id);
    return all;
}

/// The locale of messages as POSIX has it; empty where none is set.
std::string_view locale_of_messages() {
    for (char const* const name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (char const* const value = std::getenv(name); value && *value != '\0') // NOLINT(concurrency-mt-unsafe)
            return value;
    return {};
}

} // namespace

void add_language_option(po::options_description& options) {
    std::string const help =
        "language of pages for people: " + known_languages() + " (default: that of the environment)";
    options.add_options()("lang", po::value<std::string>()->value_name("LANGUAGE"), help.c_str());
}

language::Language const& language_of(po::variables_map const& values) {
    auto const wanted = optional_value(values, "lang");
    if (!wanted) return language::built_in(language::language_for_locale(locale_of_messages()));
    auto const id = language::find_language(*wanted);
    if (!id) throw UsageError("there is no language `" + *wanted + "`", "known: " + known_languages());
    return language::built_in(*id);
}

} // namespace whybounce::cli
