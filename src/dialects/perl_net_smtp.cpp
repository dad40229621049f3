#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

int score(std::span<std::string_view const> head) { return score_marks(head, grammar::parse_perl_line); }

} // namespace

Dialect const perl_net_smtp{"perl-net-smtp", "debug output of Perl's Net::SMTP (git send-email)", InputKind::transcript,
    SessionRecord::Observer::client, score, open_reader<MarkedReader<grammar::parse_perl_line>>, nullptr, Echo::all,
    shows_dialogue};

} // namespace whybounce::dialect
