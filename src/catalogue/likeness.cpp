#include "catalogue/likeness.hpp"

#include "grammars/parse.hpp"
#include "grammars/quoted_reply.hpp"
#include "whybounce/address.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/eight_octets.hpp"
#include "whybounce/hash.hpp"

#include <algorithm>

namespace whybounce {
namespace {

using Kind = grammar::ReplyToken::Kind;

/// What a byte can be in a chunk.
enum : std::uint8_t { letter = 1, digit = 2, odd_word = 4, joint = 8, closing = 16, opening = 32 };

constexpr std::array<std::uint8_t, 256> make_classes() {
    std::array<std::uint8_t, 256> classes{};
    for (unsigned c = 0; c < 256; ++c) {
        char const octet = static_cast<char>(c);
        if (ascii::is_alpha(octet)) classes[c] = letter;
        if (ascii::is_digit(octet)) classes[c] = digit;
        if (octet == '_' || c >= 0x80) classes[c] = odd_word;
    }
    for (char const c : {'.', ':', '@', '/'}) classes[static_cast<unsigned char>(c)] |= joint;
    for (char const c : {'.', ':', ',', ';', '!', '?', '"', ')', '>', ']', '}'})
        classes[static_cast<unsigned char>(c)] |= closing;
    for (char const c : {'<', '(', '[', '"'}) classes[static_cast<unsigned char>(c)] |= opening;
    return classes;
}
constexpr auto classes = make_classes();

std::uint8_t class_of(char c) { return classes[static_cast<unsigned char>(c)]; }
/// As is_word, but for the underscore, behind which a mark may begin.
bool is_alnum_or_odd(char c) { return (class_of(c) & (letter | digit | odd_word)) != 0 && c != '_'; }
bool is_word(char c) { return (class_of(c) & (letter | digit | odd_word)) != 0; }

std::uint16_t head_of(char first, char second) {
    return static_cast<std::uint16_t>(static_cast<unsigned char>(ascii::lower(first)) |
        static_cast<unsigned>(static_cast<unsigned char>(ascii::lower(second))) << 8U);
}

/// Of two octets, as head_hash().
std::uint16_t pair_hash(char first, char second) {
    return static_cast<std::uint16_t>(
        (static_cast<unsigned char>(first) | 0x20U) | (static_cast<unsigned char>(second) | 0x20U) << 8U);
}

std::uint8_t first_of(std::string_view text) { return static_cast<std::uint8_t>(ascii::lower(text.front())); }

/// Of four octets; capitals and small letters are one, and so are some others: it only says where to look closer.
std::uint16_t head_hash(char const* at) {
    return static_cast<std::uint16_t>(((eight::octets4(at) | 0x20202020U) * 0x9E3779B1ULL) >> 16U);
}

constexpr std::size_t long_mark = 12; ///< "https://www." are twelve

/// Of so many octets, whatever their case: what begins alike for longer is compared.
std::uint64_t long_head_hash(std::string_view text) { return hash_no_case(text.substr(0, long_mark)); }

constexpr std::uint64_t unknown_word = 0x9E3779B97F4A7C15ULL, an_address = 0xBF58476D1CE4E5B9ULL,
                        an_ip = 0x94D049BB133111EBULL, a_host = 0xD6E8FEB86659FD93ULL, a_url = 0xA24BAED4963EE407ULL,
                        a_chunk = 0x8CB92BA72F3D8DD7ULL, a_text = 0xC2B2AE3D27D4EB4FULL;

bool all_closing(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (class_of(c) & closing) != 0; });
}

/// Where the first blank stands; the end when there is none.
std::size_t find_blank(std::string_view text) {
    std::size_t at = 0;
    // Eight octets at once: blanks are among those below 0x21. Others there, and behind them, are looked at closely.
    for (; at + 8 <= text.size(); at += 8) {
        if (eight::below(eight::octets8(text.data() + at), 0x21) == 0) continue;
        for (std::size_t i = at; i < at + 8; ++i)
            if (ascii::is_blank(text[i])) return i;
    }
    while (at < text.size() && !ascii::is_blank(text[at])) ++at;
    return at;
}

