#include "input/file_source.hpp"
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace whybounce::input {
namespace {

std::string hint_for(int error_number) {
    switch (error_number) {
    case ENOENT:
    case ENOTDIR: return "check the path";
    case EACCES:
    case EPERM: return "run as a user who may read it, such as a member of group adm";
    case EIO: return "the medium may be failing: copy the file and try the copy";
    case EBADF: return "standard input is closed: name a file or pipe the text in";
    case EISDIR: return "name the directory instead of redirecting it";
    case EMFILE:
    case ENFILE: return "raise the limit of open files (ulimit -n)";
    default: return "check that the file can be read, for example with head";
    }
}

} // namespace

FileDescriptor::~FileDescriptor() {
    if (number_ >= 0) ::close(number_);
}

FileDescriptor FileDescriptor::duplicate() const { return FileDescriptor(::fcntl(number_, F_DUPFD_CLOEXEC, 0)); }

Error unreadable(int error_number) {
    return Error{.code = Errc::unreadable_input,
        .file = {},
        .what = std::generic_category().message(error_number),
        .hint = hint_for(error_number)};
}

Result<FileDescriptor> open_file(std::string const& path) {
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!file) return unreadable(errno);
    return file;
}

FileSource::FileSource(FileDescriptor file) : file_(std::move(file)), start_(::lseek(file_.number(), 0, SEEK_CUR)) {}

Result<std::size_t> FileSource::read(std::span<char> room) {
    for (;;) {
        ssize_t const got = ::read(file_.number(), room.data(), room.size());
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) return unreadable(errno);
    }
}

std::int64_t FileSource::seek(std::int64_t offset, int whence) { return ::lseek(file_.number(), offset, whence); }

bool FileSource::rewind() { return start_ >= 0 && ::lseek(file_.number(), start_, SEEK_SET) >= 0; }

} // namespace whybounce::input
