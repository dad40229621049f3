#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

/// The marks may stand indented; but then that may be a wrapping, and the text another tool's.
int score(std::span<std::string_view const> head) {
    bool const indented = std::ranges::any_of(head, [](std::string_view line) {
        return !line.empty() && ascii::is_blank(line.front()) && grammar::parse_sc_line(line);
    });
    int const marks = score_marks(head, grammar::parse_sc_line);
    return indented ? marks * 4 / 5 : marks;
}

/// "<wait for response>", "<TLS negotiation>": what RFCs let a side do, not what it says.
bool is_direction(std::string_view text) {
    return text.starts_with('<') && text.ends_with('>') && text.find(' ') != std::string_view::npos &&
        text.find('@') == std::string_view::npos;
}

/// A line without a mark goes on where the last one stopped: content of a client, a further line of a reply.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (auto const marked = grammar::parse_sc_line(line.text)) {
            last_ = kind_of(marked->mark);
            if (is_direction(marked->text)) return send(events, Kind::note, line);
            return send(events, last_, line, marked->text);
        }
        if (is_blank(line.text)) return send(events, Kind::blank, line);
        std::string_view const text = ascii::trim(line.text);
        if (last_ == Kind::server && is_reply_shaped(text)) return send(events, Kind::server, line, text);
        send(events, last_ == Kind::client ? Kind::content : Kind::unknown, line);
    }

    std::optional<ContentMark> content_mark(std::string_view line) const override {
        return line.starts_with("C: ") ? std::optional(ContentMark{"C: "}) : std::nullopt;
    }

private:
    Kind last_ = Kind::unknown;
};

std::unique_ptr<DialectReader> open(ReadingContext const&) { return std::make_unique<Reader>(); }

} // namespace

Dialect const sc{"sc", "lines marked S: and C:", InputKind::transcript, SessionRecord::Observer::unknown, score, open,
    nullptr, Echo::all, shows_dialogue | Shows::content};

} // namespace whybounce::dialect