/// d.d.d.d without leading zeros.
bool is_ipv4(std::string_view text) {
    int groups = 0;
    while (!text.empty()) {
        std::size_t digits = 0;
        unsigned value = 0;
        while (digits < text.size() && digits < 4 && ascii::is_digit(text[digits]))
            value = value * 10 + static_cast<unsigned>(text[digits++] - '0');
        if (digits == 0 || value > 255 || (digits > 1 && text.front() == '0')) return false;
        ++groups;
        text.remove_prefix(digits);
        if (groups == 4 || text.empty()) break;
        if (text.front() != '.') return false;
        text.remove_prefix(1);
    }
    return groups == 4 && text.empty();
}

bool is_small(char c) { return (c >= 'a' && c <= 'z') || ascii::is_digit(c); }

/// Small letters, digits and hyphens, dotted, the last label of letters: a host whichever way one looks at it.
bool is_plain_host(std::string_view name) {
    std::size_t const dot = name.rfind('.');
    if (dot == std::string_view::npos || name.size() - dot < 3 || ascii::is_digit(name.front())) return false;
    if (!is_small(name.front()) || name.starts_with("www.") || name.find("..") != std::string_view::npos) return false;
    auto const small_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    return std::ranges::all_of(name.substr(dot + 1), small_letter) &&
        std::ranges::all_of(name, [](char c) { return is_small(c) || c == '-' || c == '.'; });
}

/// local@domain in small letters.
bool is_plain_address(std::string_view text) {
    std::size_t const at = text.find('@');
    if (at == std::string_view::npos || at == 0 || !is_small(text.front()) || !is_small(text.back())) return false;
    if (text.starts_with("www.") || text.size() == at + 1 || !is_small(text[at + 1])) return false;
    auto const local = [](char c) { return is_small(c) || c == '-' || c == '.' || c == '+' || c == '=' || c == '_'; };
    return std::ranges::all_of(text.substr(0, at), local) &&
        std::ranges::all_of(text.substr(at + 1), [](char c) { return is_small(c) || c == '-' || c == '.'; });
}

/// The host of "https://www.example.com/x", as it is collected as a mark.
std::string_view host_of_url(std::string_view url) {
    std::size_t const scheme = url.find("://");
    if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    return url.substr(0, url.find_first_of("/?#:"));
}

} // namespace

/// Two hashes that grow together: without and with the names of hosts.
struct LikenessIndex::Hash {
    std::uint64_t words = 0, hosts = 0;
    void add(std::uint64_t value) {
        words = mix(words ^ value, hashing::two);
        hosts ^= words;
    }
    void add(Hash const& part) {
        add(part.words);
        hosts = mix(hosts ^ part.hosts, hashing::one);
    }
    void add_host(std::string_view name) { hosts = mix(hosts ^ hash_no_case(name), hashing::one); }
};

LikenessIndex::LikenessIndex() : words_(4096) {
    add_word("using", false);
    // Of the notes that noted_step() reads.
    for (char const* const word :
        {"in", "reply", "to", "mail", "from", "rcpt", "data", "end", "of", "ehlo", "helo", "lhlo", "starttls", "auth"})
        add_word(word, false);
}

void LikenessIndex::add(std::span<Matcher const> matchers) {
    for (Matcher const& matcher : matchers) add(matcher);
}

void LikenessIndex::add(Matcher const& matcher) {
    for (Phrase const& phrase : matcher.phrases)
        for (Fragment const& fragment : phrase)
            for (std::size_t at = 0; at < fragment.text.size();) {
                std::size_t end = at;
                while (end < fragment.text.size() && is_word(fragment.text[end])) ++end;
                if (end > at)
                    add_word(std::string_view(fragment.text).substr(at, end - at),
                        fragment.word_goes_on && end == fragment.text.size());
                at = end + 1;
            }
    for (TokenPattern const& pattern : matcher.tokens)
        add_mark(std::string_view(pattern.text).substr(pattern.kind == TokenPattern::Kind::host_suffix), pattern.tail);
    for (std::string const& host : matcher.hosts) {
        hosts_.push_back(host);
        host_hashes_.set(hash_no_case(host) % host_hashes_.size());
    }
}

