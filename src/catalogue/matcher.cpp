#include "catalogue/matcher.hpp"

#include "catalogue/split_blanks.hpp"
#include "whybounce/address.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce {
namespace {

Error bad_value(Stanza const& stanza, StanzaPair const& pair, std::string_view value, std::string_view hint) {
    return {Errc::bad_catalogue, std::string(stanza.file), pair.line, pair.value_column,
        "`" + std::string(value) + "` is no value of `" + std::string(pair.key) + "`", std::string(hint)};
}

Fragment to_fragment(std::string_view text) {
    std::string folded = to_small(ascii::trim(text));
    bool const goes_on = folded.ends_with('%');
    if (goes_on) folded.pop_back();
    return {std::move(folded), goes_on};
}

Phrase to_phrase(std::string_view text) {
    Phrase phrase;
    while (true) {
        std::size_t const star = text.find(" * ");
        phrase.push_back(to_fragment(text.substr(0, star)));
        if (star == std::string_view::npos) return phrase;
        text.remove_prefix(star + 3);
    }
}

TokenPattern to_token(std::string_view value) {
    using Kind = TokenPattern::Kind;
    if (value.starts_with('?') || value.starts_with('&')) value.remove_prefix(1);
    std::string const text = ascii::to_lower(value);
    if (text.starts_with('.')) return {Kind::host_suffix, text, {}};
    std::size_t const star = text.find('*');
    bool const whole = star == std::string::npos;
    return {whole ? Kind::exact : Kind::prefix, text.substr(0, star), whole ? std::string() : text.substr(star + 1)};
}

/// Reads each blank-separated value with `parse`; the first that it refuses is the error.
template <typename T, typename Parse> std::optional<Error> take_words(
    std::vector<T>& into, Stanza const& stanza, StanzaPair const& pair, std::string_view hint, Parse parse) {
    for (std::string_view const word : split_blanks(pair.value)) {
        auto value = parse(word);
        if (!value) return bad_value(stanza, pair, word, hint);
        into.push_back(*std::move(value));
    }
    return std::nullopt;
}

/// May the fragment that begins at `begin` end where it does?
bool may_end(Fragment const& fragment, ReplyText const& text, std::size_t begin) {
    return fragment.word_goes_on || text.may_end(begin, begin + fragment.text.size());
}

std::optional<std::size_t> find_fragment(Fragment const& fragment, ReplyText const& text, std::size_t from) {
    if (!text.heads().covers(fragment.bits)) return std::nullopt;
    for (Beginning const& beginning : text.beginnings()) {
        if (!fragment.head.begins(beginning.head) || beginning.at < from) continue;
        bool const known = fragment.text.size() <= TextHead::size;
        if (!known && !text.folded().substr(beginning.at).starts_with(fragment.text)) continue;
        if (may_end(fragment, text, beginning.at)) return beginning.at;
    }
    return std::nullopt;
}

/// The phrase whose first fragment begins at `begin`.
std::optional<Span> find_rest(Phrase const& phrase, ReplyText const& text, std::size_t begin) {
    std::size_t from = begin + phrase.front().text.size();
    for (Fragment const& fragment : std::span(phrase).subspan(1)) {
        auto const at = find_fragment(fragment, text, from);
        if (!at) return std::nullopt;
        from = *at + fragment.text.size();
    }
    return text.original(begin, from);
}

template <typename T> bool empty_or_contains(std::vector<T> const& values, T const& value) {
    return values.empty() || std::ranges::find(values, value) != values.end();
}

} // namespace

std::optional<Span> find_phrase(Phrase const& phrase, ReplyText const& text) {
    auto const begin = find_fragment(phrase.front(), text, 0);
    return begin ? find_rest(phrase, text, *begin) : std::nullopt;
}

bool TokenPattern::matches(TextToken const& token) const {
    switch (kind) {
    case Kind::exact: return token.text == text;
    case Kind::prefix:
        return token.text.size() >= text.size() + tail.size() && token.text.starts_with(text) &&
            token.text.ends_with(tail);
    case Kind::host_suffix: return token.is_host && is_at_or_below(token.text, std::string_view(text).substr(1));
    }
    return false;
}

