#include "catalogue/reply_text.hpp"

#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/eight_bit.hpp"
#include "whybounce/eight_octets.hpp"

#include <algorithm>
#include <array>
#include <boost/locale/utf.hpp>
#include <cstring>
#include <iterator>

namespace whybounce {
namespace {

using Kind = grammar::ReplyToken::Kind;

constexpr bool is_word(char c) { return ascii::is_alnum(c) || c == '_' || (c & 0x80) != 0; }

/// First octet of a letter of Chinese or Japanese: those scripts put no blanks between words.
constexpr bool is_unspaced(char c) {
    return static_cast<unsigned char>(c) >= 0xE3 && static_cast<unsigned char>(c) <= 0xE9;
}

/// What an octet can be in a chunk.
enum Class : std::uint16_t {
    around = 1,  ///< the punctuation around marks
    divider = 2, ///< between joined names
    bracket = 4,
    dot = 8,
    joint = 16, ///< every address, host, IP and URL has one, or a dot
    word = 32,
    letter = 64,
    blank = 128,
    alone = 256 ///< a phrase may begin here, whatever stands before
};
constexpr std::array<std::uint16_t, 256> make_classes() {
    std::array<std::uint16_t, 256> classes{};
    auto const add = [&](std::string_view octets, Class what) {
        for (char const c : octets) classes[static_cast<unsigned char>(c)] |= what;
    };
    add(".,;:!'\"<>", around);
    add(".:;,", divider);
    add("[]()", bracket);
    add(".", dot);
    add("@:/", joint);
    add(" \t\r\n", blank);
    for (std::size_t at = 0; at < classes.size(); ++at) {
        char const c = static_cast<char>(at);
        if (is_word(c)) classes[at] |= word;
        if (is_word(c) && !ascii::is_digit(c)) classes[at] |= letter;
        if (is_word(c) ? is_unspaced(c) : !ascii::is_blank(c)) classes[at] |= alone;
    }
    return classes;
}
constexpr auto classes = make_classes();
std::uint16_t class_of(char c) { return classes[static_cast<unsigned char>(c)]; }

/// Punctuation around a chunk that is no part of a mark.
std::string_view strip(std::string_view chunk) {
    while (!chunk.empty() && (class_of(chunk.front()) & around) != 0) chunk.remove_prefix(1);
    while (!chunk.empty() && (class_of(chunk.back()) & around) != 0) chunk.remove_suffix(1);
    return chunk;
}

/// No address, host, IP or URL is in a chunk with dots or joints: what joins the parts of a name stands nowhere but at
/// the end; or there are numbers and dots only, too few for an IP.
/// @param all  all that its octets can be
bool is_plain(std::string_view chunk, unsigned all) {
    constexpr std::ptrdiff_t dots_of_ip = 3;
    if ((all & (letter | joint)) == 0) return std::ranges::count(chunk, '.') < dots_of_ip;
    auto const joins = [](char c) { return (class_of(c) & (dot | joint)) != 0; };
    return chunk.size() > 1 && std::ranges::none_of(chunk.substr(0, chunk.size() - 1), joins);
}

constexpr std::size_t shortest_joined_name = 8;

/// A name made of several words: at least two capitals and a small letter.
bool is_joined_name(std::string_view name) {
    auto const capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    auto const small = [](char c) { return c >= 'a' && c <= 'z'; };
    return name.size() >= shortest_joined_name && std::ranges::count_if(name, capital) >= 2 &&
        std::ranges::any_of(name, small);
}

/// "https://www.example.com/x" -> "example.com/x"
std::string_view without_scheme(std::string_view url) {
    std::size_t const scheme = url.find("://");
    if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    if (ascii::starts_with_no_case(url, "www.")) url.remove_prefix(4);
    return url;
}

bool is_utf8(std::string_view text) {
    namespace utf = boost::locale::utf;
    for (char const *at = text.data(), *const end = at + text.size(); at != end;) {
        utf::code_point const point = utf::utf_traits<char>::decode(at, end);
        if (point == utf::illegal || point == utf::incomplete) return false;
    }
    return true;
}

/// The second octet of a capital letter and what it is of the small one; both octets differ where `lead` does.
struct Capitals {
    unsigned char lead, first, last, small_lead, small_first;
};
constexpr Capitals capitals[] = {{0xC3, 0x80, 0x96, 0xC3, 0xA0}, {0xC3, 0x98, 0x9E, 0xC3, 0xB8},     // À-Ö, Ø-Þ
    {0xD0, 0x90, 0x9F, 0xD0, 0xB0}, {0xD0, 0xA0, 0xAF, 0xD1, 0x80}, {0xD0, 0x81, 0x81, 0xD1, 0x91}}; // А-П, Р-Я, Ё

} // namespace

std::string to_small(std::string_view text) {
    std::string small = ascii::to_lower(text);
    for (std::size_t at = 0; at + 1 < small.size(); ++at) {
        auto const lead = static_cast<unsigned char>(small[at]), next = static_cast<unsigned char>(small[at + 1]);
        if (lead != 0xC3 && lead != 0xD0) continue;
        for (Capitals const& row : capitals) {
            if (lead != row.lead || next < row.first || next > row.last) continue;
            small[at] = static_cast<char>(row.small_lead);
            small[at + 1] = static_cast<char>(row.small_first + (next - row.first));
            break;
        }
    }
    return small;
}

ReplyText::ReplyText(std::string_view text) : given_(text.substr(0, limit)) {
    ascii_ = !has_eight_bit(given_);
    latin_ = !ascii_ && !is_utf8(given_);
    lower();
    folded_.resize(given_.size() * (latin_ ? 2 : 1) + HeadTable::reach, boost::container::default_init);
    find_chunks();
    fold();
    std::memset(folded_.data() + folded_size_, 0, HeadTable::reach);
    find_beginnings();
    for (Chunk const& chunk : chunks_) collect_chunk(chunk);
}

void ReplyText::lower() {
    lower_.resize(given_.size() + HeadTable::reach, boost::container::default_init);
    std::memset(lower_.data() + given_.size(), 0, HeadTable::reach);
    if (!ascii_ && !latin_) {
        std::ranges::copy(to_small(given_), lower_.begin());
        return;
    }
    given_.copy(lower_.data(), given_.size());
    for (std::size_t at = 0; at < given_.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t const small = eight::lower(eight::octets8(lower_.data() + at));
        std::memcpy(lower_.data() + at, &small, sizeof small);
    }
}

void ReplyText::find_chunks() {
    std::string_view const text = given_;
    for (std::size_t from = 0, to = 0; from < text.size(); from = to + 1) {
        unsigned all = 0, own = 0;
        for (to = from; to < text.size() && ((own = class_of(text[to])) & blank) == 0; ++to) all |= own;
        if (to == from) continue;
        bool const plain = (all & (dot | joint)) == 0 || is_plain(text.substr(from, to - from), all);
        chunks_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to), all, plain});
    }
}

