#pragma once
#include "input/inputs.hpp"
#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the tests of src/input/ share: files that come and go, archives made on the spot, a sink that writes down.
namespace whybounce::input::test {

/// A directory of its own for one test, gone with it.
class Folder {
public:
    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "whybounce-test-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()));
        path_ = name;
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    std::string path(std::string_view name = {}) const {
        return name.empty() ? path_.string() : (path_ / name).string();
    }

    /// Writes a file, making the directories above it. @return its path
    std::string write(std::string_view name, std::string_view bytes) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << bytes;
        return path(name);
    }

private:
    std::filesystem::path path_;
};

/// Writes down what an item hands over, and checks that the line numbers fit together.
struct Recorder final : BlockSink {
    void block(std::string_view part, std::size_t first_line) override {
        CHECK(first_line == 1 + std::size_t(std::count(text.begin(), text.end(), '\n')));
        CHECK_FALSE(part.empty());
        text += part;
        ++blocks;
    }
    void damage(Damage const& found) override { damages.push_back(found); }

    std::string text;
    std::size_t blocks = 0;
    std::vector<Damage> damages;
};

/// Opens arguments that are given as a list in braces.
inline Inputs open_inputs(std::vector<std::string> const& arguments) { return Inputs::open(arguments); }

inline std::vector<std::string> names_of(Inputs const& inputs) {
    std::vector<std::string> names;
    for (auto const& item : inputs.items()) names.push_back(item.name);
    return names;
}

/// The text of an item that reads without an Error.
inline std::string text_of(Inputs& inputs, std::size_t item) {
    Recorder recorder;
    auto const lines = inputs.read(item, recorder);
    INFO(inputs.items()[item].name << ": " << (lines ? "" : lines.error().what));
    REQUIRE(lines);
    return recorder.text;
}

/// So many numbered lines, about 60 bytes each, that no compressor makes tiny.
inline std::string numbered_lines(std::size_t count) {
    std::string text;
    for (std::size_t i = 1; i <= count; ++i)
        text += "line " + std::to_string(i) + " " + std::to_string(i * 2654435761U) + " of a log\n";
    return text;
}

using Format = int (*)(archive*);
using Members = std::vector<std::pair<std::string, std::string>>; ///< name and bytes

inline la_ssize_t append(archive* /*handle*/, void* bytes, void const* data, std::size_t size) {
    static_cast<std::string*>(bytes)->append(static_cast<char const*>(data), size);
    return la_ssize_t(size);
}

/// An archive in memory, made by libarchive; each member is of 1 January 2021.
inline std::string archived(Members const& members, Format format, Format filter = archive_write_add_filter_none) {
    std::string bytes;
    archive* const handle = archive_write_new();
    REQUIRE(format(handle) == ARCHIVE_OK);
    REQUIRE(filter(handle) == ARCHIVE_OK);
    archive_write_set_bytes_in_last_block(handle, 1);
    REQUIRE(archive_write_open(handle, &bytes, nullptr, append, nullptr) == ARCHIVE_OK);
    for (auto const& [name, text] : members) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_mtime(entry, 1609459200, 0);
        archive_entry_set_size(entry, la_int64_t(text.size()));
        REQUIRE(archive_write_header(handle, entry) == ARCHIVE_OK);
        archive_write_data(handle, text.data(), text.size());
        archive_entry_free(entry);
    }
    archive_write_close(handle);
    archive_write_free(handle);
    return bytes;
}

/// One text in compressed form.
inline std::string compressed(std::string const& text, Format filter) {
    return archived({{"text", text}}, archive_write_set_format_raw, filter);
}

inline std::string gzipped(std::string const& text) { return compressed(text, archive_write_add_filter_gzip); }

} // namespace whybounce::input::test
