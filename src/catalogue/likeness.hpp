#pragma once
#include "catalogue/matcher.hpp"
#include "whybounce/catalogue.hpp"

#include <array>
#include <bitset>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace whybounce {

/// Finds evidence that no entry can tell apart, without asking any entry.
///
/// Why it is exact: an entry looks at a text through phrases and marks. A phrase covers whole words of the folded text,
/// so two words that stand in no phrase can be exchanged; so can two addresses, hosts or URLs, for they are masked. A
/// mark is compared with what begins at certain places of a chunk: a chunk where no mark of the catalogue begins can be
/// exchanged with another such chunk of the same words. What is in doubt counts as different.
class LikenessIndex {
public:
    LikenessIndex();
    /// All matchers that are asked, once.
    void add(std::span<Matcher const> matchers);
    /// @param memo  speeds up a stream of texts; the answer does not depend on it
    Likeness of(Evidence const& evidence, LikenessMemo* memo) const;

private:
    struct Hash;
    /// What stands before the "*" of a token pattern, and what stands somewhere behind it.
    struct Mark {
        std::string head, tail;
        bool operator==(Mark const&) const = default;
    };
    void add(Matcher const& matcher);
    void add_word(std::string_view word, bool goes_on);
    void add_mark(std::string_view mark, std::string_view tail);

    void take_whole_text(std::string_view text, LikenessMemo* memo, Hash& hash) const;
    void take_text(std::string_view text, LikenessMemo* memo, Hash& hash) const;
    bool take_chunk(std::string_view chunk, LikenessMemo* memo, Hash& hash) const;
    bool read_chunk(std::string_view chunk, Hash& hash) const;
    bool take_simple(std::string_view chunk, Hash& hash) const;
    bool take_names(std::string_view chunk, Hash& hash) const;
    void take_tokens(std::string_view chunk, Hash& hash) const;
    void take_odd_word(std::string_view word, Hash& hash) const;
    void take_word(std::string_view word, Hash& hash) const;
    bool holds_mark(std::string_view chunk) const;
    bool begins_with_mark(std::string_view text) const;
    bool is_known_host(std::string_view host) const;
    bool is_known(std::uint64_t word_hash) const;

    std::vector<std::uint32_t> words_; ///< open addressing, 0 is free; a false hit only makes two texts differ
    std::size_t word_count_ = 0;
    std::bitset<65536> stems_;                                   ///< first two octets of words that phrases let go on
    std::bitset<65536> mark_heads_;                              ///< hashes of the first four octets of marks
    std::unordered_map<std::uint16_t, std::vector<Mark>> marks_; ///< by those
    std::unordered_map<std::uint64_t, std::vector<Mark>>
        long_marks_; ///< by their first twelve octets, whatever the case
    std::unordered_map<std::uint8_t, std::vector<Mark>> short_marks_; ///< of less than four octets, by the first
    std::bitset<65536> short_heads_;                                  ///< hashes of their first two octets
    std::vector<std::string> hosts_;
    std::bitset<4096> host_hashes_; ///< of hosts_: most names are none of them
    bool any_short_stem_ = false;
};

} // namespace whybounce
