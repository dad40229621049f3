#include "session/tracker.hpp"

#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace whybounce::session {
namespace {

constexpr std::string_view redacted = "<redacted>";

/// "BDAT 1000 LAST": the octets announced, and whether it is the last chunk (RFC 3030 section 2).
std::uint64_t chunk_size(std::string_view argument) {
    std::uint64_t size = 0;
    std::from_chars(argument.data(), argument.data() + argument.size(), size);
    return size;
}

bool is_last_chunk(std::string_view argument) {
    std::size_t const blank = argument.find(' ');
    return blank != std::string_view::npos && ascii::equal_no_case(ascii::trim(argument.substr(blank)), "LAST");
}

bool can_greet(std::uint16_t code) { return code == 220 || code >= 400; }

/// Replies that only AUTH gets (RFC 4954 sections 4 and 6).
bool is_auth_reply(std::uint16_t code) { return code == 235 || code == 334 || code == 535; }

/// Does the text of a 220 begin with a domain, as a greeting does (RFC 5321 section 4.2)?
bool names_server(std::string_view text) {
    std::string_view const domain = text.substr(0, text.find(' '));
    return domain.find('.') != std::string_view::npos || domain.starts_with('[');
}

/// The first word of a greeting or an EHLO answer: the server's domain.
std::string_view first_word(std::string_view text) { return text.substr(0, text.find_first_of(" \n")); }

/// A line that begins with a verb of the table.
bool is_known_command(std::string_view text) {
    auto const parsed = grammar::parse_command_line(text);
    return parsed && verb_from(parsed->verb) != Verb::other;
}

/// The input line with everything after the last known part taken out.
std::string_view hide_after(TextPool& pool, TranscriptEvent const& event, std::string_view shown) {
    std::string_view const raw = event.line.text;
    bool const inside = shown.data() >= raw.data() && shown.data() + shown.size() <= raw.data() + raw.size();
    std::string_view const before =
        inside ? raw.substr(0, static_cast<std::size_t>(shown.data() - raw.data()) + shown.size()) : shown;
    return pool.keep_joined(before, before.empty() || before.ends_with(' ') ? "" : " ", redacted);
}

} // namespace

LineClass Tracker::feed(TranscriptEvent const& event) {
    using Kind = TranscriptEvent::Kind;
    witness_.saw(event);
    switch (event.kind) {
    case Kind::open: on_open(event.line); return LineClass::parsed;
    case Kind::client:
    case Kind::server: return on_said(event);
    case Kind::either: return on_either(event);
    case Kind::tls: session_.tls = true; return LineClass::parsed;
    case Kind::close: on_close(event); return LineClass::parsed;
    case Kind::note: return LineClass::parsed;
    case Kind::unknown: return in_content() ? LineClass::irrelevant : LineClass::unrecognised;
    case Kind::content:
        if (in_content()) witness_.content(session_, event);
        break;
    case Kind::blank: break;
    }
    return LineClass::irrelevant;
}

void Tracker::finish() { finish_session(); }

// ---- who speaks
// ------------------------------------------------------------------------------------------------------

/// Arrows point either way: in a new session the side that greets is the server, the side that gives a command the
/// client.
LineClass Tracker::on_said(TranscriptEvent const& event) {
    bool const marked_client = event.kind == TranscriptEvent::Kind::client;
    if (session_.exchanges.empty() && !reply_) {
        bool const reply = grammar::parse_reply_line(event.text).has_value();
        session_.turned = marked_client ? reply : !reply && is_known_command(event.text);
    }
    return marked_client != session_.turned ? on_client(event) : on_server(event);
}

LineClass Tracker::on_either(TranscriptEvent const& event) {
    auto const reply = grammar::parse_reply_line(event.text);
    bool const reply_shaped = reply.has_value();
    if (in_content() && (content_lines_ > 0 || !reply_shaped)) {
        held_reply_.reset();
        if (reply_shaped)
            held_reply_ =
                HeldLine{event.line.number, session_.pool.keep(event.line.text), session_.pool.keep(event.text)};
        return content(event);
    }
    if (reply && !challenged_) return on_reply(event.line, event.text, *reply);
    if (ascii::trim(event.text).empty() && !challenged_) return LineClass::irrelevant;
    bool const silent = session_.exchanges.empty() && !reply_;
    bool const joined_late = session_.tls && is_known_command(event.text); // what came before TLS is not shown
    if (silent && !joined_late) return LineClass::unrecognised;
    if (session_.phase == Phase::closed && !is_known_command(event.text)) return LineClass::unrecognised; // all is said
    return on_client(event);
}

