#include "correlate/correlator.hpp"

#include "grammars/postfix.hpp"
#include "whybounce/hash.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace whybounce::correlate {
namespace {

void set_if_absent(std::optional<std::string>& member, std::string_view value) {
    if (!member) member = value;
}

Fate fate_of(Delivery const& delivery, std::string_view daemon) {
    if (delivery.status == "sent") return daemon == "discard" ? Fate::discarded : Fate::sent;
    if (delivery.status == "bounced") return Fate::bounced;
    if (delivery.status == "deferred" || delivery.status == "SOFTBOUNCE") return Fate::deferred;
    return delivery.status == "expired" ? Fate::expired : Fate::unknown;
}

void take_active(StoryDetails& details, QueueActive const& active) {
    set_if_absent(details.sender, active.from);
    std::uint64_t size = 0;
    if (std::from_chars(active.size.data(), active.size.data() + active.size.size(), size).ec == std::errc())
        details.size = size;
}

bool is_failure(Delivery const& delivery) { return delivery.status != "sent" && delivery.status != "deliverable"; }

/// What an action on a message makes of its recipients; nullopt when it changes nothing.
std::optional<Fate> fate_of_action(std::string_view action) {
    if (action == "reject" || action == "milter-reject" || action == "milter-header-reject") return Fate::rejected;
    if (action == "hold" || action == "milter-hold") return Fate::held;
    if (action == "discard" || action == "milter-discard") return Fate::discarded;
    return std::nullopt;
}

/// "removed" by the queue manager, by cleanup, or by hand.
bool ends_message(LogEvent const& event) {
    auto const* const words = std::get_if<Message>(&event.form);
    return event.kind == "removed" || (event.kind == "postsuper" && words && words->message == "removed");
}

bool refuses(std::string_view action) {
    return action == "reject" || action == "milter-reject" || action == "proxy-reject" ||
        action == "milter-header-reject";
}

/// "<r@example.com>" in a reply; empty when there is none.
std::string_view address_in(std::string_view reply) {
    std::size_t const begin = reply.find('<');
    std::size_t const end = begin == std::string_view::npos ? begin : reply.find('>', begin);
    if (end == std::string_view::npos) return {};
    std::string_view const inside = reply.substr(begin + 1, end - begin - 1);
    return inside.find('@') == std::string_view::npos || inside.find(' ') != std::string_view::npos ? "" : inside;
}

/// Lines with which a message comes into the queue. Later ones also stand at the beginning of a log that was cut.
bool begins_message(LogForm const& form) {
    return std::holds_alternative<Client>(form) || std::holds_alternative<Pickup>(form) ||
        std::holds_alternative<MessageId>(form);
}

/// Words about a message that is not known say nothing that is worth a message of its own.
bool says_nothing_alone(LogEvent const& event) {
    return std::holds_alternative<Message>(event.form) && event.kind != "removed" && event.kind != "postsuper";
}

/// Is a client called as this host is, with its domain or without?
bool is_named_like(std::string_view name, std::string_view host) {
    if (host.empty() || !name.starts_with(host)) return false;
    return name.size() == host.size() || (name[host.size()] == '.' && host.find('.') == std::string_view::npos);
}

/// A server on this host took the mail, and says nothing of how it goes on there.
bool hands_over(Delivery const& delivery) { return grammar::is_filter_relay(delivery.relay); }

/// Some recipient's mail has not come back yet.
bool is_in_filter(Story const& story) {
    for (std::size_t i = 0; i < story.recipients.size(); ++i)
        if (story.recipients[i].passed && story.recipients[i].fate == Fate::filtered) return true;
    return false;
}

/// Of this host and number.
std::uint64_t process_of(LogEvent const& event) { return hash_of(event.host, event.pid.value_or(0)); }

} // namespace

StoryKey story_key(std::string_view host, std::string_view queue_id) {
    return {hash_of(queue_id, hash_of(host)), queue_id};
}

void Correlator::feed(LogEvent const& event, std::size_t input, Attempt const* attempt) {
    known_attempt_ = attempt;
    bool const queued = !event.queue_id.empty() && event.queue_id != "NOQUEUE";
    if (queued)
        feed_queued(event, input);
    else
        feed_unqueued(event);
}

Story* Correlator::find(StoryKey const& key) {
    if (Story* const known = stories_.find(key)) return known;
    OwnedKey const* const main = links_.main_of(key);
    return main ? stories_.find(main->view()) : nullptr;
}

