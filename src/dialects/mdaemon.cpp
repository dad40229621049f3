#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::dialect {
namespace {

/// MDaemon names the day of the week or the session; a mere stamp before arrows may be a wrapping.
int score(std::span<std::string_view const> head) {
    int const certain = score_certain(head, grammar::parse_mdaemon_line);
    auto const named = [](std::string_view line) {
        auto const marked = grammar::parse_mdaemon_line(line);
        return marked && (!marked->channel.empty() || ascii::is_alpha(line.front()));
    };
    return std::ranges::any_of(head, named) ? certain : certain * 4 / 5;
}

} // namespace

Dialect const mdaemon{"mdaemon", "SMTP log of MDaemon", InputKind::transcript, SessionRecord::Observer::client, score,
    open_reader<MarkedReader<grammar::parse_mdaemon_line>>, nullptr, Echo::nothing,
    Shows::start | Shows::order | Shows::replies};

} // namespace whybounce::dialect
