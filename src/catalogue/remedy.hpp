#pragma once
#include "grammars/parse.hpp"
#include "whybounce/diagnosis.hpp"
#include <span>

namespace whybounce {

/// `{ip|the IP of the sending host}` in `means`, `when` or a step stands for a value of the reply; behind the bar
/// stands what is written when the reply has none. Keeps such texts of the entry as its patterns and puts them without
/// any reply in their place.
void keep_places(Entry& entry);

/// Puts the patterns of the entry into the diagnosis, with the values of a reply that has these names: ip, host,
/// domain, address, url, and `list` and `wait` of the diagnosis. Does nothing for an entry without patterns.
void fill_places(Diagnosis& diagnosis, std::span<grammar::ReplyToken const> names);

/// Steps with such places, filled with the values found in `text` and in the diagnosis.
std::vector<std::string> with_values(
    std::vector<std::string> const& steps, std::string_view text, Diagnosis const& diagnosis);
/// The same without any reply: each place becomes its words.
std::vector<std::string> without_values(std::vector<std::string> const& steps);

} // namespace whybounce
