#pragma once
#include "whybounce/eight_octets.hpp"
#include <cstdint>
#include <string_view>

namespace whybounce {

/// Has the text octets above 127? Eight are looked at at once.
inline bool has_eight_bit(std::string_view text) {
    char const* at = text.data();
    std::size_t left = text.size();
    std::uint64_t seen = 0;
    for (; left >= 8; left -= 8, at += 8) seen |= eight::octets8(at);
    for (; left > 0; --left, ++at) seen |= static_cast<unsigned char>(*at);
    return eight::above_127(seen) != 0;
}

} // namespace whybounce
