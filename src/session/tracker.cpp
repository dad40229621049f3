#include "session/tracker.hpp"

#include "grammars/parse.hpp"
#include "session/beginning.hpp"
#include "session/content_watch.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace whybounce::session {
namespace {

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

/// Where a tool tells of the connection that it is encrypted from the first octet on (RFC 8314 section 3.3).
bool begins_encrypted(std::string_view words) {
    constexpr std::string_view signs[] = {"smtps://", "ssl://", "isSSL true", "Secure connection established"};
    return std::ranges::any_of(
        signs, [&](std::string_view sign) { return words.find(sign) != std::string_view::npos; });
}

std::string_view last_word(std::string_view text) {
    text = ascii::trim(text);
    return text.substr(text.find_last_of(" \t") + 1);
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
    case Kind::tls_failed: on_tls_failed(event); return LineClass::parsed;
    case Kind::close: on_close(event); return LineClass::parsed;
    case Kind::note: return LineClass::parsed;
    case Kind::unknown: return in_content() ? LineClass::irrelevant : LineClass::unrecognised;
    case Kind::content:
        if (in_content()) witness_.content(session_, event);
        break;
    case Kind::blank: behind_blank_ = true; break;
    }
    return LineClass::irrelevant;
}

void Tracker::finish() {
    drop_prose();
    if (is_abandoned()) session_.exchanges[pending_.front()].lost = true;
    finish_session();
}

/// The text ends, and a command whose answer a client must await (RFC 2920 section 3.1) has none although the client
/// went on: the server was gone. A lone unanswered command at the end may be where the text was cut.
bool Tracker::is_abandoned() const {
    if (!session_.began || session_.ended || reply_ || pending_.size() < 2 || session_.phase == Phase::closed)
        return false;
    Exchange const& oldest = session_.exchanges[pending_.front()];
    return oldest.verb == Verb::ehlo || oldest.verb == Verb::helo || oldest.verb == Verb::lhlo ||
        oldest.verb == Verb::starttls || oldest.verb == Verb::data;
}

// ---- who speaks
// ------------------------------------------------------------------------------------------------------

/// Arrows point either way: in a new session the side that greets is the server, the side that gives a command the
/// client.
LineClass Tracker::on_said(TranscriptEvent const& event) {
    bool const marked_client = event.kind == TranscriptEvent::Kind::client;
    if (roles_change_ && pending_.empty() && !reply_) finish_session();
    if (session_.exchanges.empty() && !reply_) {
        bool const reply = grammar::parse_reply_line(event.text).has_value();
        session_.turned = marked_client ? reply : !reply && is_known_command(event.text);
    }
    return marked_client != session_.turned ? on_client(event) : on_server(event);
}

LineClass Tracker::on_either(TranscriptEvent const& event) {
    unmarked_ = true;
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
    if (ascii::trim(event.text).empty() && !challenged_) {
        behind_blank_ = true;
        return LineClass::irrelevant;
    }
    note_prose(event.text);
    bool const printable = event.text.empty() || static_cast<unsigned char>(event.text.front()) >= ' ';
    if (!printable && !challenged_) return LineClass::unrecognised; // nobody types that
    bool const silent = session_.exchanges.empty() && !reply_;
    bool const joined_late = session_.tls && is_known_command(event.text); // what came before TLS is not shown
    if (silent && !joined_late && !begins_text(event.text)) return LineClass::unrecognised;
    if (silent && event.text == ".") return end_of_data(event);
    if (session_.phase == Phase::closed && !is_known_command(event.text)) return LineClass::unrecognised; // all is said
    return on_client(event);
}

/// Behind an empty line, what is no command may be the words of whoever pasted the text.
void Tracker::note_prose(std::string_view text) {
    bool const may_begin = std::exchange(behind_blank_, false) && prose_from_ == no_prose && !is_known_command(text);
    if (may_begin && pending_.empty() && !challenged_) prose_from_ = session_.exchanges.size();
}

/// They were: nobody ever answered.
void Tracker::drop_prose() {
    if (prose_from_ < session_.exchanges.size() && !reply_) {
        session_.exchanges.resize(prose_from_);
        pending_.clear();
    }
    prose_from_ = no_prose;
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
    bool const gives_up = ascii::equal_no_case(event.text, "QUIT"); // three odd octets are nobody's name
    if (challenged_ && !gives_up) {
        auth_response(event);
        return LineClass::parsed;
    }
    challenged_ = false;
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
    if (!reply && !in_content()) {
        witness_.odd_reply(session_, event);
        if (!pending_.empty()) return on_glued_reply(event);
    }
    if (!reply) return in_content() ? LineClass::irrelevant : LineClass::unrecognised;
    return on_reply(event.line, event.text, *reply);
}

