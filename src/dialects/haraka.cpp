#include "dialects/escapes.hpp"
#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include <algorithm>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::HarakaLine;
using grammar::Mark;

bool is_protocol(HarakaLine const& line) { return line.level == "PROTOCOL" || line.level == "DATA"; }

/// Haraka writes a connection of its own as its id; what it sends on stands behind the id of the mail it is about. A
/// transaction adds ".N" to the id: the connection stays the same.
std::string_view channel_of(HarakaLine const& line) {
    if (line.plugin == "core") return line.connection.substr(0, line.connection.find('.'));
    char const* const end = line.plugin.data() + line.plugin.size(); // "ID] [PLUGIN", "ID origin=PLUGIN"
    return {line.connection.data(), static_cast<std::size_t>(end - line.connection.data())};
}

/// Takes the line end off, which is written out, and the state that some versions add.
std::string_view words_of(HarakaLine const& line) {
    std::string_view text = line.text;
    while (text.ends_with("\\r") || text.ends_with("\\n")) text.remove_suffix(2);
    if (line.mark != Mark::client) return text;
    std::size_t const state = std::min(text.rfind(" state="), text.rfind("{ state: "));
    return text.substr(0, state);
}

int score(std::span<std::string_view const> head) {
    return score_certain(head, [](std::string_view text) -> std::optional<grammar::MarkedLine> {
        auto const line = grammar::parse_haraka_line(text);
        if (!line || !is_protocol(*line)) return std::nullopt;
        return grammar::MarkedLine{line->mark, words_of(*line)};
    });
}

/// The core says when a connection begins and ends. Lines of the level DATA are content, up to the dot.
Kind kind_of_line(HarakaLine const& line, std::string_view words) {
    Kind const kind = kind_of(line.mark);
    bool const bounds = kind == Kind::open || kind == Kind::close;
    if (!is_protocol(line)) return bounds && line.plugin == "core" ? kind : Kind::note;
    if (bounds) return Kind::note;
    return line.level == "DATA" && words != "." ? Kind::content : kind;
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const parsed = grammar::parse_haraka_line(line.text);
        if (!parsed) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        std::string_view words = words_of(*parsed);
        if (words.find("\\\"") != std::string_view::npos) words = unescaped(words, octets_);
        events.on(TranscriptEvent{kind_of_line(*parsed, words), line, words, channel_of(*parsed)});
    }

private:
    std::string octets_;
};

} // namespace

Dialect const haraka{"haraka", "protocol log of Haraka", InputKind::transcript, SessionRecord::Observer::server, score,
    open_reader<Reader>, nullptr, Echo::nothing, Shows::start | Shows::order | Shows::replies};

} // namespace whybounce::dialect
