#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "dialects/sendmail_words.hpp"
#include "whybounce/ascii.hpp"

#include <string>
#include <vector>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;

constexpr std::string_view headline = "----- Transcript of session follows -----";

bool is_headline(std::string_view line) { return ascii::trim(line).starts_with(headline); }

int score(std::span<std::string_view const> head) {
    bool follows = false, talks = false, said = false;
    for (std::string_view const line : head) {
        follows = follows || is_headline(line);
        auto const marked = grammar::parse_sendmail_bounce_line(line);
        talks = talks || (marked && marked->mark == Mark::open);
        said = said || (marked && marked->mark != Mark::open && (follows || talks));
    }
    return (follows && talks) || said ? 98 : 0;
}

/// The end of the dialogue, as sendmail quotes it in a mail that it gives back. When commands went out together it
/// shows the last of them, DATA, and then each refusal: those that a line about a recipient follows answered his RCPT.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (is_headline(line.text)) return headline_found(line, events);
        auto const marked = inside_ ? grammar::parse_sendmail_bounce_line(line.text) : bare_tail(line.text);
        if (!marked) return inside_ ? own(line, events) : send(events, Kind::content, line);
        inside_ = true;
        if (marked->mark == Mark::server) return reply(line, marked->text, events);
        tell(events);
        if (marked->mark != Mark::client) return send_marked(events, line, *marked);
        command_ = {line.number, std::string(line.text), std::string(marked->text)};
        told_out_of_turn_ = false;
        send(events, Kind::note, line);
    }

    void end(EventSink& events) override { tell(events); }

private:
    /// A line that waits until it is known what it belongs to.
    struct Held {
        std::size_t number = 0; ///< 0: none
        std::string line, text;
    };

    /// Without the headline a tail begins with the name of the host.
    static std::optional<grammar::MarkedLine> bare_tail(std::string_view line) {
        auto const marked = grammar::parse_sendmail_bounce_line(line);
        return marked && marked->mark == Mark::open ? marked : std::nullopt;
    }

    void headline_found(LineView line, EventSink& events) {
        tell(events);
        inside_ = true;
        send(events, Kind::note, line);
    }

    void reply(LineView line, std::string_view text, EventSink& events) {
        bool const next = !reply_.empty() && !goes_on(reply_.back().text);
        if (next) tell(events);
        reply_.push_back({line.number, std::string(line.text), std::string(text)});
        send(events, Kind::note, line);
    }

    static bool goes_on(std::string_view text) { return is_reply_shaped(text) && text.size() > 3 && text[3] == '-'; }

    void own(LineView line, EventSink& events) {
        if (!reply_.empty()) tell_reply(sendmail_recipient(line.text), events);
        if (line.text.starts_with("--")) return leave(line, events);
        if (is_sendmail_loss(line.text)) return lost(line, events);
        send(events, is_blank(line.text) ? Kind::blank : Kind::note, line);
    }

    /// The next part of the mail.
    void leave(LineView line, EventSink& events) {
        tell(events);
        inside_ = false;
        send(events, Kind::content, line);
    }

    void lost(LineView line, EventSink& events) {
        tell(events);
        send(events, Kind::close, line, line.text);
    }

    void tell_reply(std::string_view recipient, EventSink& events) {
        bool const of_recipient = !recipient.empty() && ascii::equal_no_case(command_.text, "DATA");
        of_recipient ? tell_recipient(recipient, events) : tell_command(events);
        for (Held const& held : reply_) send(events, Kind::server, {held.line, held.number}, held.text);
        reply_.clear();
    }

    void tell_recipient(std::string_view recipient, EventSink& events) {
        bool const bare = !recipient.starts_with('<');
        std::string const command =
            std::string("RCPT TO:").append(bare ? "<" : "").append(recipient) + (bare ? ">" : "");
        told_out_of_turn_ = true;
        TranscriptEvent event{Kind::client, {reply_.front().line, reply_.front().number}, command};
        event.elided = true;
        events.on(event);
    }

    void tell_command(EventSink& events) {
        if (command_.number != 0) send(events, Kind::client, {command_.line, command_.number}, command_.text);
        command_ = {};
    }

    void tell(EventSink& events) {
        if (!reply_.empty()) return tell_reply({}, events);
        if (told_out_of_turn_) command_ = {}; // its own answer was no refusal and is not quoted
        tell_command(events);
    }

    bool inside_ = false;
    Held command_;
    bool told_out_of_turn_ = false; ///< what was quoted behind the command answered others
    std::vector<Held> reply_;
};

} // namespace

Dialect const sendmail_bounce{"sendmail-bounce", "a mail that sendmail gave back, with the end of the session",
    InputKind::transcript, SessionRecord::Observer::client, score, open_reader<Reader>, nullptr, Echo::nothing};

} // namespace whybounce::dialect
