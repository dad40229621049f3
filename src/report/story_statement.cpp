#include "report/story_statement.hpp"

#include "report/escape.hpp"
#include "report/explanation.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

std::string place_of(Where const& where) { return fmt::format("{}:{}", escape(where.input), where.line); }

/// "2026-11-22 05:49:48"
std::string clock_of(OptionalView time) {
    std::string text = escape(time.value_or(""));
    if (text.size() > 10 && text[10] == 'T') text[10] = ' ';
    return text;
}

/// A field of an event, escaped; empty when the line does not have it.
std::string field(EventRecord const& event, std::string_view name) {
    auto const found = std::ranges::find(event.fields, name, &EventField::name);
    return found == event.fields.end() ? std::string{} : escape(found->value);
}

std::uint64_t number(std::string const& digits) {
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

/// "desk.example.org[192.0.2.31]"
std::string client_words(EventRecord const& event) {
    std::string const host = field(event, "client_hostname"), address = field(event, "client_address");
    return address.empty() ? host : fmt::format("{}[{}]", host, address);
}

std::string client(Language const& in, EventRecord const& event, bool back) {
    std::string const from = client_words(event);
    if (back) return in.say("trace.back", {{"id", escape(event.queue_id.value_or(""))}, {"client", from}});
    std::string const user = field(event, "sasl_username"), method = field(event, "sasl_method");
    if (user.empty()) return in.say("trace.came", {{"client", from}});
    return in.say(
        "trace.logged-in", {{"client", from}, {"user", method.empty() ? user : with_aside(in, user, method)}});
}

std::string pickup(Language const& in, EventRecord const& event, bool) {
    std::string const before = field(event, "orig_id");
    if (!before.empty())
        return in.say("trace.requeued", {{"id", escape(event.queue_id.value_or(""))}, {"before", before}});
    return in.say("trace.local", {{"uid", field(event, "uid")}, {"sender", fmt::format("<{}>", field(event, "from"))}});
}

std::string message_id(Language const& in, EventRecord const& event, bool) {
    return in.say("trace.message-id", {{"id", fmt::format("<{}>", field(event, "message_id"))}});
}

std::string active(Language const& in, EventRecord const& event, bool) {
    return in.say("trace.queued",
        {{"sender", fmt::format("<{}>", field(event, "from"))},
            {"size", in.count("count.octets", number(field(event, "size")))},
            {"recipients", in.count("count.recipients", number(field(event, "nrcpt")))}});
}

std::string notice(Language const& in, EventRecord const& event, bool) {
    std::string const id = field(event, "notification_queue_id"), kind = field(event, "notification");
    if (id.empty()) return fmt::format("{} {}", kind, field(event, "reason"));
    std::string_view const key = field(event, "notification_to") == "postmaster" ? "trace.notice.postmaster"
        : kind.find("non-delivery") != std::string::npos                         ? "trace.notice.bounce"
        : kind.find("delay") != std::string::npos                                ? "trace.notice.delay"
                                                                                 : "trace.notice.success";
    return in.say(key, {{"id", id}});
}

std::string tls(Language const& in, EventRecord const& event, bool) {
    std::string const trust = field(event, "tls_trust");
    std::string const relay = field(event, "relay");
    return in.say("trace.tls",
        {{"peer", relay.empty() ? client_words(event) : relay},
            {"tls", fmt::format("{} {} ({})", field(event, "tls_version"), field(event, "tls_cipher"), trust)}});
}

std::string removed(Language const& in, EventRecord const&, bool) { return in.say("trace.removed"); }

/// What the line says, where no sentence of ours says it better.
std::string plain(EventRecord const& event) {
    std::string const message = field(event, "message");
    std::string words = fmt::format("{}:", escape(event.kind));
    if (!message.empty()) return fmt::format("{} {}", words, message);
    for (EventField const& f : event.fields)
        if (f.name != "queue_id") words += fmt::format(" {}={}", escape(f.name), escape(f.value));
    return words;
}

struct KindRow {
    std::string_view kind;
    std::string (*say)(Language const& in, EventRecord const& event, bool back);
};
constexpr KindRow kinds[] = {
    {"client", client},
    {"pickup", pickup},
    {"message-id", message_id},
    {"qmgr-active", active},
    {"notification", notice},
    {"tls", tls},
    {"removed", removed},
};

std::string delays_words(Language const& in, DeliveryRecord const& delivery) {
    if (!delivery.delay) return {};
    auto const number_words = [](double seconds) { return fmt::format("{}", seconds); };
    std::string const whole = number_words(*delivery.delay);
    if (!delivery.delays) return in.say("trace.delay", {{"delay", whole}});
    auto const& parts = *delivery.delays;
    return in.say("trace.delays",
        {{"delay", whole}, {"before", number_words(parts[0])}, {"queue", number_words(parts[1])},
            {"connect", number_words(parts[2])}, {"send", number_words(parts[3])}});
}

Role role_of(std::string_view status) {
    if (status == "sent" || status == "deliverable") return Role::good;
    return status == "deferred" ? Role::temporary : Role::permanent;
}

/// "550 5.1.1 no such user"
std::string reply_words(
    std::optional<std::uint16_t> code, std::optional<EnhancedStatusCode> enhanced, std::string_view text) {
    std::string words = code_and_status(code, enhanced);
    std::string said(text);
    std::ranges::replace(said, '\n', ' ');
    return fmt::format("{}{}{}", words, words.empty() ? "" : " ", escape(said));
}

} // namespace

