#pragma once
#include "grammars/parse.hpp"
#include "whybounce/log_event.hpp"

/// Doors to the grammar of Postfix's log lines (grammars/dialects/postfix.hpp). `text` is what stands behind "QUEUEID:
/// ".
namespace whybounce::grammar {

/// "QUEUEID: " or "NOQUEUE: " at the beginning; only the shape is looked at.
std::optional<Parsed<std::string_view>> parse_queue_id(std::string_view text);

std::optional<Delivery> parse_delivery(std::string_view text);
std::optional<QueueActive> parse_queue_active(std::string_view text);
std::optional<Expired> parse_expired(std::string_view text);
std::optional<Client> parse_client(std::string_view text);
std::optional<Pickup> parse_pickup(std::string_view text);
std::optional<Notification> parse_notification(std::string_view text);
std::optional<ClientConnection> parse_client_connection(std::string_view text);
std::optional<LostConnection> parse_lost_connection(std::string_view text);
std::optional<SaslFailure> parse_sasl_failure(std::string_view text);
std::optional<ConnectFailure> parse_connect_failure(std::string_view text);
/// reject, hold, milter-reject, proxy-reject, header and body checks …
std::optional<Refusal> parse_refusal(std::string_view text);

/// What the words behind status= say; always an answer, `own` at the least.
DeliveryReason parse_delivery_reason(std::string_view words);

/// An address of the host itself.
bool is_loopback(std::string_view address);
/// Does a delivery go to a content filter on this host, HOST[127.0.0.1]:10024 or the like? It may be any other server
/// there; what that says tells.
bool is_filter_relay(std::string_view relay);
/// May this service of pipe(8) be a content filter that gives mail back to sendmail(1)? Not one by the name of a
/// program that puts mail into mailboxes, or sends it on elsewhere.
bool is_filter_service(std::string_view relay);

/// A peer as the log names it; never fails: what has no brackets is a host.
LogPeer parse_log_peer(std::string_view text);

} // namespace whybounce::grammar
