#include "catalogue/rule_advice.hpp"

#include "catalogue/example_context.hpp"
#include "catalogue/matcher.hpp"
#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce {
namespace {

using Kind = grammar::ReplyToken::Kind;

/// A place in a value, and what to change there.
struct Advised {
    StanzaPair const* pair = nullptr;
    std::size_t offset = 0;
    std::string words;
};
using MaybeAdvised = std::optional<Advised>;

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

/// "550 5.7.1 Sender …": what stands before the words of a reply.
MaybeAdvised codes_before(StanzaPair const& pair) {
    std::string keys;
    std::string_view words = pair.value;
    if (auto const line = grammar::parse_reply_line(pair.value)) {
        keys = "`reply: " + std::to_string(line->code) + "`, ";
        if (line->status) keys += "`status: " + to_string(*line->status) + "`, ";
        words = line->text;
    } else if (auto const status = grammar::parse_status_code(pair.value)) {
        keys = "`status: " + to_string(status->value) + "`, ";
        words = ascii::trim(pair.value.substr(status->length));
    }
    if (keys.empty()) return std::nullopt;
    keys.resize(keys.size() - 2);
    std::string const text = words.empty() ? "" : " and `" + std::string(pair.key) + ": " + std::string(words) + "`";
    return Advised{&pair, 0, "code and status are taken off before words are matched: write " + keys + text};
}

MaybeAdvised quotation_marks(StanzaPair const& pair) {
    bool const marked = pair.value.size() > 2 && (pair.value.front() == '"' || pair.value.front() == '\'') &&
        pair.value.front() == pair.value.back();
    if (!marked) return std::nullopt;
    return Advised{&pair, 0, "write the words without quotation marks"};
}

/// "enrol*": no star between blanks.
MaybeAdvised glued_star(StanzaPair const& pair) {
    std::string_view const value = pair.value;
    for (std::size_t at = value.find('*'); at != std::string_view::npos; at = value.find('*', at + 1)) {
        bool const before = at > 0 && value[at - 1] == ' ', behind = at + 1 < value.size() && value[at + 1] == ' ';
        if (before && behind) continue;
        std::size_t const blank = at == 0 ? 0 : value.rfind(' ', at - 1) + 1;
        std::string_view const word = value.substr(std::min(blank, at), at - std::min(blank, at));
        bool const letters = !word.empty() && std::ranges::all_of(word, ascii::is_alnum);
        return Advised{&pair, at,
            (letters ? "write `" + std::string(word) + "%` to let the word go on, and" : std::string("write")) +
                " ` * ` between blanks to let anything stand there"};
    }
    return std::nullopt;
}

std::string advice_on_name(Kind kind, std::string_view name) {
    std::string const host = ", or find it by `token: " + std::string(name) + "`";
    if (kind == Kind::host)
        return quoted(name) + " is a host: words are not looked for in it; write ` * ` there" + host;
    if (kind == Kind::url) return quoted(name) + " is a URL: words are not looked for in it; write ` * ` there" + host;
    if (kind == Kind::ip) return quoted(name) + " is an IP: words are not looked for in it; write ` * ` there";
    std::size_t const at = name.find('@');
    return quoted(name) +
        " is an address: words are not looked for in it; write ` * ` there, or find its domain by `token: " +
        std::string(name.substr(std::min(at, name.size()))) + "`";
}

MaybeAdvised masked_name(StanzaPair const& pair) {
    for (std::string_view rest = pair.value; auto const token = grammar::next_reply_token(rest);) {
        if (token->kind == Kind::word || token->kind == Kind::other) continue;
        return Advised{&pair, static_cast<std::size_t>(token->text.data() - pair.value.data()),
            advice_on_name(token->kind, token->text)};
    }
    return std::nullopt;
}

MaybeAdvised misspelt(StanzaPair const& pair) {
    for (auto const find : {codes_before, quotation_marks, glued_star, masked_name})
        if (auto advised = find(pair)) return advised;
    return std::nullopt;
}

Phrase phrase_of(std::string_view words, bool word_goes_on) {
    Phrase phrase;
    phrase.emplace_back(std::string(words), word_goes_on);
    return phrase;
}

/// The first word up to which a fragment does not stand in the text.
Advised missing_word(StanzaPair const& pair, std::size_t at, Fragment const& fragment, ReplyText const& text) {
    std::string_view const whole = fragment.text;
    std::size_t begin = 0, end = 0;
    do {
        begin = end == 0 ? 0 : end + 1;
        end = std::min(whole.find(' ', begin), whole.size());
    } while (end < whole.size() && find_phrase(phrase_of(whole.substr(0, end), false), text));
    std::string const word(whole.substr(begin, end - begin));
    bool const last = end == whole.size();
    if (!(last && fragment.word_goes_on) && find_phrase(phrase_of(whole.substr(0, end), true), text))
        return {&pair, at + begin,
            "the word goes on in the example: write `" + word + (last ? "%`" : "%`, and ` * ` before what follows")};
    return {&pair, at + begin,
        quoted(word) +
            (begin == 0 ? " does not stand in the words of the example"
                        : " does not follow there in the words of the example")};
}

/// The first fragment that the text does not hold behind those before it.
MaybeAdvised missing_fragment(StanzaPair const& pair, Phrase const& phrase, ReplyText const& text) {
    Phrase begun;
    for (Fragment const& fragment : phrase) {
        begun.push_back(fragment);
        if (find_phrase(begun, text)) continue;
        std::string const folded = ascii::to_lower(pair.value);
        std::size_t const at = std::min(folded.find(fragment.text), folded.size());
        if (find_phrase({fragment}, text))
            return Advised{&pair, at, quoted(fragment.text) + " stands before the other words: order counts"};
        return missing_word(pair, at, fragment, text);
    }
    return std::nullopt;
}

/// Asks the keys of an entry one by one.
class KeyCheck {
public:
    KeyCheck(Stanza const& stanza, ExampleContext const& context)
        : stanza_(stanza), evidence_(context.whole()), text_(evidence_.text) {
        Faults none; // it was taken before: the entry is there
        matcher_.take(stanza, none);
    }

