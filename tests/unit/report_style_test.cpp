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
        {"wide letters count twice", "名前 名前", 0, 8, "名前\n名前"},
        {"nothing", "", 4, 10, ""},
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
