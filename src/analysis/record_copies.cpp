#include "analysis/record_copies.hpp"

namespace whybounce::analysis {

/// The items are copied; what is in them is still to be kept.
template <typename Item>
void RecordCopies::keep_span(std::span<Item const>& items, std::deque<std::vector<Item>>& kept) {
    if (!items.empty()) items = kept.emplace_back(items.begin(), items.end());
}

void RecordCopies::on(SessionRecord const& record) {
    SessionRecord copy = record;
    keep(copy.where), keep(copy.server), keep(copy.client), keep(copy.auth_mechanism);
    keep_span(copy.exchanges, exchanges_);
    if (!record.exchanges.empty())
        for (ExchangeRecord& exchange : exchanges_.back())
            keep(exchange.verb), keep(exchange.argument), keep(exchange.text);
    records_.emplace_back(copy);
}

void RecordCopies::on(MessageRecord const& record) {
    MessageRecord copy = record;
    keep(copy.where), keep(copy.message_id), keep(copy.sender), keep(copy.client), keep(copy.arrived);
    keep(copy.removed), keep(copy.parent), keep(copy.relation);
    keep_span(copy.queue_ids, queue_ids_);
    keep_span(copy.recipients, recipients_);
    if (!record.recipients.empty())
        for (RecipientRecord& recipient : recipients_.back()) keep(recipient.recipient), keep(recipient.orig_to);
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
    copy.queue_ids = {};
    keep_span(copy.excerpt, excerpts_);
    if (!record.excerpt.empty())
        for (SourceLine& line : excerpts_.back()) keep(line.text);
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
    keep_span(copy.fields, fields_);
    if (!record.fields.empty())
        for (EventField& field : fields_.back()) keep(field.name), keep(field.value);
    records_.emplace_back(copy);
}

void RecordCopies::on(AnomalyRecord const& record) {
    AnomalyRecord copy = record;
    keep(copy.input), keep(copy.id), keep(copy.what), keep(copy.rfc), keep(copy.hint), keep(copy.why);
    keep(copy.marked);
    keep_span(copy.excerpt, excerpts_);
    if (!record.excerpt.empty())
        for (SourceLine& line : excerpts_.back()) keep(line.text);
    records_.emplace_back(copy);
}

} // namespace whybounce::analysis
