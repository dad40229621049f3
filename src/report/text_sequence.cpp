#include "report/text_sequence.hpp"

#include "report/escape.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::size_t line_columns = 6, phase_columns = 7;
/// Columns that are no text: gaps between the columns, and the arrows.
constexpr std::size_t frame_columns = line_columns + phase_columns + 10;
constexpr std::size_t narrowest = 16;

struct Ladder {
    Style const& style;
    std::size_t client, server; ///< columns

    Ladder(Style const& paint, std::size_t width) : style(paint) {
        std::size_t const both = std::max(width, frame_columns + 2 * narrowest) - frame_columns;
        client = both * 9 / 20; // replies are longer than commands
        server = both - client;
    }

    std::string row(std::string_view line, std::string_view said, std::string_view arrows, std::string_view phase,
        std::string_view answer, Role role) const {
        std::string const left = pad(clip(said, 0, client), client);
        std::string const right = style.paint(role, clip(answer, 0, server));
        return fmt::format("{}  {} {} {} {} {}\n", pad_left(line, line_columns), left, arrows.substr(0, 2),
            pad(phase, phase_columns), arrows.substr(2), right);
    }
};

std::string first_line(std::string_view text) { return escape(text.substr(0, text.find('\n'))); }

std::string answer_words(Language const& in, ExchangeRecord const& exchange) {
    bool const unseen = exchange.seen == ExchangeRecord::Seen::unseen;
    if (!exchange.code) return in.say(unseen ? "sequence.not-shown" : "sequence.no-answer");
    std::string words = code_and_status(exchange.code, exchange.enhanced);
    if (!exchange.text.empty()) words += ' ' + first_line(exchange.text);
    auto const more = static_cast<std::uint64_t>(std::ranges::count(exchange.text, '\n'));
    if (more > 0) words = with_aside(in, words, in.count("count.lines", more + 1));
    return words;
}

std::string content_words(Language const& in, ExchangeRecord const& exchange) {
    if (exchange.content_lines == 0) return in.say("sequence.content-not-shown");
    return in.say("sequence.content",
        {{"lines", in.count("count.lines", exchange.content_lines)},
            {"octets", in.count("count.octets", exchange.content_octets)}});
}

std::string client_words(Language const& in, ExchangeRecord const& exchange) {
    if (exchange.verb == "(connect)" || exchange.verb == "(unsolicited)") return {};
    if (exchange.verb == "(eod)") return content_words(in, exchange);
    if (exchange.verb == "(auth)") return escape(exchange.argument);
    if (exchange.verb == "(empty)") return in.say("sequence.empty-line");
    std::string words = escape(exchange.verb);
    if (!exchange.argument.empty()) words += ' ' + escape(exchange.argument);
    return words;
}

Role role_of(ExchangeRecord const& exchange) {
    if (!exchange.code) return Role::faint;
    return *exchange.code >= 500 ? Role::permanent : *exchange.code >= 400 ? Role::temporary : Role::good;
}

std::string heading(Language const& in, SessionRecord const& session, PlaceNames const& places, Style const& style) {
    std::vector<std::string> words{places.of(session.where.input, session.where.line)};
    if (session.server) words[0] += "  " + in.say("sequence.with", {{"server", escape(*session.server)}});
    if (session.tls) words.emplace_back("TLS");
    if (session.authenticated) words.push_back(in.say("sequence.logged-in"));
    if (!session.complete) words.push_back(in.say("sequence.incomplete"));
    return style.paint(Role::heading, list_of(in, words)) + '\n';
}

} // namespace

std::string render_sequence(
    Language const& in, SessionRecord const& session, PlaceNames const& places, Style const& style, std::size_t width) {
    Ladder const ladder(style, width);
    std::string out = heading(in, session, places, style);
    out += ladder.row(in.say("sequence.line"), in.say("sequence.client"), "    ", in.say("sequence.phase"),
        in.say("sequence.server"), Role::plain);
    for (ExchangeRecord const& exchange : session.exchanges) {
        std::string const said = client_words(in, exchange);
        std::string const arrows = std::string(said.empty() ? "  " : "->") + (exchange.code ? "<-" : "  ");
        out += ladder.row(std::to_string(exchange.line), said, arrows, to_string(exchange.phase),
            answer_words(in, exchange), role_of(exchange));
    }
    return out;
}

} // namespace whybounce::report
