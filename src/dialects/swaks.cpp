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
    bool const closed = note.starts_with("Connection closed") || note.starts_with("Remote host closed") ||
        note.starts_with("Error connecting");
    return closed ? Kind::close : Kind::note;
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const marked = grammar::parse_swaks_line(line.text);
        if (!marked) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        Kind const kind = marked->text.starts_with("Timeout (") || is_content_left_out(*marked)
            ? Kind::note
            : kind_of(marked->mark); // no reply: swaks' own words
        send(events, kind == Kind::note ? note_kind(marked->text) : kind, line, marked->text);
    }
};

std::unique_ptr<DialectReader> open(ReadingContext const&) { return std::make_unique<Reader>(); }

} // namespace

Dialect const swaks{"swaks", "output of swaks", InputKind::transcript, SessionRecord::Observer::client, score, open,
    nullptr, shows_dialogue | Shows::content};

} // namespace whybounce::dialect
