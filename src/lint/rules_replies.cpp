#include "lint/support.hpp"

#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>

/// RP: replies.
namespace whybounce::lint {
namespace {

constexpr std::size_t longest_reply_line = 512; ///< RFC 5321 section 4.5.3.1.5, with CR LF

void differing_codes(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        auto const& lines = m.lines;
        for (std::size_t i = 1; i < lines.size(); ++i) {
            if (lines[i].code == lines[0].code) continue;
            notes.reply(
                m, std::to_string(lines[0].code) + " in the first line, " + std::to_string(lines[i].code) + " here", i);
            break;
        }
    }
}

/// Reply-code of RFC 5321 section 4.2: %x32-35 %x30-35 %x30-39.
bool is_reply_code(int code) { return code / 100 >= 2 && code / 100 <= 5 && code / 10 % 10 <= 5; }

void no_reply(Scene const& scene, Notes& notes) {
    std::size_t const readable = scene.unreadable_end ? scene.moments.back().exchange->reply_line : none;
    for (SourceLine const& line : scene.session.odd_replies)
        if (line.number <= readable) notes.line(line);
    for (Moment const& m : scene.moments)
        if (m.exchange->record.code && !is_reply_code(m.code())) notes.reply(m, "code " + std::to_string(m.code()));
}

/// Commands between its lines, and in the end one that has no answer: the reply swallowed it.
bool swallowed(Scene const& scene, Moment const& m) {
    auto const& lines = m.lines;
    if (m.number + 1 >= scene.moments.size() || lines.size() < 2) return false;
    Exchange const& next = *scene.moments[m.number + 1].exchange;
    return next.record.line < lines.back().number && next.record.line > lines.front().number &&
        !scene.moments.back().exchange->record.code;
}

void no_last_line(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        bool const ended = m.number + 1 < scene.moments.size() || scene.session.close_line.number != 0;
        if (m.exchange->unfinished && ended)
            notes.reply(m, {}, m.lines.size() - 1);
        else if (swallowed(scene, m))
            notes.reply(m);
    }
}

/// Codes of RFC 5321 section 4.3.2 and of the extensions, besides 421, 500 to 504, 530 and 538, which anything may get.
struct Allowed {
    Verb verb;
    std::array<std::uint16_t, 12> codes; ///< 0 behind the last
};
constexpr Allowed allowed[] = {
    {Verb::greeting, {220, 521, 554}},
    {Verb::ehlo, {250, 550}},
    {Verb::helo, {250, 550}},
    {Verb::lhlo, {250, 550}},
    {Verb::starttls, {220, 454}},
    {Verb::auth, {235, 334, 432, 454, 534, 535}},
    {Verb::auth_response, {235, 334, 432, 454, 534, 535}},
    {Verb::mail, {250, 355, 450, 451, 452, 455, 550, 552, 553, 555}},
    {Verb::rcpt, {250, 251, 450, 451, 452, 455, 550, 551, 552, 553, 555, 556}},
    {Verb::data, {354, 450, 451, 550, 554}},
    {Verb::eod, {250, 353, 450, 451, 452, 550, 552, 554}},
    {Verb::bdat, {250, 450, 451, 452, 550, 552, 554}},
    {Verb::bdat_last, {250, 353, 450, 451, 452, 550, 552, 554}},
    {Verb::rset, {250}},
    {Verb::quit, {221}},
    {Verb::noop, {250}},
    {Verb::vrfy, {250, 251, 252, 550, 551, 553}},
    {Verb::expn, {250, 252, 550}},
    {Verb::help, {211, 214}},
    {Verb::etrn, {250, 251, 252, 253, 458, 459}},
};

/// Verbs that are not in the table may get any code.
bool is_allowed(Verb verb, int code) {
    auto const row = std::ranges::find(allowed, verb, &Allowed::verb);
    return row == std::end(allowed) || std::ranges::find(row->codes, code) != row->codes.end();
}

bool is_general(int code) { return code == 421 || (code >= 500 && code <= 504) || code == 530 || code == 538; }

/// A login has a row of its own for success and challenge; so has a reply that slipped in a group.
bool told_elsewhere(Moment const& m) {
    bool const shifted = m.behind != none && (m.code() / 100 == 3) != (m.verb() == Verb::data);
    return (is_auth(m.verb()) && m.code() < 400) || (shifted && m.code() < 400) || !is_reply_code(m.code());
}

void code_not_listed(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (!m.exchange->record.code || is_allowed(m.verb(), m.code()) || is_general(m.code()) || told_elsewhere(m))
            continue;
        notes.reply(m, std::to_string(m.code()) + " for " + std::string(m.exchange->record.verb));
    }
}

