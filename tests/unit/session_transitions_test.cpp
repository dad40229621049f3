#include "session/verbs.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace whybounce;
using namespace whybounce::session;

namespace {

using enum Phase;

constexpr std::array all_phases{connect, hello, ready, Phase::auth, Phase::mail, Phase::rcpt, Phase::data, closed};
constexpr std::size_t verb_count = table::transitions.size();

constexpr bool only_during(Verb verb, std::initializer_list<Phase> wanted) {
    for (Phase const phase : all_phases) {
        bool want = false;
        for (Phase const one : wanted) want = want || one == phase;
        if (in_order(phase, verb) != want) return false;
    }
    return true;
}

constexpr bool for_all_phases(auto claim) {
    for (Phase const phase : all_phases)
        if (!claim(phase)) return false;
    return true;
}

constexpr bool for_all_verbs(auto claim) {
    for (std::size_t i = 0; i < verb_count; ++i)
        if (!claim(Verb(i))) return false;
    return true;
}

// ---- where a reply leads -------------------------------------------------------------------------------------------

// RFC 5321 section 3.1: the greeting opens the session, or ends it.
static_assert(after_reply(connect, Verb::greeting, 220) == hello);
static_assert(
    after_reply(connect, Verb::greeting, 554) == closed && after_reply(connect, Verb::greeting, 450) == closed);

// RFC 5321 section 4.1.4: EHLO succeeds into `ready` from anywhere, and resets a transaction; refused, it changes
// nothing.
static_assert(after_reply(hello, Verb::ehlo, 250) == ready && after_reply(Phase::rcpt, Verb::ehlo, 250) == ready);
static_assert(after_reply(hello, Verb::ehlo, 502) == hello && after_reply(hello, Verb::helo, 250) == ready);
static_assert(after_reply(hello, Verb::lhlo, 250) == ready && after_reply(Phase::mail, Verb::ehlo, 500) == Phase::mail);

// RFC 3207 section 4.2: after STARTTLS the server forgets the client's name.
static_assert(after_reply(ready, Verb::starttls, 220) == hello && after_reply(ready, Verb::starttls, 454) == ready);

// RFC 4954 section 4: a challenge opens the exchange, an answer ends it; "*" is answered by 501.
static_assert(after_reply(ready, Verb::auth, 334) == Phase::auth && after_reply(ready, Verb::auth, 235) == ready);
static_assert(after_reply(Phase::auth, Verb::auth_response, 334) == Phase::auth);
static_assert(after_reply(Phase::auth, Verb::auth_response, 235) == ready &&
    after_reply(Phase::auth, Verb::auth_response, 501) == ready);
static_assert(after_reply(ready, Verb::auth, 535) == ready);

// RFC 5321 section 3.3: a transaction moves on successes only.
static_assert(after_reply(ready, Verb::mail, 250) == Phase::mail && after_reply(ready, Verb::mail, 550) == ready);
static_assert(after_reply(Phase::mail, Verb::rcpt, 250) == Phase::rcpt &&
    after_reply(Phase::mail, Verb::rcpt, 251) == Phase::rcpt);
static_assert(after_reply(Phase::mail, Verb::rcpt, 550) == Phase::mail &&
    after_reply(Phase::rcpt, Verb::rcpt, 550) == Phase::rcpt);
static_assert(after_reply(Phase::rcpt, Verb::data, 354) == Phase::data &&
    after_reply(Phase::rcpt, Verb::data, 554) == Phase::rcpt);
static_assert(after_reply(Phase::data, Verb::eod, 250) == ready && after_reply(Phase::data, Verb::eod, 550) == ready);

// RFC 3030 section 2: a chunk keeps the content open, the last one ends it, a refused one ends the transaction.
static_assert(after_reply(Phase::rcpt, Verb::bdat, 250) == Phase::data &&
    after_reply(Phase::data, Verb::bdat, 250) == Phase::data);
static_assert(
    after_reply(Phase::data, Verb::bdat_last, 250) == ready && after_reply(Phase::rcpt, Verb::bdat_last, 250) == ready);
static_assert(after_reply(Phase::data, Verb::bdat, 552) == ready);

// RFC 5321 section 4.1.1.5: RSET drops the transaction; before EHLO it moves nothing.
static_assert(after_reply(Phase::rcpt, Verb::rset, 250) == ready && after_reply(ready, Verb::rset, 250) == ready);
static_assert(after_reply(hello, Verb::rset, 250) == hello && after_reply(connect, Verb::rset, 250) == connect);

static_assert(after_reply(Phase::rcpt, Verb::quit, 221) == closed && after_reply(ready, Verb::quit, 500) == closed);
static_assert(after_reply(ready, Verb::xclient, 220) == hello && after_reply(ready, Verb::xforward, 250) == ready);

// RFC 5321 section 3.8: 421 closes from any phase, whatever was asked.
static_assert(for_all_phases(
    [](Phase now) { return for_all_verbs([now](Verb verb) { return after_reply(now, verb, 421) == closed; }); }));

// RFC 5321 section 4.2.1: the first digit decides, known code or not.
static_assert(for_all_phases([](Phase now) {
    return for_all_verbs([now](Verb verb) {
        return after_reply(now, verb, 200) == after_reply(now, verb, 299) &&
            after_reply(now, verb, 300) == after_reply(now, verb, 399) &&
            after_reply(now, verb, 400) == after_reply(now, verb, 599);
    });
}));

// What has no row in a transaction does not move it.
static_assert(for_all_phases([](Phase now) {
    return after_reply(now, Verb::noop, 250) == now && after_reply(now, Verb::vrfy, 252) == now &&
        after_reply(now, Verb::help, 214) == now && after_reply(now, Verb::other, 250) == now &&
        after_reply(now, Verb::empty, 500) == now && after_reply(now, Verb::unsolicited, 250) == now;
}));

// No reply leads to the mark for "nothing changes".
static_assert(for_all_phases([](Phase now) {
    return for_all_verbs([now](Verb verb) {
        return after_reply(now, verb, 250) != stay && after_reply(now, verb, 354) != stay &&
            after_reply(now, verb, 550) != stay;
    });
}));

// ---- when a command is in order ------------------------------------------------------------------------------------

static_assert(only_during(Verb::greeting, {connect}));
static_assert(only_during(Verb::ehlo, {hello, ready, Phase::mail, Phase::rcpt}));
static_assert(only_during(Verb::starttls, {ready}) && only_during(Verb::auth, {ready}) &&
    only_during(Verb::auth_response, {Phase::auth}));
static_assert(only_during(Verb::mail, {ready}) && only_during(Verb::rcpt, {Phase::mail, Phase::rcpt}));
static_assert(only_during(Verb::data, {Phase::rcpt}) && only_during(Verb::eod, {Phase::data}));
static_assert(
    only_during(Verb::bdat, {Phase::rcpt, Phase::data}) && only_during(Verb::bdat_last, {Phase::rcpt, Phase::data}));
static_assert(only_during(Verb::quit, {hello, ready, Phase::auth, Phase::mail, Phase::rcpt}));
static_assert(only_during(Verb::unsolicited, {}));
static_assert(for_all_verbs([](Verb verb) { return !in_order(closed, verb); }));

} // namespace

