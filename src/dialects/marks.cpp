#include "dialects/marks.hpp"

#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;

/// The verbs that a client is likely to send first; enough to tell a command from a sentence.
constexpr std::array<std::string_view, 14> common_verbs{"EHLO", "HELO", "LHLO", "MAIL", "RCPT", "DATA", "QUIT", "AUTH",
    "RSET", "NOOP", "STARTTLS", "BDAT", "VRFY", "XCLIENT"};

constexpr std::size_t head_lines = 400;

} // namespace

std::vector<std::string_view> lines_of(std::string_view head) {
    std::vector<std::string_view> lines;
    while (!head.empty() && lines.size() < head_lines) {
        std::size_t const end = std::min(head.find('\n'), head.size());
        std::string_view line = head.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        head.remove_prefix(std::min(end + 1, head.size()));
    }
    return lines;
}

bool is_reply_shaped(std::string_view line) {
    if (line.size() < 3 || !std::ranges::all_of(line.substr(0, 3), ascii::is_digit)) return false;
    return line[0] >= '2' && line[0] <= '5' && (line.size() == 3 || line[3] == ' ' || line[3] == '-');
}

bool is_command_shaped(std::string_view line) {
    std::string_view const verb = line.substr(0, line.find_first_of(" \t:"));
    return std::ranges::any_of(common_verbs, [&](std::string_view known) { return ascii::equal_no_case(verb, known); });
}

bool is_blank(std::string_view line) { return ascii::trim(line).empty() || line.starts_with("```"); }

int score_marks(std::span<std::string_view const> head, MarkParser parse) {
    struct {
        int commands = 0, replies = 0;
    } sides[2]; // by the marks, and if they point the other way
    int explained = 0, said = 0, lines = 0;
    for (std::string_view const line : head) {
        if (is_blank(line)) continue;
        ++lines;
        auto const marked = parse(line);
        if (!marked) continue;
        ++explained;
        if (marked->mark != Mark::client && marked->mark != Mark::server) continue;
        ++said;
        bool const server = marked->mark == Mark::server;
        sides[server].commands += is_command_shaped(ascii::trim(marked->text));
        sides[!server].replies += is_reply_shaped(marked->text);
    }
    auto const& side = sides[sides[1].commands + sides[1].replies > sides[0].commands + sides[0].replies];
    auto const& other = sides[&side == sides];
    bool const one_mark_for_both = side.commands == 0 && other.commands > 0; // a quotation, not a dialogue
    bool const quotes = side.commands == 0 && side.replies * 2 < said;
    if (side.replies == 0 || lines == 0 || one_mark_for_both || quotes) return 0;
    return side.commands > 0 ? 50 + 50 * explained / lines : 20 + 25 * explained / lines;
}

int score_signature(std::span<std::string_view const> head, std::span<std::string_view const> beginnings) {
    auto const is_own = [&](std::string_view line) { return begins_with_any(line, beginnings); };
    return std::ranges::any_of(head, is_own) ? 45 : 0;
}

bool begins_with_any(std::string_view line, std::span<std::string_view const> beginnings) {
    return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return line.starts_with(beginning); });
}

int score_named(std::span<std::string_view const> head, std::span<std::string_view const> own, int marks) {
    return score_signature(head, own) > 0 ? 90 + marks / 11 : marks;
}

Kind kind_of(Mark mark) {
    switch (mark) {
    case Mark::client: return Kind::client;
    case Mark::server: return Kind::server;
    case Mark::open: return Kind::open;
    case Mark::close: return Kind::close;
    case Mark::tls: return Kind::tls;
    case Mark::note: break;
    }
    return Kind::note;
}

std::int64_t clock_of(std::string_view line) {
    constexpr std::string_view shape = "dd:dd:dd";
    if (line.size() < shape.size()) return -1;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == 'd' ? !ascii::is_digit(line[i]) : line[i] != ':') return -1;
    auto const two = [&](std::size_t at) { return (line[at] - '0') * 10 + (line[at + 1] - '0'); };
    std::int64_t milliseconds = ((two(0) * 60 + two(3)) * 60 + two(6)) * std::int64_t{1000};
    int weight = 100;
    for (std::size_t at = shape.size() + 1; at < line.size() && ascii::is_digit(line[at]) && weight > 0; ++at) {
        milliseconds += (line[at] - '0') * weight;
        weight /= 10;
    }
    return milliseconds;
}

void send_marked(EventSink& events, LineView line, grammar::MarkedLine const& marked) {
    Kind const kind = kind_of(marked.mark);
    bool const said = kind == Kind::client || kind == Kind::server;
    events.on(TranscriptEvent{kind, line, said ? marked.text : line.text, marked.channel});
}

void send_joined_reply(EventSink& events, LineView line, std::string_view text, std::string_view separator) {
    if (!is_reply_shaped(text)) return send(events, Kind::server, line, text);
    std::string_view const code = text.substr(0, 3);
    while (true) {
        std::size_t next = text.find(code, 3);
        auto const begins_line = [&](std::size_t at) {
            bool const separated = text.substr(0, at).ends_with(separator);
            return separated && at + 3 < text.size() && (text[at + 3] == '-' || text[at + 3] == ' ');
        };
        while (next != std::string_view::npos && !begins_line(next)) next = text.find(code, next + 1);
        bool const more = text.size() > 3 && text[3] == '-';
        if (!more || next == std::string_view::npos) return send(events, Kind::server, line, text);
        send(events, Kind::server, line, text.substr(0, next - separator.size()));
        text.remove_prefix(next);
    }
}

void send(EventSink& events, Kind kind, LineView line, std::string_view text) {
    events.on(TranscriptEvent{kind, line, text});
}

} // namespace whybounce::dialect
