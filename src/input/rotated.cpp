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

constexpr int most_looks = 20; // at a folder in which files are being renamed

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

SourcePtr decoded_text(FileDescriptor file) {
    return unwrapped(peekable(std::make_unique<FileSource>(std::move(file))));
}

/// Reads up to a place. False: the text ends before.
bool skip(ByteSource& text, std::uint64_t size, Imprint& imprint) {
    std::string room(64 * kib, '\0');
    while (size > 0) {
        auto const got = text.read({room.data(), std::min<std::uint64_t>(size, room.size())});
        if (!got || *got == 0) return false;
        imprint.add(std::string_view(room).substr(0, *got));
        size -= *got;
    }
    return true;
}

bool looks_like(Imprint const& imprint, TextMark const& mark) {
    TextMark looks = mark;
    imprint.put(looks);
    bool const same_tail = mark.tail_size != looks.tail_size || mark.tail == looks.tail;
    return looks.head_size == mark.head_size && looks.head == mark.head && same_tail;
}

/// One look at the folder. A file that is renamed just then may be missing.
std::vector<RotatedFile> listed(RotatedLog const& log) {
    std::vector<RotatedFile> files;
    std::vector<DirectoryEntry> all;
    for (std::string const& folder : {folder_of(log.path), log.olddir}) {
        if (folder.empty()) continue;
        if (auto const entries = entries_of(folder)) all.insert(all.end(), (*entries).begin(), (*entries).end());
    }
    std::string const name = fs::path(log.path).filename().string();
    std::vector<std::string> plain;
    for (DirectoryEntry const& entry : all) {
        std::string const other = fs::path(entry.path).filename().string();
        if (entry.directory || !is_rotated_name(other, name)) continue;
        auto const look = look_at(entry.path);
        if (look && look->regular) files.push_back({entry.path, *look});
        if (look && without_compression(entry.path) == entry.path) plain.push_back(entry.path);
    }
    std::erase_if(files, [&](RotatedFile const& file) {
        auto const name_before = without_compression(file.path);
        return name_before != file.path && std::ranges::find(plain, name_before) != plain.end();
    });
    std::ranges::stable_sort(files, {}, [](RotatedFile const& file) { return file.look.modified; });
    return files;
}

bool same_files(std::vector<RotatedFile> const& some, std::vector<RotatedFile> const& others) {
    return std::ranges::equal(
        some, others, [](RotatedFile const& a, RotatedFile const& b) { return a.path == b.path && a.look.is(b.look); });
}

/// Searches the rotated files. While they are being renamed, what was not found may only have been on its way.
template <typename Search> std::optional<FoundText> search(RotatedLog const& log, Search const& among) {
    for (int look = 0; look < most_looks; ++look) {
        auto const files = rotated_files(log);
        if (auto found = among(files)) return found;
        if (same_files(files, rotated_files(log))) break;
    }
    return std::nullopt;
}

/// The mark of the first bytes alone.
TextMark beginning_of(TextMark const& mark) {
    TextMark begin;
    begin.offset = begin.head_size = begin.tail_size = mark.head_size;
    begin.head = begin.tail = mark.head;
    return begin;
}

} // namespace

std::vector<RotatedFile> rotated_files(RotatedLog const& log) {
    auto files = listed(log);
    for (int look = 1; look < most_looks; ++look) {
        auto again = listed(log);
        if (same_files(files, again)) break;
        files = std::move(again);
    }
    return files;
}

std::optional<FoundText> open_at(std::string const& path, TextMark const& mark) {
    auto file = open_file(path);
    if (!file) return std::nullopt;
    auto const look = look_at(*file);
    if (!look || !look->regular) return std::nullopt;
    FoundText found{*look, FileDescriptor(), nullptr, {}, path};
    if (is_compressed(*file)) {
        found.text = decoded_text(*std::move(file));
        if (!skip(*found.text, mark.offset, found.imprint) || !looks_like(found.imprint, mark)) return std::nullopt;
        return found;
    }
    if (!fits(*file, mark)) return std::nullopt;
    found.file = *std::move(file);
    if (!go_back(found, mark.offset)) return std::nullopt;
    return found;
}

bool go_back(FoundText& found, std::uint64_t offset) {
    if (found.file) {
        if (::lseek(found.file.number(), static_cast<off_t>(offset), SEEK_SET) < 0) return false;
        found.imprint = imprint_of(found.file, offset);
        return true;
    }
    auto file = open_file(found.path);
    auto const look = file ? look_at(*file) : std::nullopt;
    if (!look || !look->is(found.look)) return false;
    Imprint imprint;
    SourcePtr text = decoded_text(*std::move(file));
    if (!skip(*text, offset, imprint)) return false;
    found.text = std::move(text);
    found.imprint = std::move(imprint);
    return true;
}

std::optional<FoundText> find_text(RotatedLog const& log, TextMark const& mark) {
    return search(log, [&](std::vector<RotatedFile> files) -> std::optional<FoundText> {
        if (auto const look = look_at(log.path)) files.push_back({log.path, *look});
        for (RotatedFile const& file : files)
            if (mark.in(file.look))
                if (auto found = open_at(file.path, mark)) return found;
        if (!mark.knows_text()) return std::nullopt;
        for (RotatedFile const& file : files)
            if (!mark.in(file.look))
                if (auto found = open_at(file.path, mark)) return found;
        return std::nullopt;
    });
}

std::optional<FoundText> find_copy(RotatedLog const& log, TextMark const& mark) {
    if (!mark.knows_text()) return std::nullopt;
    return search(log, [&](std::vector<RotatedFile> const& files) -> std::optional<FoundText> {
        for (RotatedFile const& file : files)
            if (!mark.in(file.look))
                if (auto found = open_at(file.path, mark)) return found;
        return std::nullopt;
    });
}

std::optional<FoundText> next_rotated(
    RotatedLog const& log, std::int64_t modified, std::vector<TextMark> const& known) {
    auto const is_known = [&](RotatedFile const& file) {
        return std::ranges::any_of(known, [&](TextMark const& mark) {
            return mark.knows_text() ? open_at(file.path, beginning_of(mark)).has_value() : mark.in(file.look);
        });
    };
    auto const later = [&](RotatedFile const& file) {
        auto const own = look_at(log.path);
        return file.look.modified > modified && !(own && own->is(file.look)) && !is_known(file);
    };
    return search(log, [&](std::vector<RotatedFile> const& files) -> std::optional<FoundText> {
        auto const next = std::ranges::find_if(files, later);
        auto found = next == files.end() ? std::nullopt : open_at(next->path, {});
        return found && found->look.is(next->look) ? std::move(found) : std::nullopt;
    });
}

} // namespace whybounce::input
