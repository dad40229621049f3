#pragma once
#include "whybounce/smtp.hpp"
#include <array>
#include <string_view>

/// The state machine of a session, as a table: one row a verb.
namespace whybounce::session {

/// Verbs with a row of their own; pseudo-verbs in parentheses. A verb of no row is `other` and survives under its own
/// name.
enum class Verb : std::uint8_t {
    greeting,
    ehlo,
    helo,
    lhlo,
    starttls,
    x_anonymoustls,
    auth,
    x_exps,
    auth_response,
    mail,
    rcpt,
    data,
    eod,
    bdat,
    bdat_last,
    rset,
    quit,
    noop,
    vrfy,
    expn,
    help,
    etrn,
    xclient,
    xforward,
    empty,
    unsolicited,
    other
};

/// One row: when the verb is in order, and where its reply leads. The phase moves on the reply, never on the command.
struct Transition {
    Verb verb;
    std::string_view name;
    unsigned in_order_during; ///< bit set of phases
    Phase on_2yz, on_3yz, on_45yz;
    Step step; ///< what a failure of it is called; `none`: the phase it was sent in
};

template <typename... P> consteval unsigned during(P... phases) { return ((1U << unsigned(phases)) | ...); }

namespace table {
using enum Phase;
constexpr unsigned anytime = during(hello, ready, mail, rcpt);

// clang-format off
inline constexpr std::array transitions{ // RFC 5321 s4.1.4 and s4.3.2, RFC 3207 s4.2, RFC 4954 s4, RFC 3030 s2, RFC 2033 s4
    //         verb                 name             in order during              2yz     3yz    4yz 5yz  step
    Transition{Verb::greeting,      "(connect)",     during(connect),             hello,  stay,  closed,  Step::connect},
    Transition{Verb::ehlo,          "EHLO",          anytime,                     ready,  stay,  stay,    Step::hello},
    Transition{Verb::helo,          "HELO",          anytime,                     ready,  stay,  stay,    Step::hello},
    Transition{Verb::lhlo,          "LHLO",          anytime,                     ready,  stay,  stay,    Step::hello},
    Transition{Verb::starttls,      "STARTTLS",      during(ready),               hello,  stay,  stay,    Step::starttls},
    Transition{Verb::x_anonymoustls, "X-ANONYMOUSTLS", during(ready),             hello,  stay,  stay,    Step::starttls}, // Exchange's STARTTLS
    Transition{Verb::auth,          "AUTH",          during(ready),               ready,  auth,  stay,    Step::auth},
    Transition{Verb::x_exps,        "X-EXPS",        during(ready),               ready,  auth,  stay,    Step::auth}, // Exchange's AUTH
    Transition{Verb::auth_response, "(auth)",        during(auth),                ready,  stay,  ready,   Step::auth},
    Transition{Verb::mail,          "MAIL",          during(ready),               mail,   stay,  stay,    Step::mail},
    Transition{Verb::rcpt,          "RCPT",          during(mail, rcpt),          rcpt,   stay,  stay,    Step::rcpt},
    Transition{Verb::data,          "DATA",          during(rcpt),                stay,   data,  stay,    Step::data},
    Transition{Verb::eod,           "(eod)",         during(data),                ready,  stay,  ready,   Step::eod},
    Transition{Verb::bdat,          "BDAT",          during(rcpt, data),          data,   stay,  ready,   Step::eod},
    Transition{Verb::bdat_last,     "BDAT",          during(rcpt, data),          ready,  stay,  ready,   Step::eod},
    Transition{Verb::rset,          "RSET",          anytime,                     ready,  stay,  stay,    Step::none},
    Transition{Verb::quit,          "QUIT",          anytime | during(auth),      closed, stay,  closed,  Step::quit},
    Transition{Verb::noop,          "NOOP",          anytime,                     stay,   stay,  stay,    Step::none},
    Transition{Verb::vrfy,          "VRFY",          anytime,                     stay,   stay,  stay,    Step::none},
    Transition{Verb::expn,          "EXPN",          anytime,                     stay,   stay,  stay,    Step::none},
    Transition{Verb::help,          "HELP",          anytime,                     stay,   stay,  stay,    Step::none},
    Transition{Verb::etrn,          "ETRN",          during(ready),               stay,   stay,  stay,    Step::none},
    Transition{Verb::xclient,       "XCLIENT",       during(ready),               hello,  stay,  stay,    Step::none},
    Transition{Verb::xforward,      "XFORWARD",      during(ready),               stay,   stay,  stay,    Step::none},
    Transition{Verb::empty,         "(empty)",       anytime,                     stay,   stay,  stay,    Step::none},
    Transition{Verb::unsolicited,   "(unsolicited)", 0,                           stay,   stay,  stay,    Step::none},
    Transition{Verb::other,         "",              anytime,                     stay,   stay,  stay,    Step::none},
};
// clang-format on
} // namespace table

constexpr bool rows_follow_enum() {
    for (std::size_t i = 0; i < table::transitions.size(); ++i)
        if (table::transitions[i].verb != Verb(i)) return false;
    return true;
}
static_assert(rows_follow_enum());

constexpr Transition const& row(Verb verb) { return table::transitions[std::size_t(verb)]; }

constexpr bool in_order(Phase now, Verb verb) { return (row(verb).in_order_during >> unsigned(now) & 1U) != 0; }

/// The phase after a reply. Decides on the first digit (RFC 5321 section 4.2.1); 421 closes from any phase
/// (section 3.8).
constexpr Phase after_reply(Phase now, Verb verb, int code) {
    Phase const next = code == 421 ? Phase::closed
        : code < 300               ? row(verb).on_2yz
        : code < 400               ? row(verb).on_3yz
                                   : row(verb).on_45yz;
    bool const early_rset = verb == Verb::rset && now < Phase::ready; // legal before EHLO, and then moves nothing
    return next == Phase::stay || (early_rset && next == Phase::ready) ? now : next;
}

/// A chunk that the server fetches itself (RFC 4468 section 3): else like BDAT.
bool is_burl(std::string_view written);

constexpr bool begins_login(Verb verb) { return verb == Verb::auth || verb == Verb::x_exps; }

/// The row of a verb as a client wrote it, in any case; `other` for one that has none.
Verb verb_from(std::string_view written);

/// The step that failed when this verb got a refusal in this phase (records.md: "any other command: the state before
/// it").
Step step_of(Verb verb, Phase before);

} // namespace whybounce::session
