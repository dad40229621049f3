#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

int score(std::span<std::string_view const> head) { return score_marks(head, grammar::parse_msmtp_line); }

using Kind = TranscriptEvent::Kind;

constexpr std::string_view tls_failures[] = {
    "msmtp: TLS certificate", "msmtp: TLS handshake", "msmtp: cannot initialize TLS"};
constexpr std::string_view losses[] = {"msmtp: network read error", "msmtp: network write error",
    "msmtp: cannot read from TLS connection", "msmtp: cannot write to TLS connection",
    "msmtp: the server sent an empty"};

/// msmtp's last words tell what broke.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (begins_with_any(line.text, tls_failures)) return send(events, Kind::tls_failed, line, line.text);
        if (begins_with_any(line.text, losses)) return send(events, Kind::close, line, line.text);
        marked_.line(line, events);
    }

private:
    MarkedReader<grammar::parse_msmtp_line> marked_;
};

} // namespace

Dialect const msmtp{"msmtp", "output of msmtp --debug", InputKind::transcript, SessionRecord::Observer::client, score,
    open_reader<Reader>, nullptr, Echo::all, Shows::start | Shows::order | Shows::replies | Shows::auth};

} // namespace whybounce::dialect