void LikenessIndex::add_word(std::string_view word, bool goes_on) {
    if (goes_on) {
        if (word.size() < 2)
            any_short_stem_ = true;
        else
            stems_.set(head_of(word[0], word[1]));
    }
    std::uint64_t const hash = hash_no_case(word);
    if (is_known(hash)) return;
    if (++word_count_ * 2 > words_.size()) {
        std::vector<std::uint32_t> const old = std::exchange(words_, std::vector<std::uint32_t>(words_.size() * 2));
        for (std::uint32_t const tag : old)
            if (tag != 0) {
                std::size_t i = tag & (words_.size() - 1);
                while (words_[i] != 0) i = (i + 1) & (words_.size() - 1);
                words_[i] = tag;
            }
    }
    std::uint32_t const tag = static_cast<std::uint32_t>(hash) | 1U;
    std::size_t i = tag & (words_.size() - 1);
    while (words_[i] != 0) i = (i + 1) & (words_.size() - 1);
    words_[i] = tag;
}

bool LikenessIndex::is_known(std::uint64_t word_hash) const {
    std::uint32_t const tag = static_cast<std::uint32_t>(word_hash) | 1U;
    std::size_t i = tag & (words_.size() - 1);
    while (words_[i] != 0) {
        if (words_[i] == tag) return true;
        i = (i + 1) & (words_.size() - 1);
    }
    return false;
}

void LikenessIndex::add_mark(std::string_view mark, std::string_view tail) {
    if (mark.empty()) return;
    auto const add_once = [&](std::vector<Mark>& marks) { // entries share marks
        Mark const here{std::string(mark), std::string(tail)};
        if (std::ranges::find(marks, here) == marks.end()) marks.push_back(here);
    };
    if (mark.size() < 4) {
        if (mark.size() > 1) short_heads_.set(pair_hash(mark[0], mark[1]));
        for (unsigned second = 0; mark.size() == 1 && second < 256; ++second)
            short_heads_.set(pair_hash(mark[0], static_cast<char>(second)));
        return add_once(short_marks_[first_of(mark)]);
    }
    mark_heads_.set(head_hash(mark.data()));
    add_once(mark.size() < long_mark ? marks_[head_hash(mark.data())] : long_marks_[long_head_hash(mark)]);
}

bool LikenessIndex::begins_with_mark(std::string_view text) const {
    auto const is_here = [&](Mark const& mark) {
        return ascii::starts_with_no_case(text, mark.head) &&
            (mark.tail.empty() || ascii::contains_no_case(text.substr(mark.head.size()), mark.tail));
    };
    if (text.size() < 2 || short_heads_[pair_hash(text[0], text[1])])
        if (auto const rows = short_marks_.find(first_of(text)); rows != short_marks_.end())
            if (std::ranges::any_of(rows->second, is_here)) return true;
    if (text.size() < 4 || !mark_heads_[head_hash(text.data())]) return false;
    auto const rows = marks_.find(head_hash(text.data()));
    if (rows != marks_.end() && std::ranges::any_of(rows->second, is_here)) return true;
    if (text.size() < long_mark) return false;
    auto const long_rows = long_marks_.find(long_head_hash(text));
    return long_rows != long_marks_.end() && std::ranges::any_of(long_rows->second, is_here);
}

/// Could a mark of the catalogue begin anywhere in this chunk? They begin with it, with punctuation, and behind it.
bool LikenessIndex::holds_mark(std::string_view chunk) const {
    char const* at = chunk.data();
    char const* const end = at + chunk.size();
    while (at != end) {
        auto const left = static_cast<std::size_t>(end - at);
        bool const may_be =
            left < 2 || short_heads_[pair_hash(at[0], at[1])] || (left >= 4 && mark_heads_[head_hash(at)]);
        if (may_be && begins_with_mark({at, left})) return true;
        if (is_alnum_or_odd(*at++))
            while (at != end && is_alnum_or_odd(*at)) ++at;
    }
    return false;
}

