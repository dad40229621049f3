#pragma once
#include <string>
#include <string_view>

/// Help is written in lines for people who read the source; on a page it fits the window.
namespace whybounce::cli {

/// A paragraph: lines run on, and are broken where the window ends.
std::string help_paragraph(std::string_view text, std::size_t width);

/// Lines of "  COMMAND    what it does". What is too long is broken in its own column; where that is too narrow for
/// one, all of them stand below their commands.
std::string help_lines(std::string_view text, std::size_t width);

} // namespace whybounce::cli
