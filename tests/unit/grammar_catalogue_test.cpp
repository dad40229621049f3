#include "grammars/parse.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::grammar;

TEST_CASE("A line of the catalogue is a key and a value", "[grammar][catalogue]") {
    struct Case {
        std::string_view name, line, key, value;
    };
    auto const c = GENERATE(values<Case>({
        {"key and value", "id:      postfix-x", "id", "postfix-x"},
        {"no blank", "id:x", "id", "x"},
        {"empty value", "do:", "do", ""},
        {"hyphen in the key", "near-miss: 550 no", "near-miss", "550 no"},
        {"dot in the key", "means.de: Nein", "means.de", "Nein"},
        {"colons in the value", "example: 550 5.1.1 <a@example.org>: no", "example", "550 5.1.1 <a@example.org>: no"},
    }));
    CAPTURE(c.name, c.line);
    auto const got = parse_catalogue_pair(c.line);
    REQUIRE(got);
    CHECK(got->key == c.key);
    CHECK(got->value == c.value);
}

TEST_CASE("Lines that are no pair", "[grammar][catalogue]") {
    for (std::string_view const line : {"", ": value", "no colon", "two words: x", "# comment: x", " id: x"}) {
        CAPTURE(line);
        CHECK_FALSE(parse_catalogue_pair(line));
    }
}

TEST_CASE("A code pattern names one code or a class", "[grammar][catalogue]") {
    struct Case {
        std::string_view text;
        std::uint16_t first, last;
    };
    auto const c = GENERATE(values<Case>({{"550", 550, 550}, {"421", 421, 421}, {"2yz", 200, 299}, {"3yz", 300, 399},
        {"4yz", 400, 499}, {"5yz", 500, 599}}));
    CAPTURE(c.text);
    auto const got = parse_code_pattern(c.text);
    REQUIRE(got);
    CHECK(got->matches(c.first));
    CHECK(got->matches(c.last));
    CHECK_FALSE(got->matches(static_cast<std::uint16_t>(c.first - 1)));
    CHECK_FALSE(got->matches(static_cast<std::uint16_t>(c.last + 1)));
}

TEST_CASE("What is no code pattern", "[grammar][catalogue]") {
    for (std::string_view const text : {"", "55", "5500", "6yz", "5yzz", "5y", "55x", " 550", "550 "}) {
        CAPTURE(text);
        CHECK_FALSE(parse_code_pattern(text));
    }
}

TEST_CASE("A status pattern names a code, a range of details or a subject", "[grammar][catalogue]") {
    struct Case {
        std::string_view name, text;
        EnhancedStatusCode status;
        bool want;
    };
    auto const c = GENERATE(values<Case>({
        {"the code itself", "5.1.1", {5, 1, 1}, true},
        {"another class", "5.1.1", {4, 1, 1}, false},
        {"another subject", "5.1.1", {5, 2, 1}, false},
        {"another detail", "5.1.1", {5, 1, 10}, false},
        {"any class", "X.1.1", {4, 1, 1}, true},
        {"any class, another detail", "X.1.1", {4, 1, 2}, false},
        {"range, its first", "5.7.606-649", {5, 7, 606}, true},
        {"range, its last", "5.7.606-649", {5, 7, 649}, true},
        {"below the range", "5.7.606-649", {5, 7, 605}, false},
        {"above the range", "5.7.606-649", {5, 7, 650}, false},
        {"all details, the first", "X.7.*", {5, 7, 0}, true},
        {"all details, the last", "X.7.*", {4, 7, 999}, true},
        {"all details of another subject", "X.7.*", {5, 6, 1}, false},
        {"detail zero is itself", "5.7.0", {5, 7, 0}, true},
        {"detail zero is no wildcard", "5.7.0", {5, 7, 1}, false},
    }));
    CAPTURE(c.name, c.text);
    auto const got = parse_status_pattern(c.text);
    REQUIRE(got);
    CHECK(got->matches(c.status) == c.want);
}

TEST_CASE("What is no status pattern", "[grammar][catalogue]") {
    for (std::string_view const text :
        {"", "5.1", "5.1.", "x.1.1", "5.*.1", "5.1.1-", "5.1.*-2", "5.1.1.1", "5.1.1000", "5.1.1 "}) {
        CAPTURE(text);
        CHECK_FALSE(parse_status_pattern(text));
    }
}
