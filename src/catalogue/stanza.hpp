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

/// Where a continuation line begins.
struct StanzaPiece {
    std::size_t pair = 0, offset = 0; ///< number of the pair, octets of its value before
    std::size_t line = 0, column = 0; ///< 1-based
};

/// A run of pairs; the empty line after it is gone.
struct Stanza {
    std::string_view file;
    std::size_t line = 0;
    std::vector<StanzaPair> pairs;
    std::vector<std::unique_ptr<std::string>> joined; ///< values that stand on several lines
    std::vector<StanzaPiece> pieces;                  ///< their lines but the first, in the order of the file
    bool whole = true;                                ///< each of its lines was a pair or a continuation

    StanzaPair const* find(std::string_view key) const;
    /// The first value of a key; empty when there is none.
    std::string_view value(std::string_view key) const;
    std::vector<std::string> values(std::string_view key) const;
    /// The place of an octet of a value. @param pair  one of `pairs`
    Error error_at(StanzaPair const& pair, std::size_t offset, std::string what, std::string hint) const;
};

/// Splits a catalogue file into stanzas; file, keys and values point into the arguments or into the stanza. Grammar:
/// docs/catalogue.md.
Result<std::vector<Stanza>> parse_stanzas(std::string_view file, std::string_view text);

/// What is wrong with a catalogue's files.
using Faults = std::vector<Error>;

/// The same, and goes on behind a line that is neither pair nor continuation; a stanza with such a line is not `whole`,
/// and may have no pairs.
std::vector<Stanza> parse_stanzas(std::string_view file, std::string_view text, Faults& faults);

} // namespace whybounce