/// What a proxy says before the greeting is no command (HAProxy, PROXY protocol section 2); version 2 is binary, shown
/// as base64.
bool Tracker::is_proxy_header(std::string_view text) const {
    return session_.exchanges.empty() && (text.starts_with("PROXY ") || text.starts_with("DQoNCgANClFVSVQK"));
}

LineClass Tracker::on_client(TranscriptEvent const& event) {
    if (event.elided && event.text == "." && !in_content()) return end_of_data(event); // the way to it is not told
    if (in_content() && (expect_.echo != Echo::nothing || event.text == ".")) return content(event);
    if (in_content()) end_unseen_content(event.line.number);
    if (is_early_content(event.text)) return event.text == "." ? end_of_data(event) : LineClass::irrelevant;
    if (challenged_) {
        auth_response(event);
        return LineClass::parsed;
    }
    if (is_proxy_header(event.text)) return LineClass::parsed;
    auto const parsed = grammar::parse_command_line(event.text);
    if (!parsed) {
        auth_seen_ = false;
        pending_.push_back(session_.exchanges.size());
        add_exchange(Verb::empty, event.line.number, row(Verb::empty).name);
        return LineClass::parsed;
    }
    if (auth_seen_ && verb_from(parsed->verb) == Verb::other)
        auth_response(event); // a password typed after a refused AUTH
    else
        command(event, *parsed);
    return LineClass::parsed;
}

LineClass Tracker::on_server(TranscriptEvent const& event) {
    auto const reply = grammar::parse_reply_line(event.text);
    if (!reply && !in_content()) witness_.odd_reply(session_, event);
    if (!reply) return in_content() ? LineClass::irrelevant : LineClass::unrecognised;
    return on_reply(event.line, event.text, *reply);
}

LineClass Tracker::on_reply(LineView line, std::string_view text, ReplyLine const& reply) {
    take_reply_line(line, text, reply);
    if (!reply.more) complete_reply();
    return LineClass::parsed;
}

/// The tool does not print the message: a command tells that it is over.
void Tracker::end_unseen_content(std::size_t line) {
    if (content_) {
        pending_.push_back(session_.exchanges.size());
        add_exchange(Verb::eod, line, row(Verb::eod).name).record.seen = ExchangeRecord::Seen::elided;
        expect_lmtp_replies(session_.exchanges.size() - 1);
    }
    content_ = false;
    content_octets_ = 0;
}

LineClass Tracker::content(TranscriptEvent const& event) {
    witness_.content(session_, event);
    if (content_octets_ > 0) return chunk_content(event);
    ++content_lines_;
    if (event.text != ".") sent_octets_ += event.text.size() + 2;
    return event.text == "." ? end_of_data(event) : LineClass::irrelevant;
}

/// A chunk ends where its octets end, also inside a line; what follows there is a command, if it looks like one.
LineClass Tracker::chunk_content(TranscriptEvent const& event) {
    std::uint64_t const octets = std::exchange(content_octets_, 0);
    if (octets >= event.text.size()) {
        content_octets_ = octets - std::min<std::uint64_t>(octets, event.text.size() + 2);
        return LineClass::irrelevant;
    }
    TranscriptEvent next = event;
    next.text.remove_prefix(octets);
    return is_known_command(next.text) ? on_client(next) : LineClass::irrelevant;
}

LineClass Tracker::end_of_data(TranscriptEvent const& event) {
    content_ = false;
    pending_.push_back(session_.exchanges.size());
    Exchange& exchange = add_exchange(Verb::eod, event.line.number, row(Verb::eod).name);
    if (event.elided) exchange.record.seen = ExchangeRecord::Seen::elided;
    exchange.record.content_lines = content_lines_ == 0 ? 0 : content_lines_ - 1; // without the dot
    exchange.record.content_octets = sent_octets_;
    exchange.command_line = session_.pool.keep(event.line.text);
    expect_lmtp_replies(session_.exchanges.size() - 1);
    return LineClass::parsed;
}

/// Content that did not wait for 354, or goes on behind a chunk whose count of octets is too small: all that is no
/// command, as long as DATA or BDAT has no answer.
bool Tracker::is_early_content(std::string_view text) const {
    if (session_.exchanges.empty() || session_.exchanges.back().record.code || is_known_command(text)) return false;
    Verb const verb = session_.exchanges.back().verb;
    return verb == Verb::data || verb == Verb::bdat || verb == Verb::bdat_last;
}

