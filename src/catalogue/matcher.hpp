#pragma once
#include "catalogue/reply_text.hpp"
#include "catalogue/stanza.hpp"
#include "grammars/parse.hpp"
#include "whybounce/diagnosis.hpp"
#include <span>

namespace whybounce {

/// Ordered fragments of one `text` line.
struct Fragment {
    std::string text;          ///< folded
    TextHead head;             ///< of it
    HeadBits bits;             ///< of the head
    bool word_goes_on = false; ///< written with a final "%"

    Fragment(std::string folded, bool goes_on)
        : text(std::move(folded)), head(text), bits(HeadBits::of(head)), word_goes_on(goes_on) {}
};
using Phrase = std::vector<Fragment>;

/// One value of a `token` line.
struct TokenPattern {
    enum class Kind : std::uint8_t { exact, prefix, host_suffix } kind{};
    std::string text; ///< folded; what stands before the "*", or all of it with the leading dot or "@"
    std::string tail; ///< what stands behind the "*"
    bool matches(TextToken const& token) const;
};

/// Where a matcher found what it wanted.
struct Hit {
    std::optional<Span> token, words;
    bool host = false;
};

/// What an index found of an entry in a text: where one of its phrases may begin, or where a mark of it stands.
struct Lead {
    std::uint64_t rank = 0; ///< leads are in order by entry, then phrase, then place

    Lead() = default;
    /// @param number  of the entry
    /// @param phrase  of the entry's; 0 with a mark
    /// @param place   of ReplyText::beginnings() or of ReplyText::tokens()
    Lead(std::uint32_t number, std::uint16_t phrase, std::uint16_t place)
        : rank(std::uint64_t{number} << 32U | std::uint64_t{phrase} << 16U | place) {}
    std::uint32_t number() const { return static_cast<std::uint32_t>(rank >> 32U); }
    std::uint16_t phrase() const { return static_cast<std::uint16_t>(rank >> 16U); }
    std::uint16_t place() const { return static_cast<std::uint16_t>(rank); }
    auto operator<=>(Lead const&) const = default;
};

/// The match keys of one entry, ready to be asked.
class Matcher {
public:
    /// Adds the match keys of a stanza; a fault names line and column.
    void take(Stanza const& stanza, Faults& faults);

    /// All keys hold. `text` is the prepared form of `evidence.text`; `leads` are all that it has of this entry,
    /// rising: its marks, or if it wants none, the beginnings of its phrases.
    std::optional<Hit> match(Evidence const& evidence, ReplyText const& text, std::span<Lead const> leads) const;

    bool fits_code(std::optional<std::uint16_t> code) const;
    bool fits_class(std::optional<EnhancedStatusCode> status) const;
    bool fits_status(std::optional<EnhancedStatusCode> status) const;
    bool has_text() const { return !phrases.empty(); }
    bool has_token() const { return !tokens.empty(); }
    /// Neither words nor marks nor a host: decided by codes and step alone.
    bool is_plain() const { return phrases.empty() && tokens.empty(); }
    /// No key but `unless`: whatever is asked fits.
    bool takes_everything() const;

    std::vector<grammar::CodePattern> codes;
    std::vector<grammar::StatusPattern> statuses;
    std::vector<Step> steps;
    std::vector<std::string> verbs, hosts;
    std::vector<Speaker> speakers;
    std::vector<SessionFact> session; ///< one of them must be known
    std::vector<TokenPattern> tokens;
    std::vector<TokenPattern> beside;        ///< one of them must stand in the text as well
    std::vector<Phrase> phrases, exceptions; ///< of `text` and of `unless`

private:
    std::optional<Span> find_words(ReplyText const& text) const;
    std::optional<Span> find_words(ReplyText const& text, std::span<Lead const> leads) const;
    bool fits_context(Evidence const& evidence) const;
    bool fits_host(std::string_view host) const;
    bool fits_session(SessionFacts facts) const;
    bool fits_beside(ReplyText const& text) const;
    std::optional<Error> take(Stanza const& stanza, StanzaPair const& pair);
};

/// First place where the phrase stands in the text, at word boundaries.
std::optional<Span> find_phrase(Phrase const& phrase, ReplyText const& text);

} // namespace whybounce