void ReplyText::note_run(std::size_t origin) {
    bool const goes_on = !runs_.empty() && folded_size_ - runs_.back().folded == origin - runs_.back().original;
    if (!goes_on) runs_.push_back({static_cast<std::uint32_t>(folded_size_), static_cast<std::uint32_t>(origin)});
}

void ReplyText::put(char octet, std::size_t origin) {
    note_run(origin);
    folded_[folded_size_++] = octet;
}

/// ISO 8859-1 as UTF-8, in small letters.
void ReplyText::put_latin_word(std::size_t origin, std::size_t size) {
    for (std::size_t at = origin; at < origin + size; ++at) {
        auto octet = static_cast<unsigned char>(lower_[at]);
        if (octet < 0x80) {
            put(static_cast<char>(octet), at);
            continue;
        }
        if (octet >= 0xC0 && octet <= 0xDE && octet != 0xD7) octet = static_cast<unsigned char>(octet + 0x20);
        put(static_cast<char>(0xC0 | octet >> 6U), at);
        put(static_cast<char>(0x80 | (octet & 0x3FU)), at);
    }
}

/// Eight octets at a time: words are short, and both texts have octets to spare behind them.
void ReplyText::put_word(std::size_t origin, std::size_t size) {
    if (latin_) return put_latin_word(origin, size);
    note_run(origin);
    for (std::size_t at = 0; at < size; at += TextHead::size)
        std::memcpy(folded_.data() + folded_size_ + at, lower_.data() + origin + at, TextHead::size);
    folded_size_ += size;
}

