#include "grammars/parse.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace whybounce::grammar;
using Kind = ReplyToken::Kind;

TEST_CASE("Tokens that are no plain word are known by their shape", "[grammar][token]") {
    struct Case {
        std::string_view name, text;
        Kind kind;
        std::string_view want;
    };
    auto const c = GENERATE(values<Case>({
        {"web address", "https://example.org/help?p=Unknown more", Kind::url, "https://example.org/help?p=Unknown"},
        {"upper case scheme", "HTTP://EXAMPLE.ORG/x", Kind::url, "HTTP://EXAMPLE.ORG/x"},
        {"the final stop is the sentence's", "https://example.org/help. Bye", Kind::url, "https://example.org/help"},
        {"bracket ends it", "http://example.org/a)", Kind::url, "http://example.org/a"},
        {"no scheme", "www.example.org/x", Kind::url, "www.example.org/x"},
        {"host and path", "example.org/why/550 x", Kind::url, "example.org/why/550"},
        {"mailto", "mailto:postmaster@example.org", Kind::url, "mailto:postmaster@example.org"},
        {"mail address", "user@example.org, no", Kind::address, "user@example.org"},
        {"mail address with signs", "first.last+tag@example.org>", Kind::address, "first.last+tag@example.org"},
        {"mail address and final stop", "user@example.org.", Kind::address, "user@example.org"},
        {"mail address at a literal", "user@[192.0.2.1]: no", Kind::address, "user@[192.0.2.1]"},
        {"UTF-8 address", "gr\xC3\xBC\xC3\x9F@example.org x", Kind::address, "gr\xC3\xBC\xC3\x9F@example.org"},
        {"host name", "mx1.example.org said", Kind::host, "mx1.example.org"},
        {"host name in capitals", "MX1.EXAMPLE.ORG", Kind::host, "MX1.EXAMPLE.ORG"},
        {"host name and final stop", "zen.example.org.", Kind::host, "zen.example.org"},
        {"IPv4 address", "192.0.2.1 is listed", Kind::ip, "192.0.2.1"},
        {"IPv4 address before a bracket", "192.0.2.1] x", Kind::ip, "192.0.2.1"},
        {"IPv6 address", "2001:db8::25 is", Kind::ip, "2001:db8::25"},
        {"IPv6 address without a gap", "2001:db8:1:2:3:4:5:6,", Kind::ip, "2001:db8:1:2:3:4:5:6"},
        {"IPv6 address and a colon", "2001:db8::25: no", Kind::ip, "2001:db8::25"},
        {"IPv6 network", "2001:db8::/32", Kind::ip, "2001:db8::"},
        {"IPv6 loopback", "::1 x", Kind::ip, "::1"},
        {"IPv4 in IPv6", "::ffff:192.0.2.1 x", Kind::ip, "::ffff:192.0.2.1"},
        {"word", "full mailbox", Kind::word, "full"},
        {"word with digits", "queue4ABC x", Kind::word, "queue4ABC"},
        {"sentence without its blank", "full.Please", Kind::word, "full"},
        {"abbreviation", "e.g. this", Kind::word, "e"},
        {"status code", "5.1.1 no", Kind::word, "5"},
        {"number above 255", "192.0.2.256", Kind::word, "192"},
        {"time of day", "12:30:45 UTC", Kind::word, "12"},
        {"hexadecimal word", "feed:face", Kind::word, "feed"},
        {"name of a Perl module", "::Default", Kind::other, ":"},
        {"8-bit word",
            "\xC3\xBC"
            "ber x",
            Kind::word,
            "\xC3\xBC"
            "ber"},
        {"blank", " x", Kind::other, " "},
        {"bracket", "<user@example.org>", Kind::other, "<"},
        {"lone colon", ": no", Kind::other, ":"},
    }));
    CAPTURE(c.name, c.text);
    std::string_view rest = c.text;
    auto const got = next_reply_token(rest);
    REQUIRE(got);
    CHECK(got->text == c.want);
    CHECK(int(got->kind) == int(c.kind));
    CHECK(rest == c.text.substr(c.want.size()));
}

TEST_CASE("The tokens of a text are the text", "[grammar][token]") {
    auto const text = GENERATE(as<std::string>(), "", "full.Please try https://example.org/x?a=b.",
        "<a@example.org>: [192.0.2.1]:25, ::, ..", "\x80\xFF\x01 \t@@ //",
        "1.2.3.4.5 www. http:// @example.org example.org/", "a..b.example.org:::::");
    CAPTURE(text);
    std::string_view rest = text;
    std::string joined;
    while (auto const token = next_reply_token(rest)) {
        REQUIRE_FALSE(token->text.empty()); // else it never ends
        joined += token->text;
    }
    CHECK(joined == text);
}
