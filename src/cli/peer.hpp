#pragma once
#include "cli/options.hpp"

namespace whybounce::cli {

/// --labels. @param where  which outputs tell it: "text"
void add_peer_option(po::options_description& options, std::string_view where);
/// The tool that it names, empty when none; throws UsageError.
std::string peer_of(po::variables_map const& values);

} // namespace whybounce::cli
