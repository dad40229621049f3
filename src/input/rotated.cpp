#include "input/rotated.hpp"
#include "input/directory.hpp"
#include "input/magic.hpp"
#include "input/unwrapping.hpp"
#include <algorithm>
#include <array>
#include <filesystem>
#include <unistd.h>

namespace whybounce::input {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 7> compressed_endings{".gz", ".xz", ".zst", ".bz2", ".lz4", ".lzma", ".Z"};

std::string_view without_compression(std::string_view name) {
    for (std::string_view const ending : compressed_endings)
        if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
    return name;
}

/// ".1", "-20261122", "-2026-11-22T06", ".old": what rotation puts into a name, and nothing else does.
bool is_rotation_mark(std::string_view part) {
    if (part == ".old") return true;
    bool const begins = part.size() > 1 && (part[0] == '.' || part[0] == '-' || part[0] == '_');
    return begins && part.find_first_not_of("0123456789.-_T") == std::string_view::npos;
}

bool is_rotated_name(std::string_view name, std::string_view log) {
    name = without_compression(name);
    if (name.starts_with(log)) return is_rotation_mark(name.substr(log.size()));
    std::size_t const dot = log.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return false;
    std::string_view const stem = log.substr(0, dot), ending = log.substr(dot);
    return name.starts_with(stem) && name.ends_with(ending) && name.size() > log.size() &&
        is_rotation_mark(name.substr(stem.size(), name.size() - log.size()));
}

std::string folder_of(std::string const& path) {
    auto const folder = fs::path(path).parent_path();
    return folder.empty() ? "." : folder.string();
}

/// The head of a file is enough to see what lies around the text.
bool is_compressed(FileDescriptor const& file) {
    std::array<char, 512> head{};
    ssize_t const got = ::pread(file.number(), head.data(), head.size(), 0);
    return got > 0 && wrapping_of({head.data(), static_cast<std::size_t>(got)}) != Wrapping::none;
}

/// Reads a decoded text up to the mark. None: it ends before, or looks otherwise.
std::optional<FoundText> skip_to(SourcePtr text, FileLook const& look, TextMark const& mark) {
    FoundText found{look, FileDescriptor(), std::move(text), {}};
    std::string room(64 * kib, '\0');
    for (std::uint64_t left = mark.offset; left > 0;) {
        auto const got = found.text->read({room.data(), std::min<std::uint64_t>(left, room.size())});
        if (!got || *got == 0) return std::nullopt;
        found.imprint.add(std::string_view(room).substr(0, *got));
        left -= *got;
    }
    TextMark looks = mark;
    found.imprint.put(looks);
    bool const same_tail = mark.tail_size != looks.tail_size || mark.tail == looks.tail;
    if (looks.head_size != mark.head_size || looks.head != mark.head || !same_tail) return std::nullopt;
    return found;
}

/// The mark of the first bytes alone.
TextMark beginning_of(TextMark const& mark) {
    TextMark begin;
    begin.offset = begin.head_size = begin.tail_size = mark.head_size;
    begin.head = begin.tail = mark.head;
    return begin;
}

} // namespace

std::vector<RotatedFile> rotated_files(std::string const& log) {
    std::vector<RotatedFile> files;
    auto const entries = entries_of(folder_of(log));
    if (!entries) return files;
    std::string const name = fs::path(log).filename().string();
    for (DirectoryEntry const& entry : *entries) {
        std::string const other = fs::path(entry.path).filename().string();
        if (entry.directory || !is_rotated_name(other, name)) continue;
        auto const look = look_at(entry.path);
        if (look && look->regular) files.push_back({entry.path, *look});
    }
    std::vector<std::string> plain;
    for (RotatedFile const& file : files)
        if (without_compression(file.path) == file.path) plain.push_back(file.path);
    std::erase_if(files, [&](RotatedFile const& file) {
        auto const name_before = without_compression(file.path);
        return name_before != file.path && std::ranges::find(plain, name_before) != plain.end();
    });
    std::ranges::stable_sort(files, {}, [](RotatedFile const& file) { return file.look.modified; });
    return files;
}

std::optional<FoundText> open_at(std::string const& path, TextMark const& mark) {
    auto file = open_file(path);
    if (!file) return std::nullopt;
    auto const look = look_at(*file);
    if (!look || !look->regular) return std::nullopt;
    if (is_compressed(*file))
        return skip_to(unwrapped(peekable(std::make_unique<FileSource>(*std::move(file)))), *look, mark);
    if (!fits(*file, mark)) return std::nullopt;
    if (::lseek(file->number(), static_cast<off_t>(mark.offset), SEEK_SET) < 0) return std::nullopt;
    Imprint imprint = imprint_of(*file, mark.offset);
    return FoundText{*look, *std::move(file), nullptr, std::move(imprint)};
}

std::optional<FoundText> find_text(std::string const& log, TextMark const& mark) {
    auto files = rotated_files(log);
    if (auto const look = look_at(log)) files.push_back({log, *look});
    for (RotatedFile const& file : files)
        if (mark.in(file.look))
            if (auto found = open_at(file.path, mark)) return found;
    if (!mark.knows_text()) return std::nullopt;
    for (RotatedFile const& file : files)
        if (!mark.in(file.look))
            if (auto found = open_at(file.path, mark)) return found;
    return std::nullopt;
}

std::optional<FoundText> find_copy(std::string const& log, TextMark const& mark) {
    if (!mark.knows_text()) return std::nullopt;
    for (RotatedFile const& file : rotated_files(log))
        if (!mark.in(file.look))
            if (auto found = open_at(file.path, mark)) return found;
    return std::nullopt;
}

std::optional<FoundText> next_rotated(std::string const& log, std::int64_t modified, TextMark const& mark) {
    auto const own = look_at(log);
    TextMark const same_text = beginning_of(mark);
    for (RotatedFile const& file : rotated_files(log)) {
        if (file.look.modified <= modified || (own && own->is(file.look))) continue;
        bool const same = same_text.knows_text() ? open_at(file.path, same_text).has_value() : mark.in(file.look);
        if (same) continue; // it, or a copy of it
        if (auto found = open_at(file.path, {})) return found;
    }
    return std::nullopt;
}

} // namespace whybounce::input
