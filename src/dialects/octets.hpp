#pragma once
#include "whybounce/eight_octets.hpp"

#include <cstdint>
#include <cstring>
#include <string_view>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Searches in short texts. A call of memchr costs more than what it finds when the octet stands within the next 32, as
/// the dividers of a log line do: 2 ns instead of 6.
namespace whybounce::dialect {

inline char const* find_octet(char const* first, char const* last, char octet) {
#if defined(__SSE2__)
    __m128i const wanted = _mm_set1_epi8(octet);
    for (; last - first >= 16; first += 16) {
        __m128i const octets = _mm_loadu_si128(reinterpret_cast<__m128i const*>(first));
        if (int const hits = _mm_movemask_epi8(_mm_cmpeq_epi8(octets, wanted)); hits != 0)
            return first + __builtin_ctz(static_cast<unsigned>(hits));
    }
#endif
    for (; first != last; ++first)
        if (*first == octet) return first;
    return nullptr;
}

/// a == b without a call: compilers make one of every memcmp but those of 1, 2, 4 and 8 octets.
inline bool same_octets(char const* a, char const* b, std::size_t size) {
    using eight::octets4, eight::octets8;
    if (size >= 8) {
        for (std::size_t at = 0; at + 8 < size; at += 8)
            if (octets8(a + at) != octets8(b + at)) return false;
        return octets8(a + size - 8) == octets8(b + size - 8);
    }
    if (size >= 4) return octets4(a) == octets4(b) && octets4(a + size - 4) == octets4(b + size - 4);
    for (; size > 0; ++a, ++b, --size)
        if (*a != *b) return false;
    return true;
}
inline bool same_octets(std::string_view a, std::string_view b) {
    return a.size() == b.size() && same_octets(a.data(), b.data(), a.size());
}

/// Where octets end that any text line may have: ASCII from the blank on.
inline char const* behind_words(char const* first, char const* last) {
#if defined(__SSE2__)
    __m128i const below = _mm_set1_epi8(0x1F); // signed compare: 8-bit octets are negative, so below it
    for (; last - first >= 32; first += 32) {
        auto const* const at = reinterpret_cast<__m128i const*>(first);
        __m128i const left = _mm_cmpgt_epi8(_mm_loadu_si128(at), below);
        __m128i const right = _mm_cmpgt_epi8(_mm_loadu_si128(at + 1), below);
        if (_mm_movemask_epi8(_mm_and_si128(left, right)) != 0xFFFF) break;
    }
    for (; last - first >= 16; first += 16) {
        __m128i const octets = _mm_loadu_si128(reinterpret_cast<__m128i const*>(first));
        int const run = _mm_movemask_epi8(_mm_cmpgt_epi8(octets, below));
        if (run != 0xFFFF) return first + __builtin_ctz(~static_cast<unsigned>(run));
    }
#endif
    while (first != last && static_cast<signed char>(*first) > 0x1F) ++first;
    return first;
}

/// Where ASCII letters and digits end.
inline char const* behind_alnum(char const* first, char const* last) {
#if defined(__SSE2__)
    auto const in = [](__m128i octets, char from, char to) { // signed compare: 8-bit octets are negative, so outside
        return _mm_and_si128(_mm_cmpgt_epi8(octets, _mm_set1_epi8(static_cast<char>(from - 1))),
            _mm_cmplt_epi8(octets, _mm_set1_epi8(static_cast<char>(to + 1))));
    };
    for (; last - first >= 16; first += 16) {
        __m128i const octets = _mm_loadu_si128(reinterpret_cast<__m128i const*>(first));
        __m128i const small = _mm_or_si128(octets, _mm_set1_epi8(0x20));
        int const run = _mm_movemask_epi8(_mm_or_si128(in(octets, '0', '9'), in(small, 'a', 'z')));
        if (run != 0xFFFF) return first + __builtin_ctz(~static_cast<unsigned>(run));
    }
#endif
    auto const is_alnum = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    while (first != last && is_alnum(*first)) ++first;
    return first;
}

/// Reads a text from left to right; every step says whether it could be taken.
class Cursor {
public:
    explicit Cursor(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

    char const* at() const { return at_; }
    std::string_view rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }
    bool at_end() const { return at_ == end_; }
    /// The next octet; NUL at the end.
    char peek() const { return at_ == end_ ? '\0' : *at_; }

    template <std::size_t N> bool begins(char const (&word)[N]) const {
        return static_cast<std::size_t>(end_ - at_) >= N - 1 && same_octets(at_, word, N - 1);
    }
    template <std::size_t N> bool take(char const (&word)[N]) {
        if (!begins(word)) return false;
        at_ += N - 1;
        return true;
    }
    bool take(std::string_view word) {
        if (static_cast<std::size_t>(end_ - at_) < word.size() || !same_octets(at_, word.data(), word.size()))
            return false;
        at_ += word.size();
        return true;
    }
    /// Up to and with `first` and the octets of `more` behind it.
    template <std::size_t N> bool take_past(char first, char const (&more)[N], std::string_view* passed = nullptr) {
        char const* const begin = at_;
        for (char const* hit = find_octet(at_, end_, first); hit; hit = find_octet(hit + 1, end_, first)) {
            if (static_cast<std::size_t>(end_ - hit) < N || !same_octets(hit + 1, more, N - 1)) continue;
            if (passed) *passed = {begin, static_cast<std::size_t>(hit - begin)};
            at_ = hit + N;
            return true;
        }
        return false;
    }
    /// Up to the first of some octets, or to the end.
    std::string_view take_until(std::string_view octets) {
        char const* const begin = at_;
        while (at_ != end_ && octets.find(*at_) == std::string_view::npos) ++at_;
        return {begin, static_cast<std::size_t>(at_ - begin)};
    }
    std::string_view take_alnum() {
        char const* const begin = at_;
        at_ = behind_alnum(at_, end_);
        return {begin, static_cast<std::size_t>(at_ - begin)};
    }
    /// One or more digits.
    bool take_digits() {
        char const* const begin = at_;
        while (at_ != end_ && *at_ >= '0' && *at_ <= '9') ++at_;
        return at_ != begin;
    }
    /// One to nine digits.
    bool take_number(std::uint32_t& number) {
        char const* const begin = at_;
        if (!take_digits() || at_ - begin > 9) return false;
        number = 0;
        for (char const* digit = begin; digit != at_; ++digit)
            number = number * 10 + static_cast<std::uint32_t>(*digit - '0');
        return true;
    }

private:
    char const* at_;
    char const* end_;
};

} // namespace whybounce::dialect
