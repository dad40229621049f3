#include "report/json_record.hpp"

#include "report/json_value.hpp"

#include <array>

namespace whybounce::report {
namespace {

constexpr std::array<std::string_view, 3> protocol_words{"smtp", "esmtp", "lmtp"};
constexpr std::array<std::string_view, 3> observer_words{"client", "server", "unknown"};
constexpr std::array<std::string_view, 3> seen_words{"both", "elided", "unseen"};

template <typename Enum> std::string_view word(std::array<std::string_view, 3> const& words, Enum value) {
    return words[static_cast<std::size_t>(value)];
}

void put(JsonWriter& json, HeaderRecord const& r) {
    json.field("record", "header");
    json.field("schema", schema_id);
    json.field("version", r.version);
    json.field("catalogue", r.catalogue);
    put_objects(json, "inputs", r.inputs, [&json](InputInfo const& input) {
        json.field("input", input.input);
        json.field("dialect", input.dialect);
        json.field("kind", input.kind ? OptionalView(to_string(*input.kind)) : std::nullopt);
    });
}

void put_exchange(JsonWriter& json, ExchangeRecord const& r) {
    json.field("line", r.line);
    json.field("verb", r.verb);
    json.field("argument", r.argument);
    json.field("code", r.code);
    json.field("enhanced", r.enhanced);
    json.field("text", r.text);
    json.field("phase", to_string(r.phase));
    json.field("in_order", r.in_order);
    json.field("seen", word(seen_words, r.seen));
}

void put(JsonWriter& json, SessionRecord const& r) {
    json.field("record", "session");
    put_where(json, r.where);
    json.field("protocol", word(protocol_words, r.protocol));
    json.field("observer", word(observer_words, r.observer));
    json.field("server", r.server);
    json.field("client", r.client);
    json.field("tls", r.tls);
    json.field("authenticated", r.authenticated);
    json.field("auth_mechanism", r.auth_mechanism);
    json.field("phase", to_string(r.phase));
    json.field("complete", r.complete);
    put_objects(json, "exchanges", r.exchanges, [&json](ExchangeRecord const& e) { put_exchange(json, e); });
}

void put(JsonWriter& json, MessageRecord const& r) {
    json.field("record", "message");
    put_where(json, r.where);
    json.field("message_id", r.message_id);
    put_values(json, "queue_ids", r.queue_ids);
    json.field("sender", r.sender);
    json.field("size", r.size);
    put_peer(json, "client", r.client, PeerKeys::host_ip);
    json.field("arrived", r.arrived);
    json.field("removed", r.removed);
    put_objects(json, "recipients", r.recipients, [&json](RecipientRecord const& recipient) {
        json.field("recipient", recipient.recipient);
        json.field("orig_to", recipient.orig_to);
        json.field("attempts", recipient.attempts);
        json.field("fate", to_string(recipient.fate));
        json.field("last_line", recipient.last_line);
    });
    json.field("parent", r.parent);
    json.field("relation", r.relation);
}

void put_delays(JsonWriter& json, std::optional<std::array<double, 4>> const& delays) {
    if (delays)
        put_values(json, "delays", *delays);
    else
        json.field("delays", OptionalView());
}

void put(JsonWriter& json, DeliveryRecord const& r) {
    json.field("record", "delivery");
    put_where(json, r.where);
    json.field("time", r.time);
    json.field("queue_id", r.queue_id);
    json.field("message_id", r.message_id);
    json.field("sender", r.sender);
    json.field("recipient", r.recipient);
    put_peer(json, "relay", r.relay, PeerKeys::host_ip_port);
    json.field("delay", r.delay);
    put_delays(json, r.delays);
    json.field("tls", r.tls);
    json.field("status", r.status);
    json.field("enhanced", r.enhanced);
    json.field("code", r.code);
    json.field("text", r.text);
    json.field("phase", to_string(r.phase));
}

void put_reply(JsonWriter& json, FailureRecord const& r) {
    json.field("speaker", to_string(r.speaker));
    json.field("verb", r.verb);
    json.field("phase", to_string(r.phase));
    json.field("code", r.code);
    json.field("enhanced", r.enhanced);
    json.field("text", r.text);
    json.field("cut", r.cut);
    json.field("outcome", to_string(r.outcome));
    json.field("final", r.final);
}

/// null where no log told of a client that was refused.
void put_client(JsonWriter& json, FailureRecord const& r) {
    if (r.origin != Origin::rejection) return json.field("client", OptionalView{});
    json.key("client");
    json.open_object();
    json.field("helo", r.client.helo);
    json.field("restriction", r.client.restriction);
    json.field("sasl_method", r.client.sasl_method);
    json.field("sasl_username", r.client.sasl_username);
    json.close_object();
}

void put(JsonWriter& json, FailureRecord const& r) {
    json.field("record", "failure");
    put_where(json, r.where);
    json.field("origin", to_string(r.origin));
    json.field("time", r.time);
    json.field("time_basis", r.time_basis ? OptionalView(to_string(*r.time_basis)) : std::nullopt);
    json.field("queue_id", r.queue_id);
    json.field("message_id", r.message_id);
    json.field("sender", r.sender);
    json.field("recipient", r.recipient);
    put_peer(json, "relay", r.relay, PeerKeys::host_ip_port);
    put_reply(json, r);
    json.field("attempts", r.attempts);
    json.field("caused_by", r.caused_by);
    put_diagnosis(json, *r.diagnosis);
    json.field("problems", r.new_problems);
    put_client(json, r);
}

void put(JsonWriter& json, ReportRecord const& r) {
    json.field("record", "report");
    put_where(json, r.where);
    json.field("recipient", r.recipient);
    json.field("message_id", r.message_id);
    json.field("code", r.code);
    json.field("enhanced", r.enhanced);
    json.field("text", r.text);
    put_diagnosis(json, *r.diagnosis);
}

void put(JsonWriter& json, EventRecord const& r) {
    json.field("record", "event");
    put_where(json, r.where);
    json.field("time", r.time);
    json.field("host", r.host);
    json.field("program", r.program);
    json.field("pid", r.pid);
    json.field("queue_id", r.queue_id);
    json.field("kind", r.kind);
    json.key("fields");
    json.open_object();
    for (EventField const& field : r.fields) json.field(field.name, field.value);
    json.close_object();
}

void put(JsonWriter& json, AnomalyRecord const& r) {
    json.field("record", "anomaly");
    json.field("input", r.input);
    json.field("line", r.line);
    json.field("id", r.id);
    json.field("severity", to_string(r.severity));
    json.field("what", r.what);
    json.field("rfc", r.rfc);
}

void put_counts(JsonWriter& json, LineCounts const& counts) {
    json.field("lines", counts.lines);
    json.field("parsed", counts.parsed);
    json.field("irrelevant", counts.irrelevant);
    json.field("unrecognised", counts.unrecognised);
}

template <typename Map> void put_map(JsonWriter& json, std::string_view name, Map const& map) {
    json.key(name);
    json.open_object();
    for (auto const& [key, count] : map) json.field(key, count);
    json.close_object();
}

void put_maps(JsonWriter& json, SummaryRecord const& r) {
    put_map(json, "by_reason", r.by_reason);
    put_map(json, "by_provider", r.by_provider);
    put_map(json, "by_phase", r.by_phase);
    put_map(json, "by_outcome", r.by_outcome);
    put_map(json, "by_verdict", r.by_verdict);
    put_map(json, "by_fate", r.by_fate);
}

void put_period(JsonWriter& json, Period period, PeriodCounts const& counts) {
    json.field("time", to_string(period));
    json.field("messages", counts.messages);
    json.field("sent", counts.sent);
    json.field("deferred", counts.deferred);
    json.field("bounced", counts.bounced);
    json.field("rejected", counts.rejected);
    json.field("problems", counts.problems);
}

void put_logins(JsonWriter& json, LoginCounts const& logins) {
    json.key("failed_logins");
    json.open_object();
    json.field("failed", logins.failed);
    put_map(json, "by_method", logins.by_method);
    put_map(json, "by_user", logins.by_user);
    put_map(json, "by_client", logins.by_client);
    json.close_object();
}

void put(JsonWriter& json, SummaryRecord const& r) {
    json.field("record", "summary");
    put_counts(json, r.counts);
    json.field("sessions", r.sessions);
    json.field("messages", r.messages);
    json.field("failures", r.failures);
    json.field("problems", r.problems);
    put_maps(json, r);
    json.field("first_time", r.first_time);
    json.field("last_time", r.last_time);
    put_array(json, "unrecognised_samples", r.unrecognised_samples,
        [&json](SampleLine const& sample) { json.put(sample.line); });
    json.field("cut_stories", r.cut_stories);
    put_objects(json, "by_input", r.by_input, [&json](auto const& input) {
        json.field("input", input.first);
        put_counts(json, input.second);
    });
    json.field("exit_status", r.exit_status);
    json.field("repeated", r.repeated);
    put_objects(json, "by_time", r.by_time, [&json](auto const& row) { put_period(json, row.first, row.second); });
    put_logins(json, r.failed_logins);
    put_map(json, "by_anomaly", r.by_anomaly);
    put_map(json, "by_severity", r.by_severity);
}

} // namespace

JsonRecords::JsonRecords(RenderOptions const& options) : options_(options), writer_(std::make_unique<JsonWriter>()) {}

JsonRecords::~JsonRecords() = default;

template <typename Record> void JsonRecords::render(Record const& record) {
    writer_->clear();
    writer_->open_object();
    put(*writer_, record);
    writer_->close_object();
    object(writer_->text());
}

void JsonRecords::on(HeaderRecord const& record) { render(record); }
void JsonRecords::on(SessionRecord const& record) { render(record); }
void JsonRecords::on(MessageRecord const& record) { render(record); }
void JsonRecords::on(FailureRecord const& record) { render(record); }
void JsonRecords::on(ReportRecord const& record) { render(record); }
void JsonRecords::on(AnomalyRecord const& record) { render(record); }
void JsonRecords::on(SummaryRecord const& record) { render(record); }

void JsonRecords::on(DeliveryRecord const& record) {
    if (options_.deliveries) render(record);
}

void JsonRecords::on(EventRecord const& record) {
    if (options_.events) render(record);
}

} // namespace whybounce::report
