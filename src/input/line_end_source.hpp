#pragma once
#include "input/byte_source.hpp"
#include <algorithm>

namespace whybounce::input {

/// Turns each CR into LF, for text of systems that ended lines in CR alone.
class LineEndSource final : public ByteSource {
public:
    explicit LineEndSource(SourcePtr text) : text_(std::move(text)) {}
    Result<std::size_t> read(std::span<char> room) override {
        auto got = text_->read(room);
        if (got) std::replace(room.begin(), room.begin() + std::ptrdiff_t(*got), '\r', '\n');
        return got;
    }

private:
    SourcePtr text_;
};

} // namespace whybounce::input