void Tracker::on_open(LineView line) {
    finish_session();
    session_.line = line.number;
}

/// What was still open is lost: the oldest command, the content, or the connection before its first word.
void Tracker::on_close(TranscriptEvent const& event) {
    release_held_reply();
    if (reply_) complete_reply();
    if (session_.line == 0) return;
    session_.close_line = {event.line.number, session_.pool.keep(event.line.text)};
    if (!answered())
        insert_greeting(session_.line);
    else if (pending_.empty() && content_) {
        pending_.push_back(session_.exchanges.size());
        Exchange& exchange = add_exchange(Verb::eod, event.line.number, row(Verb::eod).name);
        if (content_lines_ == 0) exchange.record.seen = ExchangeRecord::Seen::unseen;
    }
    if (!pending_.empty() && session_.phase != Phase::closed) {
        Exchange& oldest = session_.exchanges[pending_.front()];
        oldest.lost = oldest.verb != Verb::quit;
        oldest.lost_words = session_.pool.keep(event.text);
        oldest.lost_line = {event.line.number, session_.pool.keep(event.line.text)};
    }
    session_.ended = true;
    finish_session();
}

// ---- commands
// --------------------------------------------------------------------------------------------------------

Exchange& Tracker::add_exchange(Verb verb, std::size_t line, std::string_view name) {
    if (session_.line == 0) session_.line = line;
    Exchange& exchange = session_.exchanges.emplace_back();
    exchange.verb = verb;
    exchange.record.line = line;
    exchange.record.verb = name;
    exchange.record.phase = session_.phase;
    witness_.command(exchange, session_.tls);
    return exchange;
}

/// Typed text can land behind the reply that it caused: QUIT behind its own 221.
bool Tracker::follows_its_reply(Verb verb) const {
    if (verb != Verb::quit || !pending_.empty() || session_.exchanges.empty()) return false;
    Exchange const& last = session_.exchanges.back();
    return last.verb == Verb::unsolicited && last.record.code == 221 && session_.exchanges.size() > 1;
}

void Tracker::command(TranscriptEvent const& event, CommandLine const& parsed) {
    Verb verb = verb_from(parsed.verb);
    if (follows_its_reply(verb)) {
        session_.exchanges.back().verb = verb;
        session_.exchanges.back().record.verb = row(verb).name;
        session_.ended = true;
        return;
    }
    if (verb == Verb::bdat && is_last_chunk(parsed.argument)) verb = Verb::bdat_last;
    bool const chunk = verb == Verb::bdat || verb == Verb::bdat_last;
    if (chunk && expect_.echo == Echo::all) content_octets_ = chunk_size(parsed.argument);
    std::string_view const name =
        verb == Verb::other ? session_.pool.keep(ascii::to_upper(parsed.verb)) : row(verb).name;
    pending_.push_back(session_.exchanges.size());
    Exchange& exchange = add_exchange(verb, event.line.number, name);
    auth_seen_ = verb == Verb::auth;
    if (event.elided) exchange.record.seen = ExchangeRecord::Seen::elided;
    if (verb == Verb::auth) return note_auth(exchange, event, parsed);
    if (verb == Verb::other && looks_like_payload(parsed.argument)) return hide_argument(exchange, event, parsed);
    exchange.record.argument = session_.pool.keep(parsed.argument);
    exchange.command_line = session_.pool.keep(event.line.text);
    note_arguments(exchange, parsed);
}

void Tracker::note_arguments(Exchange& exchange, CommandLine const& parsed) {
    if (exchange.verb == Verb::mail || exchange.verb == Verb::rcpt) {
        auto const path = grammar::parse_path_argument(parsed.argument);
        exchange.path_known = path.has_value();
        if (path) exchange.path = session_.pool.keep(path->path);
    }
    if (exchange.verb == Verb::mail) accepted_.clear();
    if (exchange.verb != Verb::ehlo && exchange.verb != Verb::helo && exchange.verb != Verb::lhlo) return;
    session_.client = exchange.record.argument;
    session_.protocol = exchange.verb == Verb::lhlo ? SessionRecord::Protocol::lmtp
        : exchange.verb == Verb::ehlo               ? SessionRecord::Protocol::esmtp
                                                    : SessionRecord::Protocol::smtp;
}

/// A line that the dialect at hand does not understand, with what may be a SASL response in it.
void Tracker::hide_argument(Exchange& exchange, TranscriptEvent const& event, CommandLine const& parsed) {
    credentials_.remember(parsed.argument);
    exchange.record.argument = redacted;
    exchange.command_line = hide_after(session_.pool, event, parsed.verb);
}

