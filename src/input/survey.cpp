#include "input/survey.hpp"
#include "input/directory.hpp"
#include "input/spool.hpp"
#include "input/text_shape.hpp"
#include "input/unwrapping.hpp"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace whybounce::input {
namespace {

constexpr std::size_t deepest_archive = 3;         // archives inside archives
constexpr std::size_t heads_kept_whole = 16 * mib; // bytes in all; the heads after them are short
constexpr std::size_t short_head = 4 * kib;

Error problem_of(Errc code, std::string what, std::string hint) {
    return Error{.code = code, .file = {}, .what = std::move(what), .hint = std::move(hint)};
}

Error no_files() {
    return problem_of(Errc::empty_input, "no files in it",
        "name the directory or archive that holds the logs; hidden files are left out");
}

Error no_text() {
    return problem_of(
        Errc::empty_input, "empty", "check that it is the right file: a log is empty right after its rotation");
}

Error special_file(mode_t mode) {
    return problem_of(Errc::unreadable_input, S_ISSOCK(mode) ? "is a socket" : "is a device",
        "name a file, or \"-\" for standard input");
}

std::string path_below(std::string const& container, std::string const& name) {
    return container + (name.starts_with('/') ? "" : "/") + name;
}

bool is_hidden(std::string_view path) { return path.starts_with('.') || path.find("/.") != std::string_view::npos; }

/// Tells how far an archive could be followed.
Error after_members(Error damage, std::size_t count) {
    if (count == 0)
        damage.what += " before its first member";
    else
        damage.what += " after " + std::to_string(count) + (count == 1 ? " member" : " members");
    return damage;
}

/// Fills the room but for the end. @return how many bytes, nullopt when they cannot be had
std::optional<std::size_t> fill(ByteSource& bytes, std::span<char> room) {
    std::size_t size = 0;
    while (size < room.size()) {
        auto const got = bytes.read(room.subspan(size));
        if (!got) return std::nullopt;
        if (*got == 0) break;
        size += *got;
    }
    return size;
}

bool same_bytes(ByteSource& one, ByteSource& two) {
    std::vector<char> a(head_size), b(head_size);
    for (;;) {
        auto const in_a = fill(one, a), in_b = fill(two, b);
        if (!in_a || in_a != in_b || std::memcmp(a.data(), b.data(), *in_a) != 0) return false;
        if (*in_a == 0) return true;
    }
}

/// Compressed data of which nothing can be decoded.
Error before_text(Error damage) {
    if (damage.code == Errc::damaged_archive) damage.what += " before any text";
    return damage;
}

} // namespace

void Survey::add(std::string const& argument) {
    if (argument == "-" || argument == "/dev/stdin") return add_standard_input(argument);
    struct stat status {};
    if (::stat(argument.c_str(), &status) != 0) return add_problem(argument, unreadable(errno));
    if (S_ISREG(status.st_mode)) return add_file({argument, status.st_mtime});
    if (S_ISDIR(status.st_mode)) return add_directory(argument);
    if (!S_ISFIFO(status.st_mode)) return add_problem(argument, special_file(status.st_mode));
    auto pipe = open_file(argument);
    if (!pipe) return add_problem(argument, pipe.error());
    add_pipe({argument, std::nullopt}, *std::move(pipe));
}

void Survey::add_standard_input(std::string const& name) {
    if (standard_input_taken_)
        return add_problem(name, problem_of(Errc::unreadable_input, "standard input was given before", "name it once"));
    standard_input_taken_ = true;
    FileDescriptor input = FileDescriptor(STDIN_FILENO).duplicate();
    if (!input) return add_problem(name, unreadable(errno));
    add_pipe({name, std::nullopt}, std::move(input));
}

void Survey::add_directory(std::string const& name) {
    auto const before = items_.size();
    add_below(name);
    if (items_.size() == before) add_problem(name, no_files());
}

void Survey::add_below(std::string const& directory) {
    auto const entries = entries_of(directory);
    if (!entries) return add_problem(directory, entries.error());
    for (auto const& entry : *entries) entry.directory ? add_below(entry.path) : add(entry.path);
}

