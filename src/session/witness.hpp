#pragma once
#include "session/credentials.hpp"
#include "session/session.hpp"
#include "whybounce/event.hpp"

#include <string>
#include <vector>

namespace whybounce::session {

/// Stands beside the tracker and notes what the linter wants to know and pairing does not need. The tracker calls it
/// where a line has been understood.
class Witness {
public:
    /// Before each event.
    void saw(TranscriptEvent const& event);
    /// A command was added to the session.
    void command(Exchange& exchange, bool tls) const;
    /// What AUTH or a SASL response carried; the payload is looked at and forgotten.
    static void credential(AuthFacts& facts, std::string_view payload);
    /// A line of the reply at hand.
    void reply_line(LineView line, std::string_view text, ReplyLine const& reply);
    /// The reply at hand is complete and belongs to this exchange.
    void answered(Session& session, Exchange& exchange, Credentials const& credentials);
    /// A line of the server that is no reply.
    static void odd_reply(Session& session, TranscriptEvent const& event);
    /// A line of content, of the client or known to be content.
    static void content(Session& session, TranscriptEvent const& event);
    /// The session goes out.
    void leave(Session& session);

private:
    struct Held {
        SaidLine line;
        std::string text;
    };

    std::vector<Held> held_; ///< lines of the reply at hand; reused
    std::size_t held_count_ = 0;
    bool unfinished_ = false;
    std::uint16_t port_ = 0, next_port_ = 0; ///< next: of the connection that opens when this session has gone out
    std::int64_t opened_ms_ = -1, next_opened_ms_ = -1;
    TranscriptEvent::LineEnd line_end_{};
    std::size_t octets_ = 0;
    bool bare_cr_ = false;
    std::int64_t time_ = -1, reply_time_ = -1;
};

} // namespace whybounce::session
