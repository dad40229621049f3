#include "lint/support.hpp"
#include "whybounce/hash.hpp"

#include <algorithm>

/// RT and TR: what to try again, and what the transcript itself lacks.
namespace whybounce::lint {
namespace {

/// How long to wait, by the words of the reply.
struct Wait {
    std::string_view word, advice;
};
constexpr Wait waits[] = {
    {"greylist", "greylisting: the same server tries again after 5 to 15 minutes and gets through"},
    {"graylist", "greylisting: the same server tries again after 5 to 15 minutes and gets through"},
    {"postgrey", "greylisting: the same server tries again after 5 to 15 minutes and gets through"},
    {"rate", "rate limit: send more slowly, try again after an hour"},
    {"too many", "a limit: send less at once, try again after an hour"},
    {"throttl", "rate limit: send more slowly, try again after an hour"},
    {"quota", "full mailbox: try again for days, then the message comes back"},
    {"mailbox full", "full mailbox: try again for days, then the message comes back"},
    {"over quota", "full mailbox: try again for days, then the message comes back"},
    {"storage", "the server is short of room: try again after an hour"},
    {"timeout", "the server was too slow: try again after 15 minutes"},
};

std::string_view advice_for(std::string_view text) {
    auto const found = std::ranges::find_if(waits, [&](Wait const& wait) { return contains_no_case(text, wait.word); });
    return found == std::end(waits) ? "try again after 15 to 30 minutes" : found->advice;
}

/// A login and STARTTLS have rows of their own.
void temporary(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if (m.code() / 100 == 4 && !is_auth(m.verb()) && m.verb() != Verb::starttls)
            notes.reply(m, std::string(advice_for(m.exchange->record.text)));
}

/// Refusals that the same words will meet again. 500 to 504 and 530 change with the state of the session.
bool is_lasting(int code) { return code >= 550 && code <= 559; }

void repeated(Scene const& scene, Notes& notes) {
    std::vector<std::uint64_t> here;
    for (Moment const& m : scene.moments) {
        auto const key = lasting_refusal_key(scene, m);
        if (!key) continue;
        bool const earlier = scene.refused_before && scene.refused_before->contains(*key);
        if (earlier || std::ranges::find(here, *key) != here.end()) notes.command(m);
        if (is_lasting(m.code())) here.push_back(*key);
    }
}

/// RSET or QUIT in the place of DATA.
void accepted_ones_dropped(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        bool const gives_up = m.verb() == Verb::rset || m.verb() == Verb::quit;
        bool const mixed = m.rcpt_accepted > 0 && m.rcpt_accepted < m.rcpt_tried;
        bool const after_rcpt = m.number > 0 && scene.moments[m.number - 1].verb() == Verb::rcpt;
        if (gives_up && mixed && after_rcpt && m.open())
            notes.command(m,
                std::to_string(m.rcpt_accepted) + " of " + std::to_string(m.rcpt_tried) + " recipients were accepted");
    }
}

void incomplete(Scene const& scene, Notes& notes) {
    Session const& session = scene.session;
    if (scene.one_sided) return notes.session(session.line, "only one side is in it");
    if (!session.began && covers(scene.shows, Shows::start) && !session.exchanges.empty() &&
        session.exchanges.front().verb != Verb::greeting)
        notes.session(session.line, "it begins after the greeting");
    if (!scene.torn) return;
    auto const open = std::ranges::find_if(session.exchanges, [](Exchange const& e) { return !e.record.code; });
    std::string const verb(open == session.exchanges.end() ? "(eod)" : open->record.verb);
    std::size_t const line = (open == session.exchanges.end() ? session.exchanges.back() : *open).record.line;
    notes.session(line, "the text ends before " + verb + " was answered");
}

void edited(Scene const& scene, Notes& notes) {
    if (scene.edited) notes.session(scene.session.line, {});
}

constexpr Rule retry_table[] = {
    {"RT01", Shows::nothing, temporary},
    {"RT02", Shows::order, repeated},
    {"RT03", Shows::order, accepted_ones_dropped},
};

constexpr Rule transcript_table[] = {
    {"TR01", Shows::nothing, incomplete},
    {"TR02", Shows::nothing, edited},
};

} // namespace

std::optional<std::uint64_t> lasting_refusal_key(Scene const& scene, Moment const& m) {
    if (m.verb() != Verb::rcpt || !m.open()) return std::nullopt;
    std::uint64_t const rights = m.authenticated * 2U + m.tls;
    std::uint64_t const envelope = hash_of(mail_of(scene, m)->exchange->path, hash_of(m.exchange->path, rights));
    return hash_of(scene.session.server.value_or(""), envelope);
}

void remember_refusals(Scene const& scene, RefusedKeys& known) {
    constexpr std::size_t most = 10'000; // of one input; more is a list, not a retry
    for (Moment const& m : scene.moments) {
        auto const key = is_lasting(m.code()) ? lasting_refusal_key(scene, m) : std::nullopt;
        if (key && known.size() < most) known.insert(*key);
    }
}

std::span<Rule const> retry_rules() { return retry_table; }
std::span<Rule const> transcript_rules() { return transcript_table; }

} // namespace whybounce::lint