/// Each run of word octets, each octet of anything else, letters that stand alone. Written without branches, for there
/// is no telling the next octet.
void ReplyText::find_beginnings() {
    beginnings_.resize(folded_size_ + 1, boost::container::default_init);
    std::string_view const text = folded();
    Beginning* next = beginnings_.data();
    unsigned before = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned const own = class_of(text[at]);
        next->at = static_cast<std::uint32_t>(at);
        next += (own & (alone | (word & ~before))) != 0;
        before = own;
    }
    beginnings_.resize(static_cast<std::size_t>(next - beginnings_.data()));
    for (Beginning& beginning : beginnings_) {
        beginning.head = TextHead::at(folded_.data() + beginning.at);
        heads_.insert(beginning.head);
        if (ascii::is_digit(folded_[beginning.at])) numbers_.push_back(beginning.at);
    }
}

/// Every run of blanks is one. Plain chunks with single blanks between them are put at once.
void ReplyText::fold() {
    std::size_t behind = 0; // the chunk before
    for (std::size_t number = 0; number < chunks_.size(); ++number) {
        Chunk const& chunk = chunks_[number];
        if (folded_size_ > 0) put(' ', behind);
        if (chunk.is_plain) {
            while (number + 1 < chunks_.size() && goes_on_plain(number)) ++number;
            put_word(chunk.from, chunks_[number].to - chunk.from);
        } else {
            fold_tokens(chunk);
        }
        behind = chunks_[number].to;
    }
    if (folded_size_ > 0 && behind < given_.size()) put(' ', behind);
}

/// Is the next chunk a plain one behind a single blank?
bool ReplyText::goes_on_plain(std::size_t number) const {
    std::size_t const behind = chunks_[number].to;
    return chunks_[number + 1].is_plain && chunks_[number + 1].from == behind + 1 && given_[behind] == ' ';
}

void ReplyText::fold_tokens(Chunk const& chunk) {
    std::string_view rest = given_.substr(chunk.from, chunk.to - chunk.from);
    while (auto const token = grammar::next_reply_token(rest)) {
        std::size_t const origin = span_of(token->text).from;
        if (token->is_name()) {
            collect_name(*token);
            put(mask, origin);
        } else {
            put_word(origin, token->text.size());
        }
    }
}

void ReplyText::collect_name(grammar::ReplyToken const& token) {
    names_.push_back(token);
    if (token.kind == Kind::url) collect_url(token.text, span_of(token.text));
    if (token.kind == Kind::host) add_token(token.text, span_of(token.text), true);
    if (token.kind == Kind::address) add_token(token.text.substr(token.text.rfind('@')), span_of(token.text));
}

/// A chunk is a mark itself, and so is what stands in brackets or parentheses inside it.
void ReplyText::collect_chunk(Chunk const& chunk) {
    std::string_view const mark = strip(given_.substr(chunk.from, chunk.to - chunk.from));
    if (mark.empty()) return;
    add_token(mark);
    if ((chunk.classes & divider) != 0) collect_names(chunk);
    if ((chunk.classes & bracket) != 0) collect_bracketed(mark);
}

void ReplyText::collect_bracketed(std::string_view mark) {
    std::size_t const open = mark.find_first_of("[(");
    if (open == std::string_view::npos) {
        std::size_t const close = mark.find_last_not_of(")]");
        if (close + 1 < mark.size()) add_token(mark.substr(0, close + 1));
        return;
    }
    std::size_t const close = mark.find_last_of("])");
    if (close == std::string_view::npos || close <= open) {
        std::string_view const behind = mark.substr(open + 1);
        return add_token(strip(behind), span_of(behind));
    }
    std::string_view const bracketed = mark.substr(open, close - open + 1);
    if (bracketed.size() != mark.size()) add_token(bracketed);
    if (open > 0) add_token(mark.substr(0, open));
    if (close + 1 < mark.size()) add_token(mark.substr(0, close + 1));
    add_token(strip(mark.substr(open + 1, close - open - 1)));
}

