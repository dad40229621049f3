#include "lint/support.hpp"

#include <algorithm>
#include <array>

/// PI: groups of commands. Without stamps a group is seen as commands with no reply between them.
namespace whybounce::lint {
namespace {

bool must_be_last(Exchange const& exchange) {
    constexpr std::array verbs{Verb::data, Verb::vrfy, Verb::expn, Verb::quit, Verb::noop, Verb::starttls, Verb::auth};
    return std::ranges::find(verbs, exchange.verb) != verbs.end() || exchange.record.verb == "TURN";
}

bool is_command(Moment const& m) {
    return m.verb() != Verb::unsolicited && m.verb() != Verb::greeting && m.verb() != Verb::auth_response;
}

/// The exchanges that were open when a command was sent; a command without any answer proves nothing.
template <typename Test> Exchange const* open_before(Scene const& scene, Moment const& m, Test test) {
    if (m.behind == none || !is_command(m)) return nullptr;
    for (std::size_t i = m.behind; i < m.number; ++i) {
        Exchange const& earlier = scene.session.exchanges[i];
        if (earlier.reply_line != 0 && sent_before_answer(*m.exchange, earlier) && test(earlier)) return &earlier;
    }
    return nullptr;
}

void without_offer(Scene const& scene, Notes& notes) {
    if (!scene.grouped) return;
    for (Moment const& m : scene.moments) {
        if (!notes.empty() || open_before(scene, m, must_be_last)) continue;
        auto const is_hello_exchange = [](Exchange const& e) { return is_hello(e.verb); };
        if (Exchange const* const hello = open_before(scene, m, is_hello_exchange))
            notes.command(
                m, std::string(hello->record.verb) + " of " + line_words(hello->record.line) + " was not answered yet");
        else if (open_before(scene, m, [](Exchange const& e) { return e.verb != Verb::unsolicited; }) &&
            !m.offered("PIPELINING"))
            notes.command(m);
    }
}

void behind_the_last(Scene const& scene, Notes& notes) {
    if (!scene.grouped) return;
    for (Moment const& m : scene.moments) {
        Exchange const* const last = notes.empty() ? open_before(scene, m, must_be_last) : nullptr;
        if (last)
            notes.command(m,
                "sent before " + std::string(last->record.verb) + " of " + line_words(last->record.line) +
                    " was answered");
    }
}

bool in_group(Scene const& scene, Moment const& m) {
    if (m.behind != none) return true;
    return m.number + 1 < scene.moments.size() && scene.moments[m.number + 1].behind == m.number;
}

/// No server means these: 354 for MAIL, RCPT or RSET, success for DATA.
bool is_shifted(Moment const& m) {
    bool const plain = m.verb() == Verb::mail || m.verb() == Verb::rcpt || m.verb() == Verb::rset;
    return (plain && m.code() / 100 == 3) || (m.verb() == Verb::data && m.code() / 100 == 2);
}

void replies_do_not_fit(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (!notes.empty() || m.number == 0) continue;
        if (is_shifted(m) && in_group(scene, m))
            notes.reply(m, std::to_string(m.code()) + " for " + std::string(m.exchange->record.verb));
        bool const surplus = m.verb() == Verb::unsolicited && m.code() != 421 &&
            scene.moments[m.number - 1].code() != 353 && scene.moments[m.number - 1].behind != none &&
            scene.moments[m.number - 1].verb() != Verb::quit;
        if (surplus) notes.reply(m, "one reply too many");
    }
}

constexpr Rule table[] = {
    {"PI01", Shows::order | Shows::replies, without_offer},
    {"PI02", Shows::order, behind_the_last},
    {"PI03", Shows::order, replies_do_not_fit},
};

} // namespace

std::span<Rule const> pipelining_rules() { return table; }

} // namespace whybounce::lint
