#include "cli/whole_text.hpp"

#include "cli/command.hpp"
#include "input/file_source.hpp"
#include "input/memory_source.hpp"
#include "input/text_shape.hpp"

#include <fmt/format.h>

#include <unistd.h>

namespace whybounce::cli {
namespace {

constexpr std::size_t most_mib = 16;
constexpr std::size_t most_bytes = most_mib * 1024 * 1024;

std::string spoken(std::string const& name) { return name == "-" ? "standard input" : name; }

[[noreturn]] void refuse(std::string const& name, Error const& error) {
    if (error.what == std::generic_category().message(EISDIR))
        throw InputError(spoken(name) + " is a directory", "name the file in it that is meant");
    throw InputError(spoken(name) + " cannot be read: " + error.what, error.hint);
}

input::FileDescriptor open(std::string const& name) {
    if (name == "-") return input::FileDescriptor(STDIN_FILENO).duplicate();
    auto file = input::open_file(name);
    if (!file) refuse(name, file.error());
    return *std::move(file);
}

/// Up to the end, or to one byte more than is wanted.
std::string read_all(input::ByteSource& source, std::string const& name) {
    std::string text;
    char room[16 * 1024];
    while (text.size() <= most_bytes) {
        auto const size = source.read(room);
        if (!size) refuse(name, size.error());
        if (*size == 0) break;
        text.append(room, *size);
    }
    return text;
}

} // namespace

std::string read_whole(std::string const& name, std::string const& instead) {
    input::FileSource file(open(name));
    std::string const bytes = read_all(file, name);
    if (bytes.size() > most_bytes)
        throw InputError(fmt::format("{} has more than {} MiB", spoken(name), most_mib), instead);
    auto const shape = input::shape_of(std::string_view(bytes).substr(0, input::head_size));
    auto const text = input::decoded(std::make_unique<input::MemorySource>(bytes), shape);
    return read_all(*text, name);
}

} // namespace whybounce::cli
