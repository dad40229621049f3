#include "whybounce/catalogue.hpp"

#include <catch2/catch.hpp>

/// What to do fits the class of the answer: a queue that has given up waits for nothing, one that goes on drops nobody.
namespace {

using namespace whybounce;

struct Answer {
    std::string name;
    std::uint16_t code;
    std::optional<EnhancedStatusCode> status;
    std::string text;
    std::string reason, verdict, actor, retry;
};

Diagnosis diagnosis_of(Answer const& answer) {
    Evidence evidence;
    evidence.code = answer.code;
    evidence.status = answer.status;
    evidence.text = answer.text;
    return Catalogue::built_in().diagnose(evidence);
}

/// No word of it is known.
constexpr auto nonsense = "Zwxq frobnicated";

} // namespace

TEST_CASE("Advice fits the class of the answer", "[catalogue]") {
    auto const c = GENERATE(values<Answer>({
        {"no answer, for good", 554, EnhancedStatusCode{5, 4, 1}, nonsense, "transport.no-answer", "verify",
            "recipient-admin", "no"},
        {"no answer, for now", 451, EnhancedStatusCode{4, 4, 1}, nonsense, "transport.no-answer", "wait", "nobody",
            "later"},
        {"not accepting, for good", 554, EnhancedStatusCode{5, 3, 2}, nonsense, "remote.unavailable", "verify",
            "recipient-admin", "no"},
        {"its set-up, for good", 554, EnhancedStatusCode{5, 3, 5}, nonsense, "remote.misconfigured", "fix",
            "recipient-admin", "after-fix"},
        {"its set-up, for now", 451, EnhancedStatusCode{4, 3, 5}, nonsense, "remote.misconfigured", "wait",
            "recipient-admin", "later"},
        {"full, for good: the register says that it may heal", 552, EnhancedStatusCode{5, 2, 2}, nonsense,
            "recipient.mailbox-full", "wait", "recipient", "later"},
        {"unknown, for good", 550, EnhancedStatusCode{5, 1, 1}, nonsense, "recipient.unknown", "dead", "list-owner",
            "no"},
        {"unknown, for now", 450, EnhancedStatusCode{4, 1, 1}, nonsense, "recipient.unknown", "dead-later",
            "list-owner", "later"},
        {"unknown, in words, for now", 450, EnhancedStatusCode{4, 1, 1},
            "<user@example.com>: Recipient address rejected: User unknown in virtual alias table", "recipient.unknown",
            "dead-later", "list-owner", "later"},
        {"words that promise a better time", 550, EnhancedStatusCode{5, 7, 1}, "Greylisted by greyfix, try again later",
            "rate.greylisted", "wait", "nobody", "later"},
        {"words that promise nothing", 551, EnhancedStatusCode{5, 4, 1}, "No answer from host", "transport.no-answer",
            "verify", "recipient-admin", "no"},
        {"unknown, in words that may mean more: look again before the address goes", 550, std::nullopt,
            "Requested action not taken: mailbox unavailable", "recipient.unknown", "verify", "list-owner",
            "after-fix"},
        {"expired stays expired", 450, EnhancedStatusCode{4, 4, 7}, nonsense, "transport.expired", "stop", "nobody",
            "no"},
    }));
    CAPTURE(c.name);
    Diagnosis const diagnosis = diagnosis_of(c);
    CHECK(diagnosis.reason->id == c.reason);
    CHECK(diagnosis.verdict == c.verdict);
    CHECK(diagnosis.actor == c.actor);
    CHECK(diagnosis.retry == c.retry);
}

TEST_CASE("No status alone promises that time heals a permanent failure", "[catalogue]") {
    for (std::uint16_t subject = 1; subject <= 7; ++subject)
        for (std::uint16_t detail = 0; detail <= 40; ++detail) {
            CAPTURE(subject, detail);
            Diagnosis const fatal = diagnosis_of({"", 550, EnhancedStatusCode{5, subject, detail}, nonsense});
            if (fatal.reason->id != "recipient.mailbox-full") CHECK(fatal.retry != "later");
            Diagnosis const mild = diagnosis_of({"", 450, EnhancedStatusCode{4, subject, detail}, nonsense});
            CHECK(mild.verdict != "dead");
        }
}

TEST_CASE("A reason by itself names no values", "[catalogue]") {
    for (Reason const& reason : Catalogue::built_in().reasons())
        for (std::string const& step : reason.steps) {
            CAPTURE(reason.id, step);
            CHECK(step.find('{') == std::string::npos);
        }
}
