#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <string>

/// The notice that Postfix sends to its postmaster after a session with errors (notify_classes): long lines of the
/// dialogue are folded.
namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;

constexpr std::string_view beginning = "Transcript of session follows.";

int score(std::span<std::string_view const> head) {
    return score_marks(head, grammar::parse_postfix_notice_line) > 0 ? 93 : 0;
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (continues(line.text)) return fold(line, events);
        flush(events);
        auto const marked = grammar::parse_postfix_notice_line(line.text);
        if (line.text == beginning) return send(events, Kind::open, line);
        if (!marked) return send(events, is_blank(line.text) ? Kind::blank : Kind::note, line);
        if (marked->mark == Mark::close) return send_marked(events, line, *marked);
        held_ = Held{marked->mark, line.number, std::string(line.text), std::string(marked->text)};
        send(events, Kind::note, line); // understood; what it says goes out when it is whole
    }

    void end(EventSink& events) override { flush(events); }

private:
    struct Held {
        Mark mark{};
        std::size_t number = 0;
        std::string line, text;
    };

    bool continues(std::string_view line) const { return held_ && line.starts_with("    "); }

    void fold(LineView line, EventSink& events) {
        held_->text += ' ';
        held_->text += ascii::trim(line.text);
        send(events, Kind::note, line);
    }

    void flush(EventSink& events) {
        if (!held_) return;
        send(events, kind_of(held_->mark), {held_->line, held_->number}, held_->text);
        held_.reset();
    }

    std::optional<Held> held_;
};

} // namespace

Dialect const postfix_notice{"postfix-notice", "notice of Postfix to its postmaster", InputKind::transcript,
    SessionRecord::Observer::client, score, open_reader<Reader>, nullptr, Echo::all,
    Shows::start | Shows::order | Shows::replies};

} // namespace whybounce::dialect