void long_or_eight_bit(Scene const& scene, Notes& notes) {
    bool utf8 = false;
    for (Moment const& m : scene.moments) {
        utf8 = utf8 || (m.verb() == Verb::mail && parameter(m, "SMTPUTF8").has_value());
        for (std::size_t i = 0; i < m.lines.size(); ++i) {
            session::SaidLine const& said = m.lines[i];
            if (said.octets > longest_reply_line && !scene.edited)
                notes.reply(m, std::to_string(said.octets) + " octets", i);
            else if (said.eight_bit && !utf8)
                notes.reply(m, "not ASCII", i);
        }
    }
}

bool is_full_name(std::string_view name) {
    auto const kind = grammar::parse_domain(name);
    if (!kind) return false;
    return *kind != DomainKind::name || name.find('.') != std::string_view::npos;
}

void server_without_name(Scene const& scene, Notes& notes) {
    if (scene.edited) return;
    for (Moment const& m : scene.moments) {
        bool const names =
            (m.verb() == Verb::greeting && m.code() == 220) || (is_hello(m.verb()) && m.exchange->accepted());
        if (!names) continue;
        std::string_view const text = m.exchange->record.text;
        auto const name_end = std::ranges::find_if(text, [](char c) { return c == ' ' || c == '\n'; });
        std::string_view const name(text.begin(), name_end);
        if (!is_full_name(name)) notes.reply(m, name.empty() ? "no name" : std::string(name), 0, name);
    }
}

/// "4.96", "v8.17.1", "10.0.17763.1697": digits and dots, perhaps letters behind; four small numbers are an address
/// unless the word before says version.
bool is_version(std::string_view word, std::string_view before) {
    if (word.starts_with('v') || word.starts_with('V')) word.remove_prefix(1);
    if (word.size() < 3 || !ascii::is_digit(word.front()) || word.find('.') == std::string_view::npos) return false;
    std::size_t const tail = word.find_first_not_of("0123456789.");
    std::string_view const numbers = word.substr(0, tail);
    if (numbers.find('.') == std::string_view::npos || word.find(':') != std::string_view::npos) return false;
    bool const address = std::ranges::count(numbers, '.') == 3;
    return !address || contains_no_case(before, "version");
}

std::string_view version_in(std::string_view greeting) {
    std::string_view before = session::next_word(greeting); // the name
    for (std::string_view word = session::next_word(greeting); !word.empty(); word = session::next_word(greeting)) {
        std::string_view bare = word;
        while (!bare.empty() && std::string_view("(;,").find(bare.front()) != std::string_view::npos)
            bare.remove_prefix(1);
        std::size_t const slash = bare.find('/');
        if (is_version(bare, before)) return bare;
        if (slash != std::string_view::npos && is_version(bare.substr(slash + 1), before)) return bare;
        before = word;
    }
    return {};
}

void version_told(Scene const& scene, Notes& notes) {
    Moment const* const greeting = scene.greeting();
    if (!greeting || greeting->code() != 220) return;
    std::string_view const version = version_in(greeting->exchange->record.text);
    if (!version.empty()) notes.reply(*greeting, std::string(version), 0, version);
}

/// ehlo-keyword of RFC 5321 section 4.1.1.1; `AUTH=` is older than it.
bool is_keyword(std::string_view word) {
    if (word.empty() || is_word(word, "AUTH=")) return !word.empty();
    return ascii::is_alnum(word.front()) &&
        std::ranges::all_of(word, [](char c) { return ascii::is_alnum(c) || c == '-'; });
}

void malformed_hello_answer(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (m.verb() == Verb::helo && m.exchange->accepted() && m.lines.size() > 1)
            notes.reply(m, "HELO has an answer of one line", 1);
        Contract const* const contract = m.verb() == Verb::helo ? nullptr : m.made;
        if (!contract) continue;
        for (session::Offer const& offer : contract->offers())
            if (!is_keyword(offer.keyword))
                notes.reply(
                    m, offer.keyword.empty() ? "no keyword" : std::string(offer.keyword), offer.line, offer.keyword);
    }
}

void forward_address_told(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if ((m.code() == 251 || m.code() == 551) && m.exchange->record.text.find('@') != std::string_view::npos)
            notes.reply(m);
}

constexpr Rule table[] = {
    {"RP01", Shows::replies, differing_codes},
    {"RP02", Shows::replies, no_reply},
    {"RP03", Shows::replies, no_last_line},
    {"RP04", Shows::replies, code_not_listed},
    {"RP05", Shows::replies, long_or_eight_bit},
    {"RP06", Shows::replies, server_without_name},
    {"RP07", Shows::nothing, version_told},
    {"RP08", Shows::replies, malformed_hello_answer},
    {"RP09", Shows::nothing, forward_address_told},
};

} // namespace

std::span<Rule const> reply_rules() { return table; }

} // namespace whybounce::lint
