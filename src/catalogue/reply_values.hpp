#pragma once
#include "grammars/parse.hpp"
#include "whybounce/diagnosis.hpp"
#include <span>

namespace whybounce {

/// What a reply names, the first of each kind. What stands by itself outranks what stands in a URL.
struct ReplyValues {
    std::string ip, host, address, domain, url, list, wait;

    /// By the name of a place (docs/catalogue.md); empty where the reply names none.
    std::string_view find(std::string_view name) const;
};

/// The values of a text by the names in it, see grammar::names_in(); `list` and `wait` are those of the diagnosis.
ReplyValues values_of(std::span<grammar::ReplyToken const> names, Diagnosis const& diagnosis);

} // namespace whybounce
