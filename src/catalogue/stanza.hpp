#pragma once
#include "whybounce/result.hpp"
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce {

/// One "key: value" with its continuation lines joined.
struct StanzaPair {
    std::string_view key, value;
    std::size_t line = 0;         ///< 1-based
    std::size_t value_column = 0; ///< 1-based, where the value begins
};

/// A run of pairs; the empty line after it is gone.
struct Stanza {
    std::string_view file;
    std::size_t line = 0;
    std::vector<StanzaPair> pairs;
    std::vector<std::unique_ptr<std::string>> joined; ///< values that stand on several lines

    StanzaPair const* find(std::string_view key) const;
    /// The first value of a key; empty when there is none.
    std::string_view value(std::string_view key) const;
    std::vector<std::string> values(std::string_view key) const;
};

/// Splits a catalogue file into stanzas; file, keys and values point into the arguments or into the stanza. Grammar:
/// docs/catalogue.md.
Result<std::vector<Stanza>> parse_stanzas(std::string_view file, std::string_view text);

} // namespace whybounce
