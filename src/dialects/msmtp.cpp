#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

int score(std::span<std::string_view const> head) { return score_marks(head, grammar::parse_msmtp_line); }

} // namespace

Dialect const msmtp{"msmtp", "output of msmtp --debug", InputKind::transcript, SessionRecord::Observer::client, score,
    open_reader<MarkedReader<grammar::parse_msmtp_line>>, nullptr, Echo::all,
    Shows::start | Shows::order | Shows::replies | Shows::auth};

} // namespace whybounce::dialect
