#include "input/line_count.hpp"
#include <algorithm>
#include <cstdint>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace whybounce::input {

#if defined(__SSE2__)
namespace {

constexpr std::size_t row = 64;        // bytes compared in one round
constexpr std::size_t most_rows = 255; // what an 8-bit counter holds

std::size_t line_ends_in_rows(char const* at, std::size_t rows) {
    __m128i const line_end = _mm_set1_epi8('\n');
    auto const ends = [&](char const* octets) {
        return _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<__m128i const*>(octets)), line_end); // -1 where equal
    };
    __m128i total = _mm_setzero_si128();
    std::size_t const per_round = most_rows / 4;
    while (rows > 0) {
        __m128i counts = _mm_setzero_si128();
        std::size_t const now = std::min(rows, per_round);
        for (char const* const end = at + now * row; at != end; at += row) {
            __m128i const low = _mm_add_epi8(ends(at), ends(at + 16)),
                          high = _mm_add_epi8(ends(at + 32), ends(at + 48));
            counts = _mm_sub_epi8(counts, _mm_add_epi8(low, high));
        }
        total = _mm_add_epi64(total, _mm_sad_epu8(counts, _mm_setzero_si128()));
        rows -= now;
    }
    return static_cast<std::size_t>(_mm_cvtsi128_si64(total) + _mm_cvtsi128_si64(_mm_srli_si128(total, 8)));
}

} // namespace
#endif

std::size_t line_ends_in(std::string_view text) {
    std::size_t count = 0;
#if defined(__SSE2__)
    std::size_t const rows = text.size() / row;
    count = line_ends_in_rows(text.data(), rows);
    text.remove_prefix(rows * row);
#endif
    return count + std::size_t(std::count(text.begin(), text.end(), '\n'));
}

} // namespace whybounce::input
