#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>

namespace whybounce {

/// The first octets of a text as a number, the first one lowest: what does not begin alike is told apart by comparing
/// numbers.
struct TextHead {
    static constexpr std::size_t size = 8;
    std::uint64_t octets = 0, mask = 0; ///< of a text shorter than `size` the rest is not compared

    TextHead() = default;
    explicit TextHead(std::string_view text) {
        std::size_t const known = text.size() < size ? text.size() : size;
        std::memcpy(&octets, text.data(), known);
        mask = known == size ? ~std::uint64_t{0} : (std::uint64_t{1} << 8U * known) - 1;
    }
    /// Does a text with this head begin so? `size` octets must be readable there.
    bool begins(std::uint64_t head) const { return (head & mask) == octets; }

    /// One of 64 bits, by the first two octets.
    static std::uint64_t bit_of(std::uint64_t head) {
        constexpr std::uint64_t odd = 0x9E3779B97F4A7C15ULL;
        return std::uint64_t{1} << (((head & 0xFFFFU) * odd) >> 58U);
    }

    static std::uint64_t at(char const* text) {
        std::uint64_t head = 0;
        std::memcpy(&head, text, size);
        return head;
    }
};

} // namespace whybounce
