#include "correlate/correlator.hpp"

#include "grammars/postfix.hpp"
#include "whybounce/hash.hpp"

#include <algorithm>
#include <charconv>

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

/// Lines with which a message comes into the queue. Later ones also stand at the beginning of a log that was cut.
bool begins_message(LogForm const& form) {
    return std::holds_alternative<Client>(form) || std::holds_alternative<Pickup>(form) ||
        std::holds_alternative<MessageId>(form);
}

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

Story& Correlator::story_of(StoryKey const& key, std::size_t input, std::size_t line, bool begins) {
    if (Story* const known = stories_.find(key)) return *known;
    if (stories_.size() >= limits_.most_stories) make_room();
    Story& story = stories_.add(key);
    story.input = static_cast<std::uint32_t>(input);
    story.line = line;
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
    }
    return story;
}

Recipient& Correlator::recipient_of(Story& story, std::string_view address, bool keep_name) {
    Recipient& recipient = story.recipients.of(hash_of(address));
    if ((keep_name || limits_.details) && !recipient.names) {
        recipient.names = std::make_unique<RecipientNames>();
        recipient.names->recipient = address;
    }
    return recipient;
}

void Correlator::feed_queued(LogEvent const& event, std::size_t input) {
    Story& story = story_of(event, input);
    StoryDetails* const details = story.details.get();
    LogForm const& form = event.form;
    if (auto const* client = std::get_if<Client>(&form))
        take(event, story, *client);
    else if (auto const* id = std::get_if<MessageId>(&form)) {
        if (details) set_if_absent(details->message_id, id->id);
    } else if (auto const* active = std::get_if<QueueActive>(&form)) {
        if (details) take_active(*details, *active);
    } else if (auto const* pickup = std::get_if<Pickup>(&form)) {
        if (details) set_if_absent(details->sender, pickup->from);
    } else if (auto const* delivery = std::get_if<Delivery>(&form))
        take(event, story, *delivery);
    else if (auto const* expired = std::get_if<Expired>(&form))
        take(event, story, *expired);
    else if (auto const* refusal = std::get_if<Refusal>(&form))
        take(event, &story, *refusal);
    else if (auto const* interim = std::get_if<InterimFailure>(&form)) {
        Attempt const attempt = attempt_of(*interim, scratch_);
        sink_.on_failure({event, attempt, &story});
    } else if (auto const* lost = std::get_if<LostConnection>(&form)) {
        sink_.on_failure({event, attempt_of(*lost), &story});
    }
    if (ends_message(event)) close(event, story);
}

void Correlator::feed_unqueued(LogEvent const& event) {
    if (auto const* refusal = std::get_if<Refusal>(&event.form))
        take(event, nullptr, *refusal);
    else if (auto const* lost = std::get_if<LostConnection>(&event.form))
        sink_.on_failure({event, known_attempt_ ? *known_attempt_ : attempt_of(*lost)});
    else if (auto const* sasl = std::get_if<SaslFailure>(&event.form))
        sink_.on_failure({event, known_attempt_ ? *known_attempt_ : attempt_of(*sasl)});
}

void Correlator::touch(StoryKey const& key, std::size_t input, std::size_t line, bool begins) {
    story_of(key, input, line, begins);
}

void Correlator::sent(StoryKey const& key, std::size_t input, std::size_t line, std::uint64_t identity, Fate fate) {
    Recipient& recipient = story_of(key, input, line, false).recipients.of(identity);
    ++recipient.attempts;
    recipient.fate = fate;
    recipient.last_line = line;
}

void Correlator::removed(StoryKey const& key, std::size_t input, std::size_t line) {
    tell(story_of(key, input, line, false));
}

void Correlator::take(LogEvent const&, Story& story, Client const& client) {
    if (!story.details) return;
    LogPeer const peer = grammar::parse_log_peer(client.client);
    story.details->client_host = peer.host;
    story.details->client_ip = peer.ip;
}

void Correlator::take(LogEvent const& event, Story& story, Delivery const& delivery) {
    Fate const fate = fate_of(delivery, event.daemon);
    Recipient& recipient = recipient_of(story, delivery.to, fate == Fate::deferred);
    if (recipient.names && recipient.names->orig_to.empty()) recipient.names->orig_to = delivery.orig_to;
    ++recipient.attempts;
    recipient.fate = fate;
    recipient.last_line = event.line.number;
    Attempt const attempt = known_attempt_ ? *known_attempt_ : attempt_of(delivery, scratch_);
    AttemptReport const report{event, attempt, &story, &recipient, recipient.attempts};
    sink_.on_delivery(report, delivery);
    if (is_failure(delivery)) sink_.on_failure(report);
    if (recipient.fate == Fate::deferred) recipient.last_deferral = event.line.number;
}

/// One failure for each recipient that was still waiting; its true cause is the last deferral.
void Correlator::take(LogEvent const& event, Story& story, Expired const& expired) {
    if (story.details) set_if_absent(story.details->sender, expired.from);
    Attempt attempt;
    attempt.text = event.line.text.substr(event.line.text.find("status="));
    attempt.outcome = Outcome::permanent;
    attempt.final = true;
    bool told = false;
    for (std::size_t i = 0; i < story.recipients.size(); ++i) {
        Recipient& recipient = story.recipients[i];
        if (recipient.fate != Fate::deferred) continue;
        recipient.fate = Fate::expired;
        recipient.last_line = event.line.number;
        attempt.recipient = recipient.names->recipient;
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
    }
    if (!refuses(refusal.action)) return;
    Attempt const attempt = known_attempt_ ? *known_attempt_ : attempt_of(refusal, scratch_);
    sink_.on_failure({event, attempt, story, recipient});
}

void Correlator::close(LogEvent const& event, Story& story) {
    if (story.details) story.details->removed = to_iso8601(event.time);
    tell(story);
}

void Correlator::tell(Story& story) {
    if (!story.resumed) sink_.on_message(story);
    stories_.erase(story);
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