/// "STOREDRV.Deliver.Exception:QuotaExceededException.MapiException…": each joined-up name in it is a mark too.
void ReplyText::collect_names(Chunk const& chunk) {
    if (chunk.to - chunk.from <= shortest_joined_name) return;
    for (std::size_t at = chunk.from, end = at; at < chunk.to; at = end + 1) {
        end = at;
        while (end < chunk.to && (class_of(given_[end]) & divider) == 0) ++end;
        std::string_view const name = given_.substr(at, end - at);
        if (is_joined_name(name) && name.size() != chunk.to - chunk.from) add_token(name);
    }
}

void ReplyText::collect_url(std::string_view url, Span where) {
    std::string_view const body = without_scheme(url);
    add_token(body, where);
    std::size_t const host_end = std::min(body.find_first_of("/?#:"), body.size());
    add_token(body.substr(0, host_end), where, true);
    if (std::size_t const anchor = body.find('#'); anchor != std::string_view::npos)
        add_token(body.substr(anchor), where);
    std::size_t at = body.find('?');
    while (at != std::string_view::npos) {
        std::size_t const end = std::min(body.find_first_of("&#", at + 1), body.size());
        add_token(body.substr(at + 1, end - at - 1), where);
        at = end < body.size() && body[end] == '&' ? end : std::string_view::npos;
    }
}

/// Where a part of the given text stands in it.
Span ReplyText::span_of(std::string_view part) const {
    auto const from = static_cast<std::size_t>(part.data() - given_.data());
    return {from, from + part.size()};
}

void ReplyText::add_token(std::string_view token) { add_token(token, span_of(token)); }

void ReplyText::add_token(std::string_view token, Span where, bool is_host) {
    if (token.empty()) return;
    auto const at = static_cast<std::size_t>(token.data() - given_.data());
    tokens_.push_back({std::string_view(lower_.data() + at, token.size()), where, is_host});
}

std::size_t ReplyText::original(std::size_t position) const {
    auto const next = std::ranges::upper_bound(runs_, position, {}, &Run::folded);
    if (next == runs_.begin()) return position;
    Run const& run = *std::prev(next);
    return run.original + (position - run.folded);
}

Span ReplyText::original(std::size_t from, std::size_t to) const {
    if (to >= folded_size_) return {from >= folded_size_ ? given_.size() : original(from), given_.size()};
    return {original(from), to > from ? original(to - 1) + 1 : original(from)};
}

bool ReplyText::boundary(std::size_t position) const {
    if (position == 0 || position >= folded_size_) return true;
    return !is_word(folded_[position - 1]) || !is_word(folded_[position]);
}

namespace {

struct NotedStep {
    std::string_view command;
    Step step;
};
constexpr NotedStep noted_steps[] = {{"MAIL FROM", Step::mail}, {"RCPT TO", Step::rcpt}, {"DATA", Step::data},
    {"end of DATA", Step::eod}, {"EHLO", Step::hello}, {"HELO", Step::hello}, {"LHLO", Step::hello},
    {"STARTTLS", Step::starttls}, {"AUTH", Step::auth}, {"initial connection", Step::connect}};

/// "SMTP error from remote mail server after RCPT TO:…": where the command begins, or 0.
std::size_t behind_exim_after(std::string_view text) {
    constexpr std::string_view exim_mark = "SMTP error from remote mail";
    constexpr std::string_view word = " after ";
    std::size_t const mark = text.find(exim_mark);
    std::size_t const at = mark == std::string_view::npos ? mark : text.find(word, mark);
    return at == std::string_view::npos ? 0 : at + word.size();
}

} // namespace