/// An id whose file is gone, or that begins anew after attempts, is used again: the log did not tell of its end.
Story& Correlator::story_of(StoryKey const& key, std::size_t input, std::size_t line, bool begins) {
    if (Story* const known = find(key)) {
        bool const again = known->open_ids == 0 || (begins && !known->joined && known->recipients.size() > 0);
        if (!again) return *known;
        tell(*known);
    }
    if (stories_.size() >= limits_.most_stories) make_room();
    Story& story = stories_.add(key);
    story.input = static_cast<std::uint32_t>(input);
    story.line = line;
    story.hour = hour_;
    story.problems_as = mix(story.identity ^ line, hashing::one + input);
    story.resumed = cut_ > 0 && !begins;
    return story;
}

Story& Correlator::story_of(LogEvent const& event, std::size_t input) {
    StoryKey const key = story_key(event.host, event.queue_id);
    Story& story = story_of(key, input, event.line.number, begins_message(event.form));
    if (limits_.details && !story.details) {
        story.details = std::make_unique<StoryDetails>();
        story.details->queue_ids.emplace_back(event.queue_id);
        story.details->arrived = to_iso8601(event.time);
        links_.take_origin(story);
    }
    return story;
}

Recipient& Correlator::recipient_of(Story& story, std::string_view address, bool keep_name) {
    Recipient& recipient = story.recipients.of(hash_of(address));
    if ((keep_name || limits_.details) && !recipient.names) {
        recipient.names.set(address, {});
    }
    return recipient;
}

void Correlator::feed_queued(LogEvent const& event, std::size_t input) {
    if (says_nothing_alone(event)) return;
    LogForm const& form = event.form;
    Story& story = story_of(event, input);
    StoryDetails* const details = story.details.get();
    if (auto const* client = std::get_if<Client>(&form))
        take(event, story, *client);
    else if (auto const* id = std::get_if<MessageId>(&form)) {
        if (details) set_if_absent(details->message_id, id->id);
        note_message_id(story, hash_of(id->id));
    } else if (auto const* active = std::get_if<QueueActive>(&form)) {
        if (details) take_active(*details, *active);
        note_sender(story, hash_of(active->from));
    } else if (auto const* pickup = std::get_if<Pickup>(&form)) {
        take(event, story, *pickup);
    } else if (auto const* delivery = std::get_if<Delivery>(&form))
        take(event, story, *delivery);
    else if (auto const* expired = std::get_if<Expired>(&form))
        take(event, story, *expired);
    else if (auto const* refusal = std::get_if<Refusal>(&form))
        take(event, &story, *refusal);
    else if (auto const* interim = std::get_if<InterimFailure>(&form)) {
        take(event, story, *interim);
    } else if (auto const* notification = std::get_if<Notification>(&form)) {
        take(event, story, *notification);
    } else if (auto const* words = std::get_if<Message>(&form)) {
        take(event, story, *words);
    } else if (auto const* lost = std::get_if<LostConnection>(&form)) {
        sink_.on_failure({event, attempt_of(*lost), &story});
    }
    if (ends_message(event)) close(event, story);
}

void Correlator::feed_unqueued(LogEvent const& event) {
    if (auto const* refusal = std::get_if<Refusal>(&event.form)) {
        if (refusal->action == "proxy-accept") pass_client(event, *refusal);
        take(event, nullptr, *refusal);
    } else if (auto const* client = std::get_if<Client>(&event.form))
        note_client(event, *client);
    else if (auto const* lost = std::get_if<LostConnection>(&event.form))
        sink_.on_failure({event, known_attempt_ ? *known_attempt_ : attempt_of(*lost)});
    else if (auto const* sasl = std::get_if<SaslFailure>(&event.form))
        sink_.on_failure({event, known_attempt_ ? *known_attempt_ : attempt_of(*sasl)});
}

/// smtpd_proxy_filter: the mail that the filter brings back is that of the client which speaks to this process.
void Correlator::note_client(LogEvent const& event, Client const& client) {
    constexpr std::size_t most_processes = 1024;
    if (proxied_.size() >= most_processes) proxied_.clear();
    proxied_[process_of(event)] = client.client;
}

void Correlator::pass_client(LogEvent const& event, Refusal const& refusal) {
    auto const client = proxied_.find(process_of(event));
    std::string_view const id = queued_as(refusal.text);
    Story* const story = client == proxied_.end() || id.empty() ? nullptr : find(story_key(event.host, id));
    if (!story || !story->details) return;
    LogPeer const peer = grammar::parse_log_peer(client->second);
    story->details->client_host = peer.host;
    story->details->client_ip = peer.ip;
}

