#pragma once
#include "whybounce/event.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// Lines of a mail server's log, parsed. Names are Postfix's words; views point into the line.
namespace whybounce {

/// A stamp of a log line with its year found out.
struct LogTime {
    int year = 0; ///< 0: not known, and then there is no time
    unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0;
    std::string_view fraction;         ///< digits after the point
    std::optional<int> offset_minutes; ///< east of UTC
    TimeBasis basis = TimeBasis::logged;
};
/// "2026-11-22T10:00:00+01:00"; nullopt when the year is not known.
std::optional<std::string> to_iso8601(LogTime const& time);

/// HOST[IP]:PORT, [IP]:PORT, HOST[/path], "none", "local".
struct LogPeer {
    std::string_view whole, host, ip, service; ///< service: what stands in the brackets when it is no address
    std::optional<std::uint16_t> port;
};

/// to=…, relay=…, delay=…, status=… (…) of any delivery agent (Postfix: global/log_adhoc.c).
struct Delivery {
    std::string_view to, orig_to, relay, conn_use, delay, delays, tls, dsn, status;
    std::string_view reason; ///< what stands in the outer parentheses
    bool cut = false;        ///< the closing parenthesis is missing: the log cut the line
};

/// from=…, size=…, nrcpt=… (queue active)
struct QueueActive {
    std::string_view from, size, nrcpt;
};

/// from=…, status=expired, returned to sender
struct Expired {
    std::string_view from, status;
};

/// client=HOST[IP], sasl_…=…, orig_…=…
struct Client {
    std::string_view client, sasl_method, sasl_username, sasl_sender, orig_queue_id, orig_client;
};

struct MessageId {
    std::string_view id; ///< without angle brackets when it has both
    bool resent = false;
};

/// ACTION: STAGE from CLIENT: TEXT; from=<…> to=<…> proto=… helo=<…>
struct Refusal {
    std::string_view action, stage, client;
    std::string_view text;   ///< code, status and words, as they stand
    std::string_view object; ///< of content checks: what was looked at
    std::optional<std::string_view> from, to;
    std::string_view proto, helo, sasl_method, sasl_username;
};

/// sender non-delivery notification: QID
struct Notification {
    std::string_view notification, queue_id;
};

/// lost connection after STAGE from CLIENT; timeout, too many errors likewise
struct LostConnection {
    std::string_view what, stage, client;
};

/// connect to HOST[IP]:PORT: WHY, logged before the next host is tried
struct ConnectFailure {
    std::string_view relay, reason;
};

/// A failure at one host while others are still to be tried: the same words as a delivery's reason.
struct InterimFailure {
    std::string_view reason;
};

/// connect from CLIENT, disconnect from CLIENT counters
struct ClientConnection {
    std::string_view client, counters;
};

/// uid=N from=<S>[ orig_id=Q]
struct Pickup {
    std::string_view uid, from;
    std::string_view orig_id; ///< the queue id it had before it was requeued
};

/// HOST[IP]: SASL METHOD authentication failed: REASON[, sasl_username=U]
struct SaslFailure {
    std::string_view client, sasl_method, reason, sasl_username;
    std::string_view message; ///< all the words behind the client
};

/// A line of which only the level and the words are told.
struct Message {
    std::string_view level, message;
};

using LogForm = std::variant<std::monostate, Delivery, QueueActive, Expired, Client, MessageId, Refusal, Notification,
    LostConnection, ConnectFailure, InterimFailure, ClientConnection, Pickup, SaslFailure, Message>;

/// One line of a log.
struct LogEvent {
    LineView line;
    LogTime time;
    std::string_view host, program; ///< program: the whole tag, "postfix/submission/smtpd"
    std::string_view daemon;        ///< last word of the tag
    std::optional<std::uint32_t> pid;
    std::string_view queue_id; ///< empty when there is none; "NOQUEUE" as logged
    std::string_view text;     ///< behind the tag; empty where the line was read apart (log_digest.hpp)
    std::string_view kind;     ///< a kind of docs/events.md; "unknown" for a mail daemon's line of no known form
    LogForm form;
    LineClass line_class = LineClass::irrelevant;
};

/// What the words in a delivery's parentheses say.
struct DeliveryReason {
    enum class Shape : std::uint8_t {
        said,      ///< host H[IP] said: REPLY (in reply to CMD command)
        refused,   ///< host H[IP] refused to talk to me: REPLY
        connect,   ///< connect to H[IP]:PORT: WHY
        lost,      ///< lost connection with H[IP] while STAGE
        timed_out, ///< conversation with H[IP] timed out while STAGE
        sasl,      ///< SASL authentication failed; server H[IP] said: REPLY
        reply,     ///< a bare reply: 250 2.0.0 Ok
        own        ///< Postfix's own words
    } shape = Shape::own;
    bool suspended = false; ///< "delivery temporarily suspended: " stood before it
    std::string_view peer;  ///< H[IP]:PORT as it stands
    std::string_view reply; ///< REPLY, or WHY, or all the words
    std::string_view stage; ///< CMD or STAGE
};

} // namespace whybounce
