#include "report/utf8.hpp"

#include "whybounce/eight_bit.hpp"

#include <algorithm>
#include <array>

namespace whybounce::report {
namespace {

/// One row of the table "UTF8-octets" of RFC 3629 section 4; octets after the second are always 80-BF.
struct Sequence {
    unsigned char first_from, first_to;
    std::size_t size;
    unsigned char second_from, second_to;
};

// clang-format off
constexpr std::array sequences{
    Sequence{0x00, 0x7F, 1, 0x00, 0x00},
    Sequence{0xC2, 0xDF, 2, 0x80, 0xBF},
    Sequence{0xE0, 0xE0, 3, 0xA0, 0xBF},
    Sequence{0xE1, 0xEC, 3, 0x80, 0xBF},
    Sequence{0xED, 0xED, 3, 0x80, 0x9F},
    Sequence{0xEE, 0xEF, 3, 0x80, 0xBF},
    Sequence{0xF0, 0xF0, 4, 0x90, 0xBF},
    Sequence{0xF1, 0xF3, 4, 0x80, 0xBF},
    Sequence{0xF4, 0xF4, 4, 0x80, 0x8F},
};
// clang-format on

constexpr char32_t replacement = U'\uFFFD';
constexpr std::string_view replacement_bytes = "\xEF\xBF\xBD";

constexpr unsigned char octet(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

bool continues(Sequence const& row, std::string_view text, std::size_t i) {
    unsigned char const from = i == 1 ? row.second_from : 0x80;
    unsigned char const to = i == 1 ? row.second_to : 0xBF;
    return i < text.size() && octet(text, i) >= from && octet(text, i) <= to;
}

char32_t value_of(std::string_view text, std::size_t size) {
    constexpr std::array<unsigned char, 5> lead_bits{0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t value = octet(text, 0) & lead_bits[size];
    for (std::size_t i = 1; i < size; ++i) value = (value << 6U) | (octet(text, i) & 0x3FU);
    return value;
}

/// Octets from the begin of the text up to the first broken sequence.
std::size_t valid_length(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        CodePoint const next = decode(text.substr(at));
        if (!next.valid) break;
        at += next.size;
    }
    return at;
}

} // namespace

CodePoint decode(std::string_view text) {
    unsigned char const lead = octet(text, 0);
    auto const* const row = std::ranges::find_if(
        sequences, [lead](Sequence const& s) { return lead >= s.first_from && lead <= s.first_to; });
    if (row == sequences.end()) return {replacement, 1, false};
    std::size_t size = 1;
    while (size < row->size && continues(*row, text, size)) ++size;
    if (size < row->size) return {replacement, size, false};
    return {value_of(text, size), size, true};
}

std::string_view sanitise(std::string_view text, std::string& scratch) {
    if (!has_eight_bit(text) || valid_length(text) == text.size()) return text;
    scratch.clear();
    while (!text.empty()) {
        std::size_t const good = valid_length(text);
        scratch.append(text.substr(0, good));
        text.remove_prefix(good);
        if (text.empty()) break;
        scratch.append(replacement_bytes);
        text.remove_prefix(decode(text).size);
    }
    return scratch;
}

} // namespace whybounce::report
