#pragma once
#include "whybounce/smtp.hpp"
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce {

/// Byte range in the text that was judged.
struct Span {
    std::size_t from = 0, to = 0;
};

/// A mark in a reply: what the `token` key is compared with. Lower case; lives as long as its ReplyText.
struct TextToken {
    std::string_view text;
    Span where;
    bool is_host = false;
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
    std::string_view folded() const { return folded_; }
    std::vector<TextToken> const& tokens() const { return tokens_; }
    /// Positions of `folded` where a phrase may begin and no blank stands, rising.
    std::span<std::uint32_t const> beginnings() const { return beginnings_; }
    /// Range of the original text that [from, to) of `folded` came from.
    Span original(std::size_t from, std::size_t to) const;
    /// Is there a word boundary before this position of `folded`?
    bool boundary(std::size_t position) const;
    /// May a phrase begin here: at a word, or at a letter of a script that writes no blanks between words?
    bool may_begin(std::size_t position) const;
    /// May a phrase that begins at `from` end before `to`?
    bool may_end(std::size_t from, std::size_t to) const;

private:
    void fold(std::string_view text);
    void put(char c, std::size_t origin);
    void put_word(std::string_view word, std::size_t origin);
    void find_beginnings();
    void collect_chunks(std::string_view text);
    void collect_chunk(std::string_view chunk, std::size_t origin);
    void collect_names(std::string_view chunk, std::size_t origin);
    void collect_url(std::string_view url, Span where);
    void add_token(std::string_view token, Span where, bool is_host = false);

    std::string_view given_; ///< the text that is judged; used while the object is made
    std::string lower_;      ///< the same in small letters: the marks point into it
    std::string folded_;
    std::vector<std::uint32_t> origin_, beginnings_;
    std::vector<TextToken> tokens_;
    std::size_t size_ = 0;
};

/// A reply that another one quotes: "host X said: 550 5.1.1 …", the innermost of several.
struct QuotedReply {
    std::uint16_t code = 0;
    std::optional<EnhancedStatusCode> status;
    std::string_view text; ///< points into the outer text
};
std::optional<QuotedReply> quoted_reply(std::string_view text);

/// The step that Postfix notes behind a quoted reply: "(in reply to RCPT TO command)". Step::none when there is no
/// note.
Step noted_step(std::string_view text);

/// A wait that the text states: "try again in 300 seconds", "retry after 5 minutes". Seconds.
std::optional<std::uint32_t> stated_wait(std::string_view folded);

} // namespace whybounce