/// Only the mechanism is kept; that there was an initial response is told by the mark in its place.
void Tracker::note_auth(Exchange& exchange, TranscriptEvent const& event, CommandLine const& parsed) {
    auto const auth = grammar::parse_auth_argument(parsed.argument);
    std::string_view const mechanism = auth ? auth->mechanism : std::string_view{};
    session_.mechanism = session_.pool.keep(mechanism);
    bool const hidden = !auth || auth->initial_response;
    std::string_view const payload = parsed.argument.substr(
        mechanism.empty() ? 0 : static_cast<std::size_t>(mechanism.data() - parsed.argument.data()) + mechanism.size());
    credentials_.remember(payload);
    exchange.auth.initial_response = !ascii::trim(payload).empty();
    exchange.auth.empty_response = !exchange.auth.initial_response && event.text.ends_with(' ');
    Witness::credential(exchange.auth, payload);
    exchange.record.argument =
        hidden ? session_.pool.keep_joined(mechanism, mechanism.empty() ? "" : " ", redacted) : *session_.mechanism;
    exchange.command_line =
        hidden ? hide_after(session_.pool, event, auth ? mechanism : parsed.verb) : session_.pool.keep(event.line.text);
}

/// SASL takes turns: what ends a login answers its last response; the challenges before it were not shown.
void Tracker::pass_over_unseen_challenges() {
    auto const is_response = [&](std::size_t number) { return session_.exchanges[number].verb == Verb::auth_response; };
    bool const login = session_.exchanges[pending_.front()].verb == Verb::auth || is_response(pending_.front());
    if (!login || reply_->code / 100 == 3) return;
    while (pending_.size() > 1 && is_response(pending_[1])) {
        session_.exchanges[pending_.front()].record.seen = ExchangeRecord::Seen::unseen;
        pending_.pop_front();
    }
}

void Tracker::auth_response(TranscriptEvent const& event) {
    challenged_ = false;
    auth_seen_ = true;
    bool const cancelled = ascii::trim(event.text) == "*"; // RFC 4954 section 4
    credentials_.remember(event.text);
    pending_.push_back(session_.exchanges.size());
    Exchange& exchange = add_exchange(Verb::auth_response, event.line.number, row(Verb::auth_response).name);
    exchange.record.argument = cancelled ? "*" : redacted;
    Witness::credential(exchange.auth, event.text);
    exchange.command_line =
        cancelled ? session_.pool.keep(event.line.text) : hide_after(session_.pool, event, event.text.substr(0, 0));
}

// ---- replies
// ---------------------------------------------------------------------------------------------------------

void Tracker::take_reply_line(LineView line, std::string_view text, ReplyLine const& reply) {
    TextPool& pool = session_.pool;
    witness_.reply_line(line, text, reply);
    if (!reply_)
        reply_ = OpenReply{line.number, reply.code, reply.status, pool.keep(reply.text), {}};
    else {
        reply_->code = reply.code;
        if (!reply_->status) reply_->status = reply.status;
        reply_->text = pool.extend(reply_->text, "\n", reply.text);
    }
    if (reply.code >= 400 && reply_->lines.size() < Exchange::kept_reply_lines)
        reply_->lines.push_back({line.number, pool.keep(line.text)});
}

bool Tracker::answered() const {
    return std::ranges::any_of(
        session_.exchanges, [](Exchange const& exchange) { return exchange.record.code.has_value(); });
}

/// The first reply of all, where it can be one or the tool said that a connection begins; before any answer a 220 even
/// if commands were sent ahead.
bool Tracker::is_greeting() const {
    if (session_.exchanges.empty()) return session_.line != 0 || can_greet(reply_->code);
    return !answered() && !session_.began && reply_->code == 220 && session_.exchanges.front().verb != Verb::starttls;
}

/// A 220 that nobody waits for, or what comes after the end, opens the next session.
bool Tracker::opens_next_session() const {
    if (session_.exchanges.empty() || in_content() || !can_greet(reply_->code)) return false;
    bool const only_quit = pending_.size() == 1 && session_.exchanges[pending_.front()].verb == Verb::quit;
    if (reply_->code == 220 && only_quit && names_server(reply_->text)) return true; // nobody waited for its answer
    if (session_.phase == Phase::closed && pending_.empty()) return true;
    return reply_->code == 220 && answered() && (session_.phase == Phase::closed || pending_.empty());
}