    MaybeAdvised first_that_fails() const {
        for (auto const find : {&KeyCheck::words, &KeyCheck::tokens, &KeyCheck::codes, &KeyCheck::exceptions})
            if (auto advised = (this->*find)()) return advised;
        return std::nullopt;
    }

private:
    std::vector<StanzaPair const*> pairs_of(std::string_view key) const {
        std::vector<StanzaPair const*> found;
        for (StanzaPair const& pair : stanza_.pairs)
            if (pair.key == key) found.push_back(&pair);
        return found;
    }

    MaybeAdvised words() const {
        auto const holds = [&](Phrase const& phrase) { return find_phrase(phrase, text_).has_value(); };
        if (matcher_.phrases.empty() || std::ranges::any_of(matcher_.phrases, holds)) return std::nullopt;
        auto const pairs = pairs_of("text");
        for (StanzaPair const* pair : pairs)
            if (auto advised = misspelt(*pair)) return advised;
        return missing_fragment(*pairs.front(), matcher_.phrases.front(), text_);
    }

    MaybeAdvised tokens() const {
        auto const found = [&](TextToken const& token) {
            return std::ranges::any_of(
                matcher_.tokens, [&](TokenPattern const& pattern) { return pattern.matches(token); });
        };
        if (matcher_.tokens.empty() || std::ranges::any_of(text_.tokens(), found)) return std::nullopt;
        return Advised{pairs_of("token").front(), 0,
            "the example has no such mark; docs/catalogue.md shows what marks are, words are found by `text`"};
    }

    MaybeAdvised codes() const {
        std::string const code = evidence_.code ? std::to_string(*evidence_.code) : "no code";
        bool const by_class = !evidence_.code && !matcher_.is_plain() && matcher_.fits_class(evidence_.status);
        if (!matcher_.fits_code(evidence_.code) && !by_class)
            return Advised{pairs_of("reply").front(), 0, "the example has " + code};
        std::string const status = evidence_.status ? to_string(*evidence_.status) : "no enhanced status code";
        if (!matcher_.fits_status(evidence_.status))
            return Advised{pairs_of("status").front(), 0, "the example has " + status};
        return std::nullopt;
    }

    MaybeAdvised exceptions() const {
        auto const pairs = pairs_of("unless");
        for (std::size_t i = 0; i < pairs.size(); ++i)
            if (find_phrase(matcher_.exceptions[i], text_))
                return Advised{pairs[i], 0, "these words stand in the example"};
        return std::nullopt;
    }

    Stanza const& stanza_;
    Evidence evidence_;
    ReplyText text_;
    Matcher matcher_;
};

StanzaPair const& pair_of(Stanza const& stanza, ExampleFault const& fault) {
    std::string_view const key = fault.near_miss ? "near-miss" : "example";
    auto const found = std::ranges::find_if(
        stanza.pairs, [&](StanzaPair const& pair) { return pair.key == key && pair.value == fault.example; });
    return found == stanza.pairs.end() ? stanza.pairs.front() : *found;
}

/// All keys hold.
std::string advice_on_order(Catalogue const& catalogue, ExampleFault const& fault) {
    Entry const* const winner = catalogue.entry(fault.decided_by);
    if (winner && winner->tier == Tier::user)
        return quoted(winner->id) + " stands before it in " + winner->file + ":" + std::to_string(winner->line) +
            ": put the special before the general";
    return "the keys hold, but the example quotes another reply or another context decides: `whybounce explain REPLY` "
           "shows on what";
}

} // namespace

Error advice_on(Catalogue const& catalogue, Stanza const& stanza, ExampleFault const& fault) {
    StanzaPair const& example = pair_of(stanza, fault);
    if (fault.near_miss)
        return stanza.error_at(
            example, 0, {}, "narrow the rule: more words in `text`, or `unless:` with words that only this one has");
    ExampleContext const context = context_of(*fault.entry, fault.example);
    if (auto advised = KeyCheck(stanza, context).first_that_fails())
        return stanza.error_at(*advised->pair, advised->offset, {}, std::move(advised->words));
    return stanza.error_at(example, 0, {}, advice_on_order(catalogue, fault));
}

} // namespace whybounce
