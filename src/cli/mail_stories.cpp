#include "cli/mail_stories.hpp"

#include "analysis/filter.hpp"
#include "analysis/summary_counter.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace whybounce::cli {
namespace {

using analysis::AnyRecord;

std::string_view field(EventRecord const& event, std::string_view name) {
    auto const found = std::ranges::find(event.fields, name, &EventField::name);
    return found == event.fields.end() ? std::string_view{} : found->value;
}

std::string key_of(std::string_view host, std::string_view queue_id) {
    return std::string(host).append(1, '\n').append(queue_id);
}

std::string process_of(EventRecord const& event) {
    return std::string(event.host.value_or("")).append(1, '\n').append(event.program.value_or("")) + '\n' +
        std::to_string(event.pid.value_or(0));
}

double number(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// Seconds of the day; -1 where the time is not known.
double second_of_day(OptionalView time) {
    if (!time || time->size() < 19) return -1;
    return number(time->substr(11, 2)) * 3600 + number(time->substr(14, 2)) * 60 + number(time->substr(17, 2));
}

/// Was the connection made for this delivery, or for this client? One of the same process may be older.
bool is_of(EventRecord const& tls, EventRecord const& line) {
    constexpr double longest_silence = 300; // smtpd_timeout
    std::string_view const relay = field(line, "relay"), client = field(line, "client_address");
    double took = longest_silence;
    if (!relay.empty()) {
        if (field(tls, "relay") != relay) return false;
        took = number(field(line, "delay_conn_setup")) + number(field(line, "delay_transmission")) + 2;
    } else if (client.empty() || field(tls, "client_address") != client) {
        return false;
    }
    double const then = second_of_day(tls.time), now = second_of_day(line.time);
    return then < 0 || now < 0 || (then <= now && now - then <= took);
}

/// The first line of a message that came in.
bool begins_message(std::string_view kind) { return kind == "client" || kind == "pickup" || kind == "message-id"; }

} // namespace

void MailStories::on(HeaderRecord const&) {}

void MailStories::on(AnomalyRecord const& record) {
    if (record.id.starts_with("IN-")) head_.on(record);
}

MailStories::Pending& MailStories::pending_of(std::string_view queue_id, Where const& where) {
    PendingPtr& pending = pending_[key_of(host_, queue_id)];
    if (!pending) {
        pending = std::make_unique<Pending>();
        pending->begins = {std::string(where.input), where.line};
    }
    return *pending;
}

template <typename Record> void MailStories::keep(Record const& record) {
    if (!record.queue_id || !search_.knows(*record.queue_id)) return;
    Pending& pending = pending_of(*record.queue_id, record.where);
    pending.copies.on(record);
    pending.numbers.push_back(++number_);
}

void MailStories::on(EventRecord const& record) {
    host_ = record.host.value_or("");
    if (std::ranges::find(hosts_, host_) == hosts_.end()) hosts_.push_back(host_);
    if (record.kind == "tls" && !record.queue_id) return keep_tls(record);
    if (record.kind == "delivery" || record.kind == "client") add_tls(record);
    keep(record);
}

/// It is told with the next line of the process that it belongs to.
void MailStories::keep_tls(EventRecord const& record) {
    auto& last = tls_[process_of(record)];
    last = std::make_unique<analysis::RecordCopies>();
    last->on(record);
}

void MailStories::add_tls(EventRecord const& record) {
    auto const found = tls_.find(process_of(record));
    if (!record.queue_id || !search_.knows(*record.queue_id) || found == tls_.end()) return;
    auto const& tls = std::get<EventRecord>(found->second->records().front());
    if (!is_of(tls, record)) return;
    Pending& pending = pending_of(*record.queue_id, record.where);
    pending.copies.on(tls);
    pending.numbers.push_back(++number_);
    tls_.erase(found);
}

/// A rejection without a queue id is a story of its own.
void MailStories::on(FailureRecord const& record) {
    if (record.queue_id) return keep(record);
    bool const named =
        (record.sender && word_.names(*record.sender)) || (record.recipient && word_.names(*record.recipient));
    if (!named || !analysis::passes(span_, record)) return;
    auto story = std::make_unique<Story>();
    story->message.on(record);
    story->first = ++number_;
    story->wanted = true;
    stories_.push_back(std::move(story));
}

MailStories::PendingPtr MailStories::take(std::string const& key) {
    auto const found = pending_.find(key);
    if (found == pending_.end()) return nullptr;
    PendingPtr pending = std::move(found->second);
    pending_.erase(found);
    return pending;
}

/// The host whose line began the message: another one may use the same queue id.
std::string MailStories::host_of(MessageRecord const& record) const {
    LinePlace const begins{std::string(record.where.input), record.where.line};
    for (std::string const& host : hosts_)
        for (std::string const& id : record.queue_ids) {
            auto const found = pending_.find(key_of(host, id));
            if (found != pending_.end() && found->second->begins == begins) return host;
        }
    return host_;
}

/// A message that is told because its queue id is used again: the last line is the first of the next message.
void MailStories::give_back_new_beginning(Pending& pending, std::string const& key) {
    auto const& records = pending.copies.records();
    auto const* const last = std::get_if<EventRecord>(&records.back());
    if (all_read_ || records.size() < 2 || !last || !begins_message(last->kind) || pending.numbers.back() != number_)
        return;
    auto next = std::make_unique<Pending>();
    next->begins = {std::string(last->where.input), last->where.line};
    next->copies.on(*last);
    next->numbers.push_back(number_);
    pending.numbers.pop_back(); // what has no number is not told
    pending_[key] = std::move(next);
}

void MailStories::on(MessageRecord const& record) {
    if (std::ranges::none_of(record.queue_ids, [&](std::string const& id) { return search_.knows(id); })) return;
    auto story = std::make_unique<Story>();
    story->message.on(record);
    std::string const host = host_of(record);
    for (std::string const& id : record.queue_ids) {
        std::string const key = key_of(host, id);
        PendingPtr part = take(key);
        if (!part) continue;
        give_back_new_beginning(*part, key);
        story->parts.push_back(std::move(part));
    }
    story->first = ++number_;
    for (PendingPtr const& part : story->parts)
        if (!part->numbers.empty()) story->first = std::min(story->first, part->numbers.front());
    stories_.push_back(std::move(story));
}

/// The login, and the queue id that the next host gave it.
bool MailStories::matches(AnyRecord const& record) const {
    if (auto const* const event = std::get_if<EventRecord>(&record)) return word_.names(field(*event, "sasl_username"));
    auto const* const delivery = std::get_if<DeliveryRecord>(&record);
    std::size_t const at = delivery ? delivery->text.find("queued as " + word_.text()) : std::string_view::npos;
    return at != std::string_view::npos;
}

bool MailStories::matches(Story const& story) const {
    MessageRecord const& m = story.record();
    auto const named = [&](OptionalView address) { return address && word_.names(*address); };
    if (std::ranges::any_of(m.queue_ids, [&](std::string const& id) { return word_.is(id); })) return true;
    if ((m.message_id && word_.is(*m.message_id)) || named(m.sender)) return true;
    for (RecipientRecord const& recipient : m.recipients)
        if (named(recipient.recipient) || named(recipient.orig_to)) return true;
    for (PendingPtr const& part : story.parts)
        if (std::ranges::any_of(part->copies.records(), [&](AnyRecord const& record) { return matches(record); }))
            return true;
    return false;
}

/// Joins notices and forwarded mails with what they come of. A queue id that was used again means the mail before.
void MailStories::link() {
    std::map<std::string, Story*, std::less<>> by_id;
    std::vector<Story*> ordered;
    for (auto const& story : stories_)
        if (!story->wanted) ordered.push_back(story.get());
    std::ranges::sort(ordered, {}, &Story::first);
    for (Story* const story : ordered) {
        MessageRecord const& m = story->record();
        auto const parent = m.parent ? by_id.find(*m.parent) : by_id.end();
        if (parent != by_id.end()) {
            story->parent = parent->second;
            parent->second->children.push_back(story);
        }
        for (std::string const& id : m.queue_ids) by_id[id] = story;
    }
}

void MailStories::choose() {
    std::vector<Story*> open;
    for (auto const& story : stories_)
        if (!story->wanted && analysis::passes(span_, story->record()) && matches(*story)) open.push_back(story.get());
    while (!open.empty()) {
        Story* const story = open.back();
        open.pop_back();
        if (std::exchange(story->wanted, true)) continue;
        if (story->parent) open.push_back(story->parent);
        open.insert(open.end(), story->children.begin(), story->children.end());
    }
}

std::vector<MailStories::Story const*> MailStories::in_order() const {
    struct Place {
        std::uint64_t root, own;
        Story const* story;
    };
    std::vector<Place> places;
    for (auto const& story : stories_) {
        if (!story->wanted) continue;
        Story const* root = story.get();
        while (root->parent) root = root->parent;
        places.push_back({root->first, story->first, story.get()});
    }
    std::ranges::sort(places, {}, [](Place const& place) { return std::pair(place.root, place.own); });
    std::vector<Story const*> ordered;
    for (Place const& place : places) ordered.push_back(place.story);
    return ordered;
}

void MailStories::tell_story(Story const& story, RecordSink& sink) {
    analysis::tell(story.message.records().front(), sink);
    std::vector<std::pair<std::uint64_t, AnyRecord const*>> all;
    for (PendingPtr const& part : story.parts)
        for (std::size_t i = 0; i < part->numbers.size(); ++i)
            all.emplace_back(part->numbers[i], &part->copies.records()[i]);
    std::ranges::sort(all, {}, &std::pair<std::uint64_t, AnyRecord const*>::first);
    for (auto const& [number, record] : all) analysis::tell(*record, sink);
}

SummaryRecord MailStories::tell(RecordSink& sink) {
    link();
    choose();
    analysis::SummaryCounter counter;
    for (AnyRecord const& record : head_.records()) {
        analysis::tell(record, sink);
        analysis::tell(record, counter);
    }
    for (Story const* const story : in_order()) {
        tell_story(*story, sink);
        tell_story(*story, counter);
    }
    return counter.summary();
}

} // namespace whybounce::cli
