#pragma once
#include "catalogue/embedded.hpp"
#include "catalogue/entry_index.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The built-in entries, and two ways to learn which of them fit a reply: by the index, and by asking each.
class AskingEach {
public:
    AskingEach() {
        using namespace whybounce;
        for (EmbeddedFile const& file : embedded_catalogue()) {
            auto const stanzas = parse_stanzas(file.path, file.text);
            for (Stanza const& stanza : *stanzas) take(stanza);
        }
        index_ = EntryIndex(matchers_);
    }

    /// The first entry of which the two ways tell something else; nullopt when there is none.
    std::optional<std::string> difference(whybounce::Evidence const& evidence) const {
        whybounce::ReplyText const text(evidence.text);
        whybounce::Candidates candidates(index_.size());
        index_.find(evidence, text, candidates);
        auto candidate = candidates.next(0);
        for (std::uint32_t number = 0; number < matchers_.size(); ++number) {
            bool const named = candidate == number;
            auto const found = named ? matchers_[number].match(evidence, text, candidates.leads(number)) : std::nullopt;
            if (!same(found, match(number, evidence, text))) return ids_[number];
            if (named) candidate = candidates.next(number + 1);
        }
        return std::nullopt;
    }

    /// Replies that nobody sends, made of parts of those that somebody does: each number picks a few words on end of
    /// the catalogue's examples, and what stands behind them.
    std::string reply_of(std::vector<std::uint32_t> const& numbers) const {
        std::string text;
        for (std::uint32_t const number : numbers) {
            std::size_t const begin = number % words_.size(), most = 1 + (number >> 29U);
            for (std::size_t at = begin; at < std::min(begin + most, words_.size()); ++at) text += words_[at] + " ";
            text.back() = ends_[(number >> 25U) % ends_.size()];
        }
        return text;
    }

private:
    static constexpr std::string_view ends_ = "      \n.,;:-";

    void take(whybounce::Stanza const& stanza) {
        using whybounce::StanzaPair;
        if (stanza.file.starts_with("00-reason")) return;
        ids_.emplace_back(stanza.value("id"));
        whybounce::Faults faults;
        matchers_.emplace_back().take(stanza, faults);
        if (!faults.empty()) ids_.back() += " is no entry";
        for (std::string const& example : stanza.values("example"))
            for (std::size_t at = 0, end = 0; at < example.size(); at = end + 1) {
                end = std::min(example.find(' ', at), example.size());
                words_.push_back(example.substr(at, end - at));
            }
    }

    std::optional<whybounce::Hit> match(
        std::uint32_t number, whybounce::Evidence const& evidence, whybounce::ReplyText const& text) const {
        whybounce::Matcher const& matcher = matchers_[number];
        auto const leads = matcher.has_token() ? marks(number, text) : openings(number, text);
        if (leads.empty() && !matcher.is_plain()) return std::nullopt;
        return matcher.match(evidence, text, leads);
    }

    std::vector<whybounce::Lead> marks(std::uint32_t number, whybounce::ReplyText const& text) const {
        std::vector<whybounce::Lead> leads;
        for (std::uint16_t place = 0; place < text.tokens().size(); ++place)
            for (whybounce::TokenPattern const& pattern : matchers_[number].tokens)
                if (pattern.matches(text.tokens()[place])) leads.emplace_back(number, std::uint16_t{0}, place);
        return leads;
    }

    std::vector<whybounce::Lead> openings(std::uint32_t number, whybounce::ReplyText const& text) const {
        std::vector<whybounce::Lead> leads;
        auto const& phrases = matchers_[number].phrases;
        for (std::uint16_t part = 0; part < phrases.size(); ++part)
            for (std::uint16_t place = 0; place < text.beginnings().size(); ++place)
                if (text.folded().substr(text.beginnings()[place].at).starts_with(phrases[part].front().text))
                    leads.emplace_back(number, part, place);
        return leads;
    }

    static bool same(std::optional<whybounce::Span> const& one, std::optional<whybounce::Span> const& other) {
        if (!one || !other) return one.has_value() == other.has_value();
        return one->from == other->from && one->to == other->to;
    }
    static bool same(std::optional<whybounce::Hit> const& one, std::optional<whybounce::Hit> const& other) {
        if (!one || !other) return one.has_value() == other.has_value();
        return same(one->token, other->token) && same(one->words, other->words) && one->host == other->host;
    }

    std::vector<std::string> ids_, words_;
    std::vector<whybounce::Matcher> matchers_;
    whybounce::EntryIndex index_;
};
