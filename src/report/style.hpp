#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// How text looks on a terminal: colours, columns, line breaks. No locale is asked.
namespace whybounce::report {

/// What a piece of text is, so that one table decides its colour.
enum class Role : std::uint8_t { plain, permanent, temporary, good, heading, faint };

/// Paints text, or leaves it alone where colours are off.
class Style {
public:
    explicit Style(bool colour) : colour_(colour) {}

    /// Paint after measuring and wrapping: the result holds terminal escapes.
    std::string paint(Role role, std::string_view text) const;

private:
    bool colour_;
};

/// Columns that escaped, unpainted text takes: none for combining characters, two for wide ones.
std::size_t display_width(std::string_view text);

/// Breaks text at blanks so that no line passes `width` unless one word does. The first line begins at column `indent`
/// and is not indented, the others are; a line end in the text breaks the line.
std::string wrap(std::string_view text, std::size_t indent, std::size_t width);

/// The text with blanks that `wrap` shows and breaks no line at; it may break behind a comma and before a bracket.
std::string tied(std::string_view text);

/// Columns before all lines of a title but the first.
inline constexpr std::size_t hanging = 4;
/// The title as it is where it fits, else broken.
std::string wrap_title(std::string_view title, std::size_t width);
/// What stands behind a title in the same line, broken like it where it does not fit.
/// @param title  as it is shown, not yet painted; what follows begins two columns behind its last line
std::string behind_title(std::string_view title, std::string_view text, std::size_t width);

/// `columns` columns of the text from column `first` on, with an ellipsis where something was cut off.
std::string clip(std::string_view text, std::size_t first, std::size_t columns);

/// The text with blanks behind it up to `columns`.
std::string pad(std::string_view text, std::size_t columns);
/// The text with blanks before it up to `columns`.
std::string pad_left(std::string_view text, std::size_t columns);

} // namespace whybounce::report
