#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include <string>
#include <utility>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

constexpr std::string_view signature[] = {
    "CONNECTED(", "CONNECTION ESTABLISHED", "depth=", "Verify return code: ", "Can't use SSL_get_servername"};

int score(std::span<std::string_view const> head) { return score_named(head, signature, 0); }

/// The certificates come first, up to a rule behind the verify code; then the dialogue, bare. Session tickets break in
/// between two rules.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (!begun_) begin(line, events);
        if (line.text.starts_with("CONNECTED(")) handshake_ = true;
        if (line.text == "CONNECTION ESTABLISHED") brief_ = true;
        brief_ = brief_ && !is_reply_shaped(line.text) && !is_command_shaped(line.text);
        if (brief_) return send(events, Kind::note, line);
        if (line.text.starts_with("Post-Handshake New Session Ticket arrived:")) handshake_ = true;
        verified_ = verified_ || line.text.find("Verify return code: ") != std::string_view::npos;
        bool const rule = line.text == "---";
        if (handshake_) {
            handshake_ = !(rule && verified_);
            return send(events, Kind::note, line);
        }
        if (line.text.find(":error:") != std::string_view::npos) return send(events, Kind::note, line);
        auto const own = grammar::parse_openssl_line(line.text);
        bool const eaten = own && (line.text == "RENEGOTIATING" || line.text == "DONE");
        flush(eaten ? Kind::note : Kind::either, events);
        bool const first = is_reply_shaped(line.text) && !std::exchange(answered_, true);
        if (first && line.text.starts_with("250 ")) return send(events, Kind::note, line); // from before TLS
        if (!own) return said(line, events);
        own->mark == grammar::Mark::close ? send_marked(events, line, *own) : send(events, Kind::note, line);
    }

    void end(EventSink& events) override { flush(Kind::either, events); }

private:
    /// What comes before TLS is not shown: the connection is encrypted from the first line on.
    void begin(LineView line, EventSink& events) {
        begun_ = true;
        send(events, Kind::tls, line);
    }

    /// A line that begins with R or Q is a command to openssl and never sent, as the next line then tells.
    void said(LineView line, EventSink& events) {
        if (!line.text.starts_with('R') && !line.text.starts_with('Q'))
            return send(events, Kind::either, line, line.text);
        held_ = line.text;
        held_number_ = line.number;
        send(events, Kind::note, line); // understood, whatever becomes of it
    }

    void flush(Kind kind, EventSink& events) {
        if (held_.empty()) return;
        send(events, kind, {held_, held_number_}, held_);
        held_.clear();
    }

    std::string held_; ///< a line that may not have been sent
    std::size_t held_number_ = 0;
    bool answered_ = false; ///< a line of a reply has come
    bool begun_ = false;
    bool handshake_ = false; ///< inside what openssl says of certificates and tickets
    bool brief_ = false;     ///< with -brief: a few lines of it, and no rule behind them
    bool verified_ = false;  ///< the last word of the handshake has come
};

} // namespace

Dialect const openssl{"openssl", "a session typed into openssl s_client", InputKind::transcript,
    SessionRecord::Observer::client, score, open_reader<Reader>, nullptr, Echo::all,
    Shows::order | Shows::replies | Shows::auth | Shows::content};

} // namespace whybounce::dialect