void Correlator::take(LogEvent const& event, Story& story, Client const& client) {
    LogPeer const peer = grammar::parse_log_peer(client.client);
    if (story.details && story.details->client_ip.empty()) {
        story.details->client_host = peer.host;
        story.details->client_ip = peer.ip;
    }
    story.from_loopback = story.from_loopback || grammar::is_loopback(peer.ip) || is_named_like(peer.host, event.host);
    if (client.orig_queue_id.empty() || story.joined) return;
    Story* const before = find(story_key(event.host, client.orig_queue_id));
    if (before && before != &story) join(story_key(event.host, event.queue_id), *before);
}

/// orig_id: postsuper -r gave the mail a new file, and the old one is gone.
void Correlator::take(LogEvent const& event, Story& story, Pickup const& pickup) {
    if (story.details) set_if_absent(story.details->sender, pickup.from);
    story.from_pickup = true;
    note_sender(story, hash_of(pickup.from));
    if (pickup.orig_id.empty() || story.joined) return;
    Story* const before = find(story_key(event.host, pickup.orig_id));
    if (!before || before == &story) return;
    join(story_key(event.host, event.queue_id), *before);
    --before->open_ids;
}

/// Given to a filter, the mail is still on its way: what becomes of it is told under the next id, perhaps for another
/// address that this one was rewritten to.
Recipient& Correlator::recipient_of(Story& story, Delivery const& delivery, Fate fate) {
    bool const keep_name = fate == Fate::deferred;
    if (!story.joined || delivery.orig_to.empty()) return recipient_of(story, delivery.to, keep_name);
    Recipient* const passed = story.recipients.find(hash_of(delivery.orig_to));
    if (!passed || !passed->passed || story.recipients.find(hash_of(delivery.to)))
        return recipient_of(story, delivery.to, keep_name);
    Recipient& renamed = story.recipients.rename(*passed, hash_of(delivery.to));
    renamed.passed = false;
    if (renamed.names) renamed.names.set(delivery.to, delivery.orig_to);
    return recipient_of(story, delivery.to, keep_name);
}

void Correlator::take(LogEvent const& event, Story& own, Delivery const& delivery) {
    Story& story = join_handed(own, delivery);
    Fate fate = fate_of(delivery, event.daemon);
    if (fate == Fate::sent) link_delivery(event, story, delivery);
    bool const into_program = story.piped && event.daemon == "pipe";
    bool const into_server = story.handed && fate == Fate::sent && hands_over(delivery);
    bool const passes = fate == Fate::sent && story.joined &&
        (into_program || (into_server && event.queue_id == story.queue_id) ||
            (grammar::is_filter_relay(delivery.relay) &&
                find(story_key(event.host, queued_as(delivery.reason))) == &story));
    Recipient& recipient = recipient_of(story, delivery, fate);
    if (!delivery.orig_to.empty() && recipient.names && recipient.names.orig_to().empty())
        recipient.names.set(recipient.names.recipient(), delivery.orig_to);
    Attempt const attempt = known_attempt_ ? *known_attempt_ : attempt_of(delivery, scratch_);
    if (passes) {
        if (recipient.fate == Fate::unknown || recipient.fate == Fate::deferred) recipient.fate = Fate::filtered;
        recipient.passed = true;
    } else {
        ++recipient.attempts;
        recipient.fate = fate;
        recipient.last_line = event.line.number;
        recipient.hour = hour_;
        recipient.handed = into_server;
    }
    AttemptReport report{event, attempt, &story, &recipient, std::max(recipient.attempts, 1U)};
    sink_.on_delivery(report, delivery);
    if (into_server) look_for_returned(story, delivery);
    if (!is_failure(delivery)) return;
    bool const follows = attempt.suspended && recipient.own_failure != 0;
    if (follows) report.caused_by = recipient.own_failure;
    sink_.on_failure(report);
    std::size_t const cause = follows ? recipient.own_failure : event.line.number;
    if (!attempt.suspended) recipient.own_failure = cause;
    if (fate == Fate::deferred) recipient.last_deferral = cause;
}

/// A failure at one of several hosts is that of the recipient whom the reply names, or of the only one there is.
void Correlator::take(LogEvent const& event, Story& story, InterimFailure const& failure) {
    Attempt attempt = attempt_of(failure, scratch_);
    Recipient* recipient = nullptr;
    std::string_view const named = attempt.step == Step::rcpt ? address_in(attempt.text) : std::string_view{};
    if (!named.empty())
        attempt.recipient = named;
    else if (story.recipients.size() == 1 && story.recipients[0].names && story.recipients[0].fate == Fate::deferred) {
        recipient = &story.recipients[0];
        attempt.recipient = recipient->names.recipient();
    }
    attempt.recipient_known = !attempt.recipient.empty();
    sink_.on_failure({event, attempt, &story, recipient});
}

