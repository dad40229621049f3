#pragma once
#include "session/verbs.hpp"

#include <string_view>

/// Texts that begin in the middle of a session.
namespace whybounce::session {

/// Can a text without marks begin with this line of a client? Stricter than the grammar of a command: a sentence may
/// begin with a verb.
bool begins_text(std::string_view line);

/// Before a verb whose session is not shown from its greeting on: the first phase in which it is in order.
constexpr Phase assumed_before(Verb verb) {
    for (unsigned phase = 0; phase < 32; ++phase)
        if ((row(verb).in_order_during >> phase & 1U) != 0) return Phase(phase);
    return Phase::connect;
}

} // namespace whybounce::session
