#pragma once
#include "input/byte_source.hpp"
#include "input/magic.hpp"
#include <cstdint>
#include <string_view>

namespace whybounce::input {

/// The program that decodes a kind of compressed data up to the byte where it breaks off.
struct Rescuer {
    Wrapping wrapping;
    std::string_view name;    ///< as a package is called
    std::string_view command; ///< reads standard input, writes standard output
};

/// @return null: there is none for this kind
Rescuer const* rescuer_of(Wrapping wrapping);

/// What is asked of a rescue.
struct RescueOrder {
    Rescuer const* rescuer;
    int layers;         ///< how often the data was compressed, one kind on top of itself
    std::uint64_t skip; ///< bytes of text that are there already
};

/// Reads damaged data from its start once more and decodes it with a program, through libarchive. The program has come
/// to its end when this returns; its messages are dropped. One rescue at a time in the whole process.
///
/// @param packed  the damaged data, wherever it was read to
/// @return        the text behind what is skipped; or an Error, of which only the hint counts: what to do to have it
Result<SourcePtr> rescued(ByteSource& packed, RescueOrder const& order);

} // namespace whybounce::input
