#include "session/verbs.hpp"

#include "whybounce/ascii.hpp"

#include <array>
#include <bit>
#include <cstdint>

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

constexpr std::size_t letters = 26;

/// The rows of each initial, a bit each.
consteval std::array<std::uint32_t, letters> rows_by_initial() {
    static_assert(table::transitions.size() <= 32);
    std::array<std::uint32_t, letters> rows{};
    for (std::size_t i = 0; i < table::transitions.size(); ++i) {
        Transition const& row = table::transitions[i];
        bool const is_word = !row.name.empty() && ascii::is_alpha(row.name.front());
        if (is_word && row.verb != Verb::bdat_last)
            rows[static_cast<std::size_t>(ascii::upper(row.name.front()) - 'A')] |= 1U << i;
    }
    return rows;
}
constexpr auto by_initial = rows_by_initial();

} // namespace

Verb verb_from(std::string_view written) {
    if (written.empty() || !ascii::is_alpha(written.front())) return Verb::other;
    std::uint32_t rows = by_initial[static_cast<std::size_t>(ascii::upper(written.front()) - 'A')];
    for (; rows != 0; rows &= rows - 1) {
        Transition const& row = table::transitions[static_cast<std::size_t>(std::countr_zero(rows))];
        if (ascii::equal_no_case(row.name, written)) return row.verb;
    }
    return Verb::other;
}

Step step_of(Verb verb, Phase before) {
    Step const own = row(verb).step;
    return own == Step::none ? step_of_phase(before) : own;
}

} // namespace whybounce::session