std::optional<Error> Matcher::take(Stanza const& stanza, StanzaPair const& pair) {
    std::string_view const key = pair.key;
    auto const text = [](std::string_view word) { return std::optional<std::string>(word); };
    if (key == "reply") return take_words(codes, stanza, pair, "write 550 or 5yz", grammar::parse_code_pattern);
    if (key == "status")
        return take_words(
            statuses, stanza, pair, "write 5.1.1, X.1.1, 5.7.606-649 or X.7.*", grammar::parse_status_pattern);
    if (key == "phase")
        return take_words(steps, stanza, pair, "write one of connect hello starttls auth mail rcpt data eod quit none",
            step_from_string);
    if (key == "speaker")
        return take_words(speakers, stanza, pair, "write remote, local or relayed", speaker_from_string);
    if (key == "session")
        return take_words(session, stanza, pair,
            "write one of no-login logged-in others-accepted all-refused tls-unused", session_fact_from_string);
    if (key == "verb") return take_words(verbs, stanza, pair, "", text);
    if (key == "host") return take_words(hosts, stanza, pair, "", text);
    if (key == "token" || key == "beside")
        return take_words(key == "token" ? tokens : beside, stanza, pair, "",
            [](std::string_view word) { return std::optional(to_token(word)); });
    if (key != "text" && key != "unless") return std::nullopt;
    std::vector<Phrase>& to = key == "text" ? phrases : exceptions;
    to.push_back(to_phrase(pair.value));
    for (Fragment const& fragment : to.back())
        if (fragment.text.size() < 2)
            return bad_value(stanza, pair, fragment.text, "a fragment has at least two characters");
    return std::nullopt;
}

void Matcher::take(Stanza const& stanza, Faults& faults) {
    for (StanzaPair const& pair : stanza.pairs)
        if (auto error = take(stanza, pair)) faults.push_back(*std::move(error));
}

bool Matcher::takes_everything() const {
    return is_plain() && codes.empty() && statuses.empty() && steps.empty() && verbs.empty() && hosts.empty() &&
        speakers.empty() && session.empty() && beside.empty();
}

bool Matcher::fits_code(std::optional<std::uint16_t> code) const {
    return codes.empty() ||
        (code && std::ranges::any_of(codes, [&](auto const& pattern) { return pattern.matches(*code); }));
}

/// A text without a code is judged by the class of its status, and without that by its words alone.
bool Matcher::fits_class(std::optional<EnhancedStatusCode> status) const {
    auto const is_class = [&](grammar::CodePattern pattern) {
        return pattern.last - pattern.first == 99 && (!status || pattern.matches(status->klass * 100));
    };
    return std::ranges::any_of(codes, is_class);
}

bool Matcher::fits_status(std::optional<EnhancedStatusCode> status) const {
    return statuses.empty() ||
        (status && std::ranges::any_of(statuses, [&](auto const& pattern) { return pattern.matches(*status); }));
}

bool Matcher::fits_host(std::string_view host) const {
    return hosts.empty() ||
        std::ranges::any_of(hosts, [&](std::string const& suffix) { return is_at_or_below(host, suffix); });
}

bool Matcher::fits_session(SessionFacts facts) const {
    return session.empty() || std::ranges::any_of(session, [&](SessionFact fact) { return facts.has(fact); });
}

bool Matcher::fits_beside(ReplyText const& text) const {
    auto const stands = [&](TokenPattern const& pattern) {
        return std::ranges::any_of(text.tokens(), [&](TextToken const& token) { return pattern.matches(token); });
    };
    return beside.empty() || std::ranges::any_of(beside, stands);
}

bool Matcher::fits_context(Evidence const& evidence) const {
    bool const code = fits_code(evidence.code) || (!evidence.code && !is_plain() && fits_class(evidence.status));
    return code && fits_status(evidence.status) && empty_or_contains(steps, evidence.step) &&
        empty_or_contains(speakers, evidence.speaker) && fits_host(evidence.host) && fits_session(evidence.session) &&
        (verbs.empty() || std::ranges::find(verbs, evidence.verb) != verbs.end());
}

std::optional<Span> Matcher::find_words(ReplyText const& text) const {
    for (Phrase const& phrase : phrases)
        if (auto const words = find_phrase(phrase, text)) return words;
    return std::nullopt;
}

/// Of a phrase the first beginning that its first fragment fits decides: what stands behind a later one stands behind
/// that one too.
std::optional<Span> Matcher::find_words(ReplyText const& text, std::span<Lead const> leads) const {
    std::optional<std::uint16_t> decided;
    for (Lead const& lead : leads) {
        if (decided == lead.phrase()) continue;
        Phrase const& phrase = phrases[lead.phrase()];
        std::size_t const begin = text.beginnings()[lead.place()].at;
        if (!may_end(phrase.front(), text, begin)) continue;
        if (auto const words = find_rest(phrase, text, begin)) return words;
        decided = lead.phrase();
    }
    return std::nullopt;
}

std::optional<Hit> Matcher::match(Evidence const& evidence, ReplyText const& text, std::span<Lead const> leads) const {
    if (!fits_context(evidence)) return std::nullopt;
    if (!fits_beside(text)) return std::nullopt;
    Hit hit;
    hit.host = !hosts.empty();
    if (has_token()) hit.token = text.tokens()[leads.front().place()].where;
    if (has_text()) {
        hit.words = has_token() ? find_words(text) : find_words(text, leads);
        if (!hit.words) return std::nullopt;
    }
    for (Phrase const& exception : exceptions)
        if (find_phrase(exception, text)) return std::nullopt;
    return hit;
}

} // namespace whybounce
