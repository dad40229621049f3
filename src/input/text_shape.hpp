#pragma once
#include "input/byte_source.hpp"
#include "input/damage.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::input {

/// How a text is written down.
struct TextShape {
    enum class Encoding : std::uint8_t { bytes, utf16_little, utf16_big };
    Encoding encoding = Encoding::bytes;
    std::size_t mark_size = 0; ///< bytes of the byte order mark
    bool bare_cr = false;      ///< lines end in CR alone
};

/// Guesses the shape from the first bytes.
TextShape shape_of(std::string_view head);

/// Says why a head is no text, with a hint; none for text in any shape. @param head  undecoded, up to head_size
std::optional<Error> binary_problem(std::string_view head);

/// A source of the text as UTF-8 (or its own 8-bit set) with LF or CRLF, without the byte order mark.
SourcePtr decoded(SourcePtr bytes, TextShape const& shape);

/// Decodes a head. @param limit  in bytes; a longer text is cut after its last whole line within it, if there is one
std::string decoded_head(std::string_view head, TextShape const& shape, std::size_t limit);

/// What decoding changed, to be told once for the whole input.
std::vector<Damage> damage_of(TextShape const& shape, std::string const& input);

} // namespace whybounce::input
