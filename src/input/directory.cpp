#include "input/directory.hpp"
#include "input/file_source.hpp"
#include <algorithm>
#include <filesystem>
#include <optional>

namespace whybounce::input {
namespace {

namespace fs = std::filesystem;

/// None: an entry to leave out. A link to nothing stays in, so that opening it says what is wrong.
std::optional<DirectoryEntry> readable(fs::directory_entry const& entry) {
    std::error_code ignored;
    if (entry.path().filename().native().starts_with('.')) return std::nullopt;
    auto const own_type = entry.symlink_status(ignored).type();
    auto const type = entry.status(ignored).type();
    if (own_type == fs::file_type::directory) return DirectoryEntry{entry.path().native(), true};
    if (type == fs::file_type::directory || fs::is_other(fs::file_status(type))) return std::nullopt;
    return DirectoryEntry{entry.path().native(), false};
}

} // namespace

Result<std::vector<DirectoryEntry>> entries_of(std::string const& directory) {
    std::error_code failure;
    std::vector<DirectoryEntry> entries;
    fs::directory_iterator at(directory, failure);
    for (; !failure && at != fs::directory_iterator(); at.increment(failure))
        if (auto entry = readable(*at)) entries.push_back(*std::move(entry));
    if (failure) return unreadable(failure.value());
    std::sort(entries.begin(), entries.end(), [](auto const& a, auto const& b) { return a.path < b.path; });
    return entries;
}

} // namespace whybounce::input
