#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

int score(std::span<std::string_view const> head) { return score_marks(head, grammar::parse_perl_line); }

/// The class of an encrypted connection has a name of its own: of the first line, too, where encryption comes first.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        reader_.line(line, events);
        constexpr std::string_view encrypted = "Net::SMTP::_SSL=GLOB(";
        bool const heard = line.text.starts_with(encrypted) && line.text.find(")<<< ") != std::string_view::npos;
        if (heard) send(events, TranscriptEvent::Kind::tls, line);
    }

private:
    MarkedReader<grammar::parse_perl_line> reader_;
};

} // namespace

Dialect const perl_net_smtp{"perl-net-smtp", "debug output of Perl's Net::SMTP (git send-email)", InputKind::transcript,
    SessionRecord::Observer::client, score, open_reader<Reader>, nullptr, Echo::all, shows_dialogue};

} // namespace whybounce::dialect
