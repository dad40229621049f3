#include "language/languages.hpp"

#include "report/columns.hpp"
#include "report/style.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::language;

namespace {

constexpr std::string_view header = "name: Deutsch\ntag: de\nplural-one: 1\n";
constexpr std::string_view thai_header = "name: ไทย\ntag: th\nplural-one:\nbreak-mark: |\n";

Result<Language> parsed(std::string_view text, std::string_view head = header) {
    std::array const files{LanguageFile{"words.lang", text}, LanguageFile{"language.lang", head}};
    return Language::parse("de", files);
}

} // namespace

TEST_CASE("A message is filled by name, and values are not looked at again", "[language]") {
    struct Case {
        std::string_view name, message, want;
    };
    auto const c = GENERATE(values<Case>({
        {"no placeholder", "nothing", "nothing"},
        {"one", "Zeile {a}", "Zeile {b}"},
        {"other order", "{b} vor {a}", "2 vor {b}"},
        {"twice", "{b}{b}", "22"},
        {"at both ends", "{a}:{b}", "{b}:2"},
    }));
    CAPTURE(c.name);
    auto language = parsed("key: " + std::string(c.message));
    REQUIRE(language);
    CHECK(language->say("key", {{"a", "{b}"}, {"b", "2"}}) == c.want);
}

TEST_CASE("The number chooses the form", "[language]") {
    struct Case {
        std::string_view name, ones;
        std::uint64_t number;
        std::string_view want;
    };
    auto const c = GENERATE(values<Case>({
        {"one of German", "1", 1, "1 Zeile"},
        {"none of German", "1", 0, "0 Zeilen"},
        {"many of German", "1", 21, "21 Zeilen"},
        {"none of French", "0 1", 0, "0 Zeile"},
        {"one of French", "0 1", 1, "1 Zeile"},
        {"one of Thai", "", 1, "1 Zeilen"},
    }));
    CAPTURE(c.name);
    auto language = parsed(
        "line.one: {count} Zeile\nline.other: {count} Zeilen\n", "tag: de\nplural-one: " + std::string(c.ones) + "\n");
    REQUIRE(language);
    CHECK(language->count("line", c.number) == c.want);
}

TEST_CASE("Texts of entries are kept with their steps", "[language]") {
    auto language = parsed("id: recipient.unknown\nname: Unbekannt\nmeans: Es gibt ihn nicht.\ndo: Erstens.\n"
                           "do: Zweitens.\n");
    REQUIRE(language);
    EntryText const* const text = language->entry("recipient.unknown");
    REQUIRE(text);
    CHECK(text->name == "Unbekannt");
    CHECK(text->means == "Es gibt ihn nicht.");
    CHECK(text->when.empty());
    CHECK(text->steps == std::vector<std::string>{"Erstens.", "Zweitens."});
    CHECK_FALSE(language->entry("recipient.disabled"));
}

TEST_CASE("A fault in a language file is told with its place", "[language]") {
    struct Case {
        std::string_view name, text;
        std::size_t line, column;
        std::string_view what;
    };
    auto const c = GENERATE(values<Case>({
        {"no pair", "a: b\nnonsense\n", 2, 1, "a line is neither `key: value` nor a continuation"},
        {"empty", "a: b\nc:\n", 2, 3, "`c` says nothing"},
        {"same message twice", "a: b\na: c\n", 2, 4, "the message `a` is there already"},
        {"brace left open", "a: b {c\n", 1, 6, "a brace that is no placeholder"},
        {"brace never opened", "a: b} c\n", 1, 5, "a brace that is no placeholder"},
        {"capital letter in a placeholder", "a: {Count}\n", 1, 4, "a brace that is no placeholder"},
        {"unknown key of an entry", "id: x\nwho: y\n", 2, 6, "unknown key `who`"},
        {"same entry twice", "id: x\nmeans: a\n\nid: x\nmeans: b\n", 4, 5, "the entry `x` is there already"},
    }));
    CAPTURE(c.name);
    auto language = parsed(c.text);
    REQUIRE_FALSE(language);
    CHECK(language.error().what == c.what);
    CHECK(language.error().line == c.line);
    CHECK(language.error().column == c.column);
    CHECK(language.error().file == "de/words.lang");
}

