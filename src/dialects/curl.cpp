#include "dialects/curl_words.hpp"
#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

constexpr std::string_view signature[] = {"*   Trying ", "* Connected to "};

int score(std::span<std::string_view const> head) {
    return std::max(score_marks(head, grammar::parse_curl_line), score_signature(head, signature));
}

constexpr std::string_view endings[] = {"Closing connection", "shutting down connection", "connect to ",
    "Failed to connect"}; // a failure to read may still be followed by QUIT

/// How its TLS libraries tell of a handshake or a certificate that failed: OpenSSL, GnuTLS, Schannel, all of them.
constexpr std::string_view tls_failures[] = {"SSL certificate problem", "SSL: no alternative certificate subject name",
    "SSL: certificate subject name", "SSL: unable to obtain common name", "SSL peer certificate",
    "OpenSSL SSL_connect:", "OpenSSL/", "TLS connect error", "gnutls_handshake() failed", "GnuTLS, handshake failed",
    "server certificate verification failed", "schannel: failed", "error:"};

/// curl prints its progress meter and its last word on the same terminal.
bool is_own_word(std::string_view line) {
    return line.starts_with("curl: (") || line.starts_with("  % Total") ||
        line.find("--:--:--") != std::string_view::npos || line.starts_with("                                 Dload");
}

/// Its last word of a connection that broke: CURLE_SEND_ERROR, CURLE_RECV_ERROR. A refusal is "MAIL failed: 550".
bool is_last_word(std::string_view line) {
    bool const network = line.starts_with("curl: (55) ") || line.starts_with("curl: (56) ");
    return network && line.find(" failed: ") == std::string_view::npos;
}

/// "--:--:--" or "0:00:07": a column of the progress meter.
bool is_meter_time(std::string_view text) {
    if (text.starts_with("--:--:--")) return true;
    return text.size() > 6 && ascii::is_digit(text[0]) && text[1] == ':' && ascii::is_digit(text[2]) &&
        ascii::is_digit(text[3]) && text[4] == ':' && ascii::is_digit(text[5]);
}

/// What stands behind the progress meter, which overwrites itself and ends no line: "… --:--:-- --:--:--  97< 250 Ok".
std::string_view behind_meter(std::string_view line) {
    line.remove_prefix(line.rfind('\r') + 1);
    int times = 0;
    std::size_t at = 0;
    while (at < line.size() && times < 3) {
        times += is_meter_time(line.substr(at));
        at = is_meter_time(line.substr(at)) ? std::min(line.find(' ', at), line.size()) : at + 1;
    }
    std::size_t const speed = times < 3 ? std::string_view::npos : line.find_first_not_of(' ', at);
    if (speed == std::string_view::npos) return line;
    std::size_t const end = line.find_first_not_of("0123456789.kMGTP", speed);
    bool const mark = end != std::string_view::npos && std::string_view("<>*{}").find(line[end]) != std::string::npos;
    return mark ? line.substr(end) : line;
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        bool const said = line.text.starts_with("> ") || line.text.starts_with("< ");
        std::string_view const text = said ? line.text : behind_meter(line.text);
        auto const marked = grammar::parse_curl_line(text);
        if (!marked) return send(events, kind_of_curl_line(text), line, text);
        Kind const kind = kind_of(marked->mark);
        send(events, kind == Kind::note && text.front() == '*' ? kind_of_curl_words(marked->text) : kind, line,
            marked->text);
    }

    std::optional<ContentMark> content_mark(std::string_view line) const override {
        return line.starts_with("> ") ? std::optional(ContentMark{"> "}) : std::nullopt;
    }
};

std::unique_ptr<DialectReader> open(ReadingContext const&) { return std::make_unique<Reader>(); }

} // namespace

/// "  Trying 192.0.2.1:25..." opens a connection, "Closing connection 0" ends it.
Kind kind_of_curl_words(std::string_view words) {
    std::size_t const word = words.find_first_not_of(' ');
    std::string_view const text = word == std::string_view::npos ? words : words.substr(word);
    if (text.starts_with("Trying ")) return Kind::open;
    if (text.starts_with("SSL connection using")) return Kind::tls;
    if (begins_with_any(text, tls_failures)) return Kind::tls_failed;
    return begins_with_any(text, endings) ? Kind::close : Kind::note;
}

Kind kind_of_curl_line(std::string_view line) {
    if (is_last_word(line)) return Kind::close;
    return is_blank(line) ? Kind::blank : is_own_word(line) ? Kind::note : Kind::unknown;
}

Dialect const curl{"curl", "output of curl --verbose", InputKind::transcript, SessionRecord::Observer::client, score,
    open, nullptr, Echo::all, Shows::start | Shows::order | Shows::replies | Shows::auth};

} // namespace whybounce::dialect