void Survey::add_file(Label const& label) {
    Place const place = origins_.add_file(label.name);
    auto bytes = origins_.open(place);
    if (!bytes) return add_problem(label.name, bytes.error());
    add_bytes(label, *std::move(bytes), place);
}

/// A text goes on from where it was peeked; an archive is copied first, for its members are read one by one later, and
/// so is a text that is to be read twice.
void Survey::add_pipe(Label const& label, FileDescriptor file) {
    SourcePtr piped = origins_.counted(std::make_unique<FileSource>(std::move(file)));
    if (twice_) return add_copy(label, *piped); // packed as it came: damage is told, and what stands before it is read
    auto bytes = unwrapped(peekable(std::move(piped)));
    if (is_container(*bytes)) return add_copy(label, *bytes);
    PeekSource& peeked = *bytes;
    add_text(label, peeked, origins_.add_pipe(std::move(bytes)));
}

void Survey::add_copy(Label const& label, ByteSource& bytes) {
    auto copy = spooled(bytes);
    if (!copy) return add_problem(label.name, copy.error());
    Place const place = origins_.add_copy(*std::move(copy));
    auto again = origins_.open(place);
    if (!again) return add_problem(label.name, again.error());
    add_bytes(label, *std::move(again), place);
}

void Survey::add_bytes(Label const& label, PeekPtr bytes, Place const& place) {
    if (is_container(*bytes))
        add_archive(label, std::move(bytes), place);
    else
        add_text(label, *bytes, place);
}

void Survey::add_archive(Label const& label, PeekPtr bytes, Place const& place) {
    if (place.members.size() >= deepest_archive)
        return add_problem(label.name,
            problem_of(Errc::not_recognised, "too many archives inside archives", "unpack the inner ones first"));
    auto const before = items_.size();
    auto const archive = opened_archive(std::move(bytes));
    for (std::size_t index = 0; add_member(label, archive, place.member(index));) ++index;
    if (items_.size() == before) add_problem(label.name, no_files());
}

/// Adds the next member of an archive, if it is a file. False: there are no more.
bool Survey::add_member(Label const& archive, std::shared_ptr<Archive> const& bytes, Place const& place) {
    auto const member = bytes->next();
    if (!member) add_problem(archive.name, after_members(member.error(), place.members.back()));
    if (!member || !*member) return false;
    Member const& found = **member;
    if (!found.regular || is_hidden(found.name)) return true;
    Label const label{path_below(archive.name, found.name), found.modified ? found.modified : archive.modified};
    if (found.encrypted)
        add_problem(
            label.name, problem_of(Errc::unreadable_input, "encrypted", "unpack the archive with its password first"));
    else
        add_bytes(label, opened_member(bytes), place);
    auto const damage = bytes->skip_rest();
    if (damage && items_.back().problem) // else reading the member will tell
        add_problem(archive.name, after_members(*damage, place.members.back()));
    return !damage;
}

bool Survey::same_text(std::size_t item, std::size_t other) {
    Place const &one = places_[item], &two = places_[other];
    if (!origins_.lasts(one) || !origins_.lasts(two)) return false;
    if (one.members == two.members && origins_.same_file(one, two)) return true;
    if (!one.members.empty() || !two.members.empty()) return false; // an archive is not gone through again and again
    auto a = origins_.open(one), b = origins_.open(two);
    return a && b && same_bytes(**a, **b);
}

void Survey::add_text(Label const& label, PeekSource& bytes, Place const& place) {
    auto const head = bytes.peek(head_size);
    if (head.empty()) return add_problem(label.name, bytes.failure() ? before_text(*bytes.failure()) : no_text());
    if (auto problem = binary_problem(head)) return add_problem(label.name, *std::move(problem));
    Item item{label.name, std::nullopt, decoded_head(head, shape_of(head), head_room()), label.modified};
    if (item.head.empty()) return add_problem(label.name, no_text()); // a byte order mark and no more
    head_bytes_ += item.head.size();
    items_.push_back(std::move(item));
    places_.push_back(place);
}

void Survey::add_problem(std::string const& name, Error problem) {
    problem.file = name;
    items_.push_back({name, std::move(problem), {}, std::nullopt});
    places_.emplace_back();
}

std::size_t Survey::head_room() const { return head_bytes_ < heads_kept_whole ? head_size : short_head; }

} // namespace whybounce::input
