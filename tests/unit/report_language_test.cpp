#include "language/languages.hpp"
#include "report/anomaly_words.hpp"
#include "report/explanation.hpp"
#include "report/words.hpp"
#include "report_samples.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::report;

namespace {

using language::Language;

constexpr std::string_view header = "name: Test\ntag: x\nplural-one: 1\n";
constexpr std::string_view messages = "anomalies.original: englisch: „{text}“\n"
                                      "steps.original: siehe {entry}\n"
                                      "hint.check-path: prüfen Sie den Pfad\n"
                                      "hint.meant-explain: meinten Sie `whybounce explain {word}`?\n"
                                      "anomaly.IN-UNREADABLE.hint: „{detail}“\n"
                                      "anomaly.IN-CUT-LINE.what: die letzte Zeile bricht ab\n"
                                      "anomaly.IN-NUL.what.one: ein NUL-Byte ({count})\n"
                                      "anomaly.IN-NUL.what.other: {count} NUL-Bytes\n";
constexpr std::string_view reasons =
    "id: submission.not-owner\nname: Absender gehört dem Konto nicht\n"
    "means: Das Konto darf nicht so senden.\nwhen: Oft.\ndo: Senden Sie als Sie selbst.\n"
    "\nid: identity.no-ptr\nname: Kein PTR\nmeans: Der Name fehlt.\nwhen: Oft.\n"
    "do: Setzen Sie für {ip|die IP} einen\u200B PTR.\n"
    "\nid: recipient.mailbox-full\nname: Postfach voll\nmeans: Kein Platz.\ndo: Warten.\n"
    "do: Anrufen.\n\nid: status-x.2.2\nname: Voll\nmeans: Es ist voll.\ndo: Später.\n";

Language german() {
    std::array const files{language::LanguageFile{"language.lang", header}, language::LanguageFile{"m.lang", messages},
        language::LanguageFile{"00-reason/r.lang", reasons}};
    auto parsed = Language::parse("xx", files);
    REQUIRE(parsed);
    return *std::move(parsed);
}

AnomalyRecord anomaly(std::string_view id, std::string_view what) {
    return {"mail.log", 1, id, Severity::warning, what, {}, ""};
}

} // namespace

TEST_CASE("An entry that is not translated lets its reason speak and is quoted", "[report][language]") {
    Language const in = german();
    auto const words = explanation(in, &samples::login_mismatch(), &samples::not_owner());
    CHECK(words.name == "Absender gehört dem Konto nicht");
    CHECK(words.means == "Das Konto darf nicht so senden.");
    CHECK(words.steps == std::vector<std::string>{"Senden Sie als Sie selbst."});
    CHECK(words.original ==
        "The server accepts mail from this login only with sender addresses it owns. Send with the "
        "account's own address, or have the address added to the account.");
}

TEST_CASE("An entry that is translated speaks itself", "[report][language]") {
    Language const in = german();
    auto const words = explanation(in, &samples::status_422(), &samples::mailbox_full());
    CHECK(words.name == "Voll");
    CHECK(words.steps == std::vector<std::string>{"Später."});
    CHECK(words.original.empty());
}

TEST_CASE("The steps of the reason stand back where the entry asks something else", "[report][language]") {
    struct Case {
        std::string_view name;
        void (*change)(Entry& entry, Diagnosis& diagnosis);
        std::string_view first_step;
    };
    auto const c = GENERATE(values<Case>({
        {"as the reason", [](Entry&, Diagnosis&) {}, "Senden Sie als Sie selbst."},
        {"another actor", [](Entry& e, Diagnosis&) { e.actor = "recipient-admin"; }, "siehe mine"},
        {"another time", [](Entry& e, Diagnosis&) { e.retry = "later"; }, "siehe mine"},
        {"what we said to a client", [](Entry& e, Diagnosis&) { e.speaker = "local", e.tier = Tier::provider; },
            "siehe mine"},
        {"what our own client met", [](Entry& e, Diagnosis&) { e.speaker = "local"; }, "Senden Sie als Sie selbst."},
        {"the log knows a better reason", [](Entry& e, Diagnosis&) { e.actor = "nobody", e.reason = nullptr; },
            "Senden Sie als Sie selbst."},
    }));
    CAPTURE(c.name);
    Language const in = german();
    Entry entry = samples::login_mismatch();
    entry.id = "mine";
    Diagnosis diagnosis = samples::login_mismatch_diagnosis();
    diagnosis.entry = &entry;
    c.change(entry, diagnosis);
    auto const words = explanation(in, diagnosis);
    CHECK(words.steps.front() == c.first_step);
    CHECK(!words.original.empty());
}

TEST_CASE("A reason that says wait stands back where the queue has given up", "[report][language]") {
    Language const in = german();
    Reason reason = samples::not_owner();
    reason.verdict = "wait";
    Entry entry = samples::login_mismatch();
    entry.reason = &reason;
    Diagnosis diagnosis = samples::login_mismatch_diagnosis();
    diagnosis.entry = &entry;
    diagnosis.reason = &reason;
    diagnosis.verdict = "verify";
    CHECK(explanation(in, diagnosis).steps == std::vector<std::string>{"siehe postfix-sender-login-mismatch"});
    diagnosis.verdict = "wait";
    CHECK(explanation(in, diagnosis).steps == std::vector<std::string>{"Senden Sie als Sie selbst."});
}

