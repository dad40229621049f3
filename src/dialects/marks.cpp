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

} // namespace

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
    int commands = 0, replies = 0, explained = 0, lines = 0;
    for (std::string_view const line : head) {
        if (is_blank(line)) continue;
        ++lines;
        auto const marked = parse(line);
        if (!marked) continue;
        ++explained;
        if (marked->mark == Mark::client) commands += is_command_shaped(ascii::trim(marked->text));
        if (marked->mark == Mark::server) replies += is_reply_shaped(marked->text);
    }
    if (replies == 0 || lines == 0) return 0;
    return (commands > 0 ? 50 : 30) + 50 * explained / lines;
}

int score_signature(std::span<std::string_view const> head, std::span<std::string_view const> beginnings) {
    auto const is_own = [&](std::string_view line) {
        return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return line.starts_with(beginning); });
    };
    return std::ranges::any_of(head, is_own) ? 45 : 0;
}

Kind kind_of(Mark mark) {
    switch (mark) {
    case Mark::client: return Kind::client;
    case Mark::server: return Kind::server;
    case Mark::open: return Kind::open;
    case Mark::close: return Kind::close;
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

void send(EventSink& events, Kind kind, LineView line, std::string_view text) {
    events.on(TranscriptEvent{kind, line, text});
}

} // namespace whybounce::dialect
