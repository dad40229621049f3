#pragma once
#include "catalogue/head_table.hpp"
#include "grammars/parse.hpp"
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
    std::string_view text; ///< HeadTable::reach octets are readable
    Span where;
    bool is_host = false;
};

/// A place where a phrase may begin, and what stands there.
struct Beginning {
    std::uint64_t head; ///< see TextHead
    std::uint32_t at;   ///< in the folded text; HeadTable::reach octets are readable
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
    std::string_view folded() const { return {folded_.data(), folded_size_}; }
    std::span<TextToken const> tokens() const { return {tokens_.data(), tokens_.size()}; }
    /// Where a phrase may begin: at a word, at a letter of a script that writes no blanks between words, at a mark that
    /// is no blank. Rising.
    std::span<Beginning const> beginnings() const { return {beginnings_.data(), beginnings_.size()}; }
    /// What stands at the beginnings. A phrase whose head it does not cover is not in the text.
    HeadBits const& heads() const { return heads_; }
    /// The addresses, hosts, IPs and URLs, in order.
    std::span<grammar::ReplyToken const> names() const { return {names_.data(), names_.size()}; }
    /// The wait that it states: "try again in 300 seconds", "retry after 5 minutes". Seconds.
    std::optional<std::uint32_t> stated_wait() const;
    /// Range of the original text that [from, to) of `folded` came from.
    Span original(std::size_t from, std::size_t to) const;
    /// May a phrase that begins at `from` end before `to`?
    bool may_end(std::size_t from, std::size_t to) const;

private:
    /// From here on the folded text stands as it stood in the original, octet by octet.
    struct Run {
        std::uint32_t folded = 0, original = 0;
    };
    /// What stands between blanks.
    struct Chunk {
        std::uint32_t from = 0, to = 0; ///< in the given text
        unsigned classes = 0;           ///< all that its octets can be
        bool is_plain = false;          ///< words and punctuation: no address, host, IP or URL
    };
    static constexpr std::size_t usual_size = 256, usual_tokens = 24, usual_runs = 8;
    using Octets = boost::container::small_vector<char, usual_size>;

    bool boundary(std::size_t position) const;
    std::size_t original(std::size_t position) const;
    void lower();
    void find_chunks();
    void fold();
    void fold_tokens(Chunk const& chunk);
    bool goes_on_plain(std::size_t number) const;
    void put(char octet, std::size_t origin);
    void put_word(std::size_t origin, std::size_t size);
    void put_latin_word(std::size_t origin, std::size_t size);
    void note_run(std::size_t origin);
    void collect_name(grammar::ReplyToken const& token);
    void find_beginnings();
    void collect_chunk(Chunk const& chunk);
    void collect_bracketed(std::string_view mark);
    void collect_names(Chunk const& chunk);
    void collect_url(std::string_view url, Span where);
    Span span_of(std::string_view part) const;
    void add_token(std::string_view token);
    void add_token(std::string_view token, Span where, bool is_host = false);

    std::string_view given_; ///< the text that is judged; used while the object is made
    Octets lower_;           ///< the same in small letters: the marks point into it
    Octets folded_;          ///< both with HeadTable::reach octets of nothing behind them
    boost::container::small_vector<Chunk, usual_tokens> chunks_;
    boost::container::small_vector<Run, usual_runs> runs_;
    boost::container::small_vector<Beginning, usual_size> beginnings_;
    boost::container::small_vector<std::uint32_t, usual_runs> numbers_; ///< beginnings that are digits
    boost::container::small_vector<TextToken, usual_tokens> tokens_;
    boost::container::small_vector<grammar::ReplyToken, usual_runs> names_;
    std::size_t folded_size_ = 0;
    HeadBits heads_;
    bool ascii_ = true;  ///< no octet above 127
    bool latin_ = false; ///< octets above 127 are no UTF-8: taken for ISO 8859-1, which old servers write
};

/// A copy in small letters: ASCII, and in UTF-8 those of Latin-1 and Cyrillic. Of the same size.
std::string to_small(std::string_view text);

/// The step that Postfix notes behind a quoted reply, "(in reply to RCPT TO command)", and Exim before it. Step::none
/// when there is no note.
Step noted_step(std::string_view text);

} // namespace whybounce
