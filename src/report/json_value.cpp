#include "report/json_value.hpp"

#include "report/explanation.hpp"

#include <cmath>

namespace whybounce::report {
namespace {

/// The catalogue writes "-" where a peer has no word for a reason.
OptionalView label(std::string_view word) {
    if (word.empty() || word == "-") return std::nullopt;
    return word;
}

double two_decimals(double value) { return std::round(value * 100) / 100; }

void put_labels(JsonWriter& json, PeerLabels const& labels) {
    json.key("labels");
    json.open_object();
    json.field("sisimai", label(labels.sisimai));
    json.field("sisimai_hard", labels.sisimai_hard);
    json.field("kumo", label(labels.kumo));
    json.field("zone", label(labels.zone));
    json.close_object();
}

void put_grounds(JsonWriter& json, std::vector<Ground> const& grounds) {
    put_objects(json, "because", grounds, [&json](Ground const& ground) {
        json.field("kind", to_string(ground.kind));
        json.field("text", ground.text);
        json.field("from", ground.from);
        json.field("to", ground.to);
    });
}

} // namespace

void put_where(JsonWriter& json, Where const& where) {
    json.field("input", where.input);
    json.field("line", where.line);
    json.field("dialect", where.dialect);
}

void put_peer(JsonWriter& json, std::string_view name, Peer const& peer, PeerKeys keys) {
    json.key(name);
    json.open_object();
    json.field("host", peer.host);
    json.field("ip", peer.ip);
    if (keys == PeerKeys::host_ip_port) json.field("port", peer.port);
    json.close_object();
}

void put_diagnosis(JsonWriter& json, Diagnosis const& diagnosis) {
    json.key("diagnosis");
    json.open_object();
    json.field("reason", diagnosis.reason->id);
    json.field("verdict", diagnosis.verdict);
    json.field("actor", diagnosis.actor);
    json.field("retry", diagnosis.retry);
    json.field("retry_after_s", diagnosis.retry_after_s);
    json.field("provider", diagnosis.provider);
    json.field("list", diagnosis.list);
    json.field("confidence", two_decimals(diagnosis.confidence));
    json.field("entry", diagnosis.entry->id);
    put_grounds(json, diagnosis.because);
    json.field("means", means(diagnosis));
    put_values(json, "do", steps(diagnosis));
    put_values(json, "sources", diagnosis.entry->sources);
    put_labels(json, labels_of(diagnosis));
    json.close_object();
}

} // namespace whybounce::report
