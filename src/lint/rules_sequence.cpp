#include "lint/sequence_end.hpp"
#include "lint/support.hpp"

#include <algorithm>
#include <array>

/// SQ: the order of commands and replies; how a session ends stands in rules_sequence_end.cpp.
namespace whybounce::lint {
namespace {

constexpr int prdr_code = 353;

void before_hello(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if (is_mail_command(m.verb()) && m.known && !m.hello && !m.stale && notes.empty()) notes.command(m);
}

/// RCPT behind a refused MAIL is out of turn unless it was sent in one group with it.
bool out_of_turn(Scene const& scene, Moment const& rcpt) {
    if (rcpt.open() || !rcpt.known) return false;
    return rcpt.mail_tried == none || !sent_before_answer(*rcpt.exchange, *scene.moments[rcpt.mail_tried].exchange);
}

void out_of_order(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (m.verb() == Verb::rcpt && out_of_turn(scene, m) && notes.empty())
            notes.command(m, m.mail_tried == none ? "no MAIL before it" : "MAIL was refused");
        if (m.verb() == Verb::mail && m.open())
            notes.command(m, "the transaction of " + line_words(mail_of(scene, m)->exchange->record.line) + " is open");
    }
}

/// In a group DATA is sent before the client knows what became of the recipients.
bool sent_with_recipients(Scene const& scene, Moment const& m) {
    if (m.behind == none) return false;
    for (std::size_t i = m.behind; i < m.number; ++i)
        if (scene.moments[i].verb() == Verb::rcpt) return true;
    return false;
}

void no_recipient(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        bool const first = m.verb() == Verb::data || (is_chunk(m.verb()) && !m.chunked);
        if (!first || !m.known || m.rcpt_accepted > 0 || sent_with_recipients(scene, m)) continue;
        notes.command(m,
            m.rcpt_tried == 0       ? "there was no RCPT"
                : m.rcpt_tried == 1 ? "the only RCPT was refused"
                                    : "all " + std::to_string(m.rcpt_tried) + " RCPT were refused");
    }
}

/// "Subject:" where a verb should be, or the dot.
bool looks_like_content(Exchange const& exchange) {
    std::string_view const word = exchange.record.verb;
    return exchange.verb == Verb::other && (word.ends_with(':') || word == ".");
}

void content_in_spite(Scene const& scene, Notes& notes) {
    Moment const* refused = nullptr;
    for (Moment const& m : scene.moments) {
        if (m.verb() == Verb::data) refused = m.exchange->refused() ? &m : nullptr;
        if (!refused || !looks_like_content(*m.exchange)) continue;
        notes.command(m,
            "DATA was answered " + std::to_string(refused->code()) + " in " +
                line_words(refused->exchange->reply_line));
        refused = nullptr;
    }
}

void mixed_transfer(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (m.verb() != Verb::data || !m.open()) continue;
        if (parameter_is(*mail_of(scene, m), "BODY", "BINARYMIME"))
            notes.command(m, "MAIL announced BODY=BINARYMIME");
        else if (m.chunked)
            notes.command(m, "BDAT was used before");
    }
}

/// (eod) without a dot stands for content that broke off.
void content_never_came(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        bool const ready = m.verb() == Verb::data && m.code() / 100 == 3;
        if (!ready || scene.content_of(m.number) || scene.session.close_line.number == 0) continue;
        bool const last = m.number + 1 == scene.moments.size();
        if (last || scene.moments[m.number + 1].exchange->lost) notes.command(m);
    }
}

/// After a login a new hello is in order: a security layer makes the client forget what it knew.
void hello_again(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (!is_hello(m.verb()) || !m.hello || m.number == 0) continue;
        Moment const& before = scene.moments[m.number - 1];
        bool const after_login = is_auth(before.verb()) && before.exchange->accepted();
        if (!after_login) notes.command(m);
    }
}

bool closes(Moment const& m) { return m.code() == 421 || (m.verb() == Verb::quit && m.exchange->accepted()); }

/// QUIT after 421 does no harm; a line of no known verb may be the shell's.
bool is_late(Moment const& m, Moment const& end) {
    bool const command = m.verb() < Verb::empty && m.verb() != Verb::greeting && m.verb() != Verb::eod;
    bool const polite = m.verb() == Verb::quit && end.code() == 421;
    return command && !polite && m.exchange->record.line > end.exchange->reply_line;
}

void after_the_end(Scene const& scene, Notes& notes) {
    Moment const* end = nullptr;
    for (Moment const& m : scene.moments) {
        if (end && is_late(m, *end))
            notes.command(m,
                (end->code() == 421 ? "421 stands in " : "QUIT was answered in ") +
                    line_words(end->exchange->reply_line));
        if (!end && closes(m)) end = &m;
    }
}