std::string diagnosis_words(Language const& in, Diagnosis const& diagnosis) {
    return in.say("trace.why",
        {{"name", explanation(in, diagnosis).name}, {"reason", escape(diagnosis.reason->id)},
            {"actor", std::string(diagnosis.actor)}, {"retry", retry_words(in, diagnosis)}});
}

std::optional<Statement> statement_of(Language const& in, EventRecord const& event, bool back) {
    if (event.kind == "delivery" || event.kind == "debug") return std::nullopt;
    Statement statement{place_of(event.where), clock_of(event.time), {}, {}};
    auto const row = std::ranges::find(kinds, event.kind, &KindRow::kind);
    statement.raw = row == std::end(kinds);
    statement.text = statement.raw ? plain(event) : row->say(in, event, back);
    return statement;
}

Statement statement_of(Language const& in, DeliveryRecord const& delivery) {
    std::string const recipient = escape(delivery.recipient.value_or("")), relay = peer_words(delivery.relay),
                      status = escape(delivery.status.value_or(""));
    Statement statement{place_of(delivery.where), clock_of(delivery.time), {}, {}, role_of(status)};
    statement.text = relay.empty()
        ? in.say("trace.attempt-here", {{"recipient", recipient}, {"status", status}})
        : in.say("trace.attempt", {{"recipient", recipient}, {"status", status}, {"relay", relay}});
    statement.details.push_back(reply_words(delivery.code, delivery.enhanced, delivery.text));
    if (std::string const delays = delays_words(in, delivery); !delays.empty()) statement.details.push_back(delays);
    if (delivery.tls) statement.details.push_back("TLS: " + escape(*delivery.tls));
    return statement;
}

Statement statement_of(Language const& in, FailureRecord const& failure) {
    Statement statement{place_of(failure.where), clock_of(failure.time), headline(in, failure), {}};
    statement.role = failure.outcome == Outcome::temporary ? Role::temporary : Role::permanent;
    std::string const recipient = escape(failure.recipient.value_or("")), peer = peer_words(failure.relay);
    if (failure.diagnosis->reason->id == "transport.expired")
        statement.text = in.say("trace.expired", {{"recipient", recipient}});
    else if (failure.origin == Origin::rejection)
        statement.text = in.say("trace.rejected",
            {{"step", headline(in, failure)}, {"client", peer},
                {"sender", fmt::format("<{}>", escape(failure.sender.value_or("")))},
                {"recipient", fmt::format("<{}>", recipient)}});
    else if (!peer.empty())
        statement.text = in.say("trace.at-host", {{"what", statement.text}, {"relay", peer}});
    if (!failure.caused_by) statement.details.push_back(reply_words(failure.code, failure.enhanced, failure.text));
    return statement;
}

} // namespace whybounce::report
