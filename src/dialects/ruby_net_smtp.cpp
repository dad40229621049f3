#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include <string>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;

/// The arrows of this tool point the other way round than most: only the quoted strings tell it from those.
int score(std::span<std::string_view const> head) {
    auto const quoted = [](std::string_view line) -> std::optional<grammar::MarkedLine> {
        auto marked = grammar::parse_ruby_line(line);
        if (!marked || !marked->text.starts_with('"')) return std::nullopt;
        marked->text.remove_prefix(1);
        return marked;
    };
    return score_marks(head, quoted);
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto marked = grammar::parse_ruby_line(line.text);
        if (!marked) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        if (marked->mark != Mark::client && marked->mark != Mark::server) return send_marked(events, line, *marked);
        octets_.clear();
        if (!grammar::parse_python_literal(marked->text, octets_)) return send(events, Kind::unknown, line);
        marked->text = octets_;
        while (marked->text.ends_with('\n') || marked->text.ends_with('\r')) marked->text.remove_suffix(1);
        send_marked(events, line, *marked);
    }

private:
    std::string octets_;
};

} // namespace

Dialect const ruby_net_smtp{"ruby-net-smtp", "debug output of Ruby's Net::SMTP", InputKind::transcript,
    SessionRecord::Observer::client, score, open_reader<Reader>, nullptr, Echo::all, shows_dialogue};

} // namespace whybounce::dialect