/// Quitting or resetting after a refusal is what a client should do.
void open_or_idle(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        bool const content_sent = m.chunked;
        bool const all_well = m.rcpt_accepted == m.rcpt_tried && !m.last_failed && !content_sent;
        if (m.verb() == Verb::quit && m.open() && all_well)
            notes.command(m, "the transaction of " + line_words(mail_of(scene, m)->exchange->record.line) + " is open");
        if (m.verb() == Verb::rset && m.known && !m.open() && m.mail_tried == none && !m.last_failed)
            notes.command(m, "there was nothing to reset");
    }
}

/// The last exchange before it that a command belongs to.
Moment const& asked_before(Scene const& scene, Moment const& m) {
    std::size_t number = m.number;
    while (number > 0 && scene.moments[number].verb() == Verb::unsolicited) --number;
    return scene.moments[number];
}

/// What other rows tell better: the replies behind STARTTLS, a group, 421, QUIT, LMTP content. After 353 the server
/// answers for each recipient (PRDR).
bool told_elsewhere(Scene const& scene, Moment const& m) {
    Moment const& before = asked_before(scene, m);
    if (before.verb() == Verb::unsolicited || before.code() == prdr_code) return true;
    bool const group = before.behind != none;
    bool const lmtp = scene.session.protocol == SessionRecord::Protocol::lmtp && before.verb() == Verb::eod;
    return before.verb() == Verb::starttls || group || closes(before) || lmtp;
}

void unsolicited(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if (m.verb() == Verb::unsolicited && m.known && m.code() != 421 &&
            m.exchange->record.seen == ExchangeRecord::Seen::both && !told_elsewhere(scene, m))
            notes.reply(m);
}

void talked_on(Scene const& scene, Notes& notes) {
    Moment const* end = nullptr;
    for (Moment const& m : scene.moments) {
        bool const later = end && m.exchange->reply_line > end->exchange->reply_line;
        if (later && notes.empty()) notes.reply(m, "421 stands in " + line_words(end->exchange->reply_line));
        if (m.code() == 421 && !end) end = &m;
    }
}

/// A server that has offered it once lets known clients speak first.
bool offers_early_talk(Scene const& scene) {
    constexpr std::array<std::string_view, 3> names{"PIPECONNECT", "PIPE_CONNECT", "X_PIPE_CONNECT"};
    return std::ranges::any_of(scene.moments, [&](Moment const& m) {
        Contract const* const contract = m.made;
        return contract && std::ranges::any_of(names, [&](std::string_view name) { return contract->offers(name); });
    });
}

/// The header of a proxy stands before the greeting by its own rules.
void before_greeting(Scene const& scene, Notes& notes) {
    Moment const* const greeting = scene.greeting();
    if (!greeting) return;
    for (Moment const& m : scene.moments) {
        bool const early = m.number > 0 && m.exchange->record.line < greeting->exchange->reply_line;
        if (!early || m.verb() == Verb::unsolicited || m.exchange->record.verb == "PROXY") continue;
        if (!offers_early_talk(scene)) notes.command(m);
        return;
    }
}

/// Did the client go on without content after the last RCPT of a transaction?
bool is_abandoned(Scene const& scene, Moment const& last_rcpt) {
    if (last_rcpt.number + 1 == scene.moments.size()) return scene.session.ended;
    Moment const& next = scene.moments[last_rcpt.number + 1];
    if (next.verb() == Verb::rcpt) return false;
    return next.verb() != Verb::data || next.exchange->refused();
}

std::vector<std::string_view> refused_recipients(Scene const& scene, Moment const& last_rcpt) {
    std::vector<std::string_view> paths;
    for (std::size_t i = last_rcpt.mail + 1; i <= last_rcpt.number; ++i)
        if (scene.moments[i].verb() == Verb::rcpt) paths.push_back(scene.moments[i].exchange->path);
    return paths;
}

void all_refused(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if (m.verb() == Verb::rcpt && m.open() && m.rcpt_accepted == 0 && m.exchange->refused() &&
            is_abandoned(scene, m))
            notes.reply(m, listed(refused_recipients(scene, m)));
}

constexpr Rule table[] = {
    {"SQ01", Shows::start | Shows::order, before_hello},
    {"SQ02", Shows::order, out_of_order},
    {"SQ03", Shows::order, no_recipient},
    {"SQ04", Shows::order, content_in_spite, {Verb::other}},
    {"SQ05", Shows::order, mixed_transfer},
    {"SQ06", Shows::content | Shows::end, content_never_came},
    {"SQ07", Shows::order | Shows::replies, hello_again},
    {"SQ08", Shows::order, after_the_end},
    {"SQ09", Shows::end, left_without_quit},
    {"SQ10", Shows::nothing, lost_in_transaction},
    {"SQ11", Shows::order, open_or_idle},
    {"SQ12", Shows::start | Shows::order, unsolicited, {Verb::unsolicited}},
    {"SQ13", Shows::nothing, never_answered},
    {"SQ14", Shows::order, talked_on},
    {"SQ15", Shows::start | Shows::order, before_greeting},
    {"SQ16", Shows::order, all_refused},
};

} // namespace

std::span<Rule const> sequence_rules() { return table; }

} // namespace whybounce::lint