/// The greeting comes first, whatever the client sent ahead; it waits for its reply.
void Tracker::insert_greeting(std::size_t line) {
    Exchange greeting;
    greeting.verb = Verb::greeting;
    greeting.record.line = line;
    greeting.record.verb = row(Verb::greeting).name;
    session_.exchanges.insert(session_.exchanges.begin(), std::move(greeting));
    for (std::size_t& number : pending_) ++number;
    pending_.push_front(0);
}

/// The client's last command belongs to AUTH and was answered by a challenge.
bool Tracker::login_goes_on() const {
    if (!challenged_ || session_.exchanges.empty()) return false;
    Verb const last = session_.exchanges.back().verb;
    return last == Verb::auth || last == Verb::auth_response;
}

Exchange& Tracker::exchange_for_reply() {
    if (is_greeting()) {
        session_.began = true;
        insert_greeting(reply_->line);
        pending_.pop_front();
        if (session_.line == 0) session_.line = reply_->line;
        return session_.exchanges.front();
    }
    if (!pending_.empty()) {
        pass_over_unseen_challenges();
        std::size_t const number = pending_.front();
        pending_.pop_front();
        if (session_.exchanges[number].verb == Verb::bdat_last) expect_lmtp_replies(number);
        return session_.exchanges[number];
    }
    if (in_content()) { // the tool does not show the content
        content_ = false;
        std::size_t const number = session_.exchanges.size();
        add_exchange(Verb::eod, reply_->line, row(Verb::eod).name).record.seen = ExchangeRecord::Seen::elided;
        expect_lmtp_replies(number);
        return session_.exchanges[number];
    }
    if (login_goes_on()) { // the tool does not show what the client answers
        challenged_ = false;
        Exchange& response = add_exchange(Verb::auth_response, reply_->line, row(Verb::auth_response).name);
        response.record.seen = ExchangeRecord::Seen::elided;
        return response;
    }
    bool const text_begins_here = session_.exchanges.empty();
    Exchange& exchange = add_exchange(Verb::unsolicited, reply_->line, row(Verb::unsolicited).name);
    if (text_begins_here) exchange.record.seen = ExchangeRecord::Seen::unseen;
    return exchange;
}

void Tracker::complete_reply() {
    if (opens_next_session()) begin_next_session();
    answer(exchange_for_reply());
}

/// Takes the reply at hand out of the session that ends; its texts lie in that session's pool.
void Tracker::begin_next_session() {
    OpenReply greeting = std::move(*reply_);
    reply_.reset();
    std::string const text(greeting.text);
    std::vector<std::string> lines;
    for (SourceLine const& line : greeting.lines) lines.emplace_back(line.text);
    finish_session();
    greeting.text = session_.pool.keep(text);
    for (std::size_t i = 0; i < lines.size(); ++i) greeting.lines[i].text = session_.pool.keep(lines[i]);
    reply_ = std::move(greeting);
}

void Tracker::answer(Exchange& exchange) {
    content_octets_ = 0;
    if (exchange.verb == Verb::other && is_auth_reply(reply_->code)) hide_auth_response(exchange);
    hide_repeated_credentials();
    ExchangeRecord& record = exchange.record;
    record.code = reply_->code;
    record.enhanced = reply_->status;
    record.text = reply_->text;
    record.phase = session_.phase;
    record.in_order = in_order(session_.phase, exchange.verb);
    exchange.reply_line = reply_->line;
    witness_.answered(session_, exchange, credentials_);
    exchange.reply_lines = std::move(reply_->lines);
    reply_.reset();
    session_.phase = after_reply(session_.phase, exchange.verb, *record.code);
    after_answer(exchange);
}

/// The text begins after AUTH: what looked like a command was a SASL response.
void Tracker::hide_auth_response(Exchange& exchange) {
    credentials_.remember(exchange.command_line.substr(exchange.command_line.rfind(' ') + 1));
    exchange.verb = Verb::auth_response;
    exchange.record.verb = row(Verb::auth_response).name;
    exchange.record.argument = exchange.command_line = redacted;
}

/// "500 unrecognized command: PAYLOAD"
void Tracker::hide_repeated_credentials() {
    std::string clean;
    if (credentials_.take_out_of(reply_->text, clean)) reply_->text = session_.pool.keep(clean);
    for (SourceLine& line : reply_->lines)
        if (credentials_.take_out_of(line.text, clean)) line.text = session_.pool.keep(clean);
}

