#pragma once
#include "whybounce/eight_octets.hpp"
#include <cstdint>
#include <string_view>

/// A fast 64-bit hash for tables in memory: the same in every run, never written out.
namespace whybounce {

/// The two halves of a 128-bit product, folded: each bit of the answer depends on every bit of both factors.
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    Wide const product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

namespace hashing {

inline constexpr std::uint64_t one = 0xA0761D6478BD642FULL, two = 0xE7037ED1A0B428DBULL; // odd, half of the bits set

template <bool Fold> std::uint64_t hash(std::string_view text, std::uint64_t seed) {
    using eight::octets4, eight::octets8;
    auto const word = [](std::uint64_t octets) { return Fold ? eight::lower(octets) : octets; };
    char const* at = text.data();
    std::size_t left = text.size();
    std::uint64_t state = mix(seed ^ one, text.size() ^ two);
    for (; left > 16; left -= 16, at += 16) state = mix(word(octets8(at)) ^ one, word(octets8(at + 8)) ^ state);
    std::uint64_t a = 0, b = 0;
    if (left >= 8) {
        a = octets8(at);
        b = octets8(at + left - 8);
    } else if (left >= 4) {
        a = octets4(at);
        b = octets4(at + left - 4);
    } else if (left > 0) {
        a = static_cast<unsigned char>(at[0]) |
            static_cast<std::uint64_t>(static_cast<unsigned char>(at[left / 2])) << 8U |
            static_cast<std::uint64_t>(static_cast<unsigned char>(at[left - 1])) << 16U;
    }
    return mix(word(a) ^ two, word(b) ^ state);
}

} // namespace hashing

inline std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0) { return hashing::hash<false>(text, seed); }
/// The same for texts that differ in the case of ASCII letters only.
inline std::uint64_t hash_no_case(std::string_view text, std::uint64_t seed = 0) {
    return hashing::hash<true>(text, seed);
}

} // namespace whybounce
