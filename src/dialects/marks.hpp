#pragma once
#include "grammars/parse.hpp"
#include "whybounce/event.hpp"

/// What the dialects with a mark before each line have in common.
namespace whybounce::dialect {

using MarkParser = std::optional<grammar::MarkedLine> (*)(std::string_view line);

/// How well a family of marks explains a beginning: both sides must be heard, the server in reply-shaped lines.
int score_marks(std::span<std::string_view const> head, MarkParser parse);
/// For captures in which no reply came: the tool is known by one of its own lines.
int score_signature(std::span<std::string_view const> head, std::span<std::string_view const> beginnings);

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

} // namespace whybounce::dialect