bool LikenessIndex::is_known_host(std::string_view host) const {
    auto const may_be = [&](std::string_view name) { return host_hashes_[hash_no_case(name) % host_hashes_.size()]; };
    bool any = may_be(host);
    for (std::size_t dot = host.find('.'); !any && dot != std::string_view::npos; dot = host.find('.', dot + 1))
        any = may_be(host.substr(dot + 1));
    return any && std::ranges::any_of(hosts_, [&](std::string const& suffix) { return is_at_or_below(host, suffix); });
}

/// A word with letters of other scripts may hold several phrases: it is compared as a whole.
void LikenessIndex::take_odd_word(std::string_view word, Hash& hash) const {
    bool const odd = std::ranges::any_of(word, [](char c) { return (c & 0x80) != 0; });
    odd ? hash.add(hash_no_case(word)) : take_word(word, hash);
}

void LikenessIndex::take_word(std::string_view word, Hash& hash) const {
    std::uint64_t const value = hash_no_case(word);
    bool const stem = word.size() >= 2 && stems_[head_of(word[0], word[1])];
    hash.add(stem || any_short_stem_ || is_known(value) ? value : unknown_word);
}

/// Words and punctuation, nothing that could glue words together to a name.
bool LikenessIndex::take_simple(std::string_view chunk, Hash& hash) const {
    std::size_t at = 0;
    Hash trial = hash;
    while (at < chunk.size()) {
        if (is_word(chunk[at])) {
            std::size_t end = at;
            for (; end < chunk.size() && is_word(chunk[end]); ++end)
                if ((chunk[end] & 0x80) != 0) return false;
            take_word(chunk.substr(at, end - at), trial);
            at = end;
            continue;
        }
        if ((class_of(chunk[at]) & joint) != 0 && (!all_closing(chunk.substr(at)) || chunk.substr(at, 2) == "::"))
            return false;
        trial.add(static_cast<unsigned char>(chunk[at++]));
    }
    hash = trial;
    return true;
}

/// One name between punctuation, or HOST[ADDRESS]: what most refusals name.
bool LikenessIndex::take_names(std::string_view chunk, Hash& hash) const {
    std::size_t begin = 0, end = chunk.size();
    while (begin < end && (class_of(chunk[begin]) & opening) != 0) ++begin;
    while (end > begin && (class_of(chunk[end - 1]) & closing) != 0) --end;
    std::string_view const name = chunk.substr(begin, end - begin);
    std::size_t const bracket = name.find('[');
    std::string_view const host = name.substr(0, bracket);
    if (bracket != std::string_view::npos && !is_ipv4(name.substr(bracket + 1))) return false;
    std::uint64_t kind = 0;
    if (is_ipv4(host) && bracket == std::string_view::npos)
        kind = an_ip;
    else if (host.find('@') != std::string_view::npos)
        kind = is_plain_address(host) && bracket == std::string_view::npos ? an_address : 0;
    else if (is_plain_host(host))
        kind = a_host;
    if (kind == 0) return false;
    for (char const c : chunk.substr(0, begin)) hash.add(static_cast<unsigned char>(c));
    hash.add(kind);
    if (kind == a_host) hash.add_host(host);
    if (bracket != std::string_view::npos) hash.add(an_ip + 1);
    for (char const c : chunk.substr(end)) hash.add(static_cast<unsigned char>(c));
    return true;
}

/// Whatever else: divided as the catalogue itself divides it.
void LikenessIndex::take_tokens(std::string_view chunk, Hash& hash) const {
    while (auto const token = grammar::next_reply_token(chunk)) switch (token->kind) {
        case Kind::url:
            hash.add(a_url);
            hash.add_host(host_of_url(token->text));
            break;
        case Kind::host:
            hash.add(a_host);
            hash.add_host(token->text);
            break;
        case Kind::address: hash.add(an_address); break;
        case Kind::ip: hash.add(an_ip); break;
        case Kind::word: take_odd_word(token->text, hash); break;
        case Kind::other: hash.add(hash_of(token->text)); break;
        }
}

