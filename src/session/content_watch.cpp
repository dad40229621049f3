#include "session/content_watch.hpp"

#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/eight_octets.hpp"

#include <algorithm>
#include <array>

namespace whybounce::session {
namespace {

using LineEnd = TranscriptEvent::LineEnd;

constexpr std::size_t longest_line = 998; ///< RFC 5321 section 4.5.3.1.6, without CR LF

/// What kinds of octets a line has.
struct Octets {
    bool eight_bit = false, low = false; ///< low: below blank
};

/// Eight octets at a time: content is most of what a transcript holds.
Octets octets_of(std::string_view text) {
    std::uint64_t any = 0, low = 0;
    std::size_t at = 0;
    for (; at + sizeof any <= text.size(); at += sizeof any) {
        std::uint64_t const word = eight::octets8(text.data() + at);
        any |= word;
        low |= eight::below(word, ' ');
    }
    Octets octets{eight::above_127(any) != 0, low != 0};
    for (; at < text.size(); ++at) {
        octets.eight_bit |= static_cast<unsigned char>(text[at]) >= 0x80;
        octets.low |= static_cast<unsigned char>(text[at]) < ' ';
    }
    return octets;
}

/// Control characters that no text needs; tab, form feed, CR and those that switch character sets are left alone.
bool is_bad_control(char c) {
    constexpr std::string_view used = "\t\f\r\x0e\x0f\x1b";
    return static_cast<unsigned char>(c) < ' ' && used.find(c) == std::string_view::npos;
}

void mark(Spot& spot, Session& session, LineView line) {
    if (spot.times++ == 0) {
        spot.number = line.number;
        spot.text = session.pool.keep(line.text.substr(0, Spot::kept_spot));
    }
}

/// "...", "[...]", "[12 lines sent]": the tool, or who pasted it, left lines out.
bool is_gap(std::string_view line) {
    std::string_view const text = ascii::trim(line);
    if (text == "..." || text == "…") return true;
    bool const bracketed = text.size() > 2 &&
        ((text.front() == '[' && text.back() == ']') || (text.front() == '<' && text.back() == '>' && text[1] != '/'));
    if (!bracketed) return false;
    constexpr std::array<std::string_view, 7> words{"...", "…", "snip", "omitted", "removed", "message", "lines"};
    std::string const low = ascii::to_lower(text);
    return std::ranges::any_of(words, [&](std::string_view word) { return low.find(word) != std::string::npos; });
}

bool is_command(std::string_view text) {
    auto const command = grammar::parse_command_line(text);
    if (!command) return false;
    Verb const verb = verb_from(command->verb);
    return verb == Verb::mail || verb == Verb::rcpt || verb == Verb::data || verb == Verb::ehlo || verb == Verb::helo;
}

void look_at_header(ContentFacts& facts, std::string_view text) {
    if (text.empty()) {
        facts.in_header = false;
        return;
    }
    if (ascii::is_blank(text.front())) return; // folded
    std::size_t const colon = text.find(':');
    bool const field = colon != std::string_view::npos && text.substr(0, colon).find(' ') == std::string_view::npos;
    facts.header |= field;
    facts.in_header = field;
    facts.from |= ascii::starts_with_no_case(text, "from:");
    facts.date |= ascii::starts_with_no_case(text, "date:");
}

/// LF.LF, LF.CRLF, CRLF.LF as lines; CR.CR inside one. What follows and looks like a command was smuggled.
void look_for_false_end(ContentFacts& facts, Session& session, TranscriptEvent const& event, LineEnd before) {
    bool const odd = before == LineEnd::lf || event.line_end == LineEnd::lf;
    bool const dot = event.text == "." && facts.lines > 0 && odd;
    if (dot || event.text.find("\r.\r") != std::string_view::npos) mark(facts.false_end, session, event.line);
    facts.smuggled |= facts.false_end && is_command(event.text.substr(event.text.rfind('\r') + 1));
}

/// DATA or BDAT that the content belongs to; false when there is none.
bool find_opener(Session const& session, std::size_t& number) {
    for (std::size_t i = session.exchanges.size(); i-- > 0;) {
        Verb const verb = session.exchanges[i].verb;
        if (verb != Verb::data && verb != Verb::bdat && verb != Verb::bdat_last) continue;
        number = i;
        return true;
    }
    return false;
}

ContentFacts* facts_at_hand(Session& session, TranscriptEvent const& event) {
    std::size_t opener = 0;
    if (!find_opener(session, opener)) return nullptr;
    auto& contents = session.contents;
    if (contents.empty() || contents.back().ended || contents.back().exchange != opener) {
        contents.emplace_back();
        contents.back().exchange = opener;
        contents.back().first_line = event.line.number;
    }
    return &contents.back();
}

} // namespace

void watch_content(Session& session, TranscriptEvent const& event) {
    ContentFacts* const facts = facts_at_hand(session, event);
    if (!facts) return;
    bool const chunk = session.exchanges[facts->exchange].verb != Verb::data;
    std::string_view const text = event.text;
    LineEnd const before = facts->line_end;
    if (!chunk && text == "." && before != LineEnd::lf && event.line_end != LineEnd::lf) {
        facts->ended = true;
        return;
    }
    look_for_false_end(*facts, session, event, before);
    bool const stuffed = !chunk && text.starts_with('.');
    Octets const octets = octets_of(text);
    if (octets.eight_bit) mark(facts->eight_bit, session, event.line);
    if (octets.low && std::ranges::any_of(text, is_bad_control)) mark(facts->control, session, event.line);
    if (octets.low && text.find('\r') != std::string_view::npos) mark(facts->bare_cr, session, event.line);
    if (event.line_end == LineEnd::lf) mark(facts->bare_lf, session, event.line);
    if (text.size() > longest_line + stuffed) mark(facts->too_long, session, event.line);
    if (stuffed && !text.starts_with("..") && text != ".") mark(facts->single_dot, session, event.line);
    if (facts->in_header) look_at_header(*facts, text);
    facts->cut |= is_gap(text);
    facts->line_end = event.line_end;
    facts->octets += text.size() + 2 - stuffed;
    ++facts->lines;
}

bool takes_plain_content(Session const& session) {
    if (session.contents.empty()) return false;
    ContentFacts const& facts = session.contents.back();
    return !facts.ended && !facts.in_header && !facts.false_end && facts.lines > 0 &&
        facts.line_end == LineEnd::unknown;
}

void add_plain_content(Session& session, std::uint64_t lines, std::uint64_t octets) {
    session.contents.back().lines += lines;
    session.contents.back().octets += octets;
}

void end_content(Session& session, Exchange const& answered) {
    if (session.contents.empty()) return;
    Verb const verb = answered.verb;
    if (verb == Verb::eod || verb == Verb::bdat || verb == Verb::bdat_last) session.contents.back().ended = true;
}

} // namespace whybounce::session
