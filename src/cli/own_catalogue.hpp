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
    Faults faults; ///< of lines that are neither pair nor continuation

    /// Null for a built-in entry.
    Stanza const* find(Entry const& entry) const;
};

/// Throws InputError.
OwnEntries read_own_files(std::vector<std::string> const& names);

/// All that is wrong with own entries, in the order of files and lines, one fault a line.
struct FaultyEntries : UsageError {
    FaultyEntries(Faults all, std::vector<OwnFile> const& files);
    Faults faults;
};

/// The built-in catalogue, or with own entries before it. Lives until the program ends. Throws FaultyEntries: its first
/// fault with file, line, column and the line itself.
Catalogue const& catalogue_with(OwnEntries const& own);
/// The files of --catalogue.
std::vector<std::string> catalogue_files(po::variables_map const& values);
/// With the files of --catalogue. Throws InputError besides.
Catalogue const& catalogue_for(po::variables_map const& values);

/// "mine.cat:3:1: what is wrong"
std::string place_and_fault(Error const& fault);
/// The line that an error is about, and a caret below the column; ends with a line end. Empty for other files.
std::string excerpt_of(Error const& error, std::vector<OwnFile> const& files);

} // namespace whybounce::cli
