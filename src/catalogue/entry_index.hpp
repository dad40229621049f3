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

    /// Numbers of the entries that may fit, rising, without repetition: those whose words or marks may occur, and those
    /// that are decided without words and want no other code, subject or host than the evidence has.
    std::vector<std::uint32_t> candidates(Evidence const& evidence, ReplyText const& text) const;

private:
    using Numbers = std::vector<std::uint32_t>;
    static constexpr std::size_t heads = 65536; ///< of two octets
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    /// The first fragment of a phrase, and whose it is.
    struct Opening {
        std::string_view text;
        std::uint32_t number = 0;
    };
    void find_openings(ReplyText const& text, Numbers& found) const;
    void find_tokens(ReplyText const& text, Numbers& found) const;
    void find_plain(Evidence const& evidence, Numbers& found) const;
    void add_plain(Matcher const& matcher, std::uint32_t number);
    void add_phrases(Matcher const& matcher, std::uint32_t number);
    void add_token_head(std::string_view mark);
    void add_tokens(Matcher const& matcher, std::uint32_t number);

    /// Which lengths first fragments with these first two octets have: bit 0 is two, bit 1 three, bit 2 four and more.
    std::vector<std::uint8_t> opening_lengths_ = std::vector<std::uint8_t>(heads);
    std::unordered_map<std::uint32_t, std::vector<Opening>> by_letters_;       ///< by two to four octets
    std::vector<bool> token_heads_ = std::vector<bool>(heads);                 ///< first two octets of marks
    std::unordered_map<std::string, Numbers, Hash, std::equal_to<>> by_token_; ///< exact marks
    std::unordered_map<std::uint32_t, Numbers> by_token_head_; ///< first octets of a mark given as a prefix
    std::unordered_map<std::string, Numbers, Hash, std::equal_to<>> by_host_; ///< host suffixes
    // Decided without words:
    std::unordered_map<std::uint16_t, Numbers> by_code_;    ///< those that name codes
    std::unordered_map<std::uint16_t, Numbers> by_subject_; ///< of the status, those that name no codes
    Numbers with_host_, always_;
    bool short_token_ = false; ///< a mark of one octet: then heads say nothing
};

} // namespace whybounce
