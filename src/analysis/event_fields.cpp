#include "analysis/event_fields.hpp"

#include "analysis/redact.hpp"
#include "grammars/postfix.hpp"
#include "whybounce/ascii.hpp"

#include <array>

namespace whybounce::analysis {
namespace {

/// Collects the fields of one form.
class FieldWriter {
public:
    FieldWriter(std::vector<EventField>& fields, std::string& scratch) : fields_(fields), scratch_(scratch) {}

    void operator()(std::monostate) {}
    void operator()(Delivery const& form);
    void operator()(QueueActive const& form);
    void operator()(Expired const& form);
    void operator()(Client const& form);
    void operator()(MessageId const& form) { put_even_empty("message_id", form.id); }
    void operator()(Refusal const& form);
    void operator()(Notification const& form);
    void operator()(LostConnection const& form);
    void operator()(ConnectFailure const& form);
    void operator()(InterimFailure const& form);
    void operator()(ClientConnection const& form);
    void operator()(Pickup const& form);
    void operator()(SaslFailure const& form);
    void operator()(Message const& form);

private:
    void put(std::string_view name, std::string_view value) {
        if (!value.empty()) fields_.push_back({name, value});
    }
    void put_even_empty(std::string_view name, std::string_view value) { fields_.push_back({name, value}); }
    void relay(std::string_view text);
    void client(std::string_view text);
    void delays(std::string_view text);
    void counters(std::string_view text);
    void reply(std::string_view text);
    std::string_view kept(std::string text);

