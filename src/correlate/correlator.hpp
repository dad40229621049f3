#pragma once
#include "correlate/attempt.hpp"
#include "correlate/links.hpp"
#include "correlate/story_table.hpp"

namespace whybounce::correlate {

/// A failed attempt with what the log knew of its message.
struct AttemptReport {
    LogEvent const& event;
    Attempt const& attempt;
    Story const* story = nullptr;         ///< null when the line names no queue id
    Recipient const* recipient = nullptr; ///< null when it names no recipient
    std::uint32_t attempts = 1;
    std::optional<std::size_t> caused_by = std::nullopt;
    bool expired = false; ///< the line that ends a deferral for good
};

/// Receives what the lines of a log amount to. Everything is gone after the call.
class CorrelationSink {
public:
    virtual ~CorrelationSink() = default;
    virtual void on_delivery(AttemptReport const& report, Delivery const& delivery) = 0;
    virtual void on_failure(AttemptReport const& report) = 0;
    virtual void on_message(Story const& story) = 0;
};

/// What the joining of lines costs in memory.
struct CorrelatorLimits {
    bool details = true;               ///< keep what a story needs to be told, not only what became of its recipients
    std::size_t most_stories = 65'000; ///< messages in the queue at once; beyond, the oldest is told as it stands
};

/// Joins the lines of logs into messages, by host and queue id. The same id after `removed` is a new message.
/// Memory: one Story for each message that is in the queue, bounded by `most_stories`.
class Correlator {
public:
    Correlator(CorrelationSink& sink, CorrelatorLimits limits) : sink_(sink), limits_(limits) {}

    /// The lines that follow were logged in this hour.
    void in_hour(Period hour) { hour_ = hour; }
    /// A line. @param input  number of the input that it stands in @param attempt  what attempt_of() says of it, when
    /// that is known already; else null
    void feed(LogEvent const& event, std::size_t input, Attempt const* attempt = nullptr);

    // What usual lines come to when nobody asks for details: feed() does the same with more.
    /// A line that says no more than that the message is there. @param begins  it is the first line of a message
    /// @param name  hash of its message-id where it begins, of its sender where not; 0: not told
    void touch(StoryKey const& key, std::size_t input, std::size_t line, bool begins, std::uint64_t name);
    /// uid=N from=<S>. @param sender  its hash
    void picked_up(StoryKey const& key, std::size_t input, std::size_t line, std::uint64_t sender);
    /// status=sent. @param recipient  hash of the address @return  false when the line has to be fed in full
    bool sent(StoryKey const& key, std::size_t input, std::size_t line, std::uint64_t recipient, Fate fate);
    /// status=sent by pipe(8), into a program that is no mailbox. @return  as of sent()
    bool piped(StoryKey const& key, std::size_t input, std::size_t line, std::uint64_t recipient);
    /// removed
    void removed(StoryKey const& key, std::size_t input, std::size_t line);

    /// The messages still open, by their first line.
    void finish();

    /// All queue ids of the message that a line belongs to; none where it belongs to none, or details are not kept.
    std::span<std::string const> queue_ids_of(LogEvent const& event);

    /// Stories that were told before their end, because there were too many.
    std::uint64_t cut() const { return cut_; }

private:
    void feed_queued(LogEvent const& event, std::size_t input);
    void feed_unqueued(LogEvent const& event);
    Story& story_of(LogEvent const& event, std::size_t input);
    Story& story_of(StoryKey const& key, std::size_t input, std::size_t line, bool begins);
    Recipient& recipient_of(Story& story, std::string_view address, bool keep_name);
    Recipient& recipient_of(Story& story, Delivery const& delivery, Fate fate);
    void take(LogEvent const& event, Story& story, Client const& client);
    void take(LogEvent const& event, Story& story, Pickup const& pickup);
    void take(LogEvent const& event, Story& story, Delivery const& delivery);
    void take(LogEvent const& event, Story& story, Expired const& expired);
    void take(LogEvent const& event, Story* story, Refusal const& refusal);
    void take(LogEvent const& event, Story& story, Message const& words);
    void take(LogEvent const& event, Story& story, Notification const& notification);
    void take(LogEvent const& event, Story& story, InterimFailure const& failure);
    void close(LogEvent const& event, Story& story);
    void close(Story& story);
    void tell(Story& story);
    void make_room();
    Story* find(StoryKey const& key);
    void join(StoryKey const& key, Story& main);
    void link_delivery(LogEvent const& event, Story& story, Delivery const& delivery);
    void note_message_id(Story& story, std::uint64_t message_id);
    void note_sender(Story& story, std::uint64_t sender);
    void note_piped(Story& story);
    void join_piped(Story& before, Story& after);
    void note_returned(Story const& story);
    std::vector<Story*> handed_stories(std::uint64_t mail, Delivery const& delivery);
    /// Was a mail like it handed to a server of this host?
    bool may_come_back(Story const& story) const { return story.from_loopback && !links_.handed(story.mail).empty(); }
    Story& join_handed(Story& after, Delivery const& delivery);
    void join_handed(Story& before, Story& after);
    void look_for_returned(Story& story, Delivery const& delivery);
    void set_origin(StoryKey const& child, std::string_view parent, std::string_view relation);
    void note_client(LogEvent const& event, Client const& client);
    void pass_client(LogEvent const& event, Refusal const& refusal);

    CorrelationSink& sink_;
    CorrelatorLimits limits_;
    StoryTable stories_;
    Links links_;
    std::unordered_map<std::uint64_t, std::string> proxied_; ///< clients of sessions without a queue file, by process
    std::uint64_t cut_ = 0;
    Period hour_;
    Attempt const* known_attempt_ = nullptr; ///< of the line that is being fed
    std::string scratch_;
};

/// Names a message by what its lines say.
StoryKey story_key(std::string_view host, std::string_view queue_id);

} // namespace whybounce::correlate
