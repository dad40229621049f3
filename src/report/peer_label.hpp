#pragma once
#include "language/language.hpp"
#include "report/fields.hpp"
#include "whybounce/diagnosis.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Other tools, whose names for a failure may stand beside ours.
namespace whybounce::report {

/// What names them.
std::vector<std::string> const& peers();

/// "userunknown (hard bounce)": what a peer calls it; "-" where it has no word. An entry's own word goes before that of
/// its reason.
/// @param peer   one of peers()
/// @param entry  may be null: the reason alone
std::string peer_label(language::Language const& in, std::string_view peer, Entry const* entry, Reason const& reason);

/// The same as a line among the fields of a failure; nothing where no peer is named.
std::string peer_field(
    language::Language const& in, Fields const& fields, std::string_view peer, Diagnosis const& diagnosis);

} // namespace whybounce::report
