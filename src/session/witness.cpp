#include "session/witness.hpp"

#include "session/content_watch.hpp"
#include "session/sasl_payload.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/eight_bit.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace whybounce::session {
namespace {

constexpr std::size_t most_lines = 64;    ///< of a reply; more belong to no known server
constexpr std::size_t most_odd_lines = 8; ///< of a session
constexpr std::size_t line_end_octets = 2;

using Kind = TranscriptEvent::Kind;

std::uint16_t number_behind(std::string_view note, std::string_view before) {
    std::size_t at = note.find(before); // nowhere, as a rule: quicker than from the end
    if (at != std::string_view::npos) at = note.rfind(before);
    std::uint16_t port = 0;
    if (at != std::string_view::npos)
        std::from_chars(note.data() + at + before.size(), note.data() + note.size(), port);
    return port;
}

/// The port in "Trying mx.example.net:587...", "('mx.example.net', 25)", "mx.example.net (192.0.2.1) port 25",
/// "host[192.0.2.1]:25"; 0 when there is none. The last group of a bare IPv6 address is no port.
std::uint16_t port_in(std::string_view note, bool opens) {
    if (std::uint16_t const port = number_behind(note, " port "); port != 0 || !opens) return port;
    if (std::uint16_t const port = number_behind(note, "', "); port != 0) return port;
    if (std::uint16_t const port = number_behind(note, "]:"); port != 0) return port;
    return std::ranges::count(note, ':') == 1 ? number_behind(note, ":") : std::uint16_t{0};
}

} // namespace

void Witness::saw(TranscriptEvent const& event) {
    line_end_ = event.line_end;
    octets_ = event.text.size() + line_end_octets;
    bare_cr_ = event.text.find('\r') != std::string_view::npos;
    time_ = event.time_ms;
    bool const opens = event.kind == Kind::open;
    if (!opens && event.kind != Kind::note) return;
    if (opens) next_opened_ms_ = time_;
    std::string_view note = event.text.empty() ? event.line.text : event.text;
    if (note.starts_with("connect: ")) note.remove_prefix(std::string_view("connect: ").size());
    std::uint16_t& port = opens ? next_port_ : port_;
    if (opens || port == 0) port = port_in(note, opens);
}

void Witness::command(Exchange& exchange, bool tls) const {
    exchange.tls = tls;
    exchange.octets = octets_;
    exchange.bare_lf = line_end_ == TranscriptEvent::LineEnd::lf;
    exchange.bare_cr = bare_cr_;
    exchange.sent_ms = time_;
}

void Witness::credential(AuthFacts& facts, std::string_view payload) {
    if (ascii::trim(payload).empty() || is_mask(payload)) return;
    facts.payload = true;
    facts.readable = is_readable_credential(ascii::trim(payload));
    facts.bad_base64 = !is_base64(ascii::trim(payload));
}

void Witness::reply_line(LineView line, std::string_view text, ReplyLine const& reply) {
    if (held_count_ == 0) reply_time_ = time_;
    unfinished_ = reply.more;
    if (held_count_ == most_lines) return;
    if (held_count_ == held_.size()) held_.emplace_back();
    Held& held = held_[held_count_++];
    held.text = line.text;
    held.line = {
        line.number, {}, text.size() + line_end_octets, reply.code, reply.status, reply.more, has_eight_bit(text)};
}

void Witness::answered(Session& session, Exchange& exchange, Credentials const& credentials) {
    exchange.first_said = session.said.size();
    exchange.said = held_count_;
    std::string clean;
    for (std::size_t i = 0; i < held_count_; ++i) {
        SaidLine said = held_[i].line;
        bool const secret = credentials.take_out_of(held_[i].text, clean);
        said.text = session.pool.keep(secret ? clean : held_[i].text);
        session.said.push_back(said);
    }
    held_count_ = 0;
    exchange.unfinished = unfinished_;
    exchange.answered_ms = reply_time_;
    end_content(session, exchange);
}

void Witness::odd_reply(Session& session, TranscriptEvent const& event) {
    if (session.odd_replies.size() < most_odd_lines && !ascii::trim(event.text).empty())
        session.odd_replies.push_back(
            {event.line.number, session.pool.keep(event.line.text.substr(0, Spot::kept_spot))});
}

void Witness::content(Session& session, TranscriptEvent const& event) { watch_content(session, event); }

void Witness::leave(Session& session) {
    session.port = port_;
    session.opened_ms = opened_ms_;
    port_ = std::exchange(next_port_, std::uint16_t{0});
    opened_ms_ = std::exchange(next_opened_ms_, -1);
}

} // namespace whybounce::session