TEST_CASE("A plural rule that is no list of numbers is a fault", "[language]") {
    auto language = parsed("a: b\n", "tag: de\nplural-one: few\n");
    REQUIRE_FALSE(language);
    CHECK(language.error().file == "de/language.lang");
    CHECK(language.error().line == 2);
}

TEST_CASE("A break mark becomes an invisible place to break", "[language]") {
    auto language = parsed("key: ก|ข\n", thai_header);
    REQUIRE(language);
    CHECK(language->say("key") == "ก\u200Bข");
    CHECK(report::display_width(language->say("key")) == 2);
    CHECK(report::without_break_marks(language->say("key")) == "กข");
    CHECK(report::wrap(language->say("key"), 0, 1) == "ก\nข");
}

TEST_CASE("Values are found again in a sentence", "[language]") {
    struct Case {
        std::string_view name, pattern, text;
        std::optional<std::string_view> want; ///< values joined by "|"
    };
    auto const c = GENERATE(values<Case>({
        {"no placeholder", "all of it", "all of it", ""},
        {"another sentence", "all of it", "all of", std::nullopt},
        {"more than the sentence", "all of it", "all of it!", std::nullopt},
        {"in the middle", "a line of {size} bytes, cut", "a line of 12 bytes, cut", "12"},
        {"at the end", "no line of the dialect {name}", "no line of the dialect swaks", "swaks"},
        {"at the begin", "{count} NUL bytes", "3 NUL bytes", "3"},
        {"everything", "{detail}", "anything", "anything"},
        {"two", "{a} and {b}.", "x and y.", "x|y"},
        {"the last piece is the last one of the text", "ends before {verb}.", "ends before a.b.", "a.b"},
        {"a value is missing", "{count} NUL bytes", " NUL bytes", std::nullopt},
        {"nothing at all", "{a} x", "", std::nullopt},
    }));
    CAPTURE(c.name);
    auto const values = unfill(c.pattern, c.text);
    REQUIRE(values.has_value() == c.want.has_value());
    if (!values) return;
    std::string joined;
    for (Argument const& value : *values) joined += (joined.empty() ? "" : "|") + value.value;
    CHECK(joined == *c.want);
}

TEST_CASE("A locale names a language", "[language]") {
    struct Case {
        std::string_view locale, want;
    };
    auto const c = GENERATE(values<Case>({
        {"", "en"},
        {"C", "en"},
        {"POSIX", "en"},
        {"C.UTF-8", "en"},
        {"en_GB.UTF-8", "en"},
        {"tlh_AA.UTF-8", "en"},
        {"../etc", "en"},
    }));
    CAPTURE(c.locale);
    CHECK(language_for_locale(c.locale) == c.want);
}

TEST_CASE("Every language that is compiled in can be read", "[language]") {
    for (std::string_view const id : language_ids()) {
        CAPTURE(id);
        Language const& language = built_in(id);
        CHECK(language.id() == id);
        CHECK_FALSE(language.name().empty());
        CHECK_FALSE(language.tag().empty());
    }
    CHECK(english().is_original());
}

TEST_CASE("A place for a value keeps its bar where the bar marks line breaks", "[language]") {
    auto language = parsed("id: x.y\nname: ก\nmeans: ก|ข\ndo: ก|ข {ip|ค|ง} จ|ฉ\n", thai_header);
    REQUIRE(language);
    CHECK(language->entry("x.y")->means == "ก\u200Bข");
    CHECK(language->entry("x.y")->steps.front() == "ก\u200Bข {ip|ค\u200Bง} จ\u200Bฉ");
    CHECK(steps_for(*language->entry("x.y")).front() == "ก\u200Bข ค\u200Bง จ\u200Bฉ");
}
