#pragma once
#include <cstdint>
#include <cstring>

/// Eight octets of a text at once, as a number. Their order in it does not matter to what is asked here.
namespace whybounce::eight {

inline constexpr std::uint64_t ones = 0x0101010101010101ULL, highs = 0x80 * ones;

/// Eight octets must be readable.
inline std::uint64_t octets8(char const* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    return word;
}
/// Four octets must be readable; the rest is 0.
inline std::uint64_t octets4(char const* at) {
    std::uint32_t word = 0;
    std::memcpy(&word, at, 4);
    return word;
}

/// Not 0 when some octet is above 127.
constexpr std::uint64_t above_127(std::uint64_t word) { return word & highs; }
/// Not 0 when some octet is below the limit, which is 1 to 128.
constexpr std::uint64_t below(std::uint64_t word, unsigned char limit) { return (word - limit * ones) & ~word & highs; }

/// ASCII capitals become small.
constexpr std::uint64_t lower(std::uint64_t word) {
    std::uint64_t const seven = word & ~highs;
    std::uint64_t const from_a = seven + (0x80 - 'A') * ones, behind_z = seven + (0x80 - 'Z' - 1) * ones;
    return word | ((from_a & ~behind_z & ~word & highs) >> 2U);
}

} // namespace whybounce::eight
