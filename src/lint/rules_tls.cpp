#include "lint/support.hpp"

#include <algorithm>

/// TL: encryption.
namespace whybounce::lint {
namespace {

constexpr std::uint16_t submission_port = 587;

void readable_login_in_clear(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if (m.verb() == Verb::auth && in_clear(scene, m) && is_readable_mechanism(mechanism_of(m)))
            notes.command(m, "AUTH " + std::string(mechanism_of(m)));
}

void readable_login_offered_in_clear(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        Contract const* const contract = m.made;
        if (!contract || !in_clear(scene, m) || !notes.empty()) continue;
        if (contract->offers_mechanism("PLAIN") || contract->offers_mechanism("LOGIN")) {
            session::Offer const* const offer = contract->find("AUTH");
            notes.reply(m, {}, offer ? offer->line : contract->find("AUTH=")->line);
        }
    }
}

void credential_in_clear(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if (m.exchange->auth.readable && in_clear(scene, m) && is_readable_mechanism(mechanism_at(scene, m)) &&
            notes.empty())
            notes.command(m);
}

void offer_not_used(Scene const& scene, Notes& notes) {
    if (scene.verbs.has(Verb::starttls)) return;
    for (Moment const& m : scene.moments) {
        bool const sent = is_content_answer(m.verb()) && m.exchange->accepted();
        if (!sent || !in_clear(scene, m) || !m.open() || !notes.empty()) continue;
        if (m.contract && m.contract->offers("STARTTLS")) notes.command(*mail_of(scene, m));
    }
}

/// Commands sent behind STARTTLS before its answer, and replies that came behind that answer, crossed unencrypted.
void octets_before_handshake(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        bool const is_starttls = m.verb() == Verb::starttls && m.exchange->accepted();
        if (!is_starttls || m.number + 1 == scene.moments.size()) continue;
        Moment const& next = scene.moments[m.number + 1];
        if (next.verb() == Verb::unsolicited)
            notes.reply(next, "a reply behind the 220 of " + line_words(m.exchange->reply_line));
        else if (sent_before_answer(*next.exchange, *m.exchange))
            notes.command(next, "sent before STARTTLS in " + line_words(m.exchange->record.line) + " was answered");
    }
}

void no_hello_inside(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (m.verb() != Verb::starttls || !m.exchange->accepted()) continue;
        Moment const* const next = scene.after(m);
        if (next && !is_hello(next->verb()) && next->verb() != Verb::quit && next->verb() != Verb::unsolicited)
            notes.command(*next);
    }
}

bool uses_extension(Moment const& m) {
    return m.verb() == Verb::auth || is_chunk(m.verb()) || !parameters_of(m).empty();
}

void old_contract_used(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if (m.stale && uses_extension(m)) notes.command(m);
}

void downgraded(Scene const& scene, Notes& notes) {
    Moment const* failed = nullptr;
    for (Moment const& m : scene.moments) {
        if (m.verb() == Verb::starttls && m.exchange->refused()) failed = &m;
        if (!failed || m.verb() != Verb::mail || m.tls || !notes.empty()) continue;
        notes.command(m,
            "STARTTLS was answered " + std::to_string(failed->code()) + " in " +
                line_words(failed->exchange->reply_line));
    }
}

void not_offered_on_submission(Scene const& scene, Notes& notes) {
    if (scene.session.port != submission_port) return;
    for (Moment const& m : scene.moments) {
        Contract const* const contract = m.made;
        if (contract && in_clear(scene, m) && !contract->offers("STARTTLS") && notes.empty()) notes.reply(m);
    }
}

void misplaced_starttls(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (m.verb() != Verb::starttls) continue;
        if (!m.exchange->record.argument.empty())
            notes.command(m, "it takes no argument", m.exchange->record.argument);
        else if (m.open())
            notes.command(m, "a transaction is open");
        else if (m.tls)
            notes.command(m, "the connection is encrypted already");
    }
}

void offered_inside(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        Contract const* const contract = m.made;
        session::Offer const* const offer = contract && m.tls ? contract->find("STARTTLS") : nullptr;
        if (offer) notes.reply(m, {}, offer->line);
    }
}

void requiretls_impossible(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (m.verb() != Verb::mail || !parameter(m, "REQUIRETLS")) continue;
        if (in_clear(scene, m))
            notes.command(m, "the connection is not encrypted", "REQUIRETLS");
        else if (!m.offered("REQUIRETLS"))
            notes.command(m, "not offered", "REQUIRETLS");
    }
}

constexpr Rule table[] = {
    {"TL01", Shows::start, readable_login_in_clear, {Verb::auth}},
    {"TL02", Shows::start, readable_login_offered_in_clear},
    {"TL03", Shows::start | Shows::auth, credential_in_clear, {Verb::auth, Verb::auth_response}},
    {"TL04", Shows::start, offer_not_used},
    {"TL05", Shows::order, octets_before_handshake, {Verb::starttls}},
    {"TL06", Shows::order, no_hello_inside, {Verb::starttls}},
    {"TL07", Shows::order, old_contract_used, {Verb::starttls}},
    {"TL08", Shows::order, downgraded, {Verb::starttls}},
    {"TL09", Shows::start, not_offered_on_submission},
    {"TL10", Shows::order, misplaced_starttls, {Verb::starttls}},
    {"TL11", Shows::nothing, offered_inside},
    {"TL12", Shows::nothing, requiretls_impossible},
};

} // namespace

std::span<Rule const> tls_rules() { return table; }

} // namespace whybounce::lint
