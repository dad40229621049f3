#pragma once
#include "input/damage.hpp"
#include "input/item.hpp"
#include "whybounce/result.hpp"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace whybounce::input {

/// The texts named on the command line.
///
/// Files, directories (recursively, names sorted by bytes, hidden entries left out), "-" for standard input, FIFOs,
/// compressed files (gzip, xz, zstd, bzip2, lz4, lzma) and archives (tar, zip, 7zip, cpio), both told by their content.
/// Holds no file open but piped ones and the archive read last.
class Inputs {
public:
    /// Looks at all arguments in order and reads the head of each text. Never fails: what cannot be read is an Item
    /// with a problem. Waits for the first 64 KiB, or the end, of standard input. An archive from a pipe is copied to
    /// TMPDIR.
    /// @param twice  so is any text from a pipe: all items can be read more than once
    static Inputs open(std::span<std::string const> arguments, bool twice = false);

    Inputs(Inputs&&) noexcept;
    Inputs& operator=(Inputs&&) noexcept;
    ~Inputs();

    /// In the order of the arguments; valid as long as this object.
    std::span<Item const> items() const;

    /// Reads a text from its start; a pipe can be read once. Reading the items in order is fastest.
    ///
    /// @param item  index into items()
    /// @return      the number of lines; or the Error that stopped the reading, after all that could be read was
    ///              handed over (its `line` is the last one). The problem of an Item that has one.
    Result<std::size_t> read(std::size_t item, BlockSink& sink);

    /// Do both hold the same text, byte by byte when decoded? Reads both to the first difference, unless they are one
    /// file. False where one of them is a pipe that can be read once, or has a problem.
    bool same_text(std::size_t item, std::size_t other);

    /// Bytes that were read so far, as they lie on the disk: compressed ones are counted as they are.
    std::uint64_t bytes_read() const;
    /// Bytes of all files together; none where something is a pipe.
    std::optional<std::uint64_t> size() const;

private:
    struct State;
    explicit Inputs(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace whybounce::input
