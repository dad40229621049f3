#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;

int score(std::span<std::string_view const> head) { return score_marks(head, grammar::parse_nodemailer_line); }

/// Content stands in the log like the tool's own words; those that matter begin and end a connection.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto marked = grammar::parse_nodemailer_line(line.text);
        if (!marked) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        std::string_view const said = marked->text;
        if (marked->mark != Mark::note) return send_marked(events, line, *marked);
        if (said == ".")
            marked->mark = Mark::client; // the end of the content
        else if (said.starts_with("Connection established to ") ||
            said.starts_with("Secure connection established to "))
            marked->mark = Mark::open;
        else if (said.starts_with("Connection upgraded with STARTTLS"))
            marked->mark = Mark::tls;
        else if (said == "Connection closed" || said.starts_with("Closing connection to the server using \"destroy\""))
            marked->mark = Mark::close;
        send_marked(events, line, *marked);
    }
};

} // namespace

Dialect const nodemailer{"nodemailer", "debug output of nodemailer", InputKind::transcript,
    SessionRecord::Observer::client, score, open_reader<Reader>, nullptr, Echo::all,
    Shows::start | Shows::order | Shows::replies | Shows::auth};

} // namespace whybounce::dialect
