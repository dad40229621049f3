#include "grammars/parse.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::grammar;

namespace {

constexpr EnhancedStatusCode ok{2, 0, 0};
constexpr EnhancedStatusCode unknown_user{5, 1, 1};
constexpr EnhancedStatusCode not_authorised{5, 7, 1};

} // namespace

TEST_CASE("Reply-line splits code, status code and text", "[grammar][rfc5321]") {
    struct Case {
        std::string_view name, line;
        ReplyLine want;
    };
    auto const c = GENERATE(values<Case>({
        {"status code", "550 5.1.1 no user", {550, false, unknown_user, "no user"}},
        {"success with a status", "250 2.0.0 Ok: queued as 4ABCDE1234", {250, false, ok, "Ok: queued as 4ABCDE1234"}},
        {"no status", "220 mx.example.org ESMTP", {220, false, {}, "mx.example.org ESMTP"}},
        {"continuation", "250-PIPELINING", {250, true, {}, "PIPELINING"}},
        {"continuation with a status", "550-5.1.1 The account", {550, true, unknown_user, "The account"}},
        {"continuation that is only a mark", "250-", {250, true, {}, ""}},
        {"blank behind the mark", "250- 88 byte", {250, true, {}, "88 byte"}},
        {"bare code (RFC 5321 4.2)", "250", {250, false, {}, ""}},
        {"bare code and a blank", "250 ", {250, false, {}, ""}},
        {"bare code and status", "550 5.7.1", {550, false, not_authorised, ""}},
        {"tab behind the code", "250\tOk", {250, false, {}, "Ok"}},
        {"several blanks", "550   5.1.1   no user", {550, false, unknown_user, "no user"}},
        {"code outside RFC 5321", "599 odd", {599, false, {}, "odd"}},
        {"code with a leading zero", "099 odd", {99, false, {}, "odd"}},
        {"four parts are text", "550 5.1.1.2 odd", {550, false, {}, "5.1.1.2 odd"}},
        {"an address is no status", "550 192.0.2.1 is listed", {550, false, {}, "192.0.2.1 is listed"}},
        {"a status glued to a word is text", "550 5.1.1x", {550, false, {}, "5.1.1x"}},
        {"an address glued to the status", "550 5.1.1<a@example.org> no",
            {550, false, unknown_user, "<a@example.org> no"}},
        {"colon behind the status", "550 5.7.1: no", {550, false, not_authorised, ": no"}},
        {"hash before the status", "550 #5.7.1 denied", {550, false, not_authorised, "denied"}},
        {"hash in parentheses at the end", "550 no mailbox here (#5.1.1)",
            {550, false, unknown_user, "no mailbox here (#5.1.1)"}},
        {"a ticket number is no status", "550 denied, ticket #5.7", {550, false, {}, "denied, ticket #5.7"}},
        {"UTF-8", "550 5.1.1 kein Empf\xC3\xA4nger", {550, false, unknown_user, "kein Empf\xC3\xA4nger"}},
        {"octets of no charset", "550 5.1.1 \xFF\xFE", {550, false, unknown_user, "\xFF\xFE"}},
    }));
    CAPTURE(c.name, c.line);
    auto const got = parse_reply_line(c.line);
    REQUIRE(got);
    CHECK(got->code == c.want.code);
    CHECK(got->more == c.want.more);
    CHECK(got->status == c.want.status);
    CHECK(got->text == c.want.text);
}

TEST_CASE("What does not begin like a reply is none", "[grammar][rfc5321]") {
    struct Case {
        std::string_view name, line;
    };
    auto const c = GENERATE(values<Case>({
        {"empty", ""},
        {"blank", " "},
        {"two digits", "25 Ok"},
        {"four digits", "2500 Ok"},
        {"code glued to its text", "250Ok"},
        {"indented", " 250 Ok"},
        {"a word", "EHLO client.example.com"},
        {"dot behind the code", "250. Ok"},
        {"a date", "2026-11-22"},
        {"minus first", "-50 Ok"},
    }));
    CAPTURE(c.name, c.line);
    CHECK_FALSE(parse_reply_line(c.line));
}

TEST_CASE("The text of a reply points into the line", "[grammar][rfc5321]") {
    std::string_view const line = "550 5.1.1 no user";
    auto const got = parse_reply_line(line);
    REQUIRE(got);
    CHECK(got->text.data() == line.data() + 10);
    CHECK(got->text.data() + got->text.size() == line.data() + line.size());
}

TEST_CASE("status-code has a class of 2, 4 or 5 and two numbers of three digits", "[grammar][rfc3463]") {
    struct Case {
        std::string_view name, text;
        EnhancedStatusCode want;
        std::size_t length;
    };
    auto const c = GENERATE(values<Case>({
        {"success", "2.0.0", {2, 0, 0}, 5},
        {"temporary", "4.4.1 later", {4, 4, 1}, 5},
        {"permanent", "5.1.1", {5, 1, 1}, 5},
        {"three digits", "5.999.999", {5, 999, 999}, 9},
        {"zero detail", "5.7.0 no", {5, 7, 0}, 5},
        {"leading zeros: the ABNF reads them, the prose forbids them", "5.01.001 no", {5, 1, 1}, 8},
        {"the octet behind it stays", "5.1.1:x", {5, 1, 1}, 5},
    }));
    CAPTURE(c.name, c.text);
    auto const got = parse_status_code(c.text);
    REQUIRE(got);
    CHECK(got->value == c.want);
    CHECK(got->length == c.length);
}

TEST_CASE("What is no status-code", "[grammar][rfc3463]") {
    struct Case {
        std::string_view name, text;
    };
    auto const c = GENERATE(values<Case>({
        {"empty", ""},
        {"class 3", "3.1.1"},
        {"class 1", "1.1.1"},
        {"class with a leading zero", "05.1.1"},
        {"two classes", "55.1.1"},
        {"subject of four digits", "5.1000.1"},
        {"detail of four digits", "5.1.1000"},
        {"four numbers", "5.1.1.2"},
        {"dot behind it", "5.1.1. no"},
        {"two numbers", "5.1"},
        {"nothing between the dots", "5..1"},
        {"a blank inside", "5. 1.1"},
        {"a blank before it", " 5.1.1"},
        {"hyphens", "5-1-1"},
    }));
    CAPTURE(c.name, c.text);
    CHECK_FALSE(parse_status_code(c.text));
}
