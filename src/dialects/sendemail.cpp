#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;

int score(std::span<std::string_view const> head) { return score_marks(head, grammar::parse_sendemail_line); }

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const marked = grammar::parse_sendemail_line(line.text);
        if (!marked) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        if (marked->mark == Mark::server) return send_joined_reply(events, line, marked->text, ", ");
        send_marked(events, line, *marked);
    }
};

} // namespace

Dialect const sendemail{"sendemail", "output of sendEmail -v", InputKind::transcript, SessionRecord::Observer::client,
    score, open_reader<Reader>, nullptr, Echo::nothing};

} // namespace whybounce::dialect
