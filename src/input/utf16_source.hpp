#pragma once
#include "input/byte_source.hpp"
#include <string>
#include <string_view>

namespace whybounce::input {

/// UTF-16 (RFC 2781) as UTF-8. A lone surrogate or half a unit at the end becomes U+FFFD.
class Utf16Source final : public ByteSource {
public:
    Utf16Source(SourcePtr bytes, bool big_endian) : bytes_(std::move(bytes)), big_endian_(big_endian) {}
    Result<std::size_t> read(std::span<char> room) override;

private:
    Result<bool> refill();
    void take(std::string_view bytes);
    void take_unit(char16_t unit);
    void finish();

    SourcePtr bytes_;
    bool big_endian_;
    bool ended_ = false;
    std::string odd_;   ///< first byte of a unit whose second is not read yet
    char16_t high_ = 0; ///< high surrogate that waits for its low one; 0: none
    std::string text_;  ///< decoded
    std::size_t taken_ = 0;
};

} // namespace whybounce::input
