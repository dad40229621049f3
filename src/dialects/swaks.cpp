#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

constexpr std::string_view signature[] = {"=== Trying ", "=== Connected to "};

int score(std::span<std::string_view const> head) {
    return std::max(score_marks(head, grammar::parse_swaks_line), score_signature(head, signature));
}

/// "24 lines sent": swaks was told not to print the message.
bool is_content_left_out(grammar::MarkedLine const& marked) {
    return marked.mark == grammar::Mark::client && !marked.text.empty() && ascii::is_digit(marked.text.front()) &&
        marked.text.ends_with(" lines sent");
}

/// "=== Trying mx.example.net:25..." opens a connection, "=== Connection closed …" and "*** Remote host closed …" end
/// it.
Kind note_kind(std::string_view note) {
    if (note.starts_with("Trying ")) return Kind::open;
    if (note.starts_with("TLS started")) return Kind::tls;
    if (note.starts_with("TLS startup failed")) return Kind::tls_failed;
    bool const closed = note.starts_with("Connection closed") || note.starts_with("Remote host closed") ||
        note.starts_with("Error connecting");
    return closed ? Kind::close : Kind::note;
}

class Reader final : public DialectReader {
public:
    explicit Reader(bool hints) : hints_(hints) {}

    void line(LineView line, EventSink& events) override {
        auto const marked = grammar::parse_swaks_line(line.text);
        if (!marked && note_kind(line.text) != Kind::note) return send(events, note_kind(line.text), line, line.text);
        if (!marked && !hints_) return send(events, Kind::either, line, line.text);
        if (!marked) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        Kind const kind = marked->text.starts_with("Timeout (") || is_content_left_out(*marked)
            ? Kind::note
            : kind_of(marked->mark); // no reply: swaks' own words
        send(events, kind == Kind::note ? note_kind(marked->text) : kind, line, marked->text);
    }

    /// " -> " or " ~> "; "Timeout (" and "24 lines sent" are swaks' own words.
    std::optional<ContentMark> content_mark(std::string_view line) const override {
        if (!line.starts_with(" -> ") && !line.starts_with(" ~> ")) return std::nullopt;
        return ContentMark{line.substr(0, 4), "T"};
    }

private:
    bool hints_; ///< lines of the dialogue are marked
};

/// --no-hints leaves only swaks' own words marked.
std::unique_ptr<DialectReader> open(ReadingContext const& context) {
    bool marked = false, bare = false;
    for (std::string_view const line : lines_of(context.head)) {
        auto const parsed = grammar::parse_swaks_line(line);
        marked = marked || (parsed && parsed->mark != grammar::Mark::note);
        bare = bare || (!parsed && is_reply_shaped(line));
    }
    return std::make_unique<Reader>(marked || !bare);
}

} // namespace

Dialect const swaks{"swaks", "output of swaks", InputKind::transcript, SessionRecord::Observer::client, score, open,
    nullptr, Echo::all, shows_dialogue | Shows::content};

} // namespace whybounce::dialect
