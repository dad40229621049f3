#pragma once
#include "catalogue/stanza.hpp"

namespace whybounce {

/// The values of an entry that are not written as docs/catalogue.md says: id, checked, places of means, when and do.
void check_values(Stanza const& stanza, Faults& faults);

/// "https://example.com", "RFC 5321 section 4.2.2".
bool is_source(std::string_view value);

} // namespace whybounce
