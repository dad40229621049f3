#include "dialects/escapes.hpp"
#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;

/// The key in brackets is that of a connection; a stamp there is a wrapping.
std::optional<grammar::MarkedLine> behind_key(std::string_view line) {
    auto const marked = grammar::parse_kumomta_line(line);
    return marked && !grammar::parse_pasted_stamp(marked->channel) ? marked : std::nullopt;
}

int score(std::span<std::string_view const> head) { return score_certain(head, behind_key); }

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto marked = grammar::parse_kumomta_line(line.text);
        if (!marked) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        bool const said = marked->mark == Mark::client || marked->mark == Mark::server;
        if (said) marked->text = unescaped(marked->text, octets_);
        send_marked(events, line, *marked);
    }

private:
    std::string octets_;
};

} // namespace

Dialect const kumomta{"kumomta", "output of kcli trace-smtp-client and trace-smtp-server", InputKind::transcript,
    SessionRecord::Observer::unknown, score, open_reader<Reader>, nullptr, Echo::all, shows_dialogue};

} // namespace whybounce::dialect