TEST_CASE("A verb is known in any case", "[session]") {
    struct Case {
        std::string_view written;
        Verb want;
    };
    auto const c = GENERATE(values<Case>({{"EHLO", Verb::ehlo}, {"ehlo", Verb::ehlo}, {"MaIl", Verb::mail},
        {"BDAT", Verb::bdat}, {"LHLO", Verb::lhlo}, {"STARTTLS", Verb::starttls}, {"XFOO", Verb::other},
        {"", Verb::other}, {"EHLO2", Verb::other}, {"EHL", Verb::other}}));
    CAPTURE(c.written);
    CHECK(int(verb_from(c.written)) == int(c.want));
}

TEST_CASE("A failure is named after the command, or after the state where it has no step of its own", "[session]") {
    struct Case {
        std::string_view name;
        Verb verb;
        Phase before;
        Step want;
    };
    auto const c = GENERATE(values<Case>({
        {"greeting", Verb::greeting, connect, Step::connect},
        {"HELO", Verb::helo, hello, Step::hello},
        {"STARTTLS", Verb::starttls, ready, Step::starttls},
        {"AUTH", Verb::auth, ready, Step::auth},
        {"SASL response", Verb::auth_response, Phase::auth, Step::auth},
        {"RCPT out of order", Verb::rcpt, ready, Step::rcpt},
        {"DATA", Verb::data, Phase::rcpt, Step::data},
        {"final dot", Verb::eod, Phase::data, Step::eod},
        {"chunk", Verb::bdat, Phase::rcpt, Step::eod},
        {"last chunk", Verb::bdat_last, Phase::data, Step::eod},
        {"QUIT", Verb::quit, ready, Step::quit},
        {"VRFY before EHLO", Verb::vrfy, hello, Step::hello},
        {"VRFY after EHLO", Verb::vrfy, ready, Step::ready},
        {"RSET inside a transaction", Verb::rset, Phase::rcpt, Step::rcpt},
        {"unknown verb", Verb::other, Phase::mail, Step::mail},
        {"reply nobody asked for", Verb::unsolicited, Phase::auth, Step::auth},
        {"after the end", Verb::noop, closed, Step::closed},
    }));
    CAPTURE(c.name);
    CHECK(to_string(step_of(c.verb, c.before)) == to_string(c.want));
}
