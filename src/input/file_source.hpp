#pragma once
#include "input/byte_source.hpp"
#include <string>
#include <utility>

namespace whybounce::input {

/// Owns an open file descriptor; -1 is none.
class FileDescriptor {
public:
    explicit FileDescriptor(int number = -1) noexcept : number_(number) {}
    FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    FileDescriptor(FileDescriptor const&) = delete;
    FileDescriptor& operator=(FileDescriptor const&) = delete;
    ~FileDescriptor();

    int number() const noexcept { return number_; }
    explicit operator bool() const noexcept { return number_ >= 0; }

    /// A second descriptor of the same open file; none when the system has no more.
    FileDescriptor duplicate() const;

private:
    int number_;
};

/// Opens a file for reading. Blocks on a FIFO until it has a writer.
Result<FileDescriptor> open_file(std::string const& path);

/// Says why a system call failed and what to do. @param error_number  value of errno
Error unreadable(int error_number);

/// Bytes of a file, pipe or terminal, by read(2); never mapped, so that a log cut short under the reader is only short.
class FileSource final : public ByteSource {
public:
    explicit FileSource(FileDescriptor file);
    Result<std::size_t> read(std::span<char> room) override;
    std::int64_t seek(std::int64_t offset, int whence) override;
    bool rewind() override;

private:
    FileDescriptor file_;
    std::int64_t start_; ///< offset at which it was handed to us; -1: a pipe or terminal
};

} // namespace whybounce::input
