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

/// The first two octets.
std::size_t pair_of(std::string_view text) {
    return static_cast<unsigned char>(text[0]) | static_cast<std::size_t>(static_cast<unsigned char>(text[1])) << 8U;
}

/// The first four are alike: the next one rules most out.
bool fits_fifth(std::string_view opening, std::string_view text) {
    return opening.size() < 5 || (text.size() >= 5 && opening[4] == text[4]);
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
        else
            add_plain(matcher, number);
    }
}

void EntryIndex::add_plain(Matcher const& matcher, std::uint32_t number) {
    if (!matcher.hosts.empty()) return with_host_.push_back(number);
    for (grammar::CodePattern const& pattern : matcher.codes)
        for (std::uint16_t code = pattern.first; code <= pattern.last; ++code) by_code_[code].push_back(number);
    if (!matcher.codes.empty()) return;
    for (grammar::StatusPattern const& pattern : matcher.statuses) by_subject_[pattern.subject].push_back(number);
    if (matcher.statuses.empty()) always_.push_back(number);
}

void EntryIndex::add_phrases(Matcher const& matcher, std::uint32_t number) {
    for (Phrase const& phrase : matcher.phrases) {
        std::string_view const text = phrase.front().text;
        by_letters_[head_of(text)].push_back({text, number});
        opening_lengths_[pair_of(text)] |= static_cast<std::uint8_t>(1U << (std::min<std::size_t>(text.size(), 4) - 2));
    }
}

void EntryIndex::add_tokens(Matcher const& matcher, std::uint32_t number) {
    for (TokenPattern const& pattern : matcher.tokens) {
        std::string_view const text = pattern.text;
        if (pattern.kind == TokenPattern::Kind::host_suffix) {
            by_host_[std::string(text.substr(1))].push_back(number);
            continue;
        }
        if (pattern.kind == TokenPattern::Kind::exact)
            by_token_[pattern.text].push_back(number);
        else
            by_token_head_[head_of(text.substr(0, 2))].push_back(number);
        add_token_head(text);
    }
}

void EntryIndex::add_token_head(std::string_view mark) {
    if (mark.size() >= 2) {
        token_heads_[pair_of(mark)] = true;
        return;
    }
    short_token_ = true;
    constexpr std::size_t octets = 256;
    for (std::size_t second = 0; second < octets && !mark.empty(); ++second)
        token_heads_[static_cast<unsigned char>(mark.front()) | second << 8U] = true;
}

/// Where a word begins, the few first fragments with the same first letters are compared as a whole.
void EntryIndex::find_openings(ReplyText const& text, Numbers& found) const {
    std::string_view const folded = text.folded();
    for (std::uint32_t const at : text.beginnings()) {
        std::string_view const rest = folded.substr(at);
        if (rest.size() < 2) continue;
        unsigned lengths = opening_lengths_[pair_of(rest)];
        for (std::size_t octets = 2; lengths != 0; ++octets, lengths >>= 1U) {
            if ((lengths & 1U) == 0 || octets > rest.size()) continue;
            auto const openings = by_letters_.find(head_of(rest.substr(0, octets)));
            if (openings == by_letters_.end()) continue;
            for (Opening const& opening : openings->second)
                if (fits_fifth(opening.text, rest) && rest.starts_with(opening.text)) found.push_back(opening.number);
        }
    }
}

void EntryIndex::find_tokens(ReplyText const& text, Numbers& found) const {
    for (TextToken const& token : text.tokens()) {
        std::string_view const mark = token.text;
        if (mark.size() < 2 ? short_token_ : token_heads_[pair_of(mark)]) {
            append(by_token_, mark, found);
            append(by_token_head_, head_of(mark.substr(0, 2)), found);
            if (short_token_) append(by_token_head_, head_of(mark.substr(0, 1)), found);
        }
        if (!token.is_host) continue;
        append(by_host_, mark, found);
        for (std::size_t dot = mark.find('.'); dot != std::string_view::npos; dot = mark.find('.', dot + 1))
            append(by_host_, mark.substr(dot + 1), found);
    }
}

void EntryIndex::find_plain(Evidence const& evidence, Numbers& found) const {
    found.insert(found.end(), always_.begin(), always_.end());
    if (!evidence.host.empty()) found.insert(found.end(), with_host_.begin(), with_host_.end());
    if (evidence.code) append(by_code_, *evidence.code, found);
    if (evidence.status) append(by_subject_, evidence.status->subject, found);
}

std::vector<std::uint32_t> EntryIndex::candidates(Evidence const& evidence, ReplyText const& text) const {
    Numbers found;
    constexpr std::size_t usual = 64;
    found.reserve(usual);
    find_openings(text, found);
    find_tokens(text, found);
    find_plain(evidence, found);
    std::ranges::sort(found);
    auto const repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

} // namespace whybounce