/// What postsuper did to it.
void Correlator::take(LogEvent const& event, Story& story, Message const& words) {
    if (event.kind != "postsuper") return;
    auto const turn = [&](Fate from, Fate to) {
        for (std::size_t i = 0; i < story.recipients.size(); ++i)
            if (story.recipients[i].fate == from) story.recipients[i].fate = to;
    };
    if (words.message == "placed on hold") turn(Fate::deferred, Fate::held);
    if (words.message == "released from hold" || words.message == "requeued") turn(Fate::held, Fate::deferred);
    if (words.message != "removed") return;
    for (Fate const waiting : {Fate::deferred, Fate::held, Fate::unknown}) turn(waiting, Fate::discarded);
}

/// One failure for each recipient that was still waiting; its true cause is the last deferral.
void Correlator::take(LogEvent const& event, Story& story, Expired const& expired) {
    if (story.details) set_if_absent(story.details->sender, expired.from);
    Attempt attempt;
    bool const forced = expired.status == "force-expired";
    attempt.text = forced ? "status=force-expired, returned to sender" : "status=expired, returned to sender";
    attempt.outcome = Outcome::permanent;
    attempt.final = true;
    bool told = false;
    for (std::size_t i = 0; i < story.recipients.size(); ++i) {
        Recipient& recipient = story.recipients[i];
        if (recipient.fate != Fate::deferred) continue;
        recipient.fate = Fate::expired;
        recipient.last_line = event.line.number;
        recipient.hour = hour_;
        attempt.recipient = recipient.names.recipient();
        attempt.recipient_known = told = true;
        sink_.on_failure({event, attempt, &story, &recipient, recipient.attempts, recipient.last_deferral, true});
    }
    if (!told) sink_.on_failure({event, attempt, &story, nullptr, 1, {}, true});
}

void Correlator::take(LogEvent const& event, Story* story, Refusal const& refusal) {
    Recipient* recipient = nullptr;
    if (story && story->details && refusal.from) set_if_absent(story->details->sender, *refusal.from);
    auto const fate = fate_of_action(refusal.action);
    if (story && refusal.to && fate) {
        recipient = &recipient_of(*story, *refusal.to, false);
        recipient->fate = *fate;
        recipient->last_line = event.line.number;
        recipient->hour = hour_;
    }
    if (!refuses(refusal.action)) return;
    Attempt attempt = known_attempt_ ? *known_attempt_ : attempt_of(refusal, scratch_);
    if (refusal.client.empty()) { // a proxy filter's refusal does not repeat it
        auto const client = proxied_.find(process_of(event));
        if (client != proxied_.end()) attempt.peer = grammar::parse_log_peer(client->second);
    }
    sink_.on_failure({event, attempt, story, recipient});
}

void Correlator::close(LogEvent const& event, Story& story) {
    if (story.details) story.details->removed = to_iso8601(event.time);
    close(story);
}

/// One of its queue ids is gone. What came back from a filter waits for the hop before to name it.
void Correlator::close(Story& story) {
    if (story.open_ids > 0) --story.open_ids;
    if (story.open_ids > 0) return;
    bool const waits = story.from_loopback || ((story.piped || story.handed) && !story.joined) ||
        (story.handed && is_in_filter(story));
    if (!waits) return tell(story);
    links_.hold_back(story);
    OwnedKey const overdue = links_.overdue();
    Story* const first = overdue.queue_id.empty() ? nullptr : stories_.find(overdue.view());
    if (first) tell(*first);
}

void Correlator::tell(Story& story) {
    if (!story.resumed) sink_.on_message(story);
    if (story.from_loopback || story.piped || story.handed) links_.release(story);
    links_.forget(story);
    stories_.erase(story);
}

std::span<std::string const> Correlator::queue_ids_of(LogEvent const& event) {
    Story const* const story = find(story_key(event.host, event.queue_id));
    return story && story->details ? std::span<std::string const>(story->details->queue_ids)
                                   : std::span<std::string const>();
}

void Correlator::make_room() {
    ++cut_;
    tell(stories_.oldest());
}

void Correlator::finish() {
    auto open = stories_.all();
    std::ranges::sort(open, {}, [](Story const* story) { return std::pair(story->input, story->line); });
    for (Story* const story : open) tell(*story);
}

} // namespace whybounce::correlate
