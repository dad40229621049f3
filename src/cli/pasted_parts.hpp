#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::cli {

/// "> 550 …", as mail programs quote.
std::string_view without_quote_marks(std::string_view line);

/// The replies of a list, or the recipients of a delivery report; the text itself where it is neither. Lines without a
/// code belong to the reply before them, "NNN-…" goes on up to "NNN …" (RFC 5321 section 4.2), and a line that only
/// wraps a sentence begins none.
std::vector<std::string_view> parts_of(std::string_view text);

/// The reply that a page of `explain` shows, in whatever language, or the name in its heading where it shows none.
/// nullopt: the text is no such page.
std::optional<std::string> shown_on_page(std::string_view text);

} // namespace whybounce::cli
