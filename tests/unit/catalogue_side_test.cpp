#include "correlate/attempt.hpp"
#include "program.hpp"
#include "whybounce/catalogue.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

/// Who speaks, and what the register adds: the same words are told otherwise to the side that said them.
namespace {

using namespace whybounce;

struct Said {
    std::string name;
    std::optional<std::uint16_t> code;
    std::optional<EnhancedStatusCode> status;
    std::string text;
    Step step;
    std::string theirs, ours; ///< the entry when the other side said it, and when this server did
};

std::string entry_of(Said const& said, Speaker speaker) {
    Evidence evidence;
    evidence.code = said.code;
    evidence.status = said.status;
    evidence.text = said.text;
    evidence.step = said.step;
    evidence.speaker = speaker;
    return Catalogue::built_in().diagnose(evidence).entry->id;
}

} // namespace

TEST_CASE("A refusal of our own server is not told as one of another", "[catalogue]") {
    auto const c = GENERATE(values<Said>({
        {"a client on a list", 554, EnhancedStatusCode{5, 7, 1},
            "Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org", Step::rcpt, "spamhaus-zen",
            "own-dnsbl"},
        {"a client without a name", 450, EnhancedStatusCode{4, 7, 25},
            "Client host rejected: cannot find your reverse hostname, [192.0.2.9]", Step::rcpt, "postfix-client-no-ptr",
            "own-client-no-ptr"},
        {"relaying", 554, EnhancedStatusCode{5, 7, 1}, "<user@example.org>: Relay access denied", Step::rcpt,
            "postfix-relay-denied", "own-relay-denied"},
        {"a virtual mailbox", 550, EnhancedStatusCode{5, 1, 1},
            "<user@example.org>: Recipient address rejected: User unknown in virtual mailbox table", Step::rcpt,
            "postfix-virtual-mailbox-unknown", "own-recipient-unknown-virtual"},
    }));
    CAPTURE(c.name);
    CHECK(entry_of(c, Speaker::remote) == c.theirs);
    CHECK(entry_of(c, Speaker::local) == c.ours);
}

TEST_CASE("A client that hangs up was refused nothing", "[catalogue][correlate]") {
    std::string const line = "lost connection after DATA (18 bytes) from mta.example.com[192.0.2.9]";
    std::string_view const view = line;
    LostConnection const lost{view.substr(0, 15), view.substr(22, 15), view.substr(43)};
    auto const attempt = correlate::attempt_of(lost);
    CHECK(attempt.text == "lost connection after DATA (18 bytes)");
    CHECK(entry_of({"", {}, {}, std::string(attempt.text), attempt.step, "", ""}, Speaker::local) ==
        "own-client-hung-up");
}

TEST_CASE("A wildcard of the register is no other reading where the code is known", "[catalogue]") {
    Catalogue const& catalogue = Catalogue::built_in();
    auto const knows_wildcard = [&](EnhancedStatusCode status) {
        Evidence evidence;
        evidence.code = 550;
        evidence.status = status;
        evidence.text = "nope";
        auto const rivals = catalogue.rivals_of(catalogue.diagnose(evidence), evidence, 10);
        auto const is_wildcard = [](Diagnosis const& rival) { return rival.entry->status == "X.7.*"; };
        return std::ranges::any_of(rivals, is_wildcard);
    };
    CHECK_FALSE(knows_wildcard({5, 7, 26}));
    CHECK_FALSE(knows_wildcard({5, 7, 25}));
}

TEST_CASE("Time heals no permanent failure, and a success needs nothing", "[catalogue][explain]") {
    CHECK(test::run({"explain", "550 nope"}).out.find("time heals") == std::string::npos);
    CHECK(test::run({"explain", "450 4.2.0 Greylisted, come back later"}).out.find("time heals") != std::string::npos);
    auto const success = test::run({"explain", "250 2.0.0 Ok: queued as X"}).out;
    CHECK(success.find("there is nothing to retry") != std::string::npos);
    CHECK(success.find("5.0.0") == std::string::npos);
}
