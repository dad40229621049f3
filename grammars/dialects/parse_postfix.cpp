#include "grammars/core/apply.hpp"
#include "grammars/dialects/postfix.hpp"
#include "grammars/postfix.hpp"

#include "whybounce/ascii.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace whybounce::grammar {
namespace {

/// The fixed tail of a refusal and where it begins.
struct FoundTail {
    std::size_t begin = std::string_view::npos;
    RefusalTail tail;
};

/// text.rfind(what), which looks at every octet; this one looks at semicolons.
std::size_t find_last(std::string_view text, std::string_view what) {
    std::size_t end = text.size();
    while (auto const* const hit = static_cast<char const*>(memrchr(text.data(), what.front(), end))) {
        end = static_cast<std::size_t>(hit - text.data());
        if (text.substr(end).starts_with(what)) return end;
    }
    return std::string_view::npos;
}

/// Read from the right, because the text before it may hold anything. A tail that leaves nothing unread, but for the
/// words behind a colon, is the better one.
FoundTail tail_of(std::string_view text) {
    FoundTail first;
    for (std::string_view const begin : {"; from=<", "; to=<", "; proto=", "; helo=<"}) {
        std::size_t const found = find_last(text, begin);
        if (found == std::string_view::npos) continue;
        auto const tail = whole<RefusalTail>(text.substr(found + 2), refusal_tail);
        if (!tail) continue;
        bool const clean = tail->text.empty() ||
            text.substr(static_cast<std::size_t>(tail->text.data() - text.data()) - 2).starts_with(": ");
        if (clean) return {found, *tail};
        if (first.begin == std::string_view::npos) first = {found, *tail};
    }
    return first;
}

Refusal joined(RefusalHead const& head, RefusalTail const& tail) {
    return {head.action, head.stage, head.client, head.text, {}, tail.from, tail.to, tail.proto, tail.helo,
        tail.sasl_method, tail.sasl_username};
}

/// "WHAT from CLIENT": the client stands behind the last " from ".
Refusal content_refusal(RefusalHead const& head, RefusalTail const& tail) {
    Refusal refusal = joined(head, tail);
    std::size_t const from = head.text.rfind(" from ");
    refusal.object = head.text.substr(0, from);
    if (from != std::string_view::npos) refusal.client = head.text.substr(from + 6);
    refusal.text = tail.text;
    return refusal;
}

} // namespace

std::optional<Parsed<SyslogTag>> parse_syslog_tag(std::string_view text) { return prefix<SyslogTag>(text, syslog_tag); }
std::optional<BracketedPeer> parse_bracketed_peer(std::string_view text) {
    return whole<BracketedPeer>(text, bracketed_peer);
}
std::optional<Parsed<std::string_view>> parse_queue_id(std::string_view text) {
    return prefix<std::string_view>(text, queue_id);
}
std::optional<QueueActive> parse_queue_active(std::string_view text) { return whole<QueueActive>(text, queue_active); }
std::optional<Expired> parse_expired(std::string_view text) { return whole<Expired>(text, expired); }
std::optional<Client> parse_client(std::string_view text) { return whole<Client>(text, client); }
std::optional<Pickup> parse_pickup(std::string_view text) { return whole<Pickup>(text, pickup); }
std::optional<Notification> parse_notification(std::string_view text) {
    return whole<Notification>(text, notification);
}
std::optional<ClientConnection> parse_client_connection(std::string_view text) {
    return whole<ClientConnection>(text, client_connection);
}
std::optional<LostConnection> parse_lost_connection(std::string_view text) {
    return whole<LostConnection>(text, lost_connection);
}
std::optional<SaslFailure> parse_sasl_failure(std::string_view text) { return whole<SaslFailure>(text, sasl_failure); }
std::optional<ConnectFailure> parse_connect_failure(std::string_view text) {
    return whole<ConnectFailure>(text, connect_failure);
}

std::optional<Delivery> parse_delivery(std::string_view text) {
    auto record = whole<Delivery>(text, delivery);
    if (!record) return std::nullopt;
    std::string_view& reason = record->reason;
    record->cut = !reason.empty() && !reason.ends_with(')');
    if (reason.starts_with('(')) reason.remove_prefix(1);
    if (reason.ends_with(')')) reason.remove_suffix(1);
    return record;
}

std::optional<Refusal> parse_refusal(std::string_view text) {
    auto const [begin, tail] = tail_of(text);
    std::string_view const front = text.substr(0, begin);
    if (auto const check = whole<RefusalHead>(front, content_check)) return content_refusal(*check, tail);
    if (auto const head = whole<RefusalHead>(front, refusal_head)) return joined(*head, tail);
    return std::nullopt;
}

DeliveryReason parse_delivery_reason(std::string_view words) {
    constexpr std::string_view suspended = "delivery temporarily suspended: ";
    bool const is_suspended = words.starts_with(suspended);
    if (is_suspended) words.remove_prefix(suspended.size());
    auto reason = whole<DeliveryReason>(words, delivery_reason);
    if (!reason) {
        reason.emplace();
        reason->reply = words;
        if (parse_reply_line(words)) reason->shape = Shape::reply;
    }
    if (reason->reply.empty() || reason->shape == Shape::connect) reason->reply = words;
    reason->suspended = is_suspended;
    return *reason;
}

bool is_loopback(std::string_view address) { return address.starts_with("127.") || address == "::1"; }

bool is_filter_relay(std::string_view relay) {
    std::size_t const bracket = relay.find('[');
    if (bracket == View::npos) return false;
    std::string_view const inside = relay.substr(bracket + 1);
    if (inside.starts_with("127.") || inside.starts_with("::1]") || inside.find("]:100") != View::npos) return true;
    if (inside.empty() || ascii::is_digit(inside.front()) || inside.find('/') == View::npos) return false;
    constexpr View filters[] = {"amavis", "filter", "spam"}; // in the path of a socket
    return std::ranges::any_of(filters, [&](View part) { return inside.find(part) != View::npos; });
}

bool is_filter_service(std::string_view relay) {
    constexpr View final_programs[] = {"autoreply", "bsmtp", "cyrus", "dovecot", "dovecot-lda", "dovecot-spamass",
        "ifmail", "mailman", "maildrop", "old-cyrus", "procmail", "scalemail-backend", "sympa", "sympabounce", "uucp",
        "vacation"};
    return relay.find('[') == View::npos && std::ranges::find(final_programs, relay) == std::end(final_programs);
}

LogPeer parse_log_peer(std::string_view text) {
    auto const peer = parse_bracketed_peer(text);
    if (!peer) return {text, text, {}, {}, {}};
    bool const is_address = peer->inside.find('/') == View::npos &&
        (peer->inside.find('.') != View::npos || peer->inside.find(':') != View::npos);
    LogPeer parsed{
        text, peer->host, is_address ? peer->inside : View{}, is_address ? View{} : peer->inside, std::nullopt};
    if (peer->port != 0) parsed.port = peer->port;
    return parsed;
}

} // namespace whybounce::grammar
