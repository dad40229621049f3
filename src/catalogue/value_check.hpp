#pragma once
#include "catalogue/stanza.hpp"
#include <optional>

namespace whybounce {

/// The first value of an entry that is not written as docs/catalogue.md says: id, checked, places of means, when and
/// do.
std::optional<Error> check_values(Stanza const& stanza);

/// "https://example.com", "RFC 5321 section 4.2.2".
bool is_source(std::string_view value);

} // namespace whybounce
