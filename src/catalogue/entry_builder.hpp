#pragma once
#include "catalogue/matcher.hpp"
#include <unordered_map>

namespace whybounce {

/// The reasons by their id, for entries that refer to them.
using ReasonIndex = std::unordered_map<std::string_view, Reason const*>;

/// "10-provider/gmail.cat" -> provider; a file outside any tier is the user's own and asked first.
Tier tier_of(std::string_view file);

/// Turns a stanza of 00-reason into a Reason.
Result<Reason> build_reason(Stanza const& stanza);

/// Fills an entry and what it matches from any other stanza, both empty before. Unknown keys, words and reasons, keys
/// that stand twice, and one's own entry that would take every reply, are faults with line and column.
void build_entry(Stanza const& stanza, ReasonIndex const& reasons, Entry& entry, Matcher& matcher, Faults& faults);

} // namespace whybounce
