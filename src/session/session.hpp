#pragma once
#include "session/facts.hpp"
#include "session/text_pool.hpp"
#include "session/verbs.hpp"
#include "whybounce/diagnosis.hpp"
#include "whybounce/records.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace whybounce::session {

/// One command and its reply, with the lines that show them. Views point into the session's pool.
struct Exchange {
    Verb verb{};
    ExchangeRecord record;
    std::string_view command_line;       ///< as it stands in the input, credentials taken out; empty when not visible
    std::size_t reply_line = 0;          ///< line of the first reply line; 0 when never answered
    std::vector<SourceLine> reply_lines; ///< of a refusal only, at most `kept_reply_lines`
    std::string_view path;               ///< of MAIL and RCPT; the recipient of an LMTP (eod)
    bool path_known = false;
    std::string_view parameters; ///< of MAIL and RCPT, behind the path
    bool lost = false;           ///< the connection ended before the answer
    std::string_view lost_words; ///< how the tool says so
    SourceLine lost_line;

    // Evidence for the linter (witness.hpp).
    bool tls = false; ///< the command came encrypted
    bool bare_lf = false, bare_cr = false;
    bool unfinished = false;              ///< the last line of the reply announces another one
    std::size_t octets = 0;               ///< of the command line, with CR LF
    std::size_t first_said = 0, said = 0; ///< lines of the reply in `Session::said`
    AuthFacts auth;
    std::int64_t sent_ms = -1, answered_ms = -1; ///< stamps of the tool; -1: none

    static constexpr std::size_t kept_reply_lines = 4;
    bool refused() const { return record.code && *record.code >= 400; }
    bool accepted() const { return record.code && *record.code < 300; }
};

/// One dialogue, complete or not.
struct Session {
    std::size_t line = 0; ///< first line
    SessionRecord::Protocol protocol = SessionRecord::Protocol::smtp;
    OptionalView server, client;
    bool tls = false, authenticated = false;
    OptionalView mechanism;
    Phase phase = Phase::connect;
    bool turned = false; ///< the marks of the client were the server's: who greets is the server
    bool began = false;  ///< the greeting is in it
    bool ended = false;  ///< the end of the connection, or the answer to QUIT, is in it
    std::vector<Exchange> exchanges;
    std::vector<SaidLine> said; ///< lines of all replies
    std::vector<ContentFacts> contents;
    std::vector<SourceLine> odd_replies; ///< lines of the server that are no replies
    SourceLine close_line;               ///< how the tool tells the end of the connection; number 0: it does not
    std::int64_t opened_ms = -1;         ///< the tool's stamp at the connection; -1: none
    std::uint16_t port = 0;              ///< of the server, if the tool names it
    TextPool pool;

    std::span<SaidLine const> lines_of(Exchange const& exchange) const {
        return std::span(said).subspan(exchange.first_said, exchange.said);
    }
};

/// Receives each session when it is over; it is gone after the call.
class SessionSink {
public:
    virtual ~SessionSink() = default;
    virtual void on(Session const& session) = 0;
};

/// A refusal, or a connection lost, inside a session.
struct Failure {
    std::size_t exchange = 0; ///< number in `exchanges`
    Step step{};
    std::size_t transaction_line = 0; ///< of the MAIL command it belongs to, else of the session: tells messages apart
    std::optional<std::size_t> caused_by; ///< line of the failure that this one only follows from
    std::string_view sender, recipient;
    bool sender_known = false, recipient_known = false;
    std::vector<std::string_view> recipients; ///< all that a refusal of the content concerns
    SessionFacts session;
};

/// What failed in a session, in order. Consequences carry `caused_by`: a 503 after a refused MAIL, DATA after all RCPT
/// were refused.
std::vector<Failure> failures_of(Session const& session);

} // namespace whybounce::session
