#include "record_collector.hpp"
#include "whybounce/catalogue.hpp"

#include <catch2/catch.hpp>

/// What stands around the words decides too: the class of the code, the letters' encoding, the rest of the session.
namespace {

using namespace whybounce;

Diagnosis diagnose(std::uint16_t code, std::optional<EnhancedStatusCode> status, std::string_view text) {
    Evidence evidence;
    evidence.code = code;
    evidence.status = status;
    evidence.text = text;
    return Catalogue::built_in().diagnose(evidence);
}

/// A session of one message: "RCPT TO:<a@example.net>" gets the first answer, and so on.
std::string session_of(std::vector<std::string> const& answers, bool logged_in) {
    std::string text = "220 mx.example.net ESMTP\nEHLO a.example.com\n250-mx.example.net\n250 AUTH PLAIN\n";
    if (logged_in) text += "AUTH PLAIN\n334 \n[hidden]\n235 2.7.0 ok\n";
    text += "MAIL FROM:<news@example.com>\n250 ok\n";
    char name = 'a';
    for (std::string const& answer : answers)
        text += std::string("RCPT TO:<") + name++ + "@example.net>\n" + answer + '\n';
    return text + "QUIT\n221 bye\n";
}

std::vector<std::string> entries_of(std::string const& session) {
    std::vector<std::string> ids;
    auto const told = test::analyse("netcat", session);
    for (FailureRecord const& failure : told.failures) ids.push_back(failure.diagnosis->entry->id);
    return ids;
}

} // namespace

TEST_CASE("A success is no failure, whatever its status means of failures", "[catalogue][evidence]") {
    struct Case {
        std::string name;
        std::uint16_t code;
        EnhancedStatusCode status;
        std::string text;
    };
    auto const c = GENERATE(values<Case>({
        {"queued, by Exchange", 250, {2, 6, 0}, "<a@example.com> Queued mail for delivery"},
        {"accepted", 250, {2, 7, 0}, "Message accepted for delivery"},
        {"not verified", 252, {2, 5, 2}, "Cannot VRFY user, but will accept message"},
        {"logged in", 235, {2, 7, 0}, "Authentication successful"},
        {"ready for TLS", 220, {2, 7, 0}, "Ready to start TLS"},
        {"recipient valid", 250, {2, 1, 5}, "Recipient ok"},
    }));
    INFO(c.name);
    CHECK(diagnose(c.code, c.status, c.text).reason->id == "report.delivered");
}

TEST_CASE("Words are known in capitals and in ISO 8859-1 too", "[catalogue][evidence]") {
    struct Case {
        std::string name, text, reason;
    };
    auto const c = GENERATE(values<Case>({
        {"German, UTF-8", "Empfänger unbekannt", "recipient.unknown"},
        {"German in capitals", "EMPFÄNGER UNBEKANNT", "recipient.unknown"},
        {"German, ISO 8859-1", "Empf\xe4nger unbekannt", "recipient.unknown"},
        {"German in capitals, ISO 8859-1", "EMPF\xc4NGER UNBEKANNT", "recipient.unknown"},
        {"Russian in capitals", "ПОЛЬЗОВАТЕЛЬ НЕ НАЙДЕН", "recipient.unknown"},
        {"Russian, one capital", "Пользователь Не Найден", "recipient.unknown"},
    }));
    INFO(c.name);
    Diagnosis const diagnosis = diagnose(550, {}, c.text);
    CHECK(diagnosis.reason->id == c.reason);
    auto const words = std::ranges::find(diagnosis.because, Ground::Kind::words, &Ground::kind);
    REQUIRE(words != diagnosis.because.end());
    CHECK(words->text == c.text);
    CHECK(words->from == 0);
    CHECK(words->to == c.text.size());
}

TEST_CASE("A wait is read in words and as a clock shows it", "[catalogue][evidence]") {
    struct Case {
        std::string name, text;
        std::optional<std::uint32_t> seconds;
    };
    auto const c = GENERATE(values<Case>({
        {"seconds", "Greylisted, try again in 300 seconds", 300},
        {"hours, minutes, seconds", "Greylisting in action, please come back in 00:04:12", 252},
        {"half a day", "Greylisting in action, please come back in 12:00:00", 43200},
        {"a time of day is none", "Greylisted at 10:15, come back", std::nullopt},
        {"no number", "Greylisted, come back later", std::nullopt},
    }));
    INFO(c.name);
    CHECK(diagnose(451, EnhancedStatusCode{4, 7, 1}, c.text).retry_after_s == c.seconds);
}

TEST_CASE("The list is the host that the words or a link name", "[catalogue][evidence]") {
    struct Case {
        std::string name, text, list;
    };
    auto const c = GENERATE(values<Case>({
        {"behind using", "Client host [192.0.2.9] blocked using dnsbl.example.net; see mail.example.com",
            "dnsbl.example.net"},
        {"of the link, not of the client",
            "JunkMail rejected - mail.example.com [192.0.2.9]:41234 is in an RBL: "
            "https://bl.example.org/query/192.0.2.9",
            "bl.example.org"},
    }));
    INFO(c.name);
    CHECK(diagnose(554, EnhancedStatusCode{5, 7, 1}, c.text).list == c.list);
}

TEST_CASE("What the session shows decides between readings", "[catalogue][evidence]") {
    std::string const vague = "550 Requested action not taken: mailbox unavailable";
    struct Case {
        std::string name;
        std::vector<std::string> answers;
        bool logged_in;
        std::vector<std::string> entries;
    };
    std::string const plain = "words-mailbox-unavailable", unknown = "words-unknown", all = "words-all-refused";
    auto const c = GENERATE_COPY(values<Case>({
        {"one recipient", {vague}, false, {plain}},
        {"two", {vague, vague}, false, {plain, plain}},
        {"three, all refused alike", {vague, vague, vague}, false, {all, all, all}},
        {"one of them taken", {vague, "250 ok", vague, vague}, false, {plain, plain, plain}},
        {"different codes", {vague, vague, "550 5.1.1 no such user"}, false, {plain, plain, unknown}},
        {"plain words stay what they are", {"550 no such user", "550 no such user", "550 no such user"}, false,
            {unknown, unknown, unknown}},
        {"relaying without a login", {"554 5.7.1 <a@example.net>: Relay access denied"}, false,
            {"postfix-relay-denied"}},
        {"relaying with a login", {"554 5.7.1 <a@example.net>: Relay access denied"}, true,
            {"postfix-relay-logged-in"}},
    }));
    INFO(c.name);
    CHECK(entries_of(session_of(c.answers, c.logged_in)) == c.entries);
}
