#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

constexpr std::string_view signature[] = {
    "CONNECTED(", "depth=", "Verify return code: ", "Can't use SSL_get_servername"};

int score(std::span<std::string_view const> head) { return score_named(head, signature, 0); }

/// The certificates come first, up to a rule behind the verify code; then the dialogue, bare. Session tickets break in
/// between two rules.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (!begun_) begin(line, events);
        if (line.text.starts_with("CONNECTED(")) handshake_ = true;
        if (line.text.starts_with("Post-Handshake New Session Ticket arrived:")) handshake_ = true;
        verified_ = verified_ || line.text.find("Verify return code: ") != std::string_view::npos;
        bool const rule = line.text == "---";
        if (handshake_) {
            handshake_ = !(rule && verified_);
            return send(events, Kind::note, line);
        }
        auto const own = grammar::parse_openssl_line(line.text);
        if (!own) return send(events, Kind::either, line, line.text);
        own->mark == grammar::Mark::close ? send_marked(events, line, *own) : send(events, Kind::note, line);
    }

private:
    /// What comes before TLS is not shown: the connection is encrypted from the first line on.
    void begin(LineView line, EventSink& events) {
        begun_ = true;
        send(events, Kind::tls, line);
    }

    bool begun_ = false;
    bool handshake_ = false; ///< inside what openssl says of certificates and tickets
    bool verified_ = false;  ///< the last word of the handshake has come
};

} // namespace

Dialect const openssl{"openssl", "a session typed into openssl s_client", InputKind::transcript,
    SessionRecord::Observer::client, score, open_reader<Reader>};

} // namespace whybounce::dialect
