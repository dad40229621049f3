#include "session/verbs.hpp"

#include "whybounce/ascii.hpp"

namespace whybounce::session {
namespace {

constexpr Step step_of_phase(Phase phase) {
    switch (phase) {
    case Phase::connect: return Step::connect;
    case Phase::hello: return Step::hello;
    case Phase::ready: return Step::ready;
    case Phase::auth: return Step::auth;
    case Phase::mail: return Step::mail;
    case Phase::rcpt: return Step::rcpt;
    case Phase::data: return Step::data;
    case Phase::closed: return Step::closed;
    case Phase::stay: break;
    }
    return Step::none;
}

} // namespace

bool is_burl(std::string_view written) { return ascii::equal_no_case(written, "BURL"); }

Verb verb_from(std::string_view written) {
    if (written.empty()) return Verb::other;
    if (is_burl(written)) return Verb::bdat;
    char const initial = ascii::upper(written.front());
    for (Transition const& row : table::transitions)
        if (row.name.starts_with(initial) && row.verb != Verb::bdat_last && ascii::equal_no_case(row.name, written))
            return row.verb;
    return Verb::other;
}

Step step_of(Verb verb, Phase before) {
    Step const own = row(verb).step;
    return own == Step::none ? step_of_phase(before) : own;
}

} // namespace whybounce::session