/// @return  does it hold what differs from text to text: a name, a number?
bool LikenessIndex::read_chunk(std::string_view chunk, Hash& hash) const {
    bool const numbered = std::ranges::any_of(chunk, ascii::is_digit);
    if (holds_mark(chunk)) {
        hash.add(hash_of(chunk));
        return numbered;
    }
    bool const address = chunk.find('@') != std::string_view::npos; // glues words together
    if (!address && take_simple(chunk, hash)) return numbered;
    if (take_names(chunk, hash)) return true;
    take_tokens(chunk, hash);
    return numbered || chunk.find_first_of("@.") != std::string_view::npos;
}

bool LikenessIndex::take_chunk(std::string_view chunk, LikenessMemo* memo, Hash& hash) const {
    LikenessMemo::Row* row = nullptr;
    std::uint64_t const key = hash_of(chunk, a_chunk) | 1U;
    if (memo) {
        row = &memo->rows[key % memo->rows.size()];
        if (row->key == key) return hash.add(Hash{row->words, row->hosts}), false;
    }
    Hash part;
    bool const differs = read_chunk(chunk, part);
    if (row && !differs) *row = {key, part.words, part.hosts};
    hash.add(part);
    return differs;
}

/// The hash is made of parts that end behind a name or number: what follows the last one is often known as a whole.
void LikenessIndex::take_text(std::string_view text, LikenessMemo* memo, Hash& hash) const {
    if (text.size() > ReplyText::limit) return hash.add(hash_of(text));
    while (!text.empty()) {
        Hash part;
        LikenessMemo::Row* row = nullptr;
        std::uint64_t const key = hash_of(text) | 1U;
        if (memo) {
            row = &memo->rows[key % memo->rows.size()];
            if (row->key == key) return hash.add(Hash{row->words, row->hosts});
        }
        bool ended = false;
        while (!text.empty() && !ended) {
            std::size_t const end = find_blank(text);
            std::string_view const chunk = text.substr(0, end);
            if (grammar::may_quote(text, end))
                return hash.add(part), hash.add(hash_of(text)); // codes of a quoted reply count
            if (end > 0) ended = take_chunk(chunk, memo, part);
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        if (row && !ended) *row = {key, part.words, part.hosts};
        hash.add(part);
    }
}

/// Servers that are asked again answer the same.
void LikenessIndex::take_whole_text(std::string_view text, LikenessMemo* memo, Hash& hash) const {
    std::uint64_t const key = hash_of(text, a_text) | 1U;
    LikenessMemo::Row* const row = memo ? &memo->rows[key % memo->rows.size()] : nullptr;
    if (row && row->key == key) return hash.add(Hash{row->words, row->hosts});
    Hash whole;
    take_text(text, memo, whole);
    if (row) *row = {key, whole.words, whole.hosts};
    hash.add(whole);
}

Likeness LikenessIndex::of(Evidence const& evidence, LikenessMemo* memo) const {
    Hash hash;
    std::uint64_t const status = !evidence.status
        ? 0
        : 1 + evidence.status->klass * 1'000'000ULL + evidence.status->subject * 1000ULL + evidence.status->detail;
    hash.add(evidence.code ? 1U + *evidence.code : 0U);
    hash.add(status);
    hash.add(static_cast<std::uint64_t>(evidence.step) * 8 + static_cast<std::uint64_t>(evidence.speaker));
    hash.add(hash_of(evidence.verb));
    hash.add(evidence.session.bits);
    hash.add(hash_of(evidence.logged_reason));
    hash.add(is_known_host(evidence.host) ? hash_of(evidence.host) : evidence.host.empty());
    take_whole_text(evidence.text, memo, hash);
    return {hash.words | 1U, hash.hosts | 1U};
}

} // namespace whybounce
