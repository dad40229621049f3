#pragma once
#include <cstdint>
#include <string_view>

namespace whybounce::input {

/// What lies around a text, told by the first bytes and never by the name.
enum class Wrapping : std::uint8_t { none, gzip, xz, zstd, bzip2, lz4, lzma, lzip, compress, container };

/// @param head  at least the first 512 bytes, where there are so many
Wrapping wrapping_of(std::string_view head);

/// A kind of file that is no text.
struct BinaryKind {
    std::string_view magic; ///< first bytes
    std::string_view what;  ///< "a PDF document"
    std::string_view hint;
};

/// Looks a head up in the list of known binary files. @return null: not one of them
BinaryKind const* binary_kind(std::string_view head);

} // namespace whybounce::input
