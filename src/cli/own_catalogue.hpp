#pragma once
#include "catalogue/stanza.hpp"
#include "cli/options.hpp"
#include "whybounce/catalogue.hpp"

namespace whybounce::cli {

/// --catalogue for the commands that diagnose.
void add_catalogue_option(po::options_description& options);

/// A file with entries.
struct OwnFile {
    std::string name, text;
};

/// The files and the stanzas in them, which point into their texts.
struct OwnEntries {
    std::vector<OwnFile> files;
    std::vector<Stanza> stanzas;

    /// Null for a built-in entry.
    Stanza const* find(Entry const& entry) const;
};

/// Throws InputError, and UsageError with file, line, column and the line itself.
OwnEntries read_own_files(std::vector<std::string> const& names);

/// The built-in catalogue, or with own entries before it. Lives until the program ends. Throws UsageError as above.
Catalogue const& catalogue_with(OwnEntries const& own);
/// With the files of --catalogue. Throws InputError besides.
Catalogue const& catalogue_for(po::variables_map const& values);

/// The line that an error is about, and a caret below the column; ends with a line end. Empty for other files.
std::string excerpt_of(Error const& error, std::vector<OwnFile> const& files);

} // namespace whybounce::cli
