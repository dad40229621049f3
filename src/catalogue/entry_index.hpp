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
    /// The matchers must outlive the index.
    explicit EntryIndex(std::span<Matcher const> matchers);

    /// Numbers of the entries whose words or marks may occur, rising, without repetition. `plain` belongs to every
    /// answer.
    std::vector<std::uint32_t> candidates(ReplyText const& text) const;
    /// Numbers of the entries that are decided without words, rising; those that want a host only when one is known.
    std::span<std::uint32_t const> plain(bool host_known) const {
        return host_known ? std::span(always_) : std::span(hostless_);
    }

private:
    using Numbers = std::vector<std::uint32_t>;
    /// The first fragment of a phrase, and whose it is.
    struct Opening {
        std::string_view text;
        std::uint32_t number = 0;
    };
    void find_openings(ReplyText const& text, Numbers& found) const;
    void add_phrases(Matcher const& matcher, std::uint32_t number);
    void add_tokens(Matcher const& matcher, std::uint32_t number);

    std::unordered_map<std::uint32_t, std::vector<Opening>> by_letters_; ///< by two to four octets
    std::unordered_map<std::string, Numbers> by_token_;                  ///< exact marks
    std::unordered_map<std::uint32_t, Numbers> by_token_head_;           ///< first octets of a mark given as a prefix
    std::unordered_map<std::string, Numbers> by_host_;                   ///< host suffixes, with the leading dot
    Numbers hostless_;                                                   ///< of those the ones that name no host
    Numbers always_;                                                     ///< decided without words
};

} // namespace whybounce
