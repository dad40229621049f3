#pragma once
#include "cli/options.hpp"
#include "whybounce/diagnosis.hpp"

namespace whybounce::cli {

/// --labels for pages.
void add_peer_option(po::options_description& options);
/// The tool that it names, empty when none; throws UsageError.
std::string peer_of(po::variables_map const& values);

/// What the peer calls it; "-" where it has no word.
/// @param entry  may be null: the reason alone
std::string peer_word(std::string_view peer, Entry const* entry, Reason const& reason);

} // namespace whybounce::cli
