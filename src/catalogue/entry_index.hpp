#pragma once
#include "catalogue/matcher.hpp"
#include <span>
#include <unordered_map>

namespace whybounce {

/// Finds the few entries that can match a reply without asking each: by the first letters of their phrases and by their
/// marks.
class EntryIndex {
public:
    EntryIndex() = default;
    explicit EntryIndex(std::span<Matcher const> matchers);

    /// Numbers of the entries whose words or marks may occur, rising, without repetition. `plain` belongs to every
    /// answer.
    std::vector<std::uint32_t> candidates(ReplyText const& text) const;
    /// Numbers of the entries that are decided without words, rising.
    std::span<std::uint32_t const> plain() const { return always_; }

private:
    using Numbers = std::vector<std::uint32_t>;
    void add_phrases(Matcher const& matcher, std::uint32_t number);
    void add_tokens(Matcher const& matcher, std::uint32_t number);

    std::unordered_map<std::uint32_t, Numbers> by_letters_;    ///< first two to four octets of a first fragment
    std::unordered_map<std::string, Numbers> by_token_;        ///< exact marks
    std::unordered_map<std::uint32_t, Numbers> by_token_head_; ///< first octets of a mark given as a prefix
    std::unordered_map<std::string, Numbers> by_host_;         ///< host suffixes, with the leading dot
    Numbers always_;                                           ///< decided without words
};

} // namespace whybounce
