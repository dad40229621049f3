#include "catalogue/entry_index.hpp"

#include <algorithm>
#include <bit>

namespace whybounce {
namespace {

constexpr std::size_t shortest_opening = 2; ///< octets; Matcher sees to it

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

void add_all(std::span<std::uint32_t const> numbers, EntrySet& to) {
    for (std::uint32_t const number : numbers) to.insert(number);
}

template <typename Map, typename Key> void append(Map const& map, Key const& key, EntrySet& to) {
    if (auto const found = map.find(key); found != map.end()) add_all(found->second, to);
}

} // namespace

std::optional<std::uint32_t> EntrySet::next(std::uint32_t from) const {
    if (from >= words_.size() * 64) return std::nullopt;
    std::uint64_t word = words_[from / 64] & (~std::uint64_t{0} << from % 64);
    for (std::size_t at = from / 64;;) {
        if (word != 0) return static_cast<std::uint32_t>(at * 64 + static_cast<std::size_t>(std::countr_zero(word)));
        if (++at == words_.size()) return std::nullopt;
        word = words_[at];
    }
}

void OpeningTable::build(std::vector<Opening> openings) {
    openings_ = std::move(openings);
    std::ranges::stable_sort(openings_, {}, [](Opening const& opening) { return opening.head.octets; });
    unsigned bits = 1;
    while ((std::size_t{1} << bits) < 2 * openings_.size() + 1) ++bits;
    shift_ = 64 - bits;
    slots_.assign(std::size_t{1} << bits, {});
    for (std::uint32_t number = 0; number < openings_.size(); ++number) {
        std::uint64_t const octets = openings_[number].head.octets;
        std::size_t at = place_of(octets);
        while (slots_[at].count != 0 && slots_[at].octets != octets) at = (at + 1) & (slots_.size() - 1);
        if (slots_[at].count++ == 0) slots_[at] = {octets, number, 1};
    }
}

std::span<Opening const> OpeningTable::find(std::uint64_t octets) const {
    for (std::size_t at = place_of(octets); slots_[at].count != 0; at = (at + 1) & (slots_.size() - 1))
        if (slots_[at].octets == octets) return std::span(openings_).subspan(slots_[at].first, slots_[at].count);
    return {};
}

EntryIndex::EntryIndex(std::span<Matcher const> matchers) : count_(matchers.size()) {
    Openings openings;
    for (std::uint32_t number = 0; number < matchers.size(); ++number) {
        Matcher const& matcher = matchers[number];
        if (matcher.has_token())
            add_tokens(matcher, number);
        else if (matcher.has_text())
            add_phrases(matcher, number, openings);
        else
            add_plain(matcher, number);
    }
    openings_.build(std::move(openings));
}

void EntryIndex::add_plain(Matcher const& matcher, std::uint32_t number) {
    if (!matcher.hosts.empty()) return with_host_.push_back(number);
    for (grammar::CodePattern const& pattern : matcher.codes)
        for (std::uint16_t code = pattern.first; code <= pattern.last; ++code) by_code_[code].push_back(number);
    if (!matcher.codes.empty()) return;
    for (grammar::StatusPattern const& pattern : matcher.statuses) by_subject_[pattern.subject].push_back(number);
    if (matcher.statuses.empty()) always_.push_back(number);
}

void EntryIndex::add_phrases(Matcher const& matcher, std::uint32_t number, Openings& openings) {
    for (Phrase const& phrase : matcher.phrases) {
        std::string_view const text = phrase.front().text;
        openings.push_back({TextHead(text), text, number});
        opening_lengths_[pair_of(text)] |=
            static_cast<std::uint8_t>(1U << (std::min(text.size(), TextHead::size) - shortest_opening));
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
            by_prefix_[head_of(text.substr(0, 2))].push_back({TextHead(text), number});
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

/// Where a word begins, the few first fragments that begin with the same octets are compared as a whole.
void EntryIndex::find_openings(ReplyText const& text, EntrySet& found) const {
    std::string_view const folded = text.folded();
    for (Beginning const& beginning : text.beginnings()) {
        unsigned lengths = opening_lengths_[beginning.head & 0xFFFFU];
        for (std::size_t octets = shortest_opening; lengths != 0; ++octets, lengths >>= 1U) {
            if ((lengths & 1U) == 0) continue;
            std::uint64_t const mask = ~std::uint64_t{0} >> (TextHead::size - octets) * 8;
            for (Opening const& opening : openings_.find(beginning.head & mask)) {
                if (opening.stands_at(folded, beginning.at)) found.insert(opening.number);
            }
        }
    }
}

void EntryIndex::find_prefixes(TextToken const& token, std::uint32_t head, EntrySet& found) const {
    auto const known = by_prefix_.find(head);
    if (known == by_prefix_.end()) return;
    for (Prefix const& prefix : known->second)
        if (prefix.head.begins(token.head)) found.insert(prefix.number);
}

void EntryIndex::find_tokens(ReplyText const& text, EntrySet& found) const {
    for (TextToken const& token : text.tokens()) {
        std::string_view const mark = token.text;
        if (mark.size() < 2 ? short_token_ : token_heads_[pair_of(mark)]) {
            append(by_token_, mark, found);
            find_prefixes(token, head_of(mark.substr(0, 2)), found);
            if (short_token_) find_prefixes(token, head_of(mark.substr(0, 1)), found);
        }
        if (!token.is_host) continue;
        append(by_host_, mark, found);
        for (std::size_t dot = mark.find('.'); dot != std::string_view::npos; dot = mark.find('.', dot + 1))
            append(by_host_, mark.substr(dot + 1), found);
    }
}

void EntryIndex::find_plain(Evidence const& evidence, EntrySet& found) const {
    add_all(always_, found);
    if (!evidence.host.empty()) add_all(with_host_, found);
    if (evidence.code) append(by_code_, *evidence.code, found);
    if (evidence.status) append(by_subject_, evidence.status->subject, found);
}

EntrySet EntryIndex::candidates(Evidence const& evidence, ReplyText const& text) const {
    EntrySet found(count_);
    find_openings(text, found);
    find_tokens(text, found);
    find_plain(evidence, found);
    return found;
}

} // namespace whybounce
