#include "language/languages.hpp"
#include "report/anomaly_words.hpp"
#include "report/explanation.hpp"
#include "report_samples.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::report;

namespace {

using language::Language;

constexpr std::string_view header = "name: Test\ntag: x\nplural-one: 1\n";
constexpr std::string_view messages = "anomalies.original: englisch: „{text}“\n"
                                      "anomaly.IN-CUT-LINE.what: die letzte Zeile bricht ab\n"
                                      "anomaly.IN-NUL.what.one: ein NUL-Byte ({count})\n"
                                      "anomaly.IN-NUL.what.other: {count} NUL-Bytes\n";
constexpr std::string_view reasons =
    "id: submission.not-owner\nname: Absender gehört dem Konto nicht\n"
    "means: Das Konto darf nicht so senden.\nwhen: Oft.\ndo: Senden Sie als Sie selbst.\n"
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
