#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

int score(std::span<std::string_view const> head) { return score_marks(head, grammar::parse_neomutt_line); }

} // namespace

Dialect const neomutt{"neomutt", "debug log of NeoMutt or Mutt", InputKind::transcript, SessionRecord::Observer::client,
    score, open_reader<MarkedReader<grammar::parse_neomutt_line>>, nullptr, Echo::all,
    Shows::start | Shows::order | Shows::replies};

} // namespace whybounce::dialect
