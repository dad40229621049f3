#include "input/spool.hpp"
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <vector>

namespace whybounce::input {
namespace {

Error no_room(int error_number) {
    Error error = unreadable(error_number);
    error.what = "no room for a copy of what is piped (" + error.what + ")";
    error.hint = "point TMPDIR to a directory with room, or name the file instead of piping it";
    return error;
}

Result<FileDescriptor> nameless_file() {
    std::error_code failure;
    auto name = (std::filesystem::temp_directory_path(failure) / "whybounce-XXXXXX").string();
    if (failure) return no_room(failure.value());
    FileDescriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (!file) return no_room(errno);
    ::unlink(name.c_str());
    return file;
}

bool write_all(int file, std::span<char const> bytes) {
    while (!bytes.empty()) {
        ssize_t const written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes = bytes.subspan(std::size_t(written));
    }
    return true;
}

} // namespace

Result<FileDescriptor> spooled(ByteSource& bytes) {
    auto file = nameless_file();
    if (!file) return file;
    std::vector<char> buffer(256 * kib);
    for (;;) {
        auto const got = bytes.read(buffer);
        if (!got || *got == 0) return file;
        if (!write_all(file->number(), std::span(buffer).first(*got))) return no_room(errno);
    }
}

} // namespace whybounce::input
