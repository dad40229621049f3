#include "grammars/parse.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::grammar;

TEST_CASE("A Mailbox is a local part and a domain or address literal", "[grammar][rfc5321]") {
    struct Case {
        std::string_view name, text, local_part, domain;
        DomainKind kind;
    };
    using enum DomainKind;
    auto const c = GENERATE(values<Case>({
        {"plain", "user@example.org", "user", "example.org", name},
        {"dots and signs", "first.last+tag@mail.example.org", "first.last+tag", "mail.example.org", name},
        {"dots anywhere", ".a..b.@example.org", ".a..b.", "example.org", name},
        {"slash and equals sign", "a/b=c@example.org", "a/b=c", "example.org", name},
        {"quoted", R"("a b"@example.org)", R"("a b")", "example.org", name},
        {"quoted at sign", R"("a@b"@example.org)", R"("a@b")", "example.org", name},
        {"quoted pair", R"("a\"b"@example.org)", R"("a\"b")", "example.org", name},
        {"empty quotes", R"(""@example.org)", R"("")", "example.org", name},
        {"IPv4 literal", "user@[192.0.2.1]", "user", "[192.0.2.1]", ipv4_literal},
        {"IPv6 literal", "user@[IPv6:2001:db8::1]", "user", "[IPv6:2001:db8::1]", ipv6_literal},
        {"IPv6 literal with an IPv4 tail", "user@[IPv6:::ffff:192.0.2.1]", "user", "[IPv6:::ffff:192.0.2.1]",
            ipv6_literal},
        {"general literal", "user@[x-net:content.1]", "user", "[x-net:content.1]", general_literal},
        {"UTF-8 on both sides",
            "gr\xC3\xBC\xC3\x9F@b\xC3\xBC"
            "cher.example",
            "gr\xC3\xBC\xC3\x9F",
            "b\xC3\xBC"
            "cher.example",
            name},
        {"UTF-8 inside quotes", "\"\xC3\xBC b\"@example.org", "\"\xC3\xBC b\"", "example.org", name},
    }));
    CAPTURE(c.name, c.text);
    auto const got = parse_mailbox(c.text);
    REQUIRE(got);
    CHECK(got->local_part == c.local_part);
    CHECK(got->domain == c.domain);
    CHECK(got->kind == c.kind);
}

TEST_CASE("What is no Mailbox", "[grammar][rfc5321]") {
    struct Case {
        std::string_view name, text;
    };
    auto const c = GENERATE(values<Case>({
        {"empty", ""},
        {"no at sign", "user"},
        {"nothing before it", "@example.org"},
        {"nothing behind it", "user@"},
        {"two of them", "a@b@example.org"},
        {"a blank", "a b@example.org"},
        {"brackets around it", "<user@example.org>"},
        {"quote never closed", R"("user@example.org)"},
        {"literal never closed", "user@[192.0.2.1"},
        {"number above 255", "user@[192.0.2.256]"},
        {"three numbers", "user@[192.0.2]"},
        {"text behind the literal", "user@[192.0.2.1]x"},
        {"comma in the domain", "user@example,org"},
    }));
    CAPTURE(c.name, c.text);
    CHECK_FALSE(parse_mailbox(c.text));
}

TEST_CASE("A domain is known by its kind", "[grammar][rfc5321]") {
    struct Case {
        std::string_view name, text;
        std::optional<DomainKind> want;
    };
    auto const c = GENERATE(values<Case>({
        {"name", "mx1.example.org", DomainKind::name},
        {"underscore", "my_host.example.org", DomainKind::name},
        {"one label", "localhost", DomainKind::name},
        {"IPv4 literal", "[192.0.2.1]", DomainKind::ipv4_literal},
        {"IPv6 literal in lower case", "[ipv6:2001:db8::1]", DomainKind::ipv6_literal},
        {"general literal", "[x400:c=xx]", DomainKind::general_literal},
        {"empty", "", std::nullopt},
        {"empty literal", "[]", std::nullopt},
        {"IPv6 without its tag", "[2001:db8::1", std::nullopt},
        {"blank inside", "mx1 example", std::nullopt},
        {"an address", "user@example.org", std::nullopt},
    }));
    CAPTURE(c.name, c.text);
    CHECK(parse_domain(c.text) == c.want);
}