    std::vector<EventField>& fields_;
    std::string& scratch_;
};

/// A peer's port is part of the text: cut it out again so that the value is a view.
std::string_view port_of(LogPeer const& peer) {
    return peer.port ? peer.whole.substr(peer.whole.rfind(':') + 1) : std::string_view{};
}

void FieldWriter::relay(std::string_view text) {
    LogPeer const peer = grammar::parse_log_peer(text);
    put("relay", text);
    if (peer.ip.empty() && peer.service.empty()) return;
    put("relay_hostname", peer.host);
    put("relay_address", peer.ip);
    put("relay_service", peer.service);
    put("relay_port", port_of(peer));
}

void FieldWriter::client(std::string_view text) {
    LogPeer const peer = grammar::parse_log_peer(text);
    put("client_hostname", peer.host);
    put("client_address", peer.ip);
    put("client_port", port_of(peer));
}

void FieldWriter::delays(std::string_view text) {
    constexpr std::array<std::string_view, 4> names{
        "delay_before_qmgr", "delay_in_qmgr", "delay_conn_setup", "delay_transmission"};
    put("delays", text);
    for (std::string_view const name : names) {
        std::size_t const slash = text.find('/');
        put(name, text.substr(0, slash));
        if (slash == std::string_view::npos) return;
        text.remove_prefix(slash + 1);
    }
}

void FieldWriter::operator()(Delivery const& form) {
    put_even_empty("to", form.to);
    put("orig_to", form.orig_to);
    relay(form.relay);
    put("conn_use", form.conn_use);
    put("delay", form.delay);
    if (!form.delays.empty()) delays(form.delays);
    put("tls", form.tls);
    put("dsn", form.dsn);
    put("status", form.status);
    put("reason", form.reason);
}

void FieldWriter::operator()(QueueActive const& form) {
    put_even_empty("from", form.from);
    put("size", form.size);
    put("nrcpt", form.nrcpt);
}

void FieldWriter::operator()(Expired const& form) {
    put_even_empty("from", form.from);
    put("status", form.status);
}

void FieldWriter::operator()(Client const& form) {
    put("client", form.client);
    client(form.client);
    put("sasl_method", form.sasl_method);
    put("sasl_username", form.sasl_username);
    put("sasl_sender", form.sasl_sender);
    put("orig_queue_id", form.orig_queue_id);
    put("orig_client", form.orig_client);
}

/// The status as it stands behind the code; empty when it stands elsewhere.
std::string_view leading_status(std::string_view text) {
    std::size_t const begin = text.find_first_not_of(" -#\t");
    if (begin == std::string_view::npos) return {};
    auto const status = grammar::parse_status_code(text.substr(begin));
    return status ? text.substr(begin, status->length) : std::string_view{};
}

/// CODE DSN <OBJECT>: WORDS
void FieldWriter::reply(std::string_view text) {
    auto const line = grammar::parse_reply_line(text);
    std::string_view words = line ? line->text : text;
    if (line) put("code", text.substr(0, 3));
    if (line && line->status) put("dsn", leading_status(text.substr(3)));
    if (!line)
        if (auto const status = grammar::parse_status_code(text)) {
            put("dsn", text.substr(0, status->length));
            words = ascii::trim(text.substr(status->length));
        }
    std::size_t const end = words.find(">: ");
    if (words.starts_with('<') && end != std::string_view::npos) {
        put("object", words.substr(1, end - 1));
        words.remove_prefix(end + 3);
    }
    put("text", words);
}

void FieldWriter::operator()(Refusal const& form) {
    put("action", form.action);
    put("stage", form.stage);
    put("object", form.object);
    if (!form.client.empty()) client(form.client);
    if (!form.text.empty()) reply(form.text);
    if (form.from) put_even_empty("from", *form.from);
    if (form.to) put_even_empty("to", *form.to);
    put("proto", form.proto);
    put("helo", form.helo);
    put("sasl_method", form.sasl_method);
    put("sasl_username", form.sasl_username);
}

void FieldWriter::operator()(Notification const& form) {
    put("notification", form.notification);
    put("notification_queue_id", form.queue_id);
}

void FieldWriter::operator()(LostConnection const& form) {
    put("what", form.what);
    put("stage", form.stage.substr(0, form.stage.find(" (")));
    client(form.client);
}

void FieldWriter::operator()(ConnectFailure const& form) {
    relay(form.relay);
    put("reason", form.reason);
}

void FieldWriter::operator()(InterimFailure const& form) {
    DeliveryReason const reason = grammar::parse_delivery_reason(form.reason);
    relay(reason.peer);
    bool const said = reason.shape == DeliveryReason::Shape::said || reason.shape == DeliveryReason::Shape::refused;
    if (said) reply(reason.reply);
    put(said ? "stage" : "while", reason.stage);
}

void FieldWriter::operator()(ClientConnection const& form) {
    client(form.client);
    put("counters", form.counters);
    counters(form.counters);
}

std::string_view FieldWriter::kept(std::string text) {
    // one buffer for the whole line, reserved so that views into it stay
    std::size_t const at = scratch_.size();
    scratch_ += text;
    return std::string_view(scratch_).substr(at);
}

/// "ehlo=1/2" is cmd_ehlo_accepted=1 and cmd_ehlo=2; "commands=5/7" likewise without the prefix.
void FieldWriter::counters(std::string_view text) {
    scratch_.clear();
    scratch_.reserve(text.size() * 4 + 64);
    while (!(text = ascii::trim(text)).empty()) {
        std::string_view const word = text.substr(0, text.find(' '));
        text.remove_prefix(word.size());
        std::size_t const equals = word.find('=');
        if (equals == std::string_view::npos) continue;
        std::string const name = (word.starts_with("commands=") ? "" : "cmd_") + std::string(word.substr(0, equals));
        std::string_view const value = word.substr(equals + 1);
        std::size_t const slash = value.find('/');
        if (slash != std::string_view::npos) put(kept(name + "_accepted"), value.substr(0, slash));
        put(kept(name), slash == std::string_view::npos ? value : value.substr(slash + 1));
    }
}

void FieldWriter::operator()(Pickup const& form) {
    put("uid", form.uid);
    put_even_empty("from", form.from);
}

void FieldWriter::operator()(SaslFailure const& form) {
    client(form.client);
    put("sasl_method", form.sasl_method);
    put("reason", form.reason);
    put("sasl_username", form.sasl_username);
}

void FieldWriter::operator()(Message const& form) {
    put("level", form.level);
    auto clean = redacted(form.message);
    if (clean) scratch_ = *std::move(clean);
    put("message", clean ? std::string_view(scratch_) : form.message);
}

} // namespace

std::vector<EventField> event_fields(LogEvent const& event, std::string& scratch) {
    std::vector<EventField> fields;
    if (!event.queue_id.empty()) fields.push_back({"queue_id", event.queue_id});
    std::visit(FieldWriter(fields, scratch), event.form);
    return fields;
}

} // namespace whybounce::analysis
