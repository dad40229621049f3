#include "analysis/filter.hpp"

#include "whybounce/address.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::analysis {
namespace {

using Wanted = std::optional<std::string>;

bool holds(Wanted const& wanted, OptionalView value) {
    return !wanted || (value && ascii::contains_no_case(*value, *wanted));
}
bool is(Wanted const& wanted, OptionalView value) { return !wanted || (value && *value == *wanted); }

/// A message may have several queue ids: any of them names it.
bool has_queue_id(Wanted const& wanted, OptionalView own, std::span<std::string const> others) {
    return is(wanted, own) || std::ranges::find(others, *wanted) != others.end();
}

/// The first octets of a stamp decide: 2026-11-22 covers the whole day.
bool in_span(Filter const& filter, OptionalView time) {
    if (!filter.since && !filter.until) return true;
    if (!time) return false;
    if (filter.since && time->substr(0, filter.since->size()) < *filter.since) return false;
    return !filter.until || time->substr(0, filter.until->size()) < *filter.until;
}

bool at_domain(Wanted const& wanted, OptionalView address) {
    return !wanted || (address && is_at_or_below(domain_of(*address), *wanted));
}

bool has_reason(Wanted const& wanted, Diagnosis const* diagnosis) {
    return !wanted || (diagnosis && (diagnosis->reason->id == *wanted || diagnosis->reason->group() == *wanted));
}

} // namespace

bool passes(Filter const& filter, FailureRecord const& record) {
    auto const goes_to = [&](OptionalView address) {
        return holds(filter.to, address) && at_domain(filter.domain, address);
    };
    return filter.empty() ||
        (in_span(filter, record.time) && holds(filter.from, record.sender) &&
            (goes_to(record.recipient) || (record.final_recipient && goes_to(record.final_recipient))) &&
            has_reason(filter.reason, record.diagnosis) &&
            has_queue_id(filter.queue_id, record.queue_id, record.queue_ids));
}

bool passes(Filter const& filter, DeliveryRecord const& record) {
    return filter.empty() ||
        (in_span(filter, record.time) && holds(filter.from, record.sender) && holds(filter.to, record.recipient) &&
            at_domain(filter.domain, record.recipient) && !filter.reason &&
            has_queue_id(filter.queue_id, record.queue_id, record.queue_ids));
}

bool passes(Filter const& filter, MessageRecord const& record) {
    if (filter.empty()) return true;
    if (filter.reason || !in_span(filter, record.arrived) || !holds(filter.from, record.sender)) return false;
    if (filter.queue_id && std::ranges::find(record.queue_ids, *filter.queue_id) == record.queue_ids.end())
        return false;
    if (!filter.to && !filter.domain) return true;
    return std::ranges::any_of(
        record.recipients, [&](RecipientRecord const& recipient) { return passes(filter, recipient); });
}

bool passes(Filter const& filter, RecipientRecord const& record) {
    return holds(filter.to, record.recipient) && at_domain(filter.domain, record.recipient);
}

bool passes(Filter const& filter, EventRecord const& record) {
    return filter.empty() ||
        (in_span(filter, record.time) && has_queue_id(filter.queue_id, record.queue_id, record.queue_ids) &&
            !filter.from && !filter.to && !filter.domain && !filter.reason);
}

bool passes(Filter const& filter, SessionRecord const&) { return !filter.since && !filter.until && !filter.queue_id; }

bool passes(Filter const& filter, ReportRecord const& record) {
    return filter.empty() ||
        (!filter.since && !filter.until && !filter.from && !filter.queue_id && holds(filter.to, record.recipient) &&
            at_domain(filter.domain, record.recipient) && has_reason(filter.reason, record.diagnosis));
}

} // namespace whybounce::analysis
