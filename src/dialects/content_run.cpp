#include "dialects/content_run.hpp"

#include "dialects/octets.hpp"
#include "whybounce/ascii.hpp"

namespace whybounce::dialect {
namespace {

constexpr std::ptrdiff_t longest_line = 998; ///< RFC 5321 section 4.5.3.1.6, without CR LF

/// Dots end or are doubled, brackets tell that lines were left out, digits begin replies, blanks fold headers.
bool is_special(char first, ContentMark const& mark) {
    return first == '.' || first == '[' || first == '<' || ascii::is_blank(first) || ascii::is_digit(first) ||
        mark.openings.find(first) != std::string_view::npos;
}

/// Where the line behind this one begins; nullptr when this one is to be read in full.
char const* behind_line(char const* first, char const* end, ContentMark const& mark, std::uint64_t& octets) {
    if (static_cast<std::size_t>(end - first) <= mark.mark.size()) return nullptr;
    if (!std::string_view(first, end).starts_with(mark.mark)) return nullptr;
    char const* const words = first + mark.mark.size();
    if (is_special(*words, mark)) return nullptr;
    char const* const last = behind_words(words, end);
    char const* const line_end = last != end && *last == '\r' ? last + 1 : last;
    bool const fits = last != words && last - words <= longest_line && line_end != end && *line_end == '\n';
    if (!fits) return nullptr;
    octets += static_cast<std::uint64_t>(last - words) + 2;
    return line_end + 1;
}

} // namespace

ContentRun content_run(std::string_view text, ContentMark const& mark) {
    ContentRun run;
    char const* at = text.data();
    char const* const end = at + text.size();
    while (char const* const next = behind_line(at, end, mark, run.octets)) {
        at = next;
        ++run.lines;
    }
    run.size = static_cast<std::size_t>(at - text.data());
    return run;
}

} // namespace whybounce::dialect
