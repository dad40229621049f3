#include "whybounce/catalogue.hpp"

#include <catch2/catch.hpp>

#include <chrono>

/// Replies as nobody should send them: an answer, or an honest other.*, in linear time.
namespace {

using namespace whybounce;

Diagnosis diagnose(std::string const& text, std::uint16_t code = 550) {
    Evidence evidence;
    evidence.code = code;
    evidence.text = text;
    return Catalogue::built_in().diagnose(evidence);
}

std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
}

double seconds(std::string const& text) {
    auto const begin = std::chrono::steady_clock::now();
    diagnose(text);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

TEST_CASE("Bad replies are judged", "[catalogue][bad]") {
    struct Case {
        std::string name, text, reason;
    };
    auto const c = GENERATE(values<Case>({
        {"100 kB of words", repeated("lorem ipsum ", 9000), "other.code-only"},
        {"100 kB without a blank", repeated("a", 100000), "other.code-only"},
        {"100 kB of dots", repeated("a.", 50000), "other.code-only"},
        {"100 kB of at signs", repeated("a@", 50000), "other.code-only"},
        {"100 kB of colons", repeated(":", 100000), "other.code-only"},
        {"a host of a URL that begins with a dot", "user unknown, see http://.example.com/x", "recipient.unknown"},
        {"a host of a URL without a label", "user unknown, see http://a..b/x", "recipient.unknown"},
        {"a list behind empty labels", "see http://..zen.spamhaus.org/x", "reputation.ip-public-list"},
        {"a host of a URL that is a dot", "user unknown, see http://./", "recipient.unknown"},
        {"invalid UTF-8", "user unknown \xff\xfe\xc3", "recipient.unknown"},
        {"cut UTF-8", "\xe3\x83", "other.code-only"},
        {"nul octets", std::string("user\0unknown mailbox full", 25), "recipient.mailbox-full"},
        {"a thousand lines", repeated("hello\n", 1000) + "user unknown", "recipient.unknown"},
        {"nested ten deep",
            repeated("host mx.example.com[192.0.2.9] said: 550 ", 9) +
                "host mx.example.com said: 550 5.1.1 user unknown",
            "recipient.unknown"},
        {"nested without an end", repeated("x said: ", 10000), "other.code-only"},
        {"quoted by Exchange", "Remote server returned an error -> 552 5.2.2 mailbox is full",
            "recipient.mailbox-full"},
        {"quoted in both ways, the inner one decides",
            "host mx.example.com said: 550 5.1.1 user unknown -> 552 5.2.2 mailbox is full", "recipient.mailbox-full"},
        {"a sender whose own host disowns it",
            "<a@example.com>: Sender address rejected: undeliverable address: host mx.example.com[192.0.2.9] said: 550 "
            "5.1.1 <a@example.com>: Recipient address rejected: User unknown in virtual mailbox table",
            "identity.sender-verify"},
        {"an arrow that quotes nothing", "user unknown -> see 550 of the manual", "recipient.unknown"},
        {"arrows without an end", repeated("x -> ", 10000), "other.code-only"},
        {"our own output", "whybounce: reason recipient.unknown (550 5.1.1) confidence 0.95", "other.code-only"},
        {"open brackets", repeated("[(", 30000), "other.code-only"},
    }));
    CAPTURE(c.name);
    CHECK(diagnose(c.text).reason->id == c.reason);
}

TEST_CASE("A reply is found behind the words that other programs put before it", "[catalogue]") {
    struct Case {
        std::string name, text, reason, verdict;
    };
    auto const c = GENERATE(values<Case>({
        {"Exim, words",
            "SMTP error from remote mail server after RCPT TO:<jane@example.com>: host mx.example.com "
            "[192.0.2.9]: 550 5.1.1 user unknown",
            "recipient.unknown", "dead"},
        {"Exim, for now", "SMTP error from remote mail server after RCPT TO:<jane@example.com>: 450 4.1.1 user unknown",
            "recipient.unknown", "dead-later"},
        {"Exim, the step",
            "host mx.example.com [192.0.2.9] SMTP error from remote mail server after end of data: 550 "
            "5.1.1 user unknown",
            "recipient.unknown-after-data", "verify"},
        {"Exim, a code alone",
            "SMTP error from remote mailer after initial connection: host mx.example.com "
            "[192.0.2.9]: 521 Zwxq",
            "domain.no-mail-host", "dead"},
        {"a delivery status", "smtp; 550 5.1.1 Zwxq", "recipient.unknown", "dead"},
        {"Postfix, a status alone", "host mx.example.com[192.0.2.9] said: 550 5.1.1 Zwxq", "recipient.unknown", "dead"},
        {"nothing is quoted", "SMTP error from remote mail server: Zwxq", "other.no-evidence", "verify"},
    }));
    CAPTURE(c.name);
    Evidence evidence;
    evidence.text = c.text;
    Diagnosis const diagnosis = Catalogue::built_in().diagnose(evidence);
    CHECK(diagnosis.reason->id == c.reason);
    CHECK(diagnosis.verdict == c.verdict);
}

TEST_CASE("The innermost of nested replies decides, with offsets into the whole", "[catalogue][bad]") {
    std::string const text = "unverified address: host mx.example.com[192.0.2.9] said: 550 5.2.2 mailbox is full";
    Diagnosis const diagnosis = diagnose(text, 450);
    CHECK(diagnosis.reason->id == "recipient.mailbox-full");
    REQUIRE_FALSE(diagnosis.because.empty());
    auto const& words = diagnosis.because.front();
    REQUIRE(words.from);
    CHECK(text.substr(*words.from, *words.to - *words.from) == words.text);
}

TEST_CASE("A long reply is judged by its first and its last part", "[catalogue][bad]") {
    struct Case {
        std::string name, text, words;
    };
    std::string const filler = repeated("a line that tells nothing\n", 1000);
    auto const c = GENERATE_COPY(values<Case>({
        {"the last line decides", filler + "user unknown", "user unknown"},
        {"the first line decides", "user unknown\n" + filler, "user unknown"},
        {"one line without an end", repeated("nothing ", 3000) + "user unknown", "user unknown"},
        {"no blank at all", repeated("x", 20000) + "\nuser unknown", "user unknown"},
    }));
    CAPTURE(c.name);
    Diagnosis const diagnosis = diagnose(c.text);
    CHECK(diagnosis.reason->id == "recipient.unknown");
    REQUIRE_FALSE(diagnosis.because.empty());
    auto const& words = diagnosis.because.front();
    REQUIRE(words.from);
    CHECK(c.text.substr(*words.from, *words.to - *words.from) == c.words);
}

TEST_CASE("A long reply costs no more than in proportion", "[catalogue][bad]") {
    diagnose("warm up");
    for (std::string_view const piece : {"a.b@c ", "x.y.", "a@", "[b](c", "said: 5", "user "}) {
        CAPTURE(piece);
        double const whole = seconds(repeated(piece, 100000 / piece.size()));
        CHECK(whole < 0.5); // quadratic work on 100 kB takes minutes
    }
}

TEST_CASE("The step that Postfix notes behind a reply is believed", "[catalogue]") {
    Evidence evidence;
    evidence.code = 550;
    evidence.text = "user unknown (in reply to end of DATA command)";
    CHECK(Catalogue::built_in().diagnose(evidence).reason->id == "recipient.unknown-after-data");
    evidence.text = "user unknown (in reply to RCPT TO command)";
    CHECK(Catalogue::built_in().diagnose(evidence).reason->id == "recipient.unknown");
}

TEST_CASE("An entry's own label of a peer outranks the reason's", "[catalogue]") {
    std::string_view const entry =
        "id: mine\nname: Mine\ntext: odd words\nreason: recipient.unknown\nsisimai: filtered\n";
    std::vector<std::pair<std::string, std::string_view>> const own{{"mine.cat", entry}};
    auto catalogue = Catalogue::with(own);
    REQUIRE(catalogue);
    Evidence evidence;
    evidence.text = "odd words";
    PeerLabels const labels = labels_of(catalogue->diagnose(evidence));
    CHECK(labels.sisimai == "filtered");
    CHECK(labels.kumo == "InvalidRecipient");
}

TEST_CASE("Words in scripts without blanks are found inside a run of letters", "[catalogue]") {
    CHECK(diagnose("申し訳ありませんが宛先が存在しませんでした").reason->id == "recipient.unknown");
    CHECK(diagnose("抱歉,该用户不存在或已删除").reason->id == "recipient.unknown");
}
