#pragma once
#include "whybounce/records.hpp"
#include "whybounce/smtp.hpp"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What dialects make of lines. Views point into the line, or into the reader's own buffer, and live until the sink
/// returns.
namespace whybounce {

/// One line of an input, without its line end.
struct LineView {
    std::string_view text;
    std::size_t number = 0; ///< 1-based
};

/// What was understood of a line: the three counts of the summary.
enum class LineClass : std::uint8_t { parsed, irrelevant, unrecognised };

/// A line of a saved session. The dialect says who speaks; what it means is the session's matter.
struct TranscriptEvent {
    enum class Kind : std::uint8_t {
        open,       ///< a connection begins
        client,     ///< one line the client sent
        server,     ///< one line of a reply
        either,     ///< the dialect has no marks: the state of the session tells who speaks
        content,    ///< known to be message content
        note,       ///< the tool's own words
        tls,        ///< encryption begins here
        tls_failed, ///< the tool says why encryption did not begin
        close,      ///< the connection ended, whoever closed it
        blank,      ///< nothing to read: empty, a comment
        unknown     ///< of no known form
    } kind{};
    LineView line;
    std::string_view text; ///< without marks and line end; for client, server, either
    /// Which of several dialogues that the text holds side by side: a process, a connection. Empty where one follows
    /// the other.
    std::string_view channel = {};
    bool elided = false; ///< the tool says that it was said, and hides the words
    /// How the line ended on the wire, where the tool shows it.
    enum class LineEnd : std::uint8_t { unknown, crlf, lf, none } line_end = LineEnd::unknown;
    std::int64_t time_ms = -1; ///< of the tool's stamp, since its midnight; -1: none
};

/// What a dialect shows of the wire, as far as findings of the linter rest on it. What is not set is never missed.
enum class Shows : std::uint16_t {
    nothing = 0,
    start = 1,     ///< the greeting: without it the capture begins later
    end = 2,       ///< everything up to the end, QUIT and its answer too
    order = 4,     ///< all commands and replies, in the order in which they were sent and received, of one dialogue
    replies = 8,   ///< all lines of a reply, uncut
    auth = 16,     ///< AUTH commands and SASL responses as they were sent, or a mark in their place
    content = 32,  ///< the message, line by line, with its doubled dots
    line_ends = 64 ///< CR and LF of the client's lines
};
constexpr Shows operator|(Shows a, Shows b) { return Shows(unsigned(a) | unsigned(b)); }
/// Is everything in `wanted` shown?
constexpr bool covers(Shows shown, Shows wanted) { return (unsigned(shown) & unsigned(wanted)) == unsigned(wanted); }
/// A tool that prints what it says and hears, as it is said and heard, but not the message.
inline constexpr Shows shows_dialogue = Shows::start | Shows::end | Shows::order | Shows::replies | Shows::auth;

/// A reply with nothing around it.
struct BareReply {
    LineView line; ///< its lines as they stand, joined by "\n"; the number is that of the first
    std::optional<std::uint16_t> code;
    std::optional<EnhancedStatusCode> status;
    std::string_view text; ///< words of the lines, joined by "\n"
};

struct LogEvent;
struct LogTime;
struct LogDigest;

/// Receives what a dialect reads.
class EventSink {
public:
    virtual ~EventSink() = default;
    virtual void on(TranscriptEvent const& event) = 0;
    virtual void on(BareReply const& reply) = 0;
    virtual void on(LogEvent const& event) = 0;
};

/// How lines begin that only go on with a message's content.
struct ContentMark {
    std::string_view mark;          ///< what the tool puts before each of them; empty where it puts nothing
    std::string_view openings = {}; ///< octets behind the mark with which a line may be more than that
};

/// Reads the lines of one input. Never fails: a line of no known form is an event too.
class DialectReader {
public:
    virtual ~DialectReader() = default;
    virtual void line(LineView line, EventSink& events) = 0;
    /// The input is over; what is still held goes out now.
    virtual void end(EventSink&) {}
    /// Finds the year of a stamp that stands behind the lines read so far, as `line` would. Logs only.
    virtual void complete(LogTime&, std::string_view /*queue_id*/) {}
    /// This line was just read as content. How does the next one begin that is content as surely, whatever words it
    /// has? nullopt: every line is to be read.
    virtual std::optional<ContentMark> content_mark(std::string_view /*line*/) const { return std::nullopt; }
    /// Is the input of a form in which a line says nothing without those before it? Then no block may be read apart.
    virtual bool needs_every_line() const { return false; }
};

class TimeZone;

/// What a caller may know of an input before its first line.
struct ReadingContext {
    std::optional<int>
        year;              ///< for stamps without one, when nothing in the input tells (`--year`, else the file's own)
    std::string_view head; ///< the first lines, for readers that look ahead
    TimeZone const* zone = nullptr; ///< of stamps that name none (`--time-zone`); must outlive the reader
};

/// Where a log begins in time.
struct LogBeginning {
    std::string stamp;        ///< of the first line that has one, in ISO 8601: logs are read in this order
    std::int64_t seconds = 0; ///< the same since 1970, as if it were UTC
    bool offsets = false;     ///< stamps may name their offset from UTC
    std::string form;         ///< inputs of the same form write a line with the same octets
};

/// Which content a tool prints. Where it prints none, a client's line is a command at any time.
enum class Echo : std::uint8_t {
    all,       ///< messages as they are sent
    no_chunks, ///< what follows DATA, not what follows BDAT
    nothing
};

/// Everything the rest of the program knows about a dialect. Order in the registry breaks ties.
struct Dialect {
    std::string_view id;      ///< --dialect value, samples/ folder
    std::string_view summary; ///< one line for the help
    InputKind kind;
    SessionRecord::Observer observer;                     ///< whose notes a transcript is
    int (*score)(std::span<std::string_view const> head); ///< 0 = not mine, 100 = certain
    std::unique_ptr<DialectReader> (*open)(ReadingContext const& context);
    /// By which logs are put in order; null for what has no order of its own.
    std::optional<LogBeginning> (*begins)(ReadingContext const& context) = nullptr;
    Echo echo = Echo::all;
    Shows shows = Shows::nothing; ///< findings that need more are not reported
    /// Reads a block for those who only count (dialects/log_digest.hpp); null: its lines are read one by one.
    void (*digest)(std::string_view text, LogDigest& digest) = nullptr;
};

/// All dialects, most specific first.
std::span<Dialect const> dialects();
/// By id; nullptr when there is none.
Dialect const* find_dialect(std::string_view id);
/// The same with how sure it is: 0 to 100.
struct Recognition {
    Dialect const* dialect = nullptr;
    int score = 0;
};
Recognition recognise(std::string_view head);
/// A reader of that dialect for one input; of a transcript also if it is quoted, numbered, stamped, coloured or fenced.
std::unique_ptr<DialectReader> open_dialect(Dialect const& dialect, ReadingContext const& context);
/// The dialect that explains a beginning best; nullptr when none does.
Dialect const* recognise_dialect(std::string_view head);

} // namespace whybounce
