#pragma once
#include "input/sizes.hpp"
#include "whybounce/result.hpp"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace whybounce::input {

/// A stream of bytes, read once from front to back. Sources are stacked: each decodes what the one below it gives.
class ByteSource {
public:
    virtual ~ByteSource() = default;

    /// Fills the front of `room`, which must not be empty.
    ///
    /// @return how many bytes, maybe fewer than there is room for; 0 at the end and ever after.
    ///         All bytes that could be had come before an Error. Its `file` is empty: the caller knows the name.
    virtual Result<std::size_t> read(std::span<char> room) = 0;

    /// Moves as lseek(2) does. @return the new offset in bytes, or -1: this source only goes forward.
    virtual std::int64_t seek(std::int64_t /*offset*/, int /*whence*/) { return -1; }

    /// Goes back to where this source began, to read it once more. False: its bytes come only once.
    virtual bool rewind() { return false; }
};

using SourcePtr = std::unique_ptr<ByteSource>;

/// How many bytes at the start of an item are looked at before it is read.
inline constexpr std::size_t head_size = 64 * kib;

} // namespace whybounce::input
