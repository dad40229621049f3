#include "correlate/correlator.hpp"

/// What the usual lines of a message come to when nobody asks for details (docs/decisions/0008-quick-lane.md).
namespace whybounce::correlate {

void Correlator::touch(StoryKey const& key, std::size_t input, std::size_t line, bool begins, std::uint64_t name) {
    Story& story = story_of(key, input, line, begins);
    if (name == 0) return;
    if (begins)
        note_message_id(story, name);
    else
        note_sender(story, name);
}

void Correlator::picked_up(StoryKey const& key, std::size_t input, std::size_t line, std::uint64_t sender) {
    Story& story = story_of(key, input, line, true);
    story.from_pickup = true;
    note_sender(story, sender);
}

bool Correlator::sent(StoryKey const& key, std::size_t input, std::size_t line, std::uint64_t identity, Fate fate) {
    Story& story = story_of(key, input, line, false);
    if (story.joined || may_come_back(story)) return false;
    Recipient& recipient = story.recipients.of(identity);
    ++recipient.attempts;
    recipient.fate = fate;
    recipient.last_line = line;
    recipient.hour = hour_;
    return true;
}

bool Correlator::piped(StoryKey const& key, std::size_t input, std::size_t line, std::uint64_t identity) {
    Story& story = story_of(key, input, line, false);
    if (story.joined || may_come_back(story)) return false;
    note_piped(story);
    if (!story.joined) return sent(key, input, line, identity, Fate::sent);
    Recipient& recipient = story.recipients.of(identity);
    if (recipient.fate == Fate::unknown || recipient.fate == Fate::deferred) recipient.fate = Fate::filtered;
    recipient.passed = true;
    return true;
}

void Correlator::removed(StoryKey const& key, std::size_t input, std::size_t line) {
    close(story_of(key, input, line, false));
}

} // namespace whybounce::correlate
