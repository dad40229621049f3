#include "report/text_excerpt.hpp"

#include "report/escape.hpp"
#include "report/explanation.hpp"
#include "report/reply_position.hpp"
#include "report/text_gutter.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::size_t most_lines = 12;
constexpr std::size_t lines_before = 4;

Role role_of(Outcome outcome) {
    if (outcome == Outcome::permanent) return Role::permanent;
    return outcome == Outcome::temporary ? Role::temporary : Role::heading;
}

/// Where most of the reply was found: the number of the line, and the places in it.
struct BestLine {
    std::size_t number;
    ReplyPosition position;
};

/// Of equals, the first at or after the failure's own line. The number is past the end when no line shows the reply.
BestLine best_line(FailureRecord const& failure) {
    BestLine best{failure.excerpt.size(), {}};
    for (std::size_t i = 0; i < failure.excerpt.size(); ++i) {
        SourceLine const& line = failure.excerpt[i];
        ReplyPosition found = find_reply(line.text, failure);
        if (found.weight == 0) continue;
        found.weight = 2 * found.weight + (line.number >= failure.where.line ? 1 : 0);
        if (found.weight > best.position.weight) best = {i, std::move(found)};
    }
    return best;
}

} // namespace

std::string render_excerpt(Language const& in, FailureRecord const& failure, Style const& style, std::size_t width) {
    Gutter const gutter(style, width);
    auto const lines = failure.excerpt;
    BestLine const best = best_line(failure);
    std::string const label = in.say(
        "report.mark." + std::string(to_string(failure.outcome)), {{"name", explanation(in, *failure.diagnosis).name}});
    std::size_t const first = lines.size() > most_lines && best.number > lines_before ? best.number - lines_before : 0;
    std::size_t const last = std::min(lines.size(), first + most_lines);
    std::string rows;
    for (std::size_t i = first; i < last; ++i)
        rows += i == best.number ? gutter.line(lines[i], best.position.parts, role_of(failure.outcome), label)
                                 : gutter.line(lines[i]);
    return last < lines.size() ? rows + gutter.gap() : rows;
}

} // namespace whybounce::report
