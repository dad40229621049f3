#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::HMailLine;
using grammar::Mark;
using grammar::MarkedLine;

/// SMTPD is hMailServer as server, SMTPC as client.
std::optional<MarkedLine> said(HMailLine const& line) {
    bool const server = line.type == "SMTPD";
    if (!server && line.type != "SMTPC") return std::nullopt;
    for (std::string_view const word : {"SENT: ", "RECEIVED: "}) {
        if (!line.text.starts_with(word)) continue;
        bool const by_client = (word == "SENT: ") != server;
        return MarkedLine{by_client ? Mark::client : Mark::server, line.text.substr(word.size()), line.session};
    }
    return MarkedLine{Mark::note, line.text, line.session};
}

int score(std::span<std::string_view const> head) {
    return score_certain(head, [](std::string_view text) {
        auto const line = grammar::parse_hmailserver_line(text);
        return line ? said(*line) : std::nullopt;
    });
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const parsed = grammar::parse_hmailserver_line(line.text);
        if (!parsed) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        auto const marked = said(*parsed);
        if (!marked || marked->mark == Mark::note) return note(line, *parsed, events);
        send_lines(line, *marked, events);
    }

private:
    /// "Ending session 12": the number of the connection stands in the words.
    static void note(LineView line, HMailLine const& parsed, EventSink& events) {
        constexpr std::string_view ending = "Ending session ";
        if (!parsed.text.starts_with(ending)) return send(events, Kind::note, line);
        events.on(TranscriptEvent{Kind::close, line, parsed.text, parsed.text.substr(ending.size())});
    }

    /// Lines that went over the wire in one piece stand in one line, with "[nl]" between them.
    static void send_lines(LineView line, MarkedLine const& marked, EventSink& events) {
        constexpr std::string_view line_end = "[nl]";
        std::string_view text = marked.text;
        while (true) {
            std::size_t const end = text.find(line_end);
            std::string_view const one = text.substr(0, end);
            bool const last = end == std::string_view::npos;
            if (!one.empty() || last) events.on(TranscriptEvent{kind_of(marked.mark), line, one, marked.channel});
            if (last) return;
            text.remove_prefix(end + line_end.size());
            if (text.empty()) return;
        }
    }
};

} // namespace

Dialect const hmailserver{"hmailserver", "log of hMailServer", InputKind::transcript, SessionRecord::Observer::unknown,
    score, open_reader<Reader>, nullptr, Echo::nothing, Shows::start | Shows::order};

} // namespace whybounce::dialect
