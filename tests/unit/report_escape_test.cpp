#include "report/escape.hpp"
#include "report/utf8.hpp"

#include <catch2/catch.hpp>

using namespace whybounce::report;
using namespace std::string_view_literals;

TEST_CASE("Text for a terminal shows what would act on the terminal", "[report][escape]") {
    struct Case {
        std::string_view name, text, want;
    };
    auto const c = GENERATE(values<Case>({
        {"plain text stays", "550 5.1.1 no user", "550 5.1.1 no user"},
        {"UTF-8 stays", "für 名前", "für 名前"},
        {"colour", "\x1b[31mred", "\\x1b[31mred"},
        {"tab is a blank", "a\tb", "a b"},
        {"NUL, line end, DEL", "\0\n\x7f"sv, "\\x00\\x0a\\x7f"},
        {"C1 control sequence introducer", "\xC2\x9B 1m", "\\x9b 1m"},
        {"raw Latin-1 octet", "f\xFCr", "f\\xfcr"},
        {"torn sequence", "\xE2\x82", "\\xe2\\x82"},
        {"right-to-left override", "a\u202Eb", "a\\u202eb"},
        {"isolate", "\u2066", "\\u2066"},
        {"tag character", "\U000E0041", "\\ue0041"},
        {"zero width space", "\u200B", "\\u200b"},
    }));
    CAPTURE(c.name);
    CHECK(escape(c.text) == c.want);
}

TEST_CASE("Broken UTF-8 becomes one U+FFFD a broken sequence", "[report][utf8]") {
    struct Case {
        std::string_view name, text, want;
    };
    auto const c = GENERATE(values<Case>({
        {"valid", "é€\U0001F4A9", "é€\U0001F4A9"},
        {"lone continuation", "a\x80z", "a\uFFFDz"},
        {"torn at the end", "a\xF0\x9F\x92", "a\uFFFD"},
        {"torn, then goes on", "\xE2\x82z", "\uFFFDz"},
        {"overlong slash", "\xC0\xAF", "\uFFFD\uFFFD"},
        {"surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
        {"above U+10FFFF", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
        {"NUL stays", "a\0b"sv, "a\0b"sv},
    }));
    CAPTURE(c.name);
    std::string scratch;
    CHECK(sanitise(c.text, scratch) == c.want);
}

TEST_CASE("Text for XML holds no markup and no character that XML forbids", "[report][escape]") {
    struct Case {
        std::string_view name, text, content, attribute;
    };
    auto const c = GENERATE(values<Case>({
        {"markup", "<a href=\"x\">&", "&lt;a href=&quot;x&quot;&gt;&amp;", "&lt;a href=&quot;x&quot;&gt;&amp;"},
        {"end of CDATA", "]]>", "]]&gt;", "]]&gt;"},
        {"lines", "a\r\n\tb", "a&#13;\n\tb", "a&#13;&#10;&#9;b"},
        {"controls", "a\x01\x1b\0z"sv, "az", "az"},
        {"not a character", "a\uFFFEz", "az", "az"},
        {"broken UTF-8", "a\xFFz", "a\uFFFDz", "a\uFFFDz"},
    }));
    CAPTURE(c.name);
    CHECK(escape_xml(c.text) == c.content);
    CHECK(escape_xml_attribute(c.text) == c.attribute);
}
