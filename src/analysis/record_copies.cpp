#include "analysis/record_copies.hpp"

namespace whybounce::analysis {

/// The items are copied. @return  the copies: what is in them is still to be kept
template <typename Item>
std::span<Item> RecordCopies::keep_span(std::span<Item const>& items, std::deque<std::vector<Item>>& kept) {
    if (items.empty()) return {};
    std::vector<Item>& copies = kept.emplace_back(items.begin(), items.end());
    items = copies;
    return copies;
}

void RecordCopies::on(SessionRecord const& record) {
    SessionRecord copy = record;
    keep(copy.where), keep(copy.server), keep(copy.client), keep(copy.auth_mechanism);
    for (ExchangeRecord& exchange : keep_span(copy.exchanges, exchanges_))
        keep(exchange.verb), keep(exchange.argument), keep(exchange.text);
    records_.emplace_back(copy);
}

void RecordCopies::on(MessageRecord const& record) {
    MessageRecord copy = record;
    keep(copy.where), keep(copy.message_id), keep(copy.sender), keep(copy.client), keep(copy.arrived);
    keep(copy.removed), keep(copy.parent), keep(copy.relation);
    keep_span(copy.queue_ids, queue_ids_);
    for (RecipientRecord& recipient : keep_span(copy.recipients, recipients_))
        keep(recipient.recipient), keep(recipient.orig_to);
    records_.emplace_back(copy);
}

void RecordCopies::on(DeliveryRecord const& record) {
    DeliveryRecord copy = record;
    keep(copy.where), keep(copy.time), keep(copy.queue_id), keep(copy.message_id), keep(copy.sender);
    keep(copy.recipient), keep(copy.relay), keep(copy.tls), keep(copy.status), keep(copy.text);
    copy.queue_ids = {};
    records_.emplace_back(copy);
}

void RecordCopies::on(FailureRecord const& record) {
    FailureRecord copy = record;
    keep(copy.where), keep(copy.time), keep(copy.queue_id), keep(copy.message_id), keep(copy.sender);
    keep(copy.recipient), keep(copy.relay), keep(copy.verb), keep(copy.text), keep(copy.diagnosis);
    keep(copy.client.helo), keep(copy.client.restriction), keep(copy.client.sasl_method);
    keep(copy.client.sasl_username);
    copy.queue_ids = {};
    for (SourceLine& line : keep_span(copy.excerpt, excerpts_)) keep(line.text);
    records_.emplace_back(copy);
}

void RecordCopies::on(ReportRecord const& record) {
    ReportRecord copy = record;
    keep(copy.where), keep(copy.recipient), keep(copy.message_id), keep(copy.text), keep(copy.diagnosis);
    records_.emplace_back(copy);
}

void RecordCopies::on(EventRecord const& record) {
    EventRecord copy = record;
    keep(copy.where), keep(copy.time), keep(copy.host), keep(copy.program), keep(copy.queue_id), keep(copy.kind);
    copy.queue_ids = {};
    for (EventField& field : keep_span(copy.fields, fields_)) keep(field.name), keep(field.value);
    records_.emplace_back(copy);
}

void RecordCopies::on(AnomalyRecord const& record) {
    AnomalyRecord copy = record;
    keep(copy.input), keep(copy.id), keep(copy.what), keep(copy.rfc), keep(copy.hint), keep(copy.why);
    keep(copy.marked);
    for (SourceLine& line : keep_span(copy.excerpt, excerpts_)) keep(line.text);
    records_.emplace_back(copy);
}

} // namespace whybounce::analysis
