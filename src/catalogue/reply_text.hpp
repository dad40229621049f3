#pragma once
#include "catalogue/text_head.hpp"
#include "whybounce/smtp.hpp"
#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace whybounce {

/// Byte range in the text that was judged.
struct Span {
    std::size_t from = 0, to = 0;
};

/// A mark in a reply: what the `token` key is compared with. Lower case; lives as long as its ReplyText.
struct TextToken {
    std::string_view text;
    std::uint64_t head = 0; ///< see TextHead; of the text from here on, beyond the mark too
    Span where;
    bool is_host = false;
};

/// A place where a phrase may begin, and what stands there.
struct Beginning {
    std::uint64_t head = 0; ///< see TextHead
    std::uint32_t at = 0;   ///< in the folded text
};

/// The text of a reply, made ready for matching: folded, blanks joined, addresses and hosts masked, marks collected.
/// Of texts longer than `limit` the beginning is read: Catalogue::diagnose() hands none over.
class ReplyText {
public:
    static constexpr std::size_t limit = 8192;
    static constexpr char mask = '\x01';

    explicit ReplyText(std::string_view text);
    ReplyText(ReplyText const&) = delete;
    ReplyText& operator=(ReplyText const&) = delete;

    /// Folded to lower case; every run of blanks is one; every address, host, IP and URL is one `mask`.
    std::string_view folded() const { return std::string_view(folded_).substr(0, folded_size_); }
    std::span<TextToken const> tokens() const { return {tokens_.data(), tokens_.size()}; }
    /// Where a phrase may begin: at a word, at a letter of a script that writes no blanks between words, at a mark that
    /// is no blank. Rising.
    std::span<Beginning const> beginnings() const { return {beginnings_.data(), beginnings_.size()}; }
    /// False: nothing that a phrase may begin with begins so. By its first two octets.
    bool may_hold(TextHead const& head) const { return (heads_ & TextHead::bit_of(head.octets)) != 0; }
    /// False: no mark begins so. By its first two octets, where it has two.
    bool may_hold_mark(TextHead const& head) const {
        bool const short_one = (head.mask & 0xFF00U) == 0;
        return short_one || (mark_heads_ & TextHead::bit_of(head.octets)) != 0;
    }
    bool names_host() const { return names_host_; }
    /// Range of the original text that [from, to) of `folded` came from.
    Span original(std::size_t from, std::size_t to) const;
    /// May a phrase that begins at `from` end before `to`?
    bool may_end(std::size_t from, std::size_t to) const;

private:
    /// From here on the folded text stands as it stood in the original, octet by octet.
    struct Run {
        std::uint32_t folded = 0, original = 0;
    };
    static constexpr std::size_t usual_words = 48, usual_tokens = 24, usual_runs = 8;

    bool boundary(std::size_t position) const;
    std::size_t original(std::size_t position) const;
    void fold();
    void put(char octet, std::size_t origin);
    void put_word(std::size_t origin, std::size_t size);
    void put_latin_word(std::size_t origin, std::size_t size);
    void note_run(std::size_t origin);
    void note_beginnings(std::size_t from);
    void set_heads();
    void collect_chunks();
    void collect_chunk(std::string_view chunk, std::size_t origin);
    void collect_names(std::string_view chunk, std::size_t origin);
    void collect_url(std::string_view url, Span where);
    void add_token(std::string_view token, Span where, bool is_host = false);

    std::string_view given_; ///< the text that is judged; used while the object is made
    std::string lower_;      ///< the same in small letters: the marks point into it
    std::string folded_;     ///< with octets of nothing behind it, as many as a head has at least
    boost::container::small_vector<Run, usual_runs> runs_;
    boost::container::small_vector<Beginning, usual_words> beginnings_;
    boost::container::small_vector<TextToken, usual_tokens> tokens_;
    std::size_t folded_size_ = 0;
    std::uint64_t heads_ = 0, mark_heads_ = 0; ///< the bits of all beginnings, of all marks
    bool names_host_ = false;
    bool ascii_ = true;  ///< no octet above 127: letters that stand alone need not be looked for
    bool latin_ = false; ///< octets above 127 are no UTF-8: taken for ISO 8859-1, which old servers write
};

/// A copy in small letters: ASCII, and in UTF-8 those of Latin-1 and Cyrillic. Of the same size.
std::string to_small(std::string_view text);

/// The step that Postfix notes behind a quoted reply, "(in reply to RCPT TO command)", and Exim before it. Step::none
/// when there is no note.
Step noted_step(std::string_view text);

/// A wait that the text states: "try again in 300 seconds", "retry after 5 minutes". Seconds.
std::optional<std::uint32_t> stated_wait(std::string_view folded);

} // namespace whybounce
