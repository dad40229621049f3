#include "grammars/parse.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace whybounce::grammar;

namespace {

using Parser = std::optional<MarkedLine> (*)(std::string_view);

} // namespace

TEST_CASE("A mark tells who speaks", "[grammar][marks]") {
    struct Case {
        std::string_view name;
        Parser parse;
        std::string_view line;
        Mark mark;
        std::string_view text;
    };
    auto const c = GENERATE(values<Case>({
        {"swaks sends", parse_swaks_line, " -> EHLO client.example.com", Mark::client, "EHLO client.example.com"},
        {"swaks sends, pasted without the first blanks", parse_swaks_line, "-> EHLO x", Mark::client, "EHLO x"},
        {"swaks sends, encrypted", parse_swaks_line, " ~> QUIT", Mark::client, "QUIT"},
        {"swaks sends what it should not", parse_swaks_line, "**> RSET", Mark::client, "RSET"},
        {"swaks sends what it should not, encrypted", parse_swaks_line, "*~> RSET", Mark::client, "RSET"},
        {"swaks sends an empty line", parse_swaks_line, " -> ", Mark::client, ""},
        {"swaks' empty line without its blank", parse_swaks_line, " ->", Mark::client, ""},
        {"swaks sends an indented line", parse_swaks_line, " ->   indented", Mark::client, "  indented"},
        {"swaks hears", parse_swaks_line, "<-  250 Ok", Mark::server, "250 Ok"},
        {"swaks hears, encrypted", parse_swaks_line, "<~  250 Ok", Mark::server, "250 Ok"},
        {"swaks hears a refusal", parse_swaks_line, "<** 550 5.1.1 no", Mark::server, "550 5.1.1 no"},
        {"swaks hears a refusal, encrypted", parse_swaks_line, "<~* 550 5.1.1 no", Mark::server, "550 5.1.1 no"},
        {"swaks' own words", parse_swaks_line, "=== Trying mx.example.org:25...", Mark::note,
            "Trying mx.example.org:25..."},
        {"swaks' errors", parse_swaks_line, "*** Error connecting", Mark::note, "Error connecting"},
        {"curl sends", parse_curl_line, "> MAIL FROM:<a@example.com>", Mark::client, "MAIL FROM:<a@example.com>"},
        {"curl hears", parse_curl_line, "< 354 go", Mark::server, "354 go"},
        {"curl's own words", parse_curl_line, "*   Trying 192.0.2.1:25...", Mark::note, "  Trying 192.0.2.1:25..."},
        {"curl's data", parse_curl_line, "} [57 bytes data]", Mark::note, "[57 bytes data]"},
        {"S:", parse_sc_line, "S: 220 mx.example.org", Mark::server, "220 mx.example.org"},
        {"C:", parse_sc_line, "C: EHLO client.example.com", Mark::client, "EHLO client.example.com"},
        {"S: without a blank", parse_sc_line, "S:250 Ok", Mark::server, "250 Ok"},
        {"C: indented, as in an RFC", parse_sc_line, "      C: QUIT", Mark::client, "QUIT"},
        {"C: and an indented line", parse_sc_line, "C:  x", Mark::client, " x"},
        {"smtplib sends", parse_smtplib_line, R"(send: 'quit\r\n')", Mark::client, R"('quit\r\n')"},
        {"smtplib hears", parse_smtplib_line, R"(reply: b'250 Ok\r\n')", Mark::server, R"(b'250 Ok\r\n')"},
        {"smtplib repeats itself", parse_smtplib_line, "reply: retcode (250); Msg: b'Ok'", Mark::note,
            "(250); Msg: b'Ok'"},
        {"smtplib with a clock", parse_smtplib_line, R"(10:00:00.123456 send: 'quit\r\n')", Mark::client,
            R"('quit\r\n')"},
        {"smtplib connects", parse_smtplib_line, "connect: ('mx.example.org', 25)", Mark::note,
            "('mx.example.org', 25)"},
        {"telnet tries", parse_telnet_line, "Trying 192.0.2.1...", Mark::open, "192.0.2.1..."},
        {"telnet got through", parse_telnet_line, "Connected to mx.example.org.", Mark::note, "mx.example.org."},
        {"telnet's escape", parse_telnet_line, "Escape character is '^]'.", Mark::note, "'^]'."},
        {"telnet lost it", parse_telnet_line, "Connection closed by foreign host.", Mark::close, " by foreign host."},
        {"telnet fails", parse_telnet_line, "telnet: Unable to connect to remote host", Mark::close,
            "Unable to connect to remote host"},
    }));
    CAPTURE(c.name, c.line);
    auto const got = c.parse(c.line);
    REQUIRE(got);
    CHECK(int(got->mark) == int(c.mark));
    CHECK(got->text == c.text);
}

TEST_CASE("A line without a mark", "[grammar][marks]") {
    struct Case {
        std::string_view name;
        Parser parse;
        std::string_view line;
    };
    auto const c = GENERATE(values<Case>({
        {"swaks: empty", parse_swaks_line, ""},
        {"swaks: an arrow with nothing behind it", parse_swaks_line, "->EHLO x"},
        {"swaks: a quotation", parse_swaks_line, "> EHLO x"},
        {"curl: mark glued", parse_curl_line, ">EHLO x"},
        {"curl: prose", parse_curl_line, "250 Ok"},
        {"sc: lower case", parse_sc_line, "s: 250 Ok"},
        {"sc: another letter", parse_sc_line, "B: 250 Ok"},
        {"smtplib: another word", parse_smtplib_line, "sent: 'quit'"},
        {"smtplib: half a clock", parse_smtplib_line, "10:00 send: 'quit'"},
        {"telnet: a reply", parse_telnet_line, "220 mx.example.org"},
        {"telnet: a command", parse_telnet_line, "EHLO client.example.com"},
    }));
    CAPTURE(c.name, c.line);
    CHECK_FALSE(c.parse(c.line));
}

TEST_CASE("A Python literal is read to its octets", "[grammar][python]") {
    using namespace std::string_literals;
    struct Case {
        std::string_view name, text;
        std::string want;
    };
    auto const c = GENERATE(values<Case>({
        {"string", "'quit'", "quit"},
        {"line end", R"('quit\r\n')", "quit\r\n"},
        {"bytes", R"(b'250 Ok\r\n')", "250 Ok\r\n"},
        {"double quotes", R"("it's")", "it's"},
        {"bytes in double quotes", R"(b"it's")", "it's"},
        {"escaped quote", R"('it\'s "x"')", R"(it's "x")"},
        {"backslash", R"('a\\b')", R"(a\b)"},
        {"tab", R"('a\tb')", "a\tb"},
        {"hexadecimal", R"(b'gr\xc3\xbc\xC3\x9F')", "gr\xC3\xBC\xC3\x9F"},
        {"octet zero", R"(b'a\x00b')", "a\0b"s},
        {"8-bit octets as they are", "'gr\xC3\xBC'", "gr\xC3\xBC"},
        {"unknown escape stays", R"('a\qb')", R"(a\qb)"},
        {"empty", "''", ""},
        {"blanks behind it", "'x' ", "x"},
    }));
    CAPTURE(c.name, c.text);
    std::string octets;
    CHECK(parse_python_literal(c.text, octets));
    CHECK(octets == c.want);
}

TEST_CASE("What is no Python literal", "[grammar][python]") {
    for (std::string_view const text :
        {"", "quit", "'quit", "quit'", "'a'b'", "b", R"('a\')", "(250, b'x')", "'a' 'b'"}) {
        CAPTURE(text);
        std::string octets;
        CHECK_FALSE(parse_python_literal(text, octets));
    }
}
