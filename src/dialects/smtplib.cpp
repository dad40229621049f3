#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include <algorithm>
#include <string>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using LineEnd = TranscriptEvent::LineEnd;

int score(std::span<std::string_view const> head) {
    int explained = 0, lines = 0, literals = 0;
    std::string octets;
    for (std::string_view const line : head) {
        if (is_blank(line)) continue;
        ++lines;
        auto const marked = grammar::parse_smtplib_line(line);
        explained += marked.has_value();
        if (!marked || marked->mark == grammar::Mark::note) continue;
        octets.clear();
        literals += grammar::parse_python_literal(marked->text, octets);
    }
    return literals == 0 ? 0 : 50 + 50 * explained / lines;
}

bool is_content(std::string_view octets) { return octets.ends_with("\r\n.\r\n") || octets == ".\r\n"; }

/// Lines of an exception that the script died of.
bool is_traceback(std::string_view line) {
    return line.starts_with("Traceback ") || line.starts_with("  ") || line.starts_with("smtplib.SMTP") ||
        line.starts_with("During handling") || line.starts_with("OSError") || line.starts_with("Connection");
}

Kind own_kind(std::string_view line) {
    if (line.starts_with("smtplib.SMTPServerDisconnected")) return Kind::close;
    if (line.starts_with("ssl.SSL")) return Kind::tls_failed;
    return is_blank(line) ? Kind::blank : is_traceback(line) ? Kind::note : Kind::unknown;
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const marked = grammar::parse_smtplib_line(line.text);
        if (!marked) return send(events, own_kind(line.text), line, line.text);
        octets_.clear();
        time_ms_ = clock_of(line.text);
        if (marked->mark == grammar::Mark::note) return note(line, events);
        if (!grammar::parse_python_literal(marked->text, octets_)) return send(events, Kind::unknown, line);
        if (marked->mark == grammar::Mark::server) return say(Kind::server, line, without_line_end(), events);
        client(line, events);
    }

private:
    /// "connect: to ('host', port)" opens a connection; the second "connect:" repeats the greeting.
    void note(LineView line, EventSink& events) const {
        bool const opens = line.text.find("connect: to ('") != std::string_view::npos ||
            line.text.find("connect: ('") != std::string_view::npos;
        say(opens ? Kind::open : Kind::note, line, {}, events);
    }

    /// Several lines may be sent at once, the whole message always is.
    void client(LineView line, EventSink& events) const {
        bool const content = is_content(octets_);
        std::string_view rest = octets_;
        do {
            std::size_t const end = std::min(rest.find('\n'), rest.size());
            std::string_view text = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            LineEnd line_end = end == text.size() && text.data() + end == octets_.data() + octets_.size()
                ? LineEnd::none
                : LineEnd::lf;
            if (line_end == LineEnd::lf && text.ends_with('\r')) {
                text.remove_suffix(1);
                line_end = LineEnd::crlf;
            }
            say(content && !rest.empty() ? Kind::content : Kind::client, line, text, events, line_end);
        } while (!rest.empty());
    }

    void say(
        Kind kind, LineView line, std::string_view text, EventSink& events, LineEnd line_end = LineEnd::unknown) const {
        TranscriptEvent event{kind, line, text};
        event.line_end = line_end;
        event.time_ms = time_ms_;
        events.on(event);
    }

    std::string_view without_line_end() const {
        std::string_view text = octets_;
        while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
        return text;
    }

    std::string octets_;
    std::int64_t time_ms_ = -1;
};

std::unique_ptr<DialectReader> open(ReadingContext const&) { return std::make_unique<Reader>(); }

} // namespace

Dialect const smtplib{"smtplib", "debug output of Python's smtplib", InputKind::transcript,
    SessionRecord::Observer::client, score, open, nullptr, Echo::all,
    shows_dialogue | Shows::content | Shows::line_ends};

} // namespace whybounce::dialect
