#pragma once
#include "whybounce/hash.hpp"

#include <string_view>

namespace whybounce {

/// Has the text octets above 127? Eight are looked at at once.
inline bool has_eight_bit(std::string_view text) {
    constexpr std::uint64_t highs = 0x8080808080808080ULL;
    char const* at = text.data();
    std::size_t left = text.size();
    std::uint64_t seen = 0;
    for (; left >= 8; left -= 8, at += 8) seen |= hashing::octets8(at);
    for (; left > 0; --left, ++at) seen |= static_cast<unsigned char>(*at);
    return (seen & highs) != 0;
}

} // namespace whybounce
