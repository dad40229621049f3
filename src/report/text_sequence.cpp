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
        return fmt::format("{:>{}}  {} {} {} {} {}\n", line, line_columns, left, arrows.substr(0, 2),
            pad(phase, phase_columns), arrows.substr(2), right);
    }
};

std::string first_line(std::string_view text) { return escape(text.substr(0, text.find('\n'))); }

std::string answer_words(ExchangeRecord const& exchange) {
    if (!exchange.code) return exchange.seen == ExchangeRecord::Seen::unseen ? "(not shown)" : "(no answer)";
    std::string words = code_and_status(exchange.code, exchange.enhanced);
    if (!exchange.text.empty()) words += ' ' + first_line(exchange.text);
    auto const more = static_cast<std::uint64_t>(std::ranges::count(exchange.text, '\n'));
    if (more > 0) words += fmt::format(" ({})", plural(more + 1, "line"));
    return words;
}

std::string content_words(ExchangeRecord const& exchange) {
    if (exchange.content_lines == 0) return "(content, not shown)";
    return fmt::format(
        "(content: {}, {})", plural(exchange.content_lines, "line"), plural(exchange.content_octets, "octet"));
}

std::string client_words(ExchangeRecord const& exchange) {
    if (exchange.verb == "(connect)" || exchange.verb == "(unsolicited)") return {};
    if (exchange.verb == "(eod)") return content_words(exchange);
    if (exchange.verb == "(auth)") return escape(exchange.argument);
    if (exchange.verb == "(empty)") return "(empty line)";
    std::string words = escape(exchange.verb);
    if (!exchange.argument.empty()) words += ' ' + escape(exchange.argument);
    return words;
}

Role role_of(ExchangeRecord const& exchange) {
    if (!exchange.code) return Role::faint;
    return *exchange.code >= 500 ? Role::permanent : *exchange.code >= 400 ? Role::temporary : Role::good;
}

std::string heading(SessionRecord const& session, PlaceNames const& places, Style const& style) {
    std::string words = places.of(session.where.input, session.where.line);
    words += session.server ? "  with " + escape(*session.server) : "";
    words += session.tls ? ", TLS" : "";
    words += session.authenticated ? ", logged in" : "";
    words += session.complete ? "" : ", incomplete";
    return style.paint(Role::heading, words) + '\n';
}

} // namespace

std::string render_sequence(
    SessionRecord const& session, PlaceNames const& places, Style const& style, std::size_t width) {
    Ladder const ladder(style, width);
    std::string out = heading(session, places, style);
    out += ladder.row("line", "client", "    ", "phase", "server", Role::plain);
    for (ExchangeRecord const& exchange : session.exchanges) {
        std::string const said = client_words(exchange);
        std::string const arrows = std::string(said.empty() ? "  " : "->") + (exchange.code ? "<-" : "  ");
        out += ladder.row(std::to_string(exchange.line), said, arrows, to_string(exchange.phase),
            answer_words(exchange), role_of(exchange));
    }
    return out;
}

} // namespace whybounce::report
