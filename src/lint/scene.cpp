#include "lint/scene.hpp"

#include "grammars/parse.hpp"
#include "lint/support.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace whybounce::lint {
namespace {

/// What people and tools write in the place of a name.
bool is_replaced(std::string_view text) {
    static constexpr AnyOf marks{std::array<std::string_view, 8>{
        "redacted", "xxxx", "****", "removed", "masked", "anonymi", "[...]", "obfuscat"}};
    return marks.in(text);
}

/// AUTH lines are masked by the tracker itself.
bool is_edited(Session const& session) {
    return std::ranges::any_of(session.exchanges, [](Exchange const& exchange) {
        bool const command = exchange.verb == Verb::mail || exchange.verb == Verb::rcpt || is_hello(exchange.verb);
        bool const reply = exchange.verb == Verb::greeting;
        return (command && is_replaced(exchange.record.argument)) || (reply && is_replaced(exchange.record.text));
    });
}

/// Fewer are a session that broke off.
constexpr std::ptrdiff_t enough_for_a_side = 3;
constexpr std::uint16_t implicit_tls_port = 465; ///< RFC 8314 section 3.3

/// Commands without any reply although the connection did not end, or replies without any command.
bool lacks_a_side(Session const& session) {
    auto const& all = session.exchanges;
    auto const unanswered = std::ranges::count_if(all, [](Exchange const& e) { return !e.record.code; });
    auto const unasked = std::ranges::count(all, Verb::unsolicited, &Exchange::verb);
    auto const greeted = std::ranges::count(all, Verb::greeting, &Exchange::verb);
    auto const size = static_cast<std::ptrdiff_t>(all.size());
    bool const no_replies = unanswered == size && size >= enough_for_a_side && session.close_line.number == 0;
    return no_replies || (unasked >= enough_for_a_side && unasked + greeted == size);
}

/// Many tools do not wait for the answer to QUIT, or do not print it.
bool is_torn(Session const& session, Shows shows) {
    if (session.ended || session.phase == Phase::closed || session.close_line.number != 0) return false;
    if (session.exchanges.empty()) return false;
    Exchange const& last = session.exchanges.back();
    if (last.verb == Verb::quit && !covers(shows, Shows::end)) return false;
    if (last.verb == Verb::other && !last.record.code) return false; // where nothing marks a command, it may be none
    bool const waiting = !last.record.code || last.unfinished;
    return waiting || session.phase == Phase::auth || session.phase == Phase::data;
}

bool has_path(Verb verb) { return verb == Verb::mail || verb == Verb::rcpt; }

WrittenPath written_path(Exchange const& exchange) {
    std::string_view rest = exchange.record.argument;
    std::string_view const word = exchange.verb == Verb::mail ? "FROM" : "TO";
    WrittenPath written;
    std::size_t const colon = rest.find(':');
    written.keyword = colon != std::string_view::npos && is_word(ascii::trim(rest.substr(0, colon)), word);
    if (!written.keyword) return written;
    written.blank = colon != word.size() || (colon + 1 < rest.size() && ascii::is_blank(rest[colon + 1]));
    rest = ascii::trim(rest.substr(colon + 1));
    written.brackets = rest.starts_with('<');
    std::size_t const end = written.brackets ? rest.find('>') : rest.find(' ');
    written.closed = !written.brackets || end != std::string_view::npos;
    written.path = rest.substr(written.brackets ? 1 : 0, end - (written.brackets && written.closed ? 1 : 0));
    return written;
}

} // namespace

bool is_hello(Verb verb) { return verb == Verb::ehlo || verb == Verb::helo || verb == Verb::lhlo; }
bool is_auth(Verb verb) { return verb == Verb::auth || verb == Verb::auth_response; }
bool is_chunk(Verb verb) { return verb == Verb::bdat || verb == Verb::bdat_last; }
bool is_mail_command(Verb verb) {
    return verb == Verb::mail || verb == Verb::rcpt || verb == Verb::data || is_chunk(verb);
}
bool is_content_answer(Verb verb) { return verb == Verb::eod || verb == Verb::bdat_last; }

