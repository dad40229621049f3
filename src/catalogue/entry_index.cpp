#include "catalogue/entry_index.hpp"

#include <algorithm>

namespace whybounce {
namespace {

/// The first octets as a number, four at most.
std::uint32_t head_of(std::string_view text) {
    std::uint32_t head = 0;
    for (std::size_t i = 0; i < text.size() && i < 4; ++i)
        head |= std::uint32_t{static_cast<unsigned char>(text[i])} << 8U * i;
    return head;
}

template <typename Map, typename Key> void append(Map const& map, Key const& key, std::vector<std::uint32_t>& to) {
    if (auto const found = map.find(key); found != map.end())
        to.insert(to.end(), found->second.begin(), found->second.end());
}

} // namespace

EntryIndex::EntryIndex(std::span<Matcher const> matchers) {
    for (std::uint32_t number = 0; number < matchers.size(); ++number) {
        Matcher const& matcher = matchers[number];
        if (matcher.has_token())
            add_tokens(matcher, number);
        else if (matcher.has_text())
            add_phrases(matcher, number);
        else {
            always_.push_back(number);
            if (matcher.hosts.empty()) hostless_.push_back(number);
        }
    }
}

void EntryIndex::add_phrases(Matcher const& matcher, std::uint32_t number) {
    for (Phrase const& phrase : matcher.phrases) {
        by_letters_[head_of(phrase.front().text)].push_back({phrase.front().text, number});
    }
}

void EntryIndex::add_tokens(Matcher const& matcher, std::uint32_t number) {
    for (TokenPattern const& pattern : matcher.tokens) {
        if (pattern.kind == TokenPattern::Kind::exact)
            by_token_[pattern.text].push_back(number);
        else if (pattern.kind == TokenPattern::Kind::prefix)
            by_token_head_[head_of(pattern.text.substr(0, 2))].push_back(number);
        else
            by_host_[pattern.text].push_back(number);
    }
}

/// Where a word begins, the few first fragments with the same first letters are compared as a whole.
void EntryIndex::find_openings(ReplyText const& text, Numbers& found) const {
    std::string_view const folded = text.folded();
    for (std::size_t at = 0; at + 1 < folded.size(); ++at) {
        if (folded[at] == ' ' || !text.may_begin(at)) continue;
        std::string_view const rest = folded.substr(at);
        for (std::size_t const octets : {2, 3, 4}) {
            auto const openings = by_letters_.find(head_of(rest.substr(0, octets)));
            if (openings == by_letters_.end() || (octets > rest.size())) continue;
            for (Opening const& opening : openings->second)
                if (rest.starts_with(opening.text)) found.push_back(opening.number);
        }
    }
}

std::vector<std::uint32_t> EntryIndex::candidates(ReplyText const& text) const {
    Numbers found;
    find_openings(text, found);
    for (TextToken const& token : text.tokens()) {
        append(by_token_, token.text, found);
        append(by_token_head_, head_of(std::string_view(token.text).substr(0, 2)), found);
        if (!token.is_host) continue;
        append(by_host_, '.' + token.text, found);
        for (std::size_t dot = token.text.find('.'); dot != std::string::npos; dot = token.text.find('.', dot + 1))
            append(by_host_, token.text.substr(dot), found);
    }
    std::ranges::sort(found);
    auto const repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

} // namespace whybounce
