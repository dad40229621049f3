#pragma once
#include "whybounce/result.hpp"
#include <string>
#include <vector>

namespace whybounce::input {

/// A file or directory inside a directory.
struct DirectoryEntry {
    std::string path; ///< beginning with the directory as the user spelled it
    bool directory = false;
};

/// Lists one directory, sorted by bytes. Left out: hidden entries, links to directories, sockets, pipes and devices.
Result<std::vector<DirectoryEntry>> entries_of(std::string const& directory);

} // namespace whybounce::input
