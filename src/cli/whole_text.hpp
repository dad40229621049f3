#pragma once
#include <string>

namespace whybounce::cli {

/// A text that is kept whole: a pasted reply, a file with entries. `-` is standard input. UTF-16 is decoded, a byte
/// order mark left out. Throws InputError where it cannot be read, or has no end within reason.
/// @param instead  what to do with a text that is too long
std::string read_whole(std::string const& name, std::string const& instead);

} // namespace whybounce::cli
