#pragma once
#include <cstddef>
#include <string>
#include <string_view>

/// Columns of a terminal, and where a line may break. No locale is asked.
namespace whybounce::report {

/// Invisible, takes no column: a line may break here. Texts of scripts without blanks carry it; `wrap` takes it out.
inline constexpr std::string_view break_mark = "\u200B";

/// 0 for characters that stand on the one before, 2 for wide ones, else 1.
std::size_t width_of(char32_t c);

/// May a line break between two characters that no blank divides? Beside wide ones yes, but not before closing or after
/// opening punctuation, and not before small kana (UAX #14 and the Japanese kinsoku rules, in short).
bool may_break(char32_t before, char32_t after);

/// The text without break marks.
std::string without_break_marks(std::string_view text);

} // namespace whybounce::report
