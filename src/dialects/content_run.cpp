#include "dialects/content_run.hpp"

#include "dialects/octets.hpp"
#include "whybounce/eight_octets.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace whybounce::dialect {
namespace {

constexpr std::ptrdiff_t longest_line = 998; ///< RFC 5321 section 4.5.3.1.6, without CR LF

/// A mark, prepared to be asked for at every line.
class PreparedMark {
public:
    explicit PreparedMark(ContentMark const& mark) : mark_(mark.mark) {
        std::size_t const octets = std::min<std::size_t>(mark_.size(), 8);
        mark_.copy(reinterpret_cast<char*>(&head_), octets);
        std::memset(&head_mask_, 0xFF, octets);
        for (std::string_view const special : {std::string_view(".[< \t\n\r0123456789"), mark.openings})
            for (char const octet : special) set(static_cast<unsigned char>(octet));
    }
    std::size_t size() const { return mark_.size(); }
    bool begins(std::string_view text) const {
        if (text.size() < 8) return text.starts_with(mark_);
        return (eight::octets8(text.data()) & head_mask_) == head_ && (mark_.size() <= 8 || text.starts_with(mark_));
    }
    /// Dots end or are doubled, brackets tell that lines were left out, digits begin replies, blanks fold headers.
    bool is_special(char first) const {
        auto const octet = static_cast<unsigned char>(first);
        return ((special_[octet / 64U] >> (octet % 64U)) & 1U) != 0;
    }

private:
    void set(unsigned octet) { special_[octet / 64U] |= std::uint64_t{1} << (octet % 64U); }

    std::string_view mark_;
    std::uint64_t head_ = 0, head_mask_ = 0;
    std::array<std::uint64_t, 4> special_{}; ///< a bit for each octet
};

/// Where the line behind this one begins; nullptr when this one is to be read in full.
char const* behind_line(char const* first, char const* end, PreparedMark const& mark, std::uint64_t& octets) {
    if (static_cast<std::size_t>(end - first) <= mark.size()) return nullptr;
    if (!mark.begins({first, end})) return nullptr;
    char const* const words = first + mark.size();
    if (mark.is_special(*words)) return nullptr;
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
    PreparedMark const prepared(mark);
    char const* at = text.data();
    char const* const end = at + text.size();
    while (char const* const next = behind_line(at, end, prepared, run.octets)) {
        at = next;
        ++run.lines;
    }
    run.size = static_cast<std::size_t>(at - text.data());
    return run;
}

} // namespace whybounce::dialect