bool sent_before_answer(Exchange const& later, Exchange const& earlier) {
    bool const same_line = later.record.line == earlier.record.line; // packets are printed whole
    bool const same_content = same_line && later.verb == earlier.verb && is_content_answer(later.verb); // LMTP
    return later.record.line >= earlier.record.line && !same_content &&
        (earlier.reply_line == 0 || later.record.line < earlier.reply_line);
}

Scene::Scene(Session const& finished, Shows shown, std::vector<Moment> room)
    : session(finished), shows(shown), moments(std::move(room)), edited(is_edited(finished)),
      one_sided(lacks_a_side(finished)), torn(is_torn(finished, shown)) {
    replay();
    unreadable_end = !moments.empty() && moments.back().verb() == Verb::starttls && moments.back().exchange->accepted();
}

/// The state is that of the server: it takes the commands in their order, whatever was sent ahead.
void Scene::replay() {
    Moment state;
    state.known = session.began;
    std::size_t oldest = 0;
    moments.clear();
    moments.reserve(session.exchanges.size());
    for (std::size_t i = 0; i < session.exchanges.size(); ++i) {
        Exchange const& exchange = session.exchanges[i];
        state.exchange = &exchange;
        state.lines = session.lines_of(exchange);
        state.number = i;
        state.path = has_path(exchange.verb) ? written_path(exchange) : WrittenPath{};
        state.parameters = parameters_behind(exchange);
        state.tls = exchange.tls || session.port == implicit_tls_port;
        while (oldest < i && !sent_before_answer(exchange, session.exchanges[oldest])) ++oldest;
        state.behind = oldest < i ? oldest : none;
        grouped = grouped || state.behind != none;
        verbs.add(exchange.verb);
        moments.push_back(state);
        remember(state, exchange, i);
    }
}

std::span<EsmtpParameter const> Scene::parameters_behind(Exchange const& command) {
    if (!has_path(command.verb) || command.parameters.empty()) return {};
    std::vector<EsmtpParameter>& all = parameters_.emplace_back();
    std::string_view rest = command.parameters;
    while (auto const one = grammar::next_esmtp_parameter(rest)) all.push_back(*one);
    return all;
}

void Scene::remember(Moment& state, Exchange const& exchange, std::size_t number) {
    auto const end_transaction = [&state] {
        state.mail = state.mail_tried = none;
        state.rcpt_tried = state.rcpt_accepted = 0;
        state.chunked = false;
    };
    Verb const verb = exchange.verb;
    bool const ok = exchange.accepted();
    state.last_failed = exchange.refused() || !exchange.record.code;
    if (is_hello(verb) && ok) {
        state.contract = moments.back().made = &contracts_.emplace_back(exchange);
        state.stale = false;
        state.hello = state.known = true;
        end_transaction();
    }
    if ((verb == Verb::starttls || verb == Verb::xclient) && ok) {
        state.stale = state.hello && verb == Verb::starttls;
        state.hello = false;
        end_transaction();
    }
    if (is_auth(verb) && ok) state.authenticated = true;
    if (verb == Verb::mail) {
        if (ok && !state.open()) ++state.mails_accepted;
        if (ok) state.mail = number;
        state.mail_tried = number;
    }
    if (verb == Verb::rcpt) {
        ++state.rcpt_tried;
        state.rcpt_accepted += ok;
    }
    if (is_chunk(verb)) state.chunked = true;
    bool const more_answers =
        verb == Verb::eod && number + 1 < session.exchanges.size() && session.exchanges[number + 1].verb == Verb::eod;
    bool const over = (is_content_answer(verb) && !more_answers) || (is_chunk(verb) && exchange.refused());
    if (over || (verb == Verb::rset && ok)) end_transaction();
}

Moment const* Scene::greeting() const {
    return !moments.empty() && moments.front().verb() == Verb::greeting ? &moments.front() : nullptr;
}

ContentFacts const* Scene::content_of(std::size_t opener) const {
    auto const found = std::ranges::find(session.contents, opener, &ContentFacts::exchange);
    return found == session.contents.end() ? nullptr : &*found;
}

Moment const* Scene::after(Moment const& moment) const {
    for (std::size_t i = moment.number + 1; i < moments.size(); ++i)
        if (moments[i].verb() != Verb::auth_response) return &moments[i];
    return nullptr;
}

} // namespace whybounce::lint
