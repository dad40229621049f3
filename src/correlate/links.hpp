#pragma once
#include "correlate/story_table.hpp"
#include "whybounce/log_event.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

/// Which queue ids belong together: the hops of one mail through content filters, and a notice and the mail it is of.
namespace whybounce::correlate {

/// A StoryKey that owns its queue id.
struct OwnedKey {
    std::uint64_t identity = 0;
    std::string queue_id;
    StoryKey view() const { return {identity, queue_id}; }
};

/// What a notice or a forwarded mail comes of.
struct Descent {
    std::string parent;
    std::string_view relation; ///< as MessageRecord has it
};

/// Memory: one entry for each further queue id of a message in the queue, and `most_origins` for ids not seen yet.
class Links {
public:
    /// The message that a queue id belongs to by another id; nullptr when it stands for itself.
    OwnedKey const* main_of(StoryKey const& key) const;
    void join(StoryKey const& key, Story& main);
    /// The message is told: its other ids are free.
    void forget(Story const& main);

    /// The message under `key` comes of another; kept until it is asked for.
    void set_origin(StoryKey const& key, std::string_view parent, std::string_view relation);
    void take_origin(Story& story);

    // Content filters that pipe(8) starts, and that give the mail back to sendmail(1): it comes in by pickup(8) with
    // the message-id and the sender that it had.
    void note_piped(Story const& story) { note(piped_, story); }
    void note_pickup(Story const& story) { note(pickups_, story); }
    /// The mail of this message-id and sender (Story::mail) that was given to a program, or came from one; nullptr when
    /// there is none.
    OwnedKey const* piped(std::uint64_t mail) const { return last(find(piped_, mail)); }
    OwnedKey const* pickup(std::uint64_t mail) const { return last(find(pickups_, mail)); }

    // Content filters that speak SMTP or LMTP, name no queue id of ours and send no XFORWARD: the mail comes back from
    // this host with the message-id and the sender that it had. There may be several: a mail may come twice.
    void note_handed(Story const& story) { note(handed_, story); }
    void note_returned(Story const& story) { note(returned_, story); }
    std::vector<OwnedKey> const& handed(std::uint64_t mail) const { return find(handed_, mail); }
    std::vector<OwnedKey> const& returned(std::uint64_t mail) const { return find(returned_, mail); }

    // Mails that came in over the loopback and are gone already: the hop before may still name them.
    void hold_back(Story const& story);
    bool is_held_back(Story const& story) const;
    void release(Story const& story);
    /// The key of the one held longest when there are too many; an empty id otherwise.
    OwnedKey overdue() const;

private:
    using ByMail = std::unordered_map<std::uint64_t, std::vector<OwnedKey>>; ///< bounded by `most_programs`
    static void note(ByMail& mails, Story const& story);
    static std::vector<OwnedKey> const& find(ByMail const& mails, std::uint64_t mail);
    static OwnedKey const* last(std::vector<OwnedKey> const& keys) { return keys.empty() ? nullptr : &keys.back(); }

    ByMail piped_, pickups_, handed_, returned_;
    std::unordered_map<std::uint64_t, OwnedKey> mains_;                    ///< by the identity of the other id
    std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> others_; ///< by the identity of the message
    std::unordered_map<std::uint64_t, Descent> origins_;                   ///< by the identity of the notice
    std::deque<OwnedKey> held_back_;
};

/// "Ok: queued as QUEUEID": the id under which the other side goes on; empty when the reply names none.
std::string_view queued_as(std::string_view reply);

/// What "sender non-delivery", "postmaster delay" make of the mail that is sent; empty for words not known.
std::string_view relation_of(std::string_view notification);

} // namespace whybounce::correlate