TEST_CASE("The steps of a reason name what the reply names", "[report][language]") {
    struct Case {
        std::string_view name, reply, want;
    };
    auto const c = GENERATE(values<Case>({
        {"an address", "Fix reverse DNS of 192.0.2.7", "Setzen Sie für 192.0.2.7 einen\u200B PTR."},
        {"none", "Fix reverse DNS", "Setzen Sie für die IP einen\u200B PTR."},
    }));
    CAPTURE(c.name);
    Language const in = german();
    Reason reason = samples::not_owner();
    reason.id = "identity.no-ptr";
    Entry entry = samples::login_mismatch();
    entry.reason = &reason;
    Diagnosis diagnosis = samples::login_mismatch_diagnosis();
    diagnosis.entry = &entry;
    diagnosis.reason = &reason;
    CHECK(explanation(in, diagnosis, c.reply).steps == std::vector<std::string>{std::string(c.want)});
}

TEST_CASE("A rule of the user's own speaks for itself, in every language", "[report][language]") {
    Language const in = german();
    Entry entry = samples::login_mismatch();
    entry.tier = Tier::user;
    entry.name = "Kein Partner";
    entry.means = "Unser Gateway kennt den Absender nicht.";
    entry.steps = {"Tragen Sie ihn ein."};
    auto words = explanation(in, &entry, &samples::not_owner());
    CHECK(words.name == "Kein Partner");
    CHECK(words.means == "Unser Gateway kennt den Absender nicht.");
    CHECK(words.steps == entry.steps);
    CHECK(words.original.empty());
    entry.name = entry.means = "";
    entry.steps.clear();
    words = explanation(in, &entry, &samples::not_owner());
    CHECK(words.name == "Absender gehört dem Konto nicht");
    CHECK(words.means == "Das Konto darf nicht so senden.");
    CHECK(words.steps == std::vector<std::string>{"Senden Sie als Sie selbst."});
}

TEST_CASE("The values of an own rule's steps are those of the reply", "[report][language]") {
    Entry entry = samples::login_mismatch();
    entry.tier = Tier::user;
    Diagnosis diagnosis = samples::login_mismatch_diagnosis();
    diagnosis.entry = &entry;
    diagnosis.steps = {"Enrol a@example.org."};
    CHECK(explanation(german(), diagnosis).steps == diagnosis.steps);
}

TEST_CASE(
    "Numbers, places in standards and names of codes are written as the language writes them", "[report][language]") {
    Language const& french = language::built_in("fr");
    CHECK(because_words(french, samples::login_mismatch_diagnosis()).find("0,93") != std::string::npos);
    Entry entry;
    entry.id = "status-x.1.1";
    std::string const named = ground_words(french, {Ground::Kind::registry, "5.1.1: No such mailbox", {}, {}, &entry});
    CHECK(named.find("5.1.1 : ") != std::string::npos);
    Language const& german = language::built_in("de");
    CHECK(source_words(german, "RFC 5321 section 4.2.3") == "RFC 5321 Abschnitt 4.2.3");
    CHECK(source_words(german, "RFC 5321 section 4.2.3; RFC 3463") == "RFC 5321 Abschnitt 4.2.3; RFC 3463");
    CHECK(source_words(german, "https://example.org/section 1") == "https://example.org/section 1");
    CHECK(source_words(language::english(), "RFC 5321 section 4.2.3") == "RFC 5321 section 4.2.3");
}

TEST_CASE("Hints that the program gives often are translated, whatever they are about", "[report][language]") {
    Language const in = german();
    AnomalyRecord record = anomaly("IN-UNREADABLE", "No such file or directory");
    record.hint = "check the path";
    CHECK(anomaly_words(in, record).hint == "prüfen Sie den Pfad");
    record.hint = "did you mean `whybounce explain 5.1.1`?";
    CHECK(anomaly_words(in, record).hint == "meinten Sie `whybounce explain 5.1.1`?");
    record.hint = "something else";
    CHECK(anomaly_words(in, record).hint == "„something else“");
}

TEST_CASE("A reason by itself needs no quotation", "[report][language]") {
    Language const in = german();
    auto const words = explanation(in, nullptr, &samples::mailbox_full());
    CHECK(words.means == "Kein Platz.");
    CHECK(words.original.empty());
}

TEST_CASE("English is never quoted", "[report][language]") {
    auto const words = explanation(language::english(), &samples::login_mismatch(), &samples::not_owner());
    CHECK(words.name == "This login does not own that sender");
    CHECK(words.original.empty());
}

TEST_CASE("Anomalies are translated with their values, or quoted", "[report][language]") {
    struct Case {
        std::string_view name, id, what, want;
    };
    auto const c = GENERATE(values<Case>({
        {"one", "IN-NUL", "1 NUL byte, the first in this line", "ein NUL-Byte (1)"},
        {"several", "IN-NUL", "12 NUL bytes, the first in this line", "12 NUL-Bytes"},
        {"another sentence", "IN-CUT-LINE", "something else", "englisch: „something else“"},
        {"another id", "XX99", "something else", "englisch: „something else“"},
        {"control octets", "XX99", "a\x1b[31m", "englisch: „a\\x1b[31m“"},
    }));
    CAPTURE(c.name);
    Language const in = german();
    CHECK(anomaly_words(in, anomaly(c.id, c.what)).what == c.want);
}
