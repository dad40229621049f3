#include "analysis/event_fields.hpp"

#include "analysis/redact.hpp"
#include "dialects/postfix_topics.hpp"
#include "grammars/postfix.hpp"
#include "grammars/postfix_fields.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>

namespace whybounce::analysis {
namespace {

/// Collects the fields of one form.
class FieldWriter {
public:
    FieldWriter(LogEvent const& event, std::vector<EventField>& fields, std::string& scratch)
        : event_(event), fields_(fields), scratch_(scratch) {}

    void take_logins_out();
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
    void reply(std::string_view text, std::string_view whole = {});
    void checked(Refusal const& form);
    std::string_view milter_part(Refusal const& form) const;
    void cleanse(std::size_t from);
    std::string_view kept(std::string_view text);

    LogEvent const& event_;
    std::vector<EventField>& fields_;
    std::string& scratch_;
};

void FieldWriter::relay(std::string_view text) {
    std::size_t const before = fields_.size();
    grammar::parse_relay_fields(text, fields_);
    if (fields_.size() == before) put("relay", text);
}

void FieldWriter::client(std::string_view text) {
    std::size_t const before = fields_.size();
    grammar::parse_client_fields(text, fields_);
    if (fields_.size() == before) put("client_hostname", text);
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
    if (!form.tls.empty()) grammar::parse_tls_features(form.tls, fields_);
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

/// CODE DSN <OBJECT>: WORDS, or with `whole` that for the words.
void FieldWriter::reply(std::string_view text, std::string_view whole) {
    auto const line = grammar::parse_reply_line(text);
    std::string_view words = line ? line->text : text;
    if (line) put("code", text.substr(0, 3));
    if (line && line->status) put("dsn", leading_status(text.substr(3)));
    if (!line)
        if (auto const status = grammar::parse_status_code(text)) {
            put("dsn", text.substr(0, status->length));
            words = ascii::trim(text.substr(status->length));
        }
    if (words.empty()) return;
    if (whole.empty())
        grammar::parse_refusal_words(words, fields_);
    else
        put("text", whole);
}

/// "header X: y from HOST[IP]", as the line has it; empty when there is no object.
std::string_view checked_part(Refusal const& form) {
    if (form.object.empty()) return {};
    std::string_view const last = form.client.empty() ? form.object : form.client;
    return {form.stage.data(), static_cast<std::size_t>(last.data() + last.size() - form.stage.data())};
}

/// Of a milter's verdict on a header the words are the header, and what stands behind the tail is its argument.
void FieldWriter::checked(Refusal const& form) {
    if (form.action.starts_with("milter-")) {
        put("text", checked_part(form));
        put("object", form.text);
        return;
    }
    if (form.action == "warning" || form.action == "info") {
        put("level", form.action);
        put("message", checked_part(form));
    }
    put("object_type", form.stage);
    put("object", form.object);
    put("text", form.text);
}

/// Of what cleanup logs for a milter, "STAGE from CLIENT: REPLY" is the text, as with a header.
std::string_view FieldWriter::milter_part(Refusal const& form) const {
    if (event_.daemon != "cleanup" || !form.action.starts_with("milter-")) return {};
    char const* const end = form.text.data() + form.text.size();
    return {form.stage.data(), static_cast<std::size_t>(end - form.stage.data())};
}

void FieldWriter::operator()(Refusal const& form) {
    put("action", form.action);
    if (form.action.starts_with("milter-")) put("milter_action", form.action.substr(7));
    if (form.action.starts_with("proxy-")) put("proxy_action", form.action.substr(6));
    put("stage", form.stage);
    if (!form.client.empty()) client(form.client);
    if (form.action.starts_with("proxy-")) put("reply", form.text);
    if (!form.object.empty())
        checked(form);
    else if (!form.text.empty())
        reply(form.text, milter_part(form));
    if (form.from) put_even_empty("from", *form.from);
    if (form.to) put_even_empty("to", *form.to);
    put("proto", form.proto);
    put("helo", form.helo);
    put("sasl_method", form.sasl_method);
    put("sasl_username", form.sasl_username);
}

/// "sender non-delivery": to whom, and of what.
void FieldWriter::operator()(Notification const& form) {
    std::size_t const blank = form.notification.find(' ');
    put("notification_to", form.notification.substr(0, blank));
    if (blank != std::string_view::npos) put("notification", form.notification.substr(blank + 1));
    put("notification_queue_id", form.queue_id);
}

/// "DATA (1234 bytes)": stage and bytes.
void FieldWriter::operator()(LostConnection const& form) {
    std::size_t const bytes = form.stage.find(" (");
    put("what", form.what);
    put("stage", form.stage.substr(0, bytes));
    if (bytes != std::string_view::npos)
        put("size", form.stage.substr(bytes + 2, form.stage.find(' ', bytes + 2) - bytes - 2));
    client(form.client);
}

void FieldWriter::operator()(ConnectFailure const& form) {
    relay(form.relay);
    put("what", form.reason);
}

void FieldWriter::operator()(InterimFailure const& form) {
    using Shape = DeliveryReason::Shape;
    DeliveryReason const reason = grammar::parse_delivery_reason(form.reason);
    if (reason.shape == Shape::own) return put("reason", form.reason);
    relay(reason.peer);
    if (reason.shape == Shape::lost || reason.shape == Shape::timed_out) {
        put("what", reason.shape == Shape::lost ? "lost connection" : "timed out");
        return put("while", reason.stage);
    }
    put("reason", reason.reply);
    reply(reason.reply);
    put("stage", reason.stage);
}

void FieldWriter::operator()(ClientConnection const& form) {
    client(form.client);
    put("counters", form.counters);
    counters(form.counters);
}

std::string_view FieldWriter::kept(std::string_view text) {
    // one buffer for the whole line, reserved so that views into it stay
    std::size_t const at = scratch_.size();
    scratch_ += text;
    return std::string_view(scratch_).substr(at);
}

/// "ehlo=1/2" is cmd_ehlo_accepted=1 and cmd_ehlo=2; "commands=5/7" likewise without the prefix, as are the notes.
void FieldWriter::counters(std::string_view text) {
    while (!(text = ascii::trim(text)).empty()) {
        std::string_view const word = text.substr(0, text.find(' '));
        text.remove_prefix(word.size());
        std::size_t const equals = word.find('=');
        if (equals == std::string_view::npos) continue;
        bool const is_sum = word.starts_with("commands=") || word.starts_with("notes=");
        std::string const name = (is_sum ? "" : "cmd_") + std::string(word.substr(0, equals));
        std::string_view const value = word.substr(equals + 1);
        std::size_t const slash = value.find('/');
        if (slash != std::string_view::npos) put(kept(name + "_accepted"), value.substr(0, slash));
        put(kept(name), slash == std::string_view::npos ? value : value.substr(slash + 1));
    }
}

void FieldWriter::operator()(Pickup const& form) {
    put("uid", form.uid);
    put_even_empty("from", form.from);
    put("orig_id", form.orig_id);
}

void FieldWriter::operator()(SaslFailure const& form) {
    put("level", "warning");
    client(form.client);
    put("message", form.message);
    put("sasl_method", form.sasl_method);
    put("reason", form.reason);
    put("sasl_username", form.sasl_username);
}

/// A refused command is repeated in the line.
void FieldWriter::take_logins_out() {
    for (EventField& field : fields_)
        if (auto clean = without_logins(field.value)) field.value = kept(*clean);
}

/// What a client sent may hold a credential.
void FieldWriter::cleanse(std::size_t from) {
    constexpr std::array<std::string_view, 5> sent{"message", "text", "object", "command", "replacement"};
    for (std::size_t i = from; i < fields_.size(); ++i) {
        if (std::ranges::find(sent, fields_[i].name) == sent.end()) continue;
        if (auto clean = redacted(fields_[i].value)) fields_[i].value = kept(*clean);
    }
}

/// The words whole where they have a level, or where no more is known of them.
void FieldWriter::operator()(Message const& form) {
    std::size_t const before = fields_.size();
    put("level", form.level);
    if (!form.level.empty()) put("message", form.message);
    if (!grammar::parse_line_fields(event_.kind, event_.daemon, form.message, fields_) && form.level.empty())
        put("message", form.message);
    if (!form.level.empty()) put("topic", dialect::topic_of(event_));
    cleanse(before);
}

/// The words of a reply behind its code and status.
std::string_view words_of(std::string_view text) {
    auto const line = grammar::parse_reply_line(text);
    if (line) return line->text;
    auto const status = grammar::parse_status_code(text);
    return status ? ascii::trim(text.substr(status->length)) : text;
}

} // namespace

std::string_view restriction_of(Refusal const& refusal) {
    if (refusal.action.starts_with("milter-")) return "milter";
    if (refusal.action.starts_with("proxy-")) return "proxy filter";
    if (!refusal.object.empty()) return refusal.stage;
    std::vector<EventField> fields;
    std::string_view const words = words_of(refusal.text);
    if (!words.empty()) grammar::parse_refusal_words(words, fields);
    auto const found = std::ranges::find(fields, "restriction_class", &EventField::name);
    return found == fields.end() ? std::string_view{} : found->value;
}

std::vector<EventField> event_fields(LogEvent const& event, std::string& scratch) {
    std::vector<EventField> fields;
    if (!event.queue_id.empty()) fields.push_back({"queue_id", event.queue_id});
    constexpr std::size_t names_and_marks = 1024;
    scratch.clear();
    scratch.reserve(event.line.text.size() * 5 + names_and_marks);
    FieldWriter writer(event, fields, scratch);
    std::visit(writer, event.form);
    if (event.line.text.find("AUTH ") != std::string_view::npos) writer.take_logins_out();
    return fields;
}

} // namespace whybounce::analysis
