#pragma once
#include "cli/options.hpp"
#include "whybounce/catalogue.hpp"

namespace whybounce::cli {

/// --catalogue for the commands that diagnose.
void add_catalogue_option(po::options_description& options);

/// The built-in catalogue, or with the files of --catalogue before it. Lives until the program ends.
/// Throws UsageError with file, line, column and the line itself.
Catalogue const& catalogue_for(po::variables_map const& values);
Catalogue const& catalogue_with(std::vector<std::string> const& files);

} // namespace whybounce::cli
