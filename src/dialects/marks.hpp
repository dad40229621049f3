#pragma once
#include "grammars/parse.hpp"
#include "whybounce/event.hpp"

#include <algorithm>
#include <vector>

/// What the dialects with a mark before each line have in common.
namespace whybounce::dialect {

/// The first lines of a beginning, at most 400, without line ends: what `score` is asked about.
std::vector<std::string_view> lines_of(std::string_view head);

using MarkParser = std::optional<grammar::MarkedLine> (*)(std::string_view line);

/// How well a family of marks explains a beginning: both sides must be heard, the server in reply-shaped lines.
int score_marks(std::span<std::string_view const> head, MarkParser parse);
/// For captures in which no reply came: the tool is known by one of its own lines.
int score_signature(std::span<std::string_view const> head, std::span<std::string_view const> beginnings);

/// For marks that no other text has: certain as soon as a reply or a command stands behind one.
template <typename Parse> int score_certain(std::span<std::string_view const> head, Parse parse);

/// Does a line look like a reply, a command of the common verbs?
bool is_reply_shaped(std::string_view line);
bool is_command_shaped(std::string_view line);

/// Sends the event that a mark stands for.
void send(EventSink& events, TranscriptEvent::Kind kind, LineView line, std::string_view text = {});
TranscriptEvent::Kind kind_of(grammar::Mark mark);

/// "05:41:11.123456 send: ...": milliseconds since midnight of a clock at the beginning of a line; -1 when there is
/// none.
std::int64_t clock_of(std::string_view line);

/// Blank lines and the fences of a pasted block.
bool is_blank(std::string_view line);

/// Does a line begin with one of these?
bool begins_with_any(std::string_view line, std::span<std::string_view const> beginnings);

/// For tools that name themselves: 90 and what their marks explain, if one of their own lines is there, else `marks`.
int score_named(std::span<std::string_view const> head, std::span<std::string_view const> own, int marks);

/// Sends what a mark tells; the text of the tool's own lines is the whole line.
void send_marked(EventSink& events, LineView line, grammar::MarkedLine const& marked);

/// A reply that a tool prints as one line, "250-a, 250-b, 250 c": sends its lines one by one. `separator` may be empty.
void send_joined_reply(EventSink& events, LineView line, std::string_view text, std::string_view separator);

template <typename Parse> int score_certain(std::span<std::string_view const> head, Parse parse) {
    auto const says = [&](std::string_view line) {
        auto const marked = parse(line);
        bool const said = marked && (marked->mark == grammar::Mark::server || marked->mark == grammar::Mark::client);
        return said && (is_reply_shaped(marked->text) || is_command_shaped(marked->text));
    };
    return std::ranges::any_of(head, says) ? 97 : 0;
}

/// Reads lines by their marks alone.
template <MarkParser parse> class MarkedReader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (auto const marked = parse(line.text)) return send_marked(events, line, *marked);
        send(events, is_blank(line.text) ? TranscriptEvent::Kind::blank : TranscriptEvent::Kind::unknown, line);
    }
};

template <typename Reader> std::unique_ptr<DialectReader> open_reader(ReadingContext const&) {
    return std::make_unique<Reader>();
}

} // namespace whybounce::dialect
