#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

int score(std::span<std::string_view const> head) { return score_certain(head, grammar::parse_mdaemon_line); }

} // namespace

Dialect const mdaemon{"mdaemon", "SMTP log of MDaemon", InputKind::transcript, SessionRecord::Observer::client, score,
    open_reader<MarkedReader<grammar::parse_mdaemon_line>>, nullptr, Echo::nothing,
    Shows::start | Shows::order | Shows::replies};

} // namespace whybounce::dialect
