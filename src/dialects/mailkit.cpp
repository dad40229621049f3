#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include <algorithm>

namespace whybounce::dialect {
namespace {

using grammar::Mark;

/// The marks are those of the RFCs' examples; the line about the connection is MailKit's own.
int score(std::span<std::string_view const> head) {
    bool const connects = std::ranges::any_of(head, [](std::string_view line) {
        auto const marked = grammar::parse_mailkit_line(line);
        return marked && marked->mark == Mark::open;
    });
    return connects ? 100 : 0;
}

} // namespace

Dialect const mailkit{"mailkit", "protocol log of MailKit", InputKind::transcript, SessionRecord::Observer::client,
    score, open_reader<MarkedReader<grammar::parse_mailkit_line>>, nullptr, Echo::all, shows_dialogue};

} // namespace whybounce::dialect
