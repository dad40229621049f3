#pragma once
#include "catalogue/reply_text.hpp"
#include "catalogue/stanza.hpp"
#include "grammars/parse.hpp"
#include "whybounce/diagnosis.hpp"

namespace whybounce {

/// Ordered fragments of one `text` line.
struct Fragment {
    std::string text;          ///< folded
    TextHead head;             ///< of it
    bool word_goes_on = false; ///< written with a final "%"
};
using Phrase = std::vector<Fragment>;

/// One value of a `token` line.
struct TokenPattern {
    enum class Kind : std::uint8_t { exact, prefix, host_suffix } kind{};
    std::string text; ///< folded; what stands before the "*", or all of it with the leading dot or "@"
    std::string tail; ///< what stands behind the "*"
    TextHead head;    ///< of `text`
    bool matches(TextToken const& token) const;
    /// Rules out most of them by their first octets; a host is a host.
    bool may_match(TextToken const& token) const {
        return kind == Kind::host_suffix ? token.is_host : head.begins(token.head);
    }
};

/// Where a matcher found what it wanted.
struct Hit {
    std::optional<Span> token, words;
    std::string token_text;
    bool host = false;
};

/// The match keys of one entry, ready to be asked.
class Matcher {
public:
    /// Adds the match keys of a stanza; the error names line and column.
    std::optional<Error> take(Stanza const& stanza);

    /// All keys hold. `text` is the prepared form of `evidence.text`.
    std::optional<Hit> match(Evidence const& evidence, ReplyText const& text) const;

    bool fits_code(std::optional<std::uint16_t> code) const;
    bool fits_class(std::optional<EnhancedStatusCode> status) const;
    bool fits_status(std::optional<EnhancedStatusCode> status) const;
    bool has_text() const { return !phrases.empty(); }
    bool has_token() const { return !tokens.empty(); }
    /// Neither words nor marks nor a host: decided by codes and step alone.
    bool is_plain() const { return phrases.empty() && tokens.empty(); }

    std::vector<grammar::CodePattern> codes;
    std::vector<grammar::StatusPattern> statuses;
    std::vector<Step> steps;
    std::vector<std::string> verbs, hosts;
    std::vector<Speaker> speakers;
    std::vector<SessionFact> session; ///< one of them must be known
    std::vector<TokenPattern> tokens;
    std::vector<Phrase> phrases, exceptions; ///< of `text` and of `unless`

private:
    TextToken const* find_token(ReplyText const& text) const;
    TextToken const* find_any(ReplyText const& text) const;
    bool fits_context(Evidence const& evidence) const;
    bool fits_host(std::string_view host) const;
    bool fits_session(SessionFacts facts) const;
    std::optional<Error> take(Stanza const& stanza, StanzaPair const& pair);
};

/// Is `name` this host or below it? Folded comparison at label boundaries.
bool is_at_or_below(std::string_view name, std::string_view suffix);

/// First place where the phrase stands in the text, at word boundaries.
std::optional<Span> find_phrase(Phrase const& phrase, ReplyText const& text);

} // namespace whybounce
