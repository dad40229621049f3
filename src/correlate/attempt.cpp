#include "correlate/attempt.hpp"

#include "correlate/stages.hpp"
#include "grammars/postfix.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>

namespace whybounce::correlate {
namespace {

using Shape = DeliveryReason::Shape;

/// dsn=5.1.1; the dsn field is Postfix's own word, so it speaks for local failures only.
std::optional<EnhancedStatusCode> status_of(std::string_view dsn) {
    auto const parsed = grammar::parse_status_code(dsn);
    return parsed ? std::optional(parsed->value) : std::nullopt;
}

/// Next place where the reply goes on: a blank, the same code, and "-" or a blank.
std::size_t next_line(std::string_view reply, std::string_view code, std::size_t from) {
    for (std::size_t at = reply.find(code, from); at != std::string_view::npos; at = reply.find(code, at + 1)) {
        std::size_t const after = at + code.size();
        bool const begins_word = at > 0 && reply[at - 1] == ' ';
        if (begins_word && after < reply.size() && (reply[after] == '-' || reply[after] == ' ')) return at;
    }
    return std::string_view::npos;
}

/// "550-5.1.1 no 451 4.3.0 or yes": the last line has another code, and that counts for Postfix. npos when there is
/// none.
std::size_t line_of_other_code(std::string_view reply) {
    for (std::size_t at = reply.find(' ', 4); at != std::string_view::npos; at = reply.find(' ', at + 1)) {
        auto const line = grammar::parse_reply_line(reply.substr(at + 1));
        if (line && !line->more && line->status && line->status->klass == line->code / 100) return at + 1;
    }
    return std::string_view::npos;
}

void add_line(std::string_view line, UnfoldedReply& reply, std::string& text) {
    auto const parsed = grammar::parse_reply_line(ascii::trim(line));
    if (!parsed) return;
    if (!reply.status) reply.status = parsed->status;
    if (!text.empty()) text += '\n';
    text += parsed->text;
}

Outcome outcome_of_word(std::string_view status) {
    if (status == "deferred" || status == "SOFTBOUNCE") return Outcome::temporary;
    if (status == "bounced" || status == "expired" || status == "undeliverable") return Outcome::permanent;
    return Outcome::unknown;
}

void take_reply(Attempt& attempt, std::string_view words, std::string& scratch) {
    UnfoldedReply const reply = unfold_reply(words, scratch);
    attempt.speaker = Speaker::remote;
    attempt.code = reply.code;
    attempt.enhanced = reply.status;
    attempt.text = reply.text;
}

/// Postfix's own words about TLS name no stage.
Step step_of_own_words(std::string_view words) {
    if (words.find("TLS") != std::string_view::npos || words.starts_with("Server certificate ")) return Step::starttls;
    if (words.starts_with("SASL ") || words.find("authenticat") != std::string_view::npos) return Step::auth;
    return words.starts_with("message size ") || words.starts_with("SMTPUTF8 is required") ? Step::mail : Step::none;
}

/// Postfix says "refused to talk to me" of the greeting and of the answer to EHLO; the codes of syntax and sequence
/// answer a command only (RFC 5321 section 4.2.4).
void take_refused_step(Attempt& attempt) {
    constexpr std::array<std::string_view, 5> about_commands{"helo", "ehlo", "command", "syntax", "argument"};
    bool const answers_command = attempt.code && *attempt.code >= 500 && *attempt.code <= 504 &&
        std::ranges::any_of(
            about_commands, [&](std::string_view word) { return ascii::contains_no_case(attempt.text, word); });
    attempt.verb = answers_command ? "EHLO" : "(connect)";
    attempt.step = answers_command ? Step::hello : Step::connect;
}

/// "TLS is required, but host H[IP] refused to start TLS: 454 4.7.0 words": the reply is the other side's.
void take_own_words(Attempt& attempt, std::string_view words, std::string& scratch) {
    constexpr std::string_view refused = " refused to start TLS: ";
    attempt.step = step_of_own_words(words);
    std::size_t const at = words.find(refused);
    if (at == std::string_view::npos || !grammar::parse_reply_line(words.substr(at + refused.size()))) return;
    std::string_view const text = attempt.text;
    take_reply(attempt, words.substr(at + refused.size()), scratch);
    attempt.text = text;
    attempt.verb = "STARTTLS";
}

void take_reason(Attempt& attempt, DeliveryReason const& reason, std::string& scratch) {
    attempt.peer = grammar::parse_log_peer(reason.peer);
    attempt.text = reason.reply;
    attempt.suspended = reason.suspended;
    Stage const stage = stage_of(reason.stage);
    attempt.verb = stage.verb;
    attempt.step = stage.step;
    switch (reason.shape) {
    case Shape::said:
    case Shape::reply: take_reply(attempt, reason.reply, scratch); break;
    case Shape::refused:
        take_reply(attempt, reason.reply, scratch);
        take_refused_step(attempt);
        break;
    case Shape::sasl:
        take_reply(attempt, reason.reply, scratch);
        attempt.verb = "AUTH";
        attempt.step = Step::auth;
        break;
    case Shape::connect:
        attempt.verb = "(connect)";
        attempt.step = Step::connect;
        break;
    case Shape::lost:
    case Shape::timed_out: break;
    case Shape::own: take_own_words(attempt, reason.reply, scratch); break;
    }
}

} // namespace

UnfoldedReply unfold_reply(std::string_view reply, std::string& scratch) {
    auto const first = grammar::parse_reply_line(reply);
    if (!first) {
        auto const status = grammar::parse_status_code(reply);
        if (!status) return {{}, {}, reply};
        return {{}, status->value, ascii::trim(reply.substr(status->length))};
    }
    std::string_view const code = reply.substr(0, 3);
    UnfoldedReply unfolded{first->code, first->status, first->text};
    if (!first->more) return unfolded;
    scratch.clear();
    if (next_line(reply, code, 4) == std::string_view::npos) {
        std::size_t const last = line_of_other_code(reply);
        if (last == std::string_view::npos) return unfolded;
        add_line(reply.substr(0, last), unfolded, scratch);
        unfolded.status.reset();
        add_line(reply.substr(last), unfolded, scratch);
        unfolded.code = grammar::parse_reply_line(reply.substr(last))->code;
        unfolded.text = scratch;
        return unfolded;
    }
    unfolded.status.reset();
    for (std::size_t begin = 0; begin != std::string_view::npos;) {
        bool const is_last = reply[begin + code.size()] == ' '; // what looks like a line behind it is text
        std::size_t const next = is_last ? std::string_view::npos : next_line(reply, code, begin + 4);
        add_line(reply.substr(begin, next == std::string_view::npos ? next : next - begin), unfolded, scratch);
        begin = next;
    }
    unfolded.text = scratch;
    return unfolded;
}

namespace {

/// Postfix's word for all that comes between the greeting and MAIL: EHLO, EHLO again inside TLS, and the login.
constexpr std::string_view greeting_stage = "while performing the EHLO handshake";

/// Ports on which the login is the step of that stage that can fail (RFC 6409, RFC 8314).
bool is_login_port(std::uint16_t port) { return port == 587 || port == 465; }

/// relay=local, virtual, maildrop: where our own delivery fails, and not for that mailbox (X.1.1, X.2.2), the mail is
/// named by the address that it was sent to. A whole address only: "root" is the alias of every host.
std::string_view asked_for(Delivery const& delivery) {
    bool const own = delivery.relay != "none" && delivery.relay.find('[') == std::string_view::npos;
    auto const status = status_of(delivery.dsn);
    bool const about_mailbox = !status || (status->subject <= 2 && status->detail != 0);
    bool const whole = delivery.orig_to.find('@') != std::string_view::npos;
    return own && whole && !about_mailbox ? delivery.orig_to : std::string_view{};
}

} // namespace

Attempt attempt_of(Delivery const& delivery, std::string& scratch) {
    Attempt attempt;
    take_reason(attempt, grammar::parse_delivery_reason(delivery.reason), scratch);
    if (attempt.peer.whole.empty() && delivery.relay != "none")
        attempt.peer = grammar::parse_log_peer(delivery.relay);
    else if (LogPeer const relay = grammar::parse_log_peer(delivery.relay); relay.ip == attempt.peer.ip && relay.port)
        attempt.peer = relay;
    if (attempt.speaker == Speaker::local) attempt.enhanced = status_of(delivery.dsn);
    attempt.status = delivery.status;
    attempt.outcome = outcome_of_word(delivery.status);
    attempt.final = attempt.outcome == Outcome::permanent;
    attempt.cut = delivery.cut;
    attempt.recipient = delivery.to;
    attempt.recipient_known = true;
    attempt.asked_for = asked_for(delivery);
    if (attempt.peer.port && is_login_port(*attempt.peer.port) && delivery.reason.ends_with(greeting_stage)) {
        attempt.verb = "AUTH";
        attempt.step = Step::auth;
    }
    return attempt;
}

Attempt attempt_of(Refusal const& refusal, std::string& scratch) {
    Attempt attempt;
    take_reply(attempt, refusal.text, scratch);
    Stage const stage = stage_of(refusal.stage);
    attempt.origin = Origin::rejection;
    attempt.speaker = Speaker::local;
    attempt.verb = stage.verb;
    attempt.step = stage.step;
    attempt.peer = grammar::parse_log_peer(refusal.client);
    attempt.outcome = attempt.code ? outcome_of(*attempt.code)
        : attempt.enhanced         ? outcome_of(attempt.enhanced->klass * 100)
                                   : Outcome::permanent;
    attempt.final = attempt.outcome == Outcome::permanent;
    attempt.sender_known = refusal.from.has_value();
    attempt.sender = refusal.from.value_or("");
    attempt.recipient_known = refusal.to.has_value();
    attempt.recipient = refusal.to.value_or("");
    return attempt;
}

Attempt attempt_of(InterimFailure const& failure, std::string& scratch) {
    Attempt attempt;
    take_reason(attempt, grammar::parse_delivery_reason(failure.reason), scratch);
    attempt.outcome = attempt.code ? outcome_of(*attempt.code) : Outcome::temporary;
    return attempt;
}

namespace {

/// "lost connection after RCPT": both are views into one line, and what stands between them belongs to the words.
std::string_view span_of(std::string_view first, std::string_view last) {
    return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

} // namespace

Attempt attempt_of(LostConnection const& lost) {
    Attempt attempt;
    Stage const stage = stage_of(lost.stage);
    attempt.origin = Origin::rejection;
    attempt.verb = stage.verb;
    attempt.step = stage.step;
    attempt.text = span_of(lost.what, lost.stage);
    attempt.peer = grammar::parse_log_peer(lost.client);
    return attempt;
}

Attempt attempt_of(SaslFailure const& failure) {
    Attempt attempt;
    attempt.origin = Origin::rejection;
    attempt.verb = "AUTH";
    attempt.step = Step::auth;
    attempt.text = "SASL authentication failed";
    attempt.outcome = Outcome::permanent;
    attempt.peer = grammar::parse_log_peer(failure.client);
    return attempt;
}

} // namespace whybounce::correlate
