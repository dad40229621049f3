#include "session/tracker.hpp"

#include "grammars/parse.hpp"
#include "session/beginning.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

/// The other half of the tracker: which command a reply answers, and what follows from the answer.
namespace whybounce::session {
namespace {

bool can_greet(std::uint16_t code) { return code == 220 || code >= 400; }

/// Words about a mailbox (RFC 3463 sections 3.2 and 3.3) answer a command.
bool is_about_mailbox(std::optional<EnhancedStatusCode> const& status) {
    return status && (status->subject == 1 || status->subject == 2);
}

/// Replies that only AUTH gets (RFC 4954 sections 4 and 6).
bool is_auth_reply(std::uint16_t code) { return code == 235 || code == 334 || code == 535; }

/// Does the text of a 220 begin with a domain, as a greeting does (RFC 5321 section 4.2)?
bool names_server(std::string_view text) {
    std::string_view const domain = text.substr(0, text.find(' '));
    return domain.find('.') != std::string_view::npos || domain.starts_with('[');
}

/// The first word of a greeting or an EHLO answer: the server's domain.
std::string_view first_word(std::string_view text) {
    return {text.begin(), std::ranges::find_if(text, [](char c) { return c == ' ' || c == '\n'; })};
}

} // namespace

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

/// Words that no greeting has: about a mailbox, or an enhanced code in place of the server's name (RFC 2034 section 4).
bool Tracker::answers_command() const {
    return is_about_mailbox(reply_->status) || (reply_->code == 220 && reply_->status && !names_server(reply_->text));
}

/// The first reply of all, where it can be one or the tool said that a connection begins; before any answer a 220 even
/// if commands were sent ahead.
bool Tracker::is_greeting() const {
    if (session_.exchanges.empty() && session_.line != 0) return true;
    if (session_.exchanges.empty()) return can_greet(reply_->code) && !(unmarked_ && answers_command());
    Verb const first = session_.exchanges.front().verb;
    bool const own_answer = first == Verb::starttls || first == Verb::xclient;
    return !answered() && !session_.began && reply_->code == 220 && !own_answer;
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

/// A refusal was taken for a greeting, and yet the client goes on: the text begins in the middle of a session.
void Tracker::take_back_greeting(Verb next) {
    Exchange& first = session_.exchanges.front();
    bool const goes_on = next != Verb::quit && next != Verb::ehlo && next != Verb::helo && next != Verb::lhlo;
    if (first.verb != Verb::greeting || !first.refused() || first.record.code == 421 || !goes_on) return;
    bool const in_transaction = next == Verb::rcpt || next == Verb::data || next == Verb::rset;
    session_.began = false;
    session_.server.reset();
    first.verb = Verb::unsolicited;
    first.record.verb = row(Verb::unsolicited).name;
    first.record.seen = ExchangeRecord::Seen::unseen;
    first.record.phase = session_.phase = in_transaction ? Phase::rcpt : assumed_before(next);
}

/// The beginning is not shown: the command tells how far the session was.
void Tracker::assume_phase(Exchange const& exchange) {
    if (session_.began || session_.phase != Phase::connect || exchange.verb == Verb::greeting) return;
    bool const of_recipient = exchange.verb == Verb::unsolicited && is_about_mailbox(reply_->status);
    session_.phase = of_recipient ? Phase::rcpt : assumed_before(exchange.verb);
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
    prose_from_ = no_prose;
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
    assume_phase(exchange);
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
    bool const begins_with_354 =
        exchange.verb == Verb::unsolicited && *exchange.record.code == 354 && session_.exchanges.size() == 1;
    if (exchange.verb == Verb::data || begins_with_354) {
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
    drop_prose();
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
    content_ = challenged_ = auth_seen_ = behind_blank_ = false;
    content_octets_ = content_lines_ = sent_octets_ = 0;
    held_reply_.reset();
    credentials_.end_session();
    accepted_.clear();
}

} // namespace whybounce::session
