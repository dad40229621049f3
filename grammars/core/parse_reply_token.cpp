#include "grammars/core/reply_token.hpp"
#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::grammar {
namespace {

/// Octets that a rule takes at the beginning of a text; 0 when it does not fit.
template <typename Rule> std::size_t length_of(std::string_view text, Rule const& rule) {
    char const* first = text.data();
    if (!x3::parse(first, text.data() + text.size(), rule)) return 0;
    return static_cast<std::size_t>(first - text.data());
}

/// Final stops and the like belong to the sentence, not to the token.
std::size_t without_punctuation(std::string_view text, std::size_t length) {
    constexpr std::string_view sentence_ends = ".,;:!?'";
    while (length > 0 && sentence_ends.find(text[length - 1]) != std::string_view::npos) --length;
    return length;
}

bool one_case(std::string_view label) {
    return std::ranges::none_of(label, [](char c) { return c >= 'A' && c <= 'Z'; }) ||
        std::ranges::none_of(label, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Dotted, no empty label, and a last label of letters in one case: "full.Please" is a sentence without its blank.
bool looks_like_host(std::string_view name) {
    std::size_t const dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || name.find("..") != std::string_view::npos) return false;
    std::string_view const top = name.substr(dot + 1);
    return top.size() >= 2 && std::ranges::all_of(top, ascii::is_alpha) && one_case(top) &&
        ascii::is_alnum(name.front());
}

/// Octets of an IPv6 address at the beginning; 0 for a time of day, a hexadecimal word, a lone "::".
std::size_t ipv6_length(std::string_view text) {
    std::string_view address = text.substr(0, length_of(text, colon_hex));
    if (address.ends_with(':') && !address.ends_with("::")) address.remove_suffix(1);
    bool const complete = address.find("::") != std::string_view::npos || std::ranges::count(address, ':') == 7;
    bool const goes_on = text.size() > address.size() && ascii::is_alnum(text[address.size()]);
    return complete && !goes_on && std::ranges::any_of(address, ascii::is_alnum) ? address.size() : 0;
}

// What an octet or two rule out need not be asked of the rules: most chunks are none of these.

bool may_be_uri(std::string_view text) {
    char const first = ascii::lower(text.front());
    return first == 'h' || first == 'f' || first == 'm' || first == 'w';
}

bool may_be_address(std::string_view text) {
    static constexpr OctetSet local = atext.with(".");
    std::size_t end = 0;
    while (end < text.size() && local[text[end]]) ++end;
    return end < text.size() && text[end] == '@';
}

bool may_be_ipv6(std::string_view text) {
    constexpr std::size_t longest_group = 4;
    return text.substr(0, longest_group + 1).find(':') != std::string_view::npos;
}

using Kind = ReplyToken::Kind;
struct Found {
    Kind kind;
    std::size_t length;
};

std::optional<Found> find_token(std::string_view text) {
    if (may_be_uri(text))
        if (std::size_t const n = without_punctuation(text, length_of(text, uri)); n > 4) return Found{Kind::url, n};
    if (may_be_address(text))
        if (std::size_t const n = length_of(text, mail_address); n != 0)
            return Found{Kind::address, without_punctuation(text, n)};
    if (ascii::is_digit(text.front()))
        if (std::size_t const n = length_of(text, dotted_quad); n != 0) return Found{Kind::ip, n};
    if (may_be_ipv6(text))
        if (std::size_t const n = ipv6_length(text); n != 0) return Found{Kind::ip, n};
    std::size_t const host = without_punctuation(text, length_of(text, x3::omit[run_of(host_octet)]));
    if (host == 0 || !looks_like_host(text.substr(0, host))) return std::nullopt;
    std::size_t const path = without_punctuation(text, length_of(text, bare_uri));
    return path > host ? Found{Kind::url, path} : Found{Kind::host, host};
}

/// What a chunk is that is no plain word.
[[gnu::noinline]] Found find_any_token(std::string_view text) {
    if (auto const found = find_token(text)) return *found;
    return {Kind::word, length_of(text, x3::omit[run_of(word_octet)])};
}

/// Octets of a word that can be nothing else: what follows it neither joins names nor ends one. 0 when it may be more.
std::size_t plain_word(std::string_view text) {
    static constexpr OctetSet dividers = OctetSet{}.with(" \t\r\n,;()\"<>[]");
    std::size_t length = 0;
    while (length < text.size() && word_octet[text[length]]) ++length;
    if (length == text.size() || dividers[text[length]]) return length;
    constexpr std::string_view sentence_ends = ".:!?'";
    bool const ends = sentence_ends.find(text[length]) != std::string_view::npos &&
        (length + 1 == text.size() || ascii::is_blank(text[length + 1]));
    return ends ? length : 0;
}

} // namespace

std::optional<ReplyToken> next_reply_token(std::string_view& text) {
    if (text.empty()) return std::nullopt;
    Found found{Kind::other, 1};
    if (ascii::is_alnum(text.front()) || text.front() == '_' || (text.front() & 0x80) != 0 || text.front() == ':') {
        std::size_t const word = plain_word(text);
        found = word != 0 ? Found{Kind::word, word} : find_any_token(text);
    }
    if (found.length == 0) found = {Kind::other, 1};
    ReplyToken const token{found.kind, text.substr(0, found.length)};
    text.remove_prefix(found.length);
    return token;
}

std::vector<ReplyToken> names_in(std::string_view text) {
    std::vector<ReplyToken> names;
    while (auto const token = next_reply_token(text))
        if (token->is_name()) names.push_back(*token);
    return names;
}

} // namespace whybounce::grammar
