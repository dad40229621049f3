#pragma once
#include "catalogue/matcher.hpp"
#include <optional>
#include <span>
#include <unordered_map>

namespace whybounce {

/// Numbers of entries, below a bound.
class EntrySet {
public:
    explicit EntrySet(std::size_t bound) : words_((bound + 63) / 64) {}
    void insert(std::uint32_t number) { words_[number / 64] |= std::uint64_t{1} << number % 64; }
    /// The least one that is not below `from`.
    std::optional<std::uint32_t> next(std::uint32_t from) const;

private:
    std::vector<std::uint64_t> words_;
};

/// The first fragment of a phrase, and whose it is.
struct Opening {
    TextHead head;
    std::string_view text;
    std::uint32_t number = 0; ///< of the entry

    /// Where its head is known to stand. The last octet tells most of them apart.
    bool stands_at(std::string_view folded, std::size_t at) const {
        if (text.size() <= TextHead::size) return true;
        std::string_view const rest = folded.substr(at);
        return rest.size() >= text.size() && rest[text.size() - 1] == text.back() && rest.starts_with(text);
    }
};

/// Openings by their heads: asked at every word, so each answer is one look at one place.
class OpeningTable {
public:
    void build(std::vector<Opening> openings);
    /// Those whose first octets, as many as are told, are these.
    std::span<Opening const> find(std::uint64_t octets) const;

private:
    struct Slot {
        std::uint64_t octets = 0;
        std::uint32_t first = 0, count = 0; ///< count 0: free
    };
    std::size_t place_of(std::uint64_t octets) const { return (octets * 0x9E3779B97F4A7C15ULL) >> shift_; }

    std::vector<Opening> openings_;
    std::vector<Slot> slots_;
    unsigned shift_ = 63;
};

/// Finds the few entries that can match a reply without asking each: by the first letters of their phrases and by their
/// marks.
class EntryIndex {
public:
    EntryIndex() = default;
    /// The matchers must outlive the index.
    explicit EntryIndex(std::span<Matcher const> matchers);

    /// The entries that may fit: those whose words or marks may occur, and those
    /// that are decided without words and want no other code, subject or host than the evidence has.
    EntrySet candidates(Evidence const& evidence, ReplyText const& text) const;

private:
    using Numbers = std::vector<std::uint32_t>;
    /// A mark of which the beginning is given, and whose it is.
    struct Prefix {
        TextHead head;
        std::uint32_t number = 0; ///< of the entry
    };
    static constexpr std::size_t heads = 65536; ///< of two octets
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    void find_openings(ReplyText const& text, EntrySet& found) const;
    void find_tokens(ReplyText const& text, EntrySet& found) const;
    void find_prefixes(TextToken const& token, std::uint32_t head, EntrySet& found) const;
    void find_plain(Evidence const& evidence, EntrySet& found) const;
    void add_plain(Matcher const& matcher, std::uint32_t number);
    using Openings = std::vector<Opening>;
    void add_phrases(Matcher const& matcher, std::uint32_t number, Openings& openings);
    void add_token_head(std::string_view mark);
    void add_tokens(Matcher const& matcher, std::uint32_t number);

    /// Which lengths first fragments with these first two octets have: bit 0 is two, bit 6 eight and more.
    std::vector<std::uint8_t> opening_lengths_ = std::vector<std::uint8_t>(heads);
    OpeningTable openings_;                                                    ///< of phrases
    std::vector<bool> token_heads_ = std::vector<bool>(heads);                 ///< first two octets of marks
    std::unordered_map<std::string, Numbers, Hash, std::equal_to<>> by_token_; ///< exact marks
    std::unordered_map<std::uint32_t, std::vector<Prefix>> by_prefix_;         ///< by the first octets of a mark
    std::unordered_map<std::string, Numbers, Hash, std::equal_to<>> by_host_;  ///< host suffixes
    // Decided without words:
    std::unordered_map<std::uint16_t, Numbers> by_code_;    ///< those that name codes
    std::unordered_map<std::uint16_t, Numbers> by_subject_; ///< of the status, those that name no codes
    Numbers with_host_, always_;
    std::size_t count_ = 0;    ///< of entries
    bool short_token_ = false; ///< a mark of one octet: then heads say nothing
};

} // namespace whybounce
