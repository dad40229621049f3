#include "lint/support.hpp"

#include <algorithm>
#include <array>

/// LM and IN: LMTP, and what a session lets out.
namespace whybounce::lint {
namespace {

constexpr std::uint16_t smtp_port = 25, lmtp_port = 24;

/// Number of the first exchange behind a run of (eod).
std::size_t run_end(Scene const& scene, std::size_t first) {
    std::size_t end = first;
    while (end < scene.moments.size() && scene.moments[end].verb() == Verb::eod) ++end;
    return end;
}

/// Calls with the first and the end of each run of answers to content.
template <typename Visit> void each_run(Scene const& scene, Visit visit) {
    if (scene.session.protocol != SessionRecord::Protocol::lmtp) return;
    for (std::size_t i = 0; i < scene.moments.size(); ++i) {
        std::size_t const end = run_end(scene, i);
        if (end == i) continue;
        visit(i, end);
        i = end - 1;
    }
}

/// The tracker opens one (eod) for each accepted recipient; what lacks its reply, or is left over, was miscounted.
void wrong_count(Scene const& scene, Notes& notes) {
    each_run(scene, [&](std::size_t first, std::size_t end) {
        std::size_t answered = 0;
        for (std::size_t i = first; i < end; ++i) answered += scene.moments[i].exchange->record.code.has_value();
        bool const surplus = end < scene.moments.size() && scene.moments[end].verb() == Verb::unsolicited;
        bool const whole = scene.session.ended || end < scene.moments.size();
        if (surplus)
            notes.reply(scene.moments[end], "more replies than " + std::to_string(end - first) + " recipients");
        else if (answered < end - first && answered > 0 && whole)
            notes.command(
                scene.moments[first], std::to_string(answered) + " of " + std::to_string(end - first) + " replies");
    });
}

void wrong_port(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        bool const lmtp = m.verb() == Verb::lhlo, smtp = m.verb() == Verb::ehlo || m.verb() == Verb::helo;
        if ((lmtp && scene.session.port == smtp_port) || (smtp && scene.session.port == lmtp_port))
            notes.command(m, "port " + std::to_string(scene.session.port));
    }
}

void mixed_results(Scene const& scene, Notes& notes) {
    each_run(scene, [&](std::size_t first, std::size_t end) {
        std::vector<std::string> words;
        bool accepted = false, refused = false;
        for (std::size_t i = first; i < end; ++i) {
            Exchange const& exchange = *scene.moments[i].exchange;
            accepted = accepted || exchange.accepted();
            refused = refused || exchange.refused();
            words.push_back(std::string(exchange.path) + " " + std::to_string(scene.moments[i].code()));
        }
        std::vector<std::string_view> const views(words.begin(), words.end());
        if (accepted && refused) notes.command(scene.moments[first], listed(views));
    });
}

void addresses_confirmed(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if ((m.verb() == Verb::vrfy || m.verb() == Verb::expn) && (m.code() == 250 || m.code() == 251)) notes.reply(m);
}

/// A list of verbs, not a word of help.
bool lists_verbs(std::string_view text) {
    constexpr std::array<std::string_view, 8> verbs{"EHLO", "HELO", "MAIL", "RCPT", "DATA", "RSET", "NOOP", "QUIT"};
    return std::ranges::count_if(verbs, [&](std::string_view verb) { return contains_no_case(text, verb); }) >= 3;
}

void inner_commands_told(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (m.verb() == Verb::help && m.exchange->accepted() && lists_verbs(m.exchange->record.text))
            notes.reply(m, "HELP");
        Contract const* const contract = m.made;
        for (std::string_view const keyword : {"XCLIENT", "XFORWARD"})
            if (session::Offer const* const offer = contract ? contract->find(keyword) : nullptr)
                notes.reply(m, std::string(keyword), offer->line);
    }
}

bool is_postmaster(std::string_view path) { return is_word(path.substr(0, path.find('@')), "postmaster"); }

void null_sender_or_postmaster(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        Exchange const& exchange = *m.exchange;
        if (m.verb() == Verb::mail && exchange.path_known && exchange.path.empty()) notes.command(m, "null sender");
        bool const refused = m.verb() == Verb::rcpt && m.code() / 100 == 5 && m.open() && is_postmaster(exchange.path);
        if (refused) notes.as(Severity::warning).reply(m, "postmaster refused");
    }
}

constexpr std::int64_t second_ms = 1000, minute_ms = 60 * second_ms, day_ms = 24 * 60 * minute_ms;
constexpr std::int64_t greet_pause_ms = 10 * second_ms; ///< no server is that slow without a purpose or a fault

/// RFC 5321 section 4.5.3.2, for what it names; 5 minutes for the rest.
std::int64_t limit_of(Verb verb) {
    switch (verb) {
    case Verb::greeting: return greet_pause_ms;
    case Verb::data: return 2 * minute_ms;
    case Verb::eod:
    case Verb::bdat_last: return 10 * minute_ms;
    default: return 5 * minute_ms;
    }
}

/// Stamps have no day: what seems to come earlier came after midnight.
std::int64_t waited_ms(std::int64_t from, std::int64_t to) { return to >= from ? to - from : to + day_ms - from; }

void slow(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        bool const greets = m.verb() == Verb::greeting;
        std::int64_t const from = greets ? scene.session.opened_ms : m.exchange->sent_ms;
        if (from < 0 || m.exchange->answered_ms < 0 || m.verb() == Verb::unsolicited) continue;
        std::int64_t const waited = waited_ms(from, m.exchange->answered_ms);
        if (waited > limit_of(m.verb()))
            notes.reply(
                m, std::string(m.exchange->record.verb) + " after " + std::to_string(waited / second_ms) + " seconds");
    }
}

constexpr Rule lmtp_table[] = {
    {"LM01", Shows::end, wrong_count},
    {"LM02", Shows::nothing, wrong_port},
    {"LM03", Shows::nothing, mixed_results},
};

constexpr Rule information_table[] = {
    {"IN01", Shows::nothing, addresses_confirmed, {Verb::vrfy, Verb::expn}},
    {"IN02", Shows::nothing, inner_commands_told},
    {"IN03", Shows::nothing, null_sender_or_postmaster},
    {"IN04", Shows::nothing, slow},
};

} // namespace

std::span<Rule const> lmtp_rules() { return lmtp_table; }
std::span<Rule const> information_rules() { return information_table; }

} // namespace whybounce::lint
