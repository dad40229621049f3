#pragma once
#include "input/byte_source.hpp"
#include <algorithm>
#include <string_view>

namespace whybounce::input {

/// Bytes that lie in memory already; they must outlive the source.
class MemorySource final : public ByteSource {
public:
    explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
    Result<std::size_t> read(std::span<char> room) override {
        std::size_t const size = bytes_.copy(room.data(), room.size());
        bytes_.remove_prefix(size);
        return size;
    }

private:
    std::string_view bytes_;
};

} // namespace whybounce::input
