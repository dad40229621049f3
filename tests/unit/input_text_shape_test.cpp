#include "input/memory_source.hpp"
#include "input/text_shape.hpp"
#include "input/utf16_source.hpp"
#include "input_support.hpp"

using namespace whybounce;
using namespace whybounce::input;
using namespace whybounce::input::test;

namespace {

std::string utf16(std::u16string_view text, bool big_endian) {
    std::string bytes;
    for (char16_t const unit : text) {
        char const low = static_cast<char>(unit & 0xff), high = static_cast<char>(unit >> 8);
        bytes += big_endian ? high : low;
        bytes += big_endian ? low : high;
    }
    return bytes;
}

} // namespace

TEST_CASE("UTF-16 is read as UTF-8", "[input]") {
    bool const big_endian = GENERATE(false, true);
    bool const marked = GENERATE(false, true);
    CAPTURE(big_endian, marked);
    std::u16string text = marked ? u"\ufeff" : u"";
    for (int i = 0; i < 5000; ++i) text += u"250 gr\u00fc\u00df \u20ac \U0001f600 and so on\r\n";
    Folder const folder;
    auto inputs = open_inputs({folder.write("export.txt", utf16(text, big_endian))});
    REQUIRE_FALSE(inputs.items()[0].problem);
    std::string const line = "250 gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80 and so on\r\n";
    CHECK(inputs.items()[0].head.starts_with(line));
    CHECK(inputs.items()[0].head.ends_with(line));
    Recorder recorder;
    auto const lines = inputs.read(0, recorder);
    REQUIRE(lines);
    CHECK(*lines == 5000);
    CHECK(recorder.text.size() == 5000 * line.size());
    CHECK(recorder.text.ends_with(line + line));
    REQUIRE(recorder.damages.size() == 1);
    CHECK(recorder.damages[0].id == "IN-UTF16");
    CHECK(recorder.damages[0].severity == Severity::info);
    CHECK(recorder.damages[0].line == 0);
}

TEST_CASE("Broken UTF-16 becomes U+FFFD", "[input]") {
    struct Case {
        std::string_view name;
        std::string bytes, want;
    };
    auto const c = GENERATE(values<Case>({
        {"high surrogate alone",
            utf16(u"a\xd83d"
                  u"b",
                false),
            "a\xef\xbf\xbd"
            "b"},
        {"low surrogate alone",
            utf16(u"a\xde00"
                  u"b",
                false),
            "a\xef\xbf\xbd"
            "b"},
        {"two high ones", utf16(u"\xd83d\xd83d\xde00", false), "\xef\xbf\xbd\xf0\x9f\x98\x80"},
        {"high surrogate last", utf16(u"a\xd83d", false), "a\xef\xbf\xbd"},
        {"half a unit last", utf16(u"a", false) + "b", "a\xef\xbf\xbd"},
        {"nothing", "", ""},
    }));
    CAPTURE(c.name);
    Utf16Source source(std::make_unique<MemorySource>(c.bytes), false);
    std::string text;
    char room[2];
    for (;;) {
        auto const got = source.read(room);
        REQUIRE(got);
        if (*got == 0) break;
        text.append(room, *got);
    }
    CHECK(text == c.want);
}

TEST_CASE("Line ends and marks", "[input]") {
    struct Case {
        std::string_view name, text, want, damage;
        std::size_t lines;
    };
    auto const c = GENERATE(values<Case>({
        {"CR alone", "220 a\rEHLO b\r250 c", "220 a\nEHLO b\n250 c", "IN-BARE-CR", 3},
        {"one line, CR last", "220 a\r", "220 a\r", "", 1},
        {"CR inside lines", "10%\r20%\r30%\n", "10%\r20%\r30%\n", "", 1},
        {"CRLF", "220 a\r\nQUIT\r\n", "220 a\r\nQUIT\r\n", "", 2},
        {"UTF-8 mark",
            "\xef\xbb\xbf"
            "220 a\n",
            "220 a\n", "", 1},
        {"Latin-1", "220 gr\xfc\xdf\n", "220 gr\xfc\xdf\n", "", 1},
        {"terminal colours", "\x1b[31m550 no\x1b[0m\n", "\x1b[31m550 no\x1b[0m\n", "", 1},
        {"one byte", "x", "x", "", 1},
    }));
    CAPTURE(c.name);
    Folder const folder;
    auto inputs = open_inputs({folder.write("in", c.text)});
    REQUIRE_FALSE(inputs.items()[0].problem);
    CHECK(inputs.items()[0].head == c.want);
    Recorder recorder;
    auto const lines = inputs.read(0, recorder);
    REQUIRE(lines);
    CHECK(*lines == c.lines);
    CHECK(recorder.text == c.want);
    REQUIRE(recorder.damages.size() == !c.damage.empty());
    if (!c.damage.empty()) CHECK(recorder.damages[0].id == c.damage);
}

TEST_CASE("A hole of NUL bytes does not make a log binary", "[input]") {
    Folder const folder;
    auto const text = std::string(20'000, '\0') + numbered_lines(5);
    auto inputs = open_inputs({folder.write("copytruncate.log", text)});
    REQUIRE_FALSE(inputs.items()[0].problem);
    Recorder recorder;
    auto const lines = inputs.read(0, recorder);
    REQUIRE(lines);
    CHECK(recorder.text == text);
    REQUIRE(recorder.damages.size() == 1);
    CHECK(recorder.damages[0].id == "IN-NUL");
    CHECK(recorder.damages[0].line == 1);
    CHECK(recorder.damages[0].what == "20000 NUL bytes, the first in this line");
}

TEST_CASE("Binary files are told with what to do", "[input]") {
    struct Case {
        std::string name, head, what, hint;
    };
    auto const c = GENERATE(values<Case>({
        {"PDF", "%PDF-1.7\n", "a PDF document", "pdftotext"},
        {"PNG", "\x89PNG\r\n", "a PNG image", "text"},
        {"SQLite", std::string("SQLite format 3\0", 16), "an SQLite database", "export"},
        {"journal", "LPKSHHRH", "a systemd journal", "journalctl"},
        {"capture", "\xd4\xc3\xb2\xa1", "a packet capture", "tshark"},
        {"Outlook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Outlook message", ".eml"},
        {"UTF-32", std::string("\xff\xfe\0\0a\0\0\0", 8), "UTF-32 text", "iconv -f UTF-32"},
    }));
    CAPTURE(c.name);
    auto const problem = binary_problem(c.head);
    REQUIRE(problem);
    CHECK(problem->code == Errc::not_recognised);
    CHECK_THAT(problem->what, Catch::Contains(c.what));
    CHECK_THAT(problem->hint, Catch::Contains(c.hint));
}

TEST_CASE("A TLS alert in place of a reply makes no binary file of a short text", "[input]") {
    using namespace std::string_view_literals;
    CHECK_FALSE(binary_problem("S: 220 mx.example.net\nC: EHLO c.example.org\n\x15\x03\x01\x00\x02\x02\x46\n"sv));
    CHECK(binary_problem("\1\2\3\4ab\0\5\6\7"sv));
}
