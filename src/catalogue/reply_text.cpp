#include "catalogue/reply_text.hpp"

#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/eight_bit.hpp"

#include <algorithm>
#include <array>
#include <boost/locale/utf.hpp>
#include <cstring>
#include <iterator>

namespace whybounce {
namespace {

using Kind = grammar::ReplyToken::Kind;

bool is_word(char c) { return ascii::is_alnum(c) || c == '_' || (c & 0x80) != 0; }

/// First octet of a letter of Chinese or Japanese: those scripts put no blanks between words.
bool is_unspaced(char c) { return static_cast<unsigned char>(c) >= 0xE3 && static_cast<unsigned char>(c) <= 0xE9; }

/// What an octet can be in a chunk.
enum : std::uint8_t { around = 1, divider = 2, bracket = 4 };
constexpr std::array<std::uint8_t, 256> make_classes() {
    std::array<std::uint8_t, 256> classes{};
    for (char const c : std::string_view(".,;:!'\"<>")) classes[static_cast<unsigned char>(c)] |= around;
    for (char const c : std::string_view(".:;,")) classes[static_cast<unsigned char>(c)] |= divider;
    for (char const c : std::string_view("[]()")) classes[static_cast<unsigned char>(c)] |= bracket;
    return classes;
}
constexpr auto classes = make_classes();
std::uint8_t class_of(char c) { return classes[static_cast<unsigned char>(c)]; }

/// All that the octets of a chunk can be.
std::uint8_t classes_in(std::string_view chunk) {
    std::uint8_t all = 0;
    for (char const c : chunk) all |= class_of(c);
    return all;
}

/// Punctuation around a chunk that is no part of a mark.
std::string_view strip(std::string_view chunk) {
    while (!chunk.empty() && (class_of(chunk.front()) & around) != 0) chunk.remove_prefix(1);
    while (!chunk.empty() && (class_of(chunk.back()) & around) != 0) chunk.remove_suffix(1);
    return chunk;
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
    lower_ = ascii_ || latin_ ? ascii::to_lower(given_) : to_small(given_);
    lower_.append(TextHead::size, '\0');
    folded_.assign(given_.size() * (latin_ ? 2 : 1) + TextHead::size, '\0');
    fold();
    std::memset(folded_.data() + folded_size_, 0, TextHead::size);
    set_heads();
    collect_chunks();
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

/// The first octet of what was just put, and letters inside it that stand alone.
void ReplyText::note_beginnings(std::size_t from) {
    beginnings_.push_back({0, static_cast<std::uint32_t>(from)});
    if (ascii_) return;
    for (std::size_t at = from + 1; at < folded_size_; ++at)
        if (is_unspaced(folded_[at])) beginnings_.push_back({0, static_cast<std::uint32_t>(at)});
}

void ReplyText::set_heads() {
    for (Beginning& beginning : beginnings_) {
        beginning.head = TextHead::at(folded_.data() + beginning.at);
        heads_ |= TextHead::bit_of(beginning.head);
    }
}

void ReplyText::fold() {
    std::string_view rest = given_;
    while (auto const token = grammar::next_reply_token(rest)) {
        auto const origin = static_cast<std::size_t>(token->text.data() - given_.data());
        Span const where{origin, origin + token->text.size()};
        std::size_t const at = folded_size_;
        switch (token->kind) {
        case Kind::word: put_word(origin, token->text.size()); break;
        case Kind::other:
            if (!ascii::is_blank(token->text.front())) {
                put(token->text.front(), origin);
                break;
            }
            if (at > 0 && folded_[at - 1] != ' ') put(' ', origin);
            continue;
        case Kind::host:
            add_token(token->text, where, true);
            put(mask, origin);
            break;
        case Kind::url:
            collect_url(token->text, where);
            put(mask, origin);
            break;
        case Kind::address:
            add_token(token->text.substr(token->text.rfind('@')), where);
            put(mask, origin);
            break;
        default: put(mask, origin);
        }
        note_beginnings(at);
    }
}

void ReplyText::collect_chunks() {
    std::size_t at = 0;
    while (at < given_.size()) {
        if (ascii::is_blank(given_[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < given_.size() && !ascii::is_blank(given_[end])) ++end;
        collect_chunk(given_.substr(at, end - at), at);
        at = end;
    }
}

/// A chunk between blanks is a mark itself, and so is what stands in brackets or parentheses inside it.
void ReplyText::collect_chunk(std::string_view chunk, std::size_t origin) {
    std::string_view const mark = strip(chunk);
    auto const span_of = [&](std::string_view part) {
        std::size_t const from = origin + static_cast<std::size_t>(part.data() - chunk.data());
        return Span{from, from + part.size()};
    };
    if (mark.empty()) return;
    add_token(mark, span_of(mark));
    std::uint8_t const found = classes_in(chunk);
    if ((found & divider) != 0) collect_names(chunk, origin);
    if ((found & bracket) == 0) return;
    std::size_t const open = mark.find_first_of("[(");
    if (open == std::string_view::npos) {
        std::size_t const close = mark.find_last_not_of(")]");
        if (close + 1 < mark.size()) add_token(mark.substr(0, close + 1), span_of(mark.substr(0, close + 1)));
        return;
    }
    std::size_t const close = mark.find_last_of("])");
    if (close == std::string_view::npos || close <= open) {
        add_token(strip(mark.substr(open + 1)), span_of(mark.substr(open + 1)));
        return;
    }
    std::string_view const bracketed = mark.substr(open, close - open + 1);
    std::string_view const inside = strip(mark.substr(open + 1, close - open - 1));
    if (bracketed.size() != mark.size()) add_token(bracketed, span_of(bracketed));
    if (open > 0) add_token(mark.substr(0, open), span_of(mark.substr(0, open)));
    if (close + 1 < mark.size()) add_token(mark.substr(0, close + 1), span_of(mark.substr(0, close + 1)));
    if (!inside.empty()) add_token(inside, span_of(inside));
}

/// "STOREDRV.Deliver.Exception:QuotaExceededException.MapiException…": each joined-up name in it is a mark too.
void ReplyText::collect_names(std::string_view chunk, std::size_t origin) {
    if (chunk.size() <= shortest_joined_name) return;
    std::size_t at = 0;
    while (at < chunk.size()) {
        std::size_t end = at;
        while (end < chunk.size() && (class_of(chunk[end]) & divider) == 0) ++end;
        std::string_view const name = chunk.substr(at, end - at);
        if (is_joined_name(name) && name.size() != chunk.size()) add_token(name, {origin + at, origin + end});
        at = end + 1;
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

void ReplyText::add_token(std::string_view token, Span where, bool is_host) {
    if (token.empty()) return;
    auto const at = static_cast<std::size_t>(token.data() - given_.data());
    mark_heads_ |= TextHead::bit_of(TextHead::at(lower_.data() + at));
    names_host_ = names_host_ || is_host;
    tokens_.push_back(
        {std::string_view(lower_).substr(at, token.size()), TextHead::at(lower_.data() + at), where, is_host});
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
    std::size_t const at = text.rfind(note);
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
    while (!text.empty() && (text.front() == ' ' || text.front() == '-')) text.remove_prefix(1);
    for (Unit const& unit : units)
        if (text.starts_with(unit.name)) return unit.seconds;
    if (text.starts_with("s") && (text.size() == 1 || !is_word(text[1]))) return 1;
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

/// A number with a unit behind it, whatever stands before.
bool names_a_time(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!ascii::is_digit(text[at])) continue;
        if (clock_at(text.substr(at))) return true;
        while (at < text.size() && ascii::is_digit(text[at])) ++at;
        std::size_t const behind = std::min(text.find_first_not_of(" -", at), text.size());
        constexpr std::string_view initials = "smhd"; // of the units
        bool const may_be = behind < text.size() && initials.find(text[behind]) != std::string_view::npos;
        if (may_be && unit_at(text.substr(at))) return true;
    }
    return false;
}

} // namespace

std::optional<std::uint32_t> stated_wait(std::string_view folded) {
    if (!names_a_time(folded)) return std::nullopt;
    for (std::string_view const lead : {" in ", " after ", " for ", "wait ", "delayed by ", "within "}) {
        for (std::size_t at = folded.find(lead); at != std::string_view::npos; at = folded.find(lead, at + 1))
            if (auto const wait = wait_at(folded.substr(at + lead.size()))) return wait;
    }
    return std::nullopt;
}

} // namespace whybounce
