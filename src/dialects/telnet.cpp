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

/// A greeting (or a refusal) first, and commands after it.
int score_netcat(std::span<std::string_view const> head) {
    int replies = 0, commands = 0;
    bool greeted = false, first = true;
    for (std::string_view const line : head) {
        if (is_blank(line)) continue;
        if (first) greeted = is_reply_shaped(line) && (line.starts_with("220") || line[0] == '4' || line[0] == '5');
        first = false;
        replies += is_reply_shaped(line);
        commands += is_command_shaped(line);
    }
    if (replies == 0) return 0;
    if (commands > 0) return greeted ? 60 : 40;
    return greeted ? 20 : 0;
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (auto const own = grammar::parse_telnet_line(line.text))
            return send(events, kind_of(own->mark), line, line.text);
        if (line.text.starts_with("```")) return send(events, Kind::blank, line);
        bool const netcat_opened = line.text.starts_with("Connection to ") && line.text.ends_with(" succeeded!");
        if (netcat_opened) return send(events, Kind::open, line);
        send(events, Kind::either, line, line.text);
    }

    /// telnet's own words: "Trying", "Connected", "Connection", "Escape", "telnet>", "^]".
    std::optional<ContentMark> content_mark(std::string_view) const override { return ContentMark{"", "TCEt^`"}; }
};

std::unique_ptr<DialectReader> open(ReadingContext const&) { return std::make_unique<Reader>(); }

} // namespace

Dialect const telnet{"telnet", "a session typed into telnet", InputKind::transcript, SessionRecord::Observer::client,
    score_telnet, open, nullptr, Echo::all, shows_dialogue | Shows::content};
Dialect const netcat{"netcat", "a session without any marks", InputKind::transcript, SessionRecord::Observer::client,
    score_netcat, open, nullptr, Echo::all, shows_dialogue | Shows::content};

} // namespace whybounce::dialect
