#include "dialects/escapes.hpp"
#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;
using grammar::MarkedLine;

/// The account is added to the name of the connection when it is known.
std::optional<MarkedLine> said(std::string_view line) {
    auto marked = grammar::parse_oauth2_proxy_line(line);
    if (marked) marked->channel = marked->channel.substr(0, marked->channel.find("; "));
    return marked;
}

int score(std::span<std::string_view const> head) {
    return score_certain(head, [](std::string_view line) {
        auto marked = said(line);
        if (marked && marked->text.starts_with("b'")) marked->text.remove_prefix(2);
        if (marked && marked->text.ends_with("\\r\\n'")) marked->text.remove_suffix(5);
        return marked;
    });
}

/// The proxy logs what it hears from the client and what it passes on. Only the first is read: it is there to the end,
/// the other until the login.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const marked = said(line.text);
        if (!marked) return send(events, is_blank(line.text) ? Kind::blank : Kind::note, line);
        bool const words = marked->mark == Mark::client || marked->mark == Mark::server;
        octets_.clear();
        if (!words || !grammar::parse_python_literal(marked->text, octets_)) {
            Kind const kind = words ? Kind::note : kind_of(marked->mark);
            return events.on(TranscriptEvent{kind, line, line.text, marked->channel});
        }
        std::string_view rest = octets_;
        do {
            events.on(TranscriptEvent{kind_of(marked->mark), line, take_line(rest), marked->channel});
        } while (!rest.empty());
    }

private:
    std::string octets_;
};

} // namespace

Dialect const email_oauth2_proxy{"email-oauth2-proxy", "debug log of Email OAuth 2.0 Proxy", InputKind::transcript,
    SessionRecord::Observer::server, score, open_reader<Reader>};

} // namespace whybounce::dialect