Step noted_step(std::string_view text) {
    constexpr std::string_view note = "(in reply to ";
    std::size_t const at = text.find('(') == std::string_view::npos ? std::string_view::npos : text.rfind(note);
    std::size_t const begin = at == std::string_view::npos ? behind_exim_after(text) : at + note.size();
    if (begin == 0) return Step::none;
    std::string_view const command = text.substr(begin);
    for (NotedStep const& row : noted_steps)
        if (ascii::starts_with_no_case(command, row.command)) return row.step;
    return Step::none;
}

namespace {

bool continues_letter(char c) { return (c & 0xC0) == 0x80; }

} // namespace

bool ReplyText::may_end(std::size_t from, std::size_t to) const {
    if (boundary(to)) return true;
    std::size_t last = to - 1;
    while (last > from && continues_letter(folded_[last])) --last;
    return is_unspaced(folded_[last]);
}

namespace {

struct Unit {
    std::string_view name;
    std::uint32_t seconds;
};
constexpr Unit units[] = {{"sec", 1}, {"min", 60}, {"hour", 3600}, {"hr", 3600}, {"day", 86400}};

std::optional<std::uint32_t> unit_at(std::string_view text) {
    constexpr std::string_view initials = "smhd";
    while (!text.empty() && (text.front() == ' ' || text.front() == '-')) text.remove_prefix(1);
    if (text.empty() || initials.find(text.front()) == std::string_view::npos) return std::nullopt;
    for (Unit const& unit : units)
        if (text.starts_with(unit.name)) return unit.seconds;
    if (text.front() == 's' && (text.size() == 1 || !is_word(text[1]))) return 1;
    return std::nullopt;
}

/// "00:04:12": hours, minutes and seconds.
std::optional<std::uint32_t> clock_at(std::string_view text) {
    constexpr std::size_t size = 8;
    auto const pair = [&](std::size_t at) -> std::optional<std::uint32_t> {
        if (!ascii::is_digit(text[at]) || !ascii::is_digit(text[at + 1])) return std::nullopt;
        return static_cast<std::uint32_t>((text[at] - '0') * 10 + (text[at + 1] - '0'));
    };
    if (text.size() < size || text[2] != ':' || text[5] != ':') return std::nullopt;
    auto const hours = pair(0), minutes = pair(3), seconds = pair(6);
    if (!hours || !minutes || !seconds) return std::nullopt;
    return *hours * 3600 + *minutes * 60 + *seconds;
}

std::optional<std::uint32_t> wait_at(std::string_view text) {
    while (!text.empty() && !ascii::is_digit(text.front()) && text.front() == ' ') text.remove_prefix(1);
    std::uint32_t number = 0;
    std::size_t digits = 0;
    while (digits < text.size() && digits < 6 && ascii::is_digit(text[digits]))
        number = number * 10 + static_cast<std::uint32_t>(text[digits++] - '0');
    if (digits == 0) return std::nullopt;
    if (auto const clock = clock_at(text)) return clock;
    auto const seconds = unit_at(text.substr(digits));
    if (!seconds) return std::nullopt;
    return std::min<std::uint64_t>(std::uint64_t{number} * *seconds, 31'536'000);
}

/// Has the number that the text begins with a unit behind it?
bool begins_with_time(std::string_view text) {
    if (clock_at(text)) return true;
    while (!text.empty() && ascii::is_digit(text.front())) text.remove_prefix(1);
    return unit_at(text).has_value();
}

} // namespace

std::optional<std::uint32_t> ReplyText::stated_wait() const {
    std::string_view const text = folded();
    auto const is_time = [&](std::uint32_t at) { return begins_with_time(text.substr(at)); };
    if (std::ranges::none_of(numbers_, is_time)) return std::nullopt;
    for (std::string_view const lead : {" in ", " after ", " for ", "wait ", "delayed by ", "within "}) {
        for (std::size_t at = text.find(lead); at != std::string_view::npos; at = text.find(lead, at + 1))
            if (auto const wait = wait_at(text.substr(at + lead.size()))) return wait;
    }
    return std::nullopt;
}

} // namespace whybounce
