#include "grammars/quoted_reply.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>

using namespace whybounce;
using namespace whybounce::grammar;

namespace {

constexpr EnhancedStatusCode unknown_user{5, 1, 1};
constexpr EnhancedStatusCode full{5, 2, 2};

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

} // namespace

TEST_CASE("A quoted reply is found behind the marks of other programs", "[grammar][quoted]") {
    struct Case {
        std::string_view name, text;
        std::uint16_t code;
        std::optional<EnhancedStatusCode> status;
        std::string_view rest;
    };
    auto const c = GENERATE(values<Case>({
        {"Postfix", "host mx.example.com[192.0.2.1] said: 550 5.1.1 unknown", 550, unknown_user, "unknown"},
        {"Postfix, at the greeting", "host mx.example.com[192.0.2.1] refused to talk to me: 554 no", 554, {}, "no"},
        {"Exchange, quoted", "Remote Server returned '550 5.1.1 unknown'", 550, unknown_user, "unknown'"},
        {"Exchange, with host", "Remote Server at example.com (192.0.2.1) returned '552 5.2.2 full'", 552, full,
            "full'"},
        {"Exchange, arrow", "550 5.0.350 Remote server returned an error -> 552 5.2.2 full", 552, full, "full"},
        {"Exchange, in angle brackets", "#< #5.1.1 smtp;550 5.1.1 unknown> #SMTP#", 550, unknown_user,
            "unknown> #SMTP#"},
        {"Exchange, failover", "451 4.4.0 Primary target IP address responded with: \"550 5.1.1 unknown.\" Tried.", 550,
            unknown_user, "unknown.\" Tried."},
        {"Exchange, last error", "[{LED=550 5.1.1 unknown};{MSG=};{FQDN=mx.example.com}]", 550, unknown_user,
            "unknown};{MSG=};{FQDN=mx.example.com}]"},
        {"delivery status", "smtp; 550 5.1.1 unknown", 550, unknown_user, "unknown"},
        {"delivery status in capitals", "SMTP;550 5.1.1 unknown", 550, unknown_user, "unknown"},
        {"Cisco", "5.1.0 - Unknown address error 550-'5.1.1 unknown' (delivery attempts: 0)", 550, unknown_user,
            "unknown' (delivery attempts: 0)"},
        {"Exim",
            "SMTP error from remote mail server after RCPT TO:<a@example.com>: host mx.example.com [192.0.2.1]: "
            "550 unknown",
            550, {}, "unknown"},
        {"qmail", "Remote host said: 550 unknown", 550, {}, "unknown"},
        {"Sendmail", ">>> RCPT To:<a@example.com> <<< 550 5.1.1 unknown", 550, unknown_user, "unknown"},
        {"the innermost of two", "host a said: 550 host b said: 552 5.2.2 full", 552, full, "full"},
        {"a mark that quotes nothing behind one that does", "host a said: 550 5.1.1 host b said: no", 550, unknown_user,
            "host b said: no"},
    }));
    CAPTURE(c.name);
    auto const found = parse_quoted_reply(c.text);
    REQUIRE(found);
    CHECK(found->code == c.code);
    CHECK(found->status == c.status);
    CHECK(found->text == c.rest);
}

TEST_CASE("A text without code is searched for a code with a status", "[grammar][quoted]") {
    struct Case {
        std::string_view name, text;
        bool likely;
    };
    auto const c = GENERATE(values<Case>({
        {"behind a colon", "Delivery failed: 550 5.1.1 unknown", true},
        {"in brackets", "permanent failure (550 5.1.1 unknown)", true},
        {"in quotes", "Server error: '550 5.1.1 unknown'", true},
        {"between hashes", "#550 5.1.1 unknown ##", true},
        {"a number of something", "our limit: 550 messages an hour", false},
        {"part of an address", "connect to 192.0.2.550 failed", false},
        {"part of a longer number", "id: 1550 5.1.1 unknown", false},
        {"a success", "Server says: 250 2.0.0 Ok", false},
        {"a status alone", "The mail server responded: 5.7.1 no", true},
        {"a status behind other words", "their list: 5.7.1 no", false},
        {"labels of PHPMailer", "Detail: no SMTP code: 550", true},
    }));
    CAPTURE(c.name);
    CHECK_FALSE(parse_quoted_reply(c.text));
    CHECK(parse_quoted_reply(c.text, Quotation::likely).has_value() == c.likely);
}

TEST_CASE("A reply that a mail client took apart is put together", "[grammar][quoted]") {
    struct Case {
        std::string_view name, text;
        std::optional<std::uint16_t> code;
        std::optional<EnhancedStatusCode> status;
        std::string_view rest;
    };
    auto const c = GENERATE(values<Case>({
        {"without code", "The server response was: 5.1.1 unknown", {}, unknown_user, "unknown"},
        {"two blanks", "The mail server responded:  5.1.1 unknown. Please check", {}, unknown_user,
            "unknown. Please check"},
        {"labels", "RCPT TO command failed Detail: unknown SMTP code: 550 Additional SMTP info: 5.1.1", 550,
            unknown_user, "unknown"},
        {"labels, no status", "DATA failed Detail: no SMTP code: 550", 550, {}, "no"},
        {"labels, no detail", "not accepted. SMTP code: 552", 552, {}, "not accepted."},
    }));
    CAPTURE(c.name);
    auto const found = parse_quoted_reply(c.text, Quotation::likely);
    REQUIRE(found);
    CHECK(found->apart);
    CHECK(found->code == c.code);
    CHECK(found->status == c.status);
    CHECK(found->text == c.rest);
}

TEST_CASE("Where a reply is quoted, some word before it says so", "[grammar][quoted]") {
    auto const text = GENERATE(as<std::string>{}, "x said: 550 5.1.1 no", "x -> 550 5.1.1 no", "x smtp;550 5.1.1 no",
        "x smtp; 550-5.1.1 no", "returned '550 5.1.1 no'", "returned 550 5.1.1 no", "with: \"450 4.2.1 no\"",
        "{LED=450 4.2.1 no}", "x <<< 550 no", "failed: 550 5.1.1 no", "(550 5.1.1 no)", "error 550-'5.1.1 no'",
        "server responded: 5.1.1 no", "no SMTP code: 550", "with message \"550 no\"");
    CAPTURE(text);
    REQUIRE(parse_quoted_reply(text, Quotation::likely));
    bool seen = false;
    for (std::size_t at = 0; at < text.size() && !seen;) {
        std::size_t const word = std::min(text.find(' ', at), text.size()) - at;
        seen = may_quote(std::string_view(text).substr(at), word);
        at += word + 1;
    }
    CHECK(seen);
}

TEST_CASE("Searching a long text for a quoted reply takes linear time", "[grammar][quoted][bad]") {
    for (std::string_view const piece : {"said: ", ": 550 ", "'550 5", "smtp;", "550-", " 5", "MTP error after : 450 ",
             "SMTP code: 550", "server responded: 5."}) {
        CAPTURE(piece);
        auto const begun = std::chrono::steady_clock::now();
        parse_quoted_reply(repeated(piece, 100'000), Quotation::likely);
        CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(2));
    }
}
