#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include "whybounce/ascii.hpp"

/// Sessions typed by hand: nothing marks who speaks. `telnet` adds lines of its own, netcat adds none.
namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

int score_telnet(std::span<std::string_view const> head) {
    int own = 0, replies = 0;
    for (std::string_view const line : head) {
        own += grammar::parse_telnet_line(line).has_value();
        replies += is_reply_shaped(line);
    }
    return own == 0 ? 0 : replies > 0 ? 70 : 45;
}

/// What only a dialogue has besides commands: a final dot, a challenge, the end of a login, the word to send content.
bool is_dialogue_shaped(std::string_view line) {
    return line == "." || line.starts_with("334 ") || line.starts_with("235 ") || line.starts_with("354 ") ||
        line.starts_with("535 ");
}

/// A greeting (or a refusal) first, and commands after it; of a text that is cut, one side alone.
int score_netcat(std::span<std::string_view const> head) {
    int lines = 0, replies = 0, refusals = 0, commands = 0, turns = 0;
    bool greeted = false;
    for (std::string_view const line : head) {
        if (is_blank(line)) continue;
        bool const reply = is_reply_shaped(line), refusal = reply && line[0] >= '4';
        if (lines++ == 0) greeted = refusal || line.starts_with("220");
        replies += reply;
        refusals += refusal;
        commands += is_command_shaped(line);
        turns += is_dialogue_shaped(line);
    }
    bool const both = replies > 0 && commands + turns > 0;
    if (both && replies < lines) return greeted ? 60 : 40;
    bool const replies_alone = replies > 1 && replies == lines && refusals * 2 <= lines;
    bool const commands_alone = replies == 0 && commands > 2 && commands * 2 > lines;
    return (greeted && replies > 0) || replies_alone || commands_alone ? 20 : 0;
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (auto const own = grammar::parse_telnet_line(line.text)) return own_words(line, own->mark, events);
        if (line.text.starts_with("```")) return send(events, Kind::blank, line);
        bool const netcat_opened = line.text.starts_with("Connection to ") && line.text.ends_with(" succeeded!");
        if (netcat_opened) return send(events, Kind::open, line);
        send(events, Kind::either, line, line.text);
    }

    /// telnet's own words: "Trying", "Connected", "Connection", "Escape", "telnet>", "^]", "Microsoft", "Press".
    std::optional<ContentMark> content_mark(std::string_view) const override { return ContentMark{"", "TCEt^`MP"}; }

private:
    /// Windows tells of the attempt and of its end in one line; a name that is unknown is an attempt too.
    static void own_words(LineView line, grammar::Mark mark, EventSink& events) {
        bool const failed = line.text.find("Could not open connection") != std::string_view::npos ||
            line.text.find("could not resolve ") != std::string_view::npos;
        if (failed) send(events, Kind::open, line, line.text);
        send(events, failed ? Kind::close : kind_of(mark), line, line.text);
    }
};

std::unique_ptr<DialectReader> open(ReadingContext const&) { return std::make_unique<Reader>(); }

} // namespace

Dialect const telnet{"telnet", "a session typed into telnet", InputKind::transcript, SessionRecord::Observer::client,
    score_telnet, open, nullptr, Echo::all, shows_dialogue | Shows::content};
Dialect const netcat{"netcat", "a session without any marks", InputKind::transcript, SessionRecord::Observer::client,
    score_netcat, open, nullptr, Echo::all, shows_dialogue | Shows::content};

} // namespace whybounce::dialect
