#pragma once
#include "input/byte_source.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace whybounce::input {

/// A source whose next bytes can be looked at without taking them.
class PeekSource final : public ByteSource {
public:
    explicit PeekSource(SourcePtr bytes) : bytes_(std::move(bytes)) {}

    /// Looks ahead, waiting for slow writers so that the answer does not depend on timing.
    /// @return the next `wanted` bytes, fewer only before the end or before a failure; valid until the next call
    std::string_view peek(std::size_t wanted);

    /// What went wrong behind the bytes that peek() returned; read() will say it again.
    std::optional<Error> const& failure() const { return failure_; }

    Result<std::size_t> read(std::span<char> room) override;
    std::int64_t seek(std::int64_t offset, int whence) override;
    bool rewind() override;

private:
    void forget();
    std::size_t ahead() const { return buffer_.size() - taken_; }

    SourcePtr bytes_;
    std::string buffer_; ///< read ahead; given back once it is taken
    std::size_t taken_ = 0;
    bool ended_ = false;
    std::optional<Error> failure_;
};

using PeekPtr = std::unique_ptr<PeekSource>;

/// Puts a PeekSource on top of a source.
inline PeekPtr peekable(SourcePtr bytes) { return std::make_unique<PeekSource>(std::move(bytes)); }

} // namespace whybounce::input
