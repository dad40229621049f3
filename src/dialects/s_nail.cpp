#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

int score(std::span<std::string_view const> head) { return score_marks(head, grammar::parse_s_nail_line); }

} // namespace

Dialect const s_nail{"s-nail", "output of s-nail (mailx) -v -v", InputKind::transcript, SessionRecord::Observer::client,
    score, open_reader<MarkedReader<grammar::parse_s_nail_line>>, nullptr, Echo::all,
    Shows::start | Shows::order | Shows::replies | Shows::auth};

} // namespace whybounce::dialect
