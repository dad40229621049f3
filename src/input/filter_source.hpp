#pragma once
#include "input/archive.hpp"
#include "input/gzip_seal.hpp"
#include <cstdint>
#include <optional>

namespace whybounce::input {

/// The text of one compressed file, joined streams as one.
///
/// libarchive keeps its last output block (64 KiB and more) back when the data breaks off. So on an Error the data is
/// read once more from its start by a program that gives all it has; see rescue.hpp.
class FilterSource final : public ByteSource {
public:
    /// @param packed    at its start
    /// @param wrapping  what it is; none of none and container
    FilterSource(SourcePtr packed, Wrapping wrapping);
    Result<std::size_t> read(std::span<char> room) override;
    bool rewind() override;

private:
    Result<std::size_t> decode(std::span<char> room);
    std::optional<Error> broken_seal() const;
    void rescue(Error const& failure);

    Wrapping wrapping_;
    GzipSeal seal_; ///< of gzip only
    Archive archive_;
    enum class State : std::uint8_t { fresh, reading, empty } state_ = State::fresh;
    std::uint64_t handed_over_ = 0; ///< bytes decoded by libarchive
    std::optional<Error> failure_;  ///< told once `rest_` is taken
    SourcePtr rest_;                ///< what the rescue brought; may be null
};

} // namespace whybounce::input