void Tracker::after_answer(Exchange const& exchange) {
    int const first_digit = *exchange.record.code / 100;
    bool const ok = first_digit == 2;
    bool const is_auth = exchange.verb == Verb::auth || exchange.verb == Verb::auth_response;
    bool const may_be_auth = exchange.verb == Verb::unsolicited && *exchange.record.code == 334;
    challenged_ = first_digit == 3 && (is_auth || may_be_auth);
    if (is_auth && ok) session_.authenticated = true;
    if (is_auth && ok) auth_seen_ = false;
    if (exchange.verb == Verb::greeting) session_.server = first_word(exchange.record.text);
    if (exchange.verb == Verb::starttls && ok) session_.tls = true;
    if (exchange.verb == Verb::data) {
        bool const sent_already = session_.exchanges.back().verb == Verb::eod; // without waiting for 354
        content_ = first_digit == 3 && !sent_already;
        content_lines_ = sent_octets_ = 0;
    }
    if (exchange.verb == Verb::rcpt && ok) accepted_.push_back(exchange.path);
    bool const ends_message = exchange.verb == Verb::eod && *exchange.record.code != 353;
    if (ends_message || exchange.verb == Verb::rset) {
        if (pending_.empty() || session_.exchanges[pending_.front()].verb != Verb::eod) accepted_.clear();
    }
    if (exchange.verb == Verb::quit) session_.ended = true;
    if (*exchange.record.code == 353) expect_prdr_replies(exchange); // moves the exchanges: nothing may come behind it
}

/// LMTP answers the end of content once for each accepted recipient: the exchange is doubled, its doubles wait right
/// behind it.
void Tracker::expect_lmtp_replies(std::size_t first) {
    if (session_.protocol != SessionRecord::Protocol::lmtp || accepted_.empty() || session_.exchanges[first].path_known)
        return;
    session_.exchanges[first].path = accepted_.front();
    session_.exchanges[first].path_known = true;
    std::size_t const doubles = accepted_.size() - 1;
    for (std::size_t& number : pending_) number += number > first ? doubles : 0;
    auto const own = std::ranges::find(pending_, first);
    auto place = own == pending_.end() ? pending_.begin() : own + 1;
    for (std::size_t i = 1; i <= doubles; ++i) {
        Exchange copy = session_.exchanges[first];
        copy.path = accepted_[i];
        session_.exchanges.insert(session_.exchanges.begin() + static_cast<std::ptrdiff_t>(first + i), std::move(copy));
        place = pending_.insert(place, first + i) + 1;
    }
}

/// After 353 one reply for each accepted recipient and one for all of them (draft-hall-prdr section 3).
void Tracker::expect_prdr_replies(Exchange const& first) {
    if (first.verb != Verb::eod && first.verb != Verb::bdat_last) return;
    Verb const verb = first.verb;
    std::size_t const line = first.record.line;
    std::size_t const replies = accepted_.size() + 1;
    for (std::size_t i = 0; i < replies; ++i) {
        pending_.insert(pending_.begin() + static_cast<std::ptrdiff_t>(i), session_.exchanges.size());
        Exchange& exchange = add_exchange(verb, line, row(verb).name);
        if (i < accepted_.size()) exchange.path = accepted_[i];
        exchange.path_known = i < accepted_.size();
    }
}

/// Content without marks that ends in a reply instead of the dot: the server broke in.
void Tracker::release_held_reply() {
    if (!content_ || !held_reply_) return;
    HeldLine const held = *held_reply_;
    held_reply_.reset();
    if (auto const reply = grammar::parse_reply_line(held.text))
        take_reply_line({held.line, held.number}, held.text, *reply);
}

void Tracker::finish_session() {
    release_held_reply();
    if (reply_) answer(exchange_for_reply());
    witness_.leave(session_);
    if (!session_.exchanges.empty()) sink_.on(session_);
    TextPool pool = std::move(session_.pool); // their memory serves the next session
    std::vector<Exchange> exchanges = std::move(session_.exchanges);
    std::vector<SaidLine> said = std::move(session_.said);
    pool.clear();
    exchanges.clear();
    said.clear();
    session_ = Session{};
    session_.pool = std::move(pool);
    session_.exchanges = std::move(exchanges);
    session_.said = std::move(said);
    pending_.clear();
    reply_.reset();
    content_ = challenged_ = auth_seen_ = false;
    content_octets_ = content_lines_ = sent_octets_ = 0;
    held_reply_.reset();
    credentials_.clear();
    accepted_.clear();
}

} // namespace whybounce::session