/// "250ok": no reply by the grammar, and yet the answer that the client waits for.
LineClass Tracker::on_glued_reply(TranscriptEvent const& event) {
    constexpr std::size_t digits = 3;
    bool const glued = event.text.size() > digits && ascii::is_alpha(event.text[digits]);
    std::string const parted =
        glued ? std::string(event.text.substr(0, digits)).append(" ").append(event.text.substr(digits)) : std::string();
    auto const reply = grammar::parse_reply_line(parted);
    return reply ? on_reply(event.line, event.text, *reply) : LineClass::unrecognised;
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

bool Tracker::takes_content() const {
    bool const plain = content_ && content_octets_ == 0 && content_lines_ > 0 && expect_.echo != Echo::nothing;
    return plain && !session_.turned && takes_plain_content(session_);
}

void Tracker::add_content(std::uint64_t lines, std::uint64_t octets) {
    content_lines_ += lines;
    sent_octets_ += octets;
    if (lines > 0) held_reply_.reset();
    add_plain_content(session_, lines, octets);
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
    session_.tls = begins_encrypted(line.text);
}

/// A client awaits the answer to its hello (RFC 2920 section 3.1): whoever goes on had one, and it is not shown.
bool Tracker::is_one_sided() const {
    if (answered() || session_.exchanges.size() < 2) return false;
    Verb const first = session_.exchanges[0].verb, second = session_.exchanges[1].verb;
    bool const hello = first == Verb::ehlo || first == Verb::helo || first == Verb::lhlo;
    return hello && (second == Verb::mail || second == Verb::starttls || second == Verb::auth);
}

/// What was still open is lost: the oldest command, the content, or the connection before its first word.
void Tracker::on_close(TranscriptEvent const& event) {
    release_held_reply();
    if (reply_) complete_reply();
    if (session_.line == 0) return;
    session_.close_line = {event.line.number, session_.pool.keep(event.line.text)};
    if (is_one_sided())
        pending_.clear();
    else if (!answered())
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

/// STARTTLS was answered, and then came no encryption: the failure is that of STARTTLS, or of the connection where
/// encryption comes first (RFC 8314 section 3).
void Tracker::on_tls_failed(TranscriptEvent const& event) {
    if (reply_) complete_reply();
    if (session_.exchanges.empty()) insert_greeting(event.line.number);
    Exchange& step = session_.exchanges.back();
    bool const waits = step.verb == Verb::starttls || step.verb == Verb::greeting;
    if (!waits || step.lost || step.refused() || (step.verb == Verb::greeting && step.accepted())) return;
    pending_.clear();
    session_.tls = false;
    step.lost = true;
    step.lost_words = session_.pool.keep(event.text);
    step.lost_line = {event.line.number, session_.pool.keep(event.line.text)};
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

/// Who gives a command has read the reply before it to its end, though its last line is not shown. A greeting may be
/// slow, and where several commands wait the client does not.
void Tracker::end_interrupted_reply() {
    if (reply_ && pending_.size() == 1 && !is_greeting() && !unmarked_) complete_reply();
}

void Tracker::command(TranscriptEvent const& event, CommandLine const& parsed) {
    end_interrupted_reply();
    Verb verb = verb_from(parsed.verb);
    if (follows_its_reply(verb)) {
        Exchange& quit = session_.exchanges.back();
        quit.verb = verb;
        quit.record.verb = row(verb).name;
        quit.record.in_order = in_order(session_.phase, verb);
        session_.phase = Phase::closed;
        session_.ended = true;
        return;
    }
    if (session_.exchanges.size() == 1 && unmarked_) take_back_greeting(verb);
    if (verb == Verb::bdat && is_last_chunk(parsed.argument)) verb = Verb::bdat_last;
    bool const fetched = is_burl(parsed.verb);
    bool const chunk = !fetched && (verb == Verb::bdat || verb == Verb::bdat_last);
    if (chunk && expect_.echo == Echo::all) content_octets_ = chunk_size(parsed.argument);
    bool const secret = verb == Verb::other && looks_like_payload(parsed.verb);
    bool const gives_secret = verb == Verb::other && names_secret(event.text);
    std::string_view const name = secret || (gives_secret && !std::ranges::all_of(parsed.verb, ascii::is_alnum))
        ? redacted
        : verb == Verb::other ? session_.pool.keep(ascii::to_upper(parsed.verb))
        : fetched             ? "BURL"
                              : row(verb).name;
    pending_.push_back(session_.exchanges.size());
    Exchange& exchange = add_exchange(verb, event.line.number, name);
    auth_seen_ = begins_login(verb);
    if (event.elided) exchange.record.seen = ExchangeRecord::Seen::elided;
    if (begins_login(verb)) return note_auth(exchange, event, parsed);
    if (secret || gives_secret) return hide_line(exchange, parsed);
    if (verb == Verb::other && looks_like_payload(last_word(parsed.argument)))
        return hide_argument(exchange, event, parsed);
    exchange.record.argument = session_.pool.keep(parsed.argument);
    exchange.command_line = session_.pool.keep(event.line.text);
    if (fetched) hide_url_token(exchange);
    note_arguments(exchange);
}

void Tracker::note_arguments(Exchange& exchange) {
    if (exchange.verb == Verb::mail || exchange.verb == Verb::rcpt) {
        auto const path = grammar::parse_path_argument(exchange.record.argument);
        exchange.path_known = path.has_value();
        if (path) exchange.path = path->path;
        if (path) exchange.parameters = path->parameters;
    }
    if (exchange.verb == Verb::mail) accepted_.clear();
    if (exchange.verb != Verb::ehlo && exchange.verb != Verb::helo && exchange.verb != Verb::lhlo) return;
    session_.client = exchange.record.argument;
    session_.protocol = exchange.verb == Verb::lhlo ? SessionRecord::Protocol::lmtp
        : exchange.verb == Verb::ehlo               ? SessionRecord::Protocol::esmtp
                                                    : SessionRecord::Protocol::smtp;
}

/// A SASL response where none was asked for, or words that give a password.
void Tracker::hide_line(Exchange& exchange, CommandLine const& parsed) {
    credentials_.remember(parsed.verb);
    credentials_.remember(parsed.argument);
    credentials_.remember(last_word(parsed.argument));
    exchange.command_line = redacted;
    if (!parsed.argument.empty()) exchange.record.argument = redacted;
}

/// A line that the dialect at hand does not understand, or a misspelt AUTH, with what may be a SASL response in it.
void Tracker::hide_argument(Exchange& exchange, TranscriptEvent const& event, CommandLine const& parsed) {
    credentials_.remember(last_word(parsed.argument));
    exchange.record.argument = redacted;
    exchange.command_line = hide_after(session_.pool, event, parsed.verb);
}

/// The last part of a URLAUTH gives access to the message, and to whoever holds it (RFC 4467 section 2).
void Tracker::hide_url_token(Exchange& exchange) {
    constexpr std::string_view mechanism = ":internal:";
    std::string_view const argument = exchange.record.argument;
    std::size_t const at = argument.find(mechanism);
    if (at == std::string_view::npos) return;
    std::string_view const token = argument.substr(at + mechanism.size());
    credentials_.remember(token.substr(0, token.find(' ')));
    std::string clean;
    if (credentials_.take_out_of(argument, clean)) exchange.record.argument = session_.pool.keep(clean);
    if (credentials_.take_out_of(exchange.command_line, clean)) exchange.command_line = session_.pool.keep(clean);
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
    bool const login = begins_login(session_.exchanges[pending_.front()].verb) || is_response(pending_.front());
    if (!login || reply_->code / 100 == 3) return;
    while (pending_.size() > 1 && is_response(pending_[1])) {
        session_.exchanges[pending_.front()].record.seen = ExchangeRecord::Seen::unseen;
        pending_.pop_front();
    }
}

/// Only QUIT is answered by 221 (RFC 5321 section 4.2.3): the answer to content that is not shown was not shown either.
void Tracker::pass_over_unseen_end() {
    Exchange& oldest = session_.exchanges[pending_.front()];
    bool const hidden = oldest.verb == Verb::eod && oldest.record.seen == ExchangeRecord::Seen::elided;
    if (reply_->code != 221 || !hidden || pending_.size() < 2) return;
    if (session_.exchanges[pending_[1]].verb != Verb::quit) return;
    oldest.record.seen = ExchangeRecord::Seen::unseen;
    pending_.pop_front();
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

} // namespace whybounce::session
