#include "correlate/correlator.hpp"

#include "grammars/postfix.hpp"

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

/// No attempt of this message: the queue manager put the destination aside and tells why another message failed.
bool is_suspended(Delivery const& delivery) { return delivery.reason.starts_with("delivery temporarily suspended"); }

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

} // namespace

Recipient& Story::recipient(std::string_view address) {
    auto const found = std::ranges::find(recipients, address, &Recipient::recipient);
    if (found != recipients.end()) return *found;
    recipients.push_back({std::string(address), {}, 0, Fate::unknown, 0, {}});
    return recipients.back();
}

void Correlator::feed(LogEvent const& event, std::size_t input) {
    bool const queued = !event.queue_id.empty() && event.queue_id != "NOQUEUE";
    if (queued)
        feed_queued(event, input);
    else
        feed_unqueued(event);
}

Story& Correlator::story_of(LogEvent const& event, std::size_t input) {
    key_.assign(event.host).append(1, '\0').append(event.queue_id);
    auto const [found, fresh] = stories_.try_emplace(key_);
    if (fresh) {
        found->second.input = input;
        found->second.line = event.line.number;
        found->second.queue_ids.emplace_back(event.queue_id);
        found->second.arrived = to_iso8601(event.time);
    }
    return found->second;
}

void Correlator::feed_queued(LogEvent const& event, std::size_t input) {
    Story& story = story_of(event, input);
    LogForm const& form = event.form;
    if (auto const* client = std::get_if<Client>(&form))
        take(event, story, *client);
    else if (auto const* id = std::get_if<MessageId>(&form))
        set_if_absent(story.message_id, id->id);
    else if (auto const* active = std::get_if<QueueActive>(&form)) {
        set_if_absent(story.sender, active->from);
        std::uint64_t size = 0;
        if (std::from_chars(active->size.data(), active->size.data() + active->size.size(), size).ec == std::errc())
            story.size = size;
    } else if (auto const* pickup = std::get_if<Pickup>(&form))
        set_if_absent(story.sender, pickup->from);
    else if (auto const* delivery = std::get_if<Delivery>(&form))
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
    if (ends_message(event)) close(event, key_);
}

void Correlator::feed_unqueued(LogEvent const& event) {
    if (auto const* refusal = std::get_if<Refusal>(&event.form))
        take(event, nullptr, *refusal);
    else if (auto const* lost = std::get_if<LostConnection>(&event.form))
        sink_.on_failure({event, attempt_of(*lost)});
    else if (auto const* sasl = std::get_if<SaslFailure>(&event.form))
        sink_.on_failure({event, attempt_of(*sasl)});
}

void Correlator::take(LogEvent const&, Story& story, Client const& client) {
    LogPeer const peer = grammar::parse_log_peer(client.client);
    story.client_host = peer.host;
    story.client_ip = peer.ip;
}

void Correlator::take(LogEvent const& event, Story& story, Delivery const& delivery) {
    Attempt attempt = attempt_of(delivery, scratch_);
    Recipient& recipient = story.recipient(delivery.to);
    if (recipient.orig_to.empty()) recipient.orig_to = delivery.orig_to;
    ++recipient.attempts;
    recipient.fate = fate_of(delivery, event.daemon);
    recipient.last_line = event.line.number;
    AttemptReport report{event, attempt, &story, &recipient, recipient.attempts};
    bool const follows = is_suspended(delivery) && recipient.last_deferral;
    if (follows) report.caused_by = recipient.last_deferral;
    sink_.on_delivery(report, delivery);
    if (is_failure(delivery)) sink_.on_failure(report);
    if (recipient.fate == Fate::deferred && !follows) recipient.last_deferral = event.line.number;
}

/// One failure for each recipient that was still waiting; its true cause is the last deferral.
void Correlator::take(LogEvent const& event, Story& story, Expired const& expired) {
    set_if_absent(story.sender, expired.from);
    Attempt attempt;
    attempt.text = event.line.text.substr(event.line.text.find("status="));
    attempt.outcome = Outcome::permanent;
    attempt.final = true;
    bool told = false;
    for (Recipient& recipient : story.recipients) {
        if (recipient.fate != Fate::deferred) continue;
        recipient.fate = Fate::expired;
        recipient.last_line = event.line.number;
        attempt.recipient = recipient.recipient;
        attempt.recipient_known = told = true;
        sink_.on_failure({event, attempt, &story, &recipient, recipient.attempts, recipient.last_deferral, true});
    }
    if (!told) sink_.on_failure({event, attempt, &story, nullptr, 1, {}, true});
}

void Correlator::take(LogEvent const& event, Story* story, Refusal const& refusal) {
    Attempt const attempt = attempt_of(refusal, scratch_);
    Recipient* recipient = nullptr;
    if (story && refusal.from) set_if_absent(story->sender, *refusal.from);
    auto const fate = fate_of_action(refusal.action);
    if (story && refusal.to && fate) {
        recipient = &story->recipient(*refusal.to);
        recipient->fate = *fate;
        recipient->last_line = event.line.number;
    }
    if (!refuses(refusal.action)) return;
    sink_.on_failure({event, attempt, story, recipient});
}

void Correlator::close(LogEvent const& event, std::string const& key) {
    auto const found = stories_.find(key);
    found->second.removed = to_iso8601(event.time);
    sink_.on_message(found->second);
    stories_.erase(found);
}

void Correlator::finish() {
    std::vector<Story const*> open;
    for (auto const& [key, story] : stories_) open.push_back(&story);
    std::ranges::sort(open, {}, [](Story const* story) { return std::pair(story->input, story->line); });
    for (Story const* story : open) sink_.on_message(*story);
    stories_.clear();
}

} // namespace whybounce::correlate
