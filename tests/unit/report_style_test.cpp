#include "report/style.hpp"

#include <catch2/catch.hpp>

using namespace whybounce::report;

TEST_CASE("Columns are those of a terminal", "[report][style]") {
    struct Case {
        std::string_view name, text;
        std::size_t want;
    };
    auto const c = GENERATE(values<Case>({
        {"nothing", "", 0},
        {"ASCII", "550 5.1.1", 9},
        {"letters of two octets", "für", 3},
        {"combining accent", "e\u0301", 1},
        {"wide", "名前", 4},
        {"emoji", "\U0001F4E7", 2},
        {"full width", "Ａ", 2},
        {"Thai vowels and tones stand on their letter", "ที่อยู่", 3},
        {"Thai am is a letter of its own", "น้ำ", 2},
        {"Vietnamese, composed", "Tiếng Việt", 10},
        {"Vietnamese, decomposed", "Tie\u0302\u0301ng Vie\u0323\u0302t", 10},
        {"Chinese with its punctuation", "邮件，退回。", 12},
        {"kana", "メール", 6},
        {"half width kana", "ﾒｰﾙ", 3},
        {"Hangul syllables", "메일", 4},
        {"Hangul letters join", "\u1106\u1166", 2},
        {"Devanagari vowel sign", "कु", 1},
        {"soft hyphen shows", "a\u00ADb", 3},
        {"place to break", "a\u200Bb", 2},
        {"joined emoji count each", "\U0001F468\u200D\U0001F469", 4},
        {"a plane of rare characters", "\U00020000", 2},
    }));
    CAPTURE(c.name);
    CHECK(display_width(c.text) == c.want);
}

TEST_CASE("Wrapping breaks at blanks and hangs the indent", "[report][style]") {
    struct Case {
        std::string_view name, text;
        std::size_t indent, width;
        std::string_view want;
    };
    auto const c = GENERATE(values<Case>({
        {"fits", "one two", 2, 9, "one two"},
        {"does not fit", "one two", 2, 8, "one\n  two"},
        {"long word is left whole", "https://example.com/a/b x", 0, 10, "https://example.com/a/b\nx"},
        {"runs of blanks are one", "  one   two ", 0, 80, "one two"},
        {"line end breaks", "one\ntwo", 1, 80, "one\n two"},
        {"wide letters count twice", "名前 名前", 0, 8, "名前 名\n前"},
        {"nothing", "", 4, 10, ""},
        {"Chinese breaks anywhere", "邮件被服务器退回", 0, 8, "邮件被服\n务器退回"},
        {"no line begins with a stop", "邮件被退。回信", 0, 8, "邮件被\n退。回信"},
        {"no line ends with an opening bracket", "邮件被（拒绝）", 0, 8, "邮件被\n（拒绝）"},
        {"no line begins with small kana", "メールチェック", 0, 8, "メール\nチェック"},
        {"no line begins with the mark of a long vowel", "送信サーバー", 0, 10, "送信サー\nバー"},
        {"Latin words in Chinese stay whole", "使用STARTTLS加密", 0, 10, "使用\nSTARTTLS加\n密"},
        {"a blank in Chinese is a place to break", "邮件 退回", 0, 5, "邮件\n退回"},
        {"Thai breaks where it is marked", "เซิร์ฟเวอร์\u200Bไม่รับ\u200Bอีเมล", 0, 11, "เซิร์ฟเวอร์\nไม่รับอีเมล"},
        {"Thai without marks stays whole", "เซิร์ฟเวอร์ไม่รับ", 0, 8, "เซิร์ฟเวอร์ไม่รับ"},
        {"marks do not show", "ก\u200Bข", 0, 8, "กข"},
        {"a mark is no blank", "a\u200Bb c", 0, 3, "ab\nc"},
        {"accents stay on their letter", "名\u0301前", 0, 2, "名\u0301\n前"},
    }));
    CAPTURE(c.name);
    CHECK(wrap(c.text, c.indent, c.width) == c.want);
}

TEST_CASE("Clipping shows a window and says what is cut", "[report][style]") {
    struct Case {
        std::string_view name, text;
        std::size_t first, columns;
        std::string_view want;
    };
    auto const c = GENERATE(values<Case>({
        {"all of it", "abcdef", 0, 6, "abcdef"},
        {"right", "abcdef", 0, 4, "abc…"},
        {"left", "abcdef", 2, 4, "…def"},
        {"both", "abcdef", 1, 4, "…cd…"},
        {"half a wide letter", "a名bcd", 0, 3, "a …"},
        {"the vowel behind the last column stays", "ขณะนี้", 0, 4, "ขณะนี้"},
        {"the tone of the last letter that is shown stays", "นี้น้ำ", 0, 2, "นี้…"},
        {"the vowel of a letter that is cut off goes with it", "กนี้ขค", 1, 3, "…ขค"},
        {"an accent behind the window of a wide letter", "a名\u0301bcd", 0, 3, "a …"},
        {"an accent on a wide letter", "名\u0301", 0, 2, "名\u0301"},
    }));
    CAPTURE(c.name);
    CHECK(clip(c.text, c.first, c.columns) == c.want);
}

TEST_CASE("Colours are off unless asked for", "[report][style]") {
    CHECK(Style(false).paint(Role::permanent, "x") == "x");
    CHECK(Style(true).paint(Role::permanent, "x") == "\x1b[31mx\x1b[0m");
    CHECK(Style(true).paint(Role::plain, "x") == "x");
    CHECK(Style(true).paint(Role::good, "").empty());
}
