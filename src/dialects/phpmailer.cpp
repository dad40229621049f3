#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;

/// Nothing is said where no connection comes about.
bool tells_of_connection(std::string_view line) {
    auto const marked = grammar::parse_phpmailer_line(line);
    return marked && marked->mark == Mark::open;
}

int score(std::span<std::string_view const> head) {
    int const marks = score_marks(head, grammar::parse_phpmailer_line);
    return marks == 0 && std::ranges::any_of(head, tells_of_connection) ? 45 : marks;
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const marked = grammar::parse_phpmailer_line(line.text);
        if (!marked) return unmarked(line, events);
        server_ = marked->mark == Mark::server;
        told_ = marked->mark == Mark::note;
        std::string_view const said = ascii::trim(marked->text);
        open_ = server_ && is_reply_shaped(said) && said.size() > 3 && said[3] == '-';
        if (server_ && ascii::trim(marked->text).empty()) return send(events, Kind::note, line); // nothing came
        // HTML output runs the lines of a reply together
        if (server_) return send_joined_reply(events, line, ascii::trim(marked->text), "");
        send_marked(events, line, *marked);
    }

private:
    /// Further lines of a reply stand without a mark, behind blanks if nobody took them off.
    void unmarked(LineView line, EventSink& events) {
        std::string_view const whole = line.text.substr(grammar::parse_pasted_stamp(line.text).value_or(0));
        std::string_view const text = ascii::trim(whole);
        bool const indented = !whole.empty() && ascii::is_blank(whole.front());
        if (server_ && (indented || open_) && is_reply_shaped(text)) {
            open_ = text.size() > 3 && text[3] == '-';
            return send(events, Kind::server, line, text);
        }
        server_ = server_ && indented;
        send(events, text.empty() ? Kind::blank : indented || told_ ? Kind::note : Kind::unknown, line);
    }

    bool server_ = false; ///< the last line was the server's
    bool open_ = false;   ///< and announced another line: its blanks may be lost
    bool told_ = false;   ///< it was the tool's own: its words may have several lines
};

} // namespace

Dialect const phpmailer{"phpmailer", "debug output of PHPMailer", InputKind::transcript,
    SessionRecord::Observer::client, score, open_reader<Reader>, nullptr, Echo::all, shows_dialogue};

} // namespace whybounce::dialect
