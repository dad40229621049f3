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

    static std::uint64_t at(char const* text) {
        std::uint64_t head = 0;
        std::memcpy(&head, text, size);
        return head;
    }
};

/// Heads as a set that errs on one side: 64 bits for what they have first of two octets, 64 for the first four.
class HeadBits {
public:
    /// A place in a text, of which four octets are readable.
    void insert(std::uint64_t head) {
        pairs_ |= bit_of(head & pair);
        quads_ |= bit_of(head & quad);
    }
    /// What a place must have to begin so.
    static HeadBits of(TextHead const& head) {
        HeadBits bits;
        if ((head.mask & pair) == pair) bits.pairs_ = bit_of(head.octets & pair);
        if ((head.mask & quad) == quad) bits.quads_ = bit_of(head.octets & quad);
        return bits;
    }
    void add(HeadBits const& others) {
        pairs_ |= others.pairs_;
        quads_ |= others.quads_;
    }
    bool covers(HeadBits const& wanted) const { return ((wanted.pairs_ & ~pairs_) | (wanted.quads_ & ~quads_)) == 0; }

private:
    static constexpr std::uint64_t pair = 0xFFFF, quad = 0xFFFFFFFF;
    static std::uint64_t bit_of(std::uint64_t octets) {
        constexpr std::uint64_t odd = 0x9E3779B97F4A7C15ULL;
        return std::uint64_t{1} << ((octets * odd) >> 58U);
    }

    std::uint64_t pairs_ = 0, quads_ = 0;
};

} // namespace whybounce
