#pragma once
#include "correlate/attempt.hpp"
#include "correlate/story.hpp"

#include <unordered_map>

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

/// Joins the lines of logs into messages, by host and queue id. The same id after `removed` is a new message.
/// Memory: one Story for each message that is in the queue.
class Correlator {
public:
    explicit Correlator(CorrelationSink& sink) : sink_(sink) {}

    /// @param input  number of the input that the line stands in
    void feed(LogEvent const& event, std::size_t input);
    /// The messages still open, by their first line.
    void finish();

private:
    void feed_queued(LogEvent const& event, std::size_t input);
    void feed_unqueued(LogEvent const& event);
    Story& story_of(LogEvent const& event, std::size_t input);
    void take(LogEvent const& event, Story& story, Client const& client);
    void take(LogEvent const& event, Story& story, Delivery const& delivery);
    void take(LogEvent const& event, Story& story, Expired const& expired);
    void take(LogEvent const& event, Story* story, Refusal const& refusal);
    void close(LogEvent const& event, std::string const& key);

    CorrelationSink& sink_;
    std::unordered_map<std::string, Story> stories_;
    std::string key_, scratch_;
};

} // namespace whybounce::correlate
