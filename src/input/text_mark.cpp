#include "input/text_mark.hpp"
#include "input/gzip_seal.hpp"
#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace whybounce::input {
namespace {

constexpr std::size_t imprint_size = 256; // bytes: a line and a half; a stamp and a queue id are in it

FileLook look_of(struct stat const& status) {
    constexpr std::int64_t second = 1'000'000'000;
    return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
        status.st_mtim.tv_sec * second + status.st_mtim.tv_nsec, S_ISREG(status.st_mode)};
}

/// These bytes, or fewer when the file ends before.
std::string bytes_at(FileDescriptor const& file, std::uint64_t offset, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t had = 0;
    while (had < size) {
        ssize_t const got = ::pread(file.number(), bytes.data() + had, size - had, static_cast<off_t>(offset + had));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        had += static_cast<std::size_t>(got);
    }
    bytes.resize(had);
    return bytes;
}

bool same(std::string const& bytes, std::uint32_t size, std::uint32_t sum) {
    return bytes.size() == size && crc32(0, bytes) == sum;
}

} // namespace

std::optional<FileLook> look_at(std::string const& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return std::nullopt;
    return look_of(status);
}

std::optional<FileLook> look_at(FileDescriptor const& file) {
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) return std::nullopt;
    return look_of(status);
}

void Imprint::add(std::string_view text) {
    if (head_.size() < imprint_size) head_ += text.substr(0, imprint_size - head_.size());
    tail_ += text.substr(text.size() - std::min(text.size(), imprint_size));
    if (tail_.size() > imprint_size) tail_.erase(0, tail_.size() - imprint_size);
}

void Imprint::put(TextMark& mark) const {
    mark.head = crc32(0, head_);
    mark.tail = crc32(0, tail_);
    mark.head_size = static_cast<std::uint32_t>(head_.size());
    mark.tail_size = static_cast<std::uint32_t>(tail_.size());
}

bool fits(FileDescriptor const& file, TextMark const& mark) {
    auto const look = look_at(file);
    if (!look || look->size < mark.offset) return false;
    return same(bytes_at(file, 0, mark.head_size), mark.head_size, mark.head) &&
        same(bytes_at(file, mark.offset - mark.tail_size, mark.tail_size), mark.tail_size, mark.tail);
}

Imprint imprint_of(FileDescriptor const& file, std::uint64_t offset) {
    std::size_t const size = std::min<std::uint64_t>(offset, imprint_size);
    Imprint imprint;
    if (offset <= imprint_size) {
        imprint.add(bytes_at(file, 0, size));
        return imprint;
    }
    imprint.add(bytes_at(file, 0, size));
    imprint.add(bytes_at(file, offset - size, size));
    return imprint;
}

} // namespace whybounce::input
