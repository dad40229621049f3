#include "correlate/correlator.hpp"

#include "grammars/postfix.hpp"
#include "whybounce/hash.hpp"

#include <algorithm>
#include <utility>

/// Which stories are one: the hops of a mail through content filters, and what it was forwarded or requeued as.
namespace whybounce::correlate {
namespace {

/// What is known of a recipient under another queue id; what became of it there is the later word.
void merge(Recipients& into, Recipient& other) {
    Recipient& mine = into.of(other.identity);
    mine.attempts += other.attempts;
    if (other.fate != Fate::unknown) {
        mine.fate = other.fate;
        mine.hour = other.hour;
    }
    mine.last_line = std::max(mine.last_line, other.last_line);
    mine.last_deferral = std::max(mine.last_deferral, other.last_deferral);
    mine.own_failure = std::max(mine.own_failure, other.own_failure);
    if (!mine.names) mine.names = std::move(other.names);
}

bool has_failed(Story& story) {
    for (std::size_t i = 0; i < story.recipients.size(); ++i)
        if (story.recipients[i].own_failure != 0) return true;
    return false;
}

/// Giving it to a filter was no attempt to reach somebody.
void pass_on(Recipient& recipient) {
    recipient.fate = Fate::filtered;
    recipient.passed = true;
    recipient.handed = false;
    recipient.attempts = 0;
}

/// The recipient of a delivery, under the address that it goes to or the one that the mail was sent to.
Recipient* recipient_in(Story& story, Delivery const& delivery) {
    Recipient* const found = story.recipients.find(hash_of(delivery.to));
    return found || delivery.orig_to.empty() ? found : story.recipients.find(hash_of(delivery.orig_to));
}

/// Was it given to a server of this host, and nobody knows what became of it there?
bool waits(Recipient const& recipient) {
    return (recipient.handed && recipient.fate == Fate::sent) || (recipient.passed && recipient.fate == Fate::filtered);
}

/// May one be the other, come back from a filter? It came in from this host, and later; the mail is the same by
/// message-id and sender.
bool may_follow(Story const& before, Story const& after) {
    bool const later = before.input < after.input || (before.input == after.input && before.line < after.line);
    return &before != &after && later && after.from_loopback && !after.joined && before.mail == after.mail;
}

} // namespace

/// The story under `key` becomes part of `main`, where the mail was before. What failed under the later id before that
/// was known is counted once all the same.
void Correlator::join(StoryKey const& key, Story& main) {
    Story* const other = stories_.find(key);
    if (!other || other == &main || other->joined) return;
    links_.release(*other);
    main.open_ids += other->open_ids;
    main.from_loopback = false;
    if (has_failed(*other) && !has_failed(main)) main.problems_as = other->problems_as;
    for (std::size_t i = 0; i < other->recipients.size(); ++i) merge(main.recipients, other->recipients[i]);
    if (main.details && other->details) {
        main.details->queue_ids.push_back(other->queue_id);
        if (!main.details->message_id) main.details->message_id = std::move(other->details->message_id);
        if (!main.details->sender) main.details->sender = std::move(other->details->sender);
    }
    OwnedKey const name{key.identity, std::string(key.queue_id)};
    stories_.erase(*other);
    links_.join(name.view(), main);
}

/// It comes again with each attempt.
void Correlator::note_sender(Story& story, std::uint64_t sender) {
    if (std::exchange(story.sender_known, true)) return;
    story.mail += mix(sender, hashing::two);
    note_returned(story);
}

void Correlator::note_returned(Story const& story) {
    if (story.from_loopback && story.id_known && story.sender_known) links_.note_returned(story);
}

/// The message-id follows the line of pickup(8), and is that of a mail which was given to a program before.
void Correlator::note_message_id(Story& story, std::uint64_t message_id) {
    if (!std::exchange(story.id_known, true)) {
        story.mail += mix(message_id, hashing::one);
        note_returned(story);
    }
    if (!story.from_pickup || story.joined) return;
    OwnedKey const* const before = links_.piped(story.mail);
    Story* const piped = before ? stories_.find(before->view()) : nullptr;
    if (piped && piped != &story) return join_piped(*piped, story);
    links_.note_pickup(story);
}

/// The program may have brought the mail back before its end was logged.
void Correlator::note_piped(Story& story) {
    if (!story.id_known || !story.sender_known) return;
    story.piped = true;
    links_.note_piped(story);
    OwnedKey const* const after = links_.pickup(story.mail);
    Story* const back = after ? stories_.find(after->view()) : nullptr;
    if (back && back != &story) join_piped(story, *back);
}

/// A list server sends on under its own sender: that is another mail.
void Correlator::join_piped(Story& before, Story& after) {
    if (before.mail != after.mail || before.input > after.input) return;
    for (std::size_t i = 0; i < before.recipients.size(); ++i) {
        Recipient& recipient = before.recipients[i];
        if (recipient.fate == Fate::sent) pass_on(recipient);
    }
    links_.release(before);
    join({after.identity, after.queue_id}, before);
}

/// The mails with this message-id and sender that wait for this recipient, handed to a server of this host.
std::vector<Story*> Correlator::handed_stories(std::uint64_t mail, Delivery const& delivery) {
    std::vector<Story*> found;
    for (OwnedKey const& key : links_.handed(mail)) {
        Story* const story = stories_.find(key.view());
        Recipient const* const recipient = story && story->mail == mail ? recipient_in(*story, delivery) : nullptr;
        if (recipient && waits(*recipient)) found.push_back(story);
    }
    return found;
}

/// A content filter that names no queue id and sends no XFORWARD: the mail that it gives back is known by message-id,
/// sender and recipient, and by coming from this host. The recipient matters: what a mailbox server on this host sends
/// on goes to another one. Where two such mails wait nobody can say which of them came back, and a wrong join would
/// hide one of them: both stay what they are. @return  what the story of this delivery is part of now
Story& Correlator::join_handed(Story& after, Delivery const& delivery) {
    if (after.joined || !after.from_loopback) return after;
    auto const waiting = handed_stories(after.mail, delivery);
    if (waiting.size() != 1 || !may_follow(*waiting.front(), after)) return after;
    join_handed(*waiting.front(), after);
    return *waiting.front();
}

void Correlator::join_handed(Story& before, Story& after) {
    for (std::size_t i = 0; i < before.recipients.size(); ++i)
        if (before.recipients[i].handed && before.recipients[i].fate == Fate::sent) pass_on(before.recipients[i]);
    links_.release(before);
    join({after.identity, after.queue_id}, before);
}

/// The mail may have come back, and been delivered, before the filter's answer was logged.
void Correlator::look_for_returned(Story& story, Delivery const& delivery) {
    if (handed_stories(story.mail, delivery).size() != 1) return; // more than this one
    Story* found = nullptr;
    for (OwnedKey const& key : links_.returned(story.mail)) {
        Story* const after = stories_.find(key.view());
        if (!after || !may_follow(story, *after) || !recipient_in(*after, delivery)) continue;
        if (found) return;
        found = after;
    }
    if (found) join_handed(story, *found);
}

/// "queued as ID" of a filter, "forwarded as ID" of local: the mail goes on under another id.
void Correlator::link_delivery(LogEvent const& event, Story& story, Delivery const& delivery) {
    constexpr std::string_view forwarded = "forwarded as ";
    if (delivery.reason.starts_with(forwarded)) {
        StoryKey const child = story_key(event.host, delivery.reason.substr(forwarded.size()));
        set_origin(child, event.queue_id, "forward");
        return;
    }
    if (event.daemon == "pipe" && grammar::is_filter_service(delivery.relay)) return note_piped(story);
    if (!grammar::is_filter_relay(delivery.relay)) return;
    StoryKey const next = story_key(event.host, queued_as(delivery.reason));
    Story* const other = next.queue_id.empty() ? nullptr : stories_.find(next);
    if (other) {
        if (other != &story && other->from_loopback) join(next, story);
    } else if (story.id_known && story.sender_known && !links_.main_of(next)) {
        story.handed = true;
        links_.note_handed(story);
    }
}

void Correlator::set_origin(StoryKey const& child, std::string_view parent, std::string_view relation) {
    if (!limits_.details || relation.empty()) return;
    links_.set_origin(child, parent, relation);
    if (Story* const known = stories_.find(child)) links_.take_origin(*known);
}

void Correlator::take(LogEvent const& event, Story&, Notification const& notification) {
    set_origin(story_key(event.host, notification.queue_id), event.queue_id, relation_of(notification.notification));
}

} // namespace whybounce::correlate
