#include "lint/sequence_end.hpp"
#include "lint/support.hpp"

#include <algorithm>

namespace whybounce::lint {
namespace {

/// The content is on its way, and the end of it was not seen.
bool is_inside_content(Scene const& scene, Moment const& m) {
    if (m.verb() != Verb::eod || m.number == 0) return false;
    ContentFacts const* const content = scene.content_of(m.number - 1);
    return content && !content->ended;
}

bool never_began(Scene const& scene, Moment const& m) {
    return m.verb() == Verb::eod && m.number > 0 && covers(scene.shows, Shows::content) &&
        !scene.content_of(m.number - 1);
}

std::string what_became(Scene const& scene, Moment const& m) {
    if (!is_content_answer(m.verb())) return "before the content: nothing was delivered";
    if (is_inside_content(scene, m)) return "before the final dot: nothing was delivered";
    if (!covers(scene.shows, Shows::content)) return "during the content or after it: delivery is unknown";
    return "after the content: delivery is unknown, a retry may make a second copy";
}

} // namespace

void left_without_quit(Scene const& scene, Notes& notes) {
    Session const& session = scene.session;
    if (session.close_line.number == 0 || session.phase == Phase::closed) return;
    if (scene.moments.empty() || scene.unreadable_end || scene.verbs.has(Verb::quit)) return;
    if (!scene.moments.back().exchange->record.code || closed_by_server(session.close_line)) return;
    notes.line(session.close_line);
}

void lost_in_transaction(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (!m.exchange->lost || !m.open() || never_began(scene, m)) continue;
        notes.command(m, what_became(scene, m));
        return;
    }
}

/// QUIT is not missed when the client closes without waiting; when the server does, the answer is owed.
void never_answered(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        bool const owed = m.verb() == Verb::quit && m.exchange->lost_line.number != 0 &&
            covers(scene.shows, Shows::end) && closed_by_server(m.exchange->lost_line);
        bool const lost = m.exchange->lost && !m.open() && m.verb() != Verb::greeting;
        if (!m.exchange->record.code && (owed || lost) && notes.empty()) notes.command(m);
    }
}

} // namespace whybounce::lint
