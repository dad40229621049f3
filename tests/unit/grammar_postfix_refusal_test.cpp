#include "grammars/postfix.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::grammar;

namespace {

void check_same(Refusal const& got, Refusal const& want) {
    CHECK(got.action == want.action);
    CHECK(got.stage == want.stage);
    CHECK(got.client == want.client);
    CHECK(got.text == want.text);
    CHECK(got.object == want.object);
    CHECK(got.from == want.from);
    CHECK(got.to == want.to);
    CHECK(got.proto == want.proto);
    CHECK(got.helo == want.helo);
    CHECK(got.sasl_method == want.sasl_method);
    CHECK(got.sasl_username == want.sasl_username);
}

struct Case {
    std::string_view name, text;
    Refusal want;
};

} // namespace

TEST_CASE("A refusal names action, stage, client, words and envelope", "[grammar][postfix]") {
    auto const c = GENERATE(values<Case>({
        {"smtpd",
            "reject: RCPT from c.example[192.0.2.1]: 554 5.7.1 <r@example.com>: Relay access denied; "
            "from=<s@example.org> to=<r@example.com> proto=ESMTP "
            "helo=<c.example>",
            {"reject", "RCPT", "c.example[192.0.2.1]", "554 5.7.1 <r@example.com>: Relay access denied", "",
                "s@example.org", "r@example.com", "ESMTP", "c.example", "", ""}},
        {"null sender",
            "reject: RCPT from c.example[192.0.2.1]: 550 5.1.1 no; from=<> to=<r@example.com> proto=ESMTP "
            "helo=<c.example>",
            {"reject", "RCPT", "c.example[192.0.2.1]", "550 5.1.1 no", "", "", "r@example.com", "ESMTP", "c.example",
                "", ""}},
        {"semicolons in the words",
            "reject: RCPT from c.example[192.0.2.1]: 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked; "
            "listed; "
            "from=<s@example.org> to=<r@example.com> proto=SMTP helo=<c>",
            {"reject", "RCPT", "c.example[192.0.2.1]",
                "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked; listed", "", "s@example.org",
                "r@example.com", "SMTP", "c", "", ""}},
        {"login",
            "reject: RCPT from c.example[192.0.2.1]: 554 5.7.1 no; from=<s@example.org> to=<r@example.com> proto=ESMTP "
            "helo=<c> sasl_method=PLAIN "
            "sasl_username=u@example.com",
            {"reject", "RCPT", "c.example[192.0.2.1]", "554 5.7.1 no", "", "s@example.org", "r@example.com", "ESMTP",
                "c", "PLAIN", "u@example.com"}},
        {"before MAIL",
            "reject: EHLO from c.example[192.0.2.1]: 504 5.5.2 <c>: Helo command rejected; proto=SMTP helo=<c>",
            {"reject", "EHLO", "c.example[192.0.2.1]", "504 5.5.2 <c>: Helo command rejected", "", {}, {}, "SMTP", "c",
                "", ""}},
        {"no envelope", "reject: DATA from c.example[192.0.2.1]: 421 4.3.0 mx1.example Server local data error",
            {"reject", "DATA", "c.example[192.0.2.1]", "421 4.3.0 mx1.example Server local data error", "", {}, {}, "",
                "", "", ""}},
        {"client over IPv6, with a port",
            "reject: MAIL from c.example[2001:db8::5]:40000: 550 5.7.1 no; from=<s@example.org> proto=ESMTP helo=<c>",
            {"reject", "MAIL", "c.example[2001:db8::5]:40000", "550 5.7.1 no", "", "s@example.org", {}, "ESMTP", "c",
                "", ""}},
        {"postscreen divides by commas",
            "reject: RCPT from [192.0.2.1]:40000: 550 5.7.1 Service unavailable; client [192.0.2.1] blocked using "
            "zen.example.org; from=<s@example.org>, "
            "to=<r@example.com>, proto=ESMTP, helo=<c.example>",
            {"reject", "RCPT", "[192.0.2.1]:40000",
                "550 5.7.1 Service unavailable; client [192.0.2.1] blocked using zen.example.org", "", "s@example.org",
                "r@example.com", "ESMTP", "c.example", "", ""}},
        {"postscreen over IPv6",
            "reject: RCPT from [2001:db8::5]:40000: 450 4.3.2 busy; from=<>, to=<r@example.com>, proto=SMTP, helo=<c>",
            {"reject", "RCPT", "[2001:db8::5]:40000", "450 4.3.2 busy", "", "", "r@example.com", "SMTP", "c", "", ""}},
        {"postscreen without a reply", "reject: CONNECT from [192.0.2.1]:40000: too many connections",
            {"reject", "CONNECT", "[192.0.2.1]:40000", "too many connections", "", {}, {}, "", "", "", ""}},
        {"milter",
            "milter-reject: END-OF-MESSAGE from c.example[192.0.2.1]: 5.7.1 spam; from=<s@example.org> "
            "to=<r@example.com> proto=ESMTP helo=<c>",
            {"milter-reject", "END-OF-MESSAGE", "c.example[192.0.2.1]", "5.7.1 spam", "", "s@example.org",
                "r@example.com", "ESMTP", "c", "", ""}},
        {"milter with a fake sender in its words",
            "milter-reject: END-OF-MESSAGE from c.example[192.0.2.1]: 5.7.1 bad; from=<fake@example.net> "
            "to=<fake@example.net>; from=<s@example.org> "
            "to=<r@example.com> proto=ESMTP helo=<c>",
            {"milter-reject", "END-OF-MESSAGE", "c.example[192.0.2.1]",
                "5.7.1 bad; from=<fake@example.net> to=<fake@example.net>", "", "s@example.org", "r@example.com",
                "ESMTP", "c", "", ""}},
        {"milter with a fake sender where there is none yet",
            "milter-reject: CONNECT from c.example[192.0.2.1]: 550 5.7.1 bad; from=<fake@example.net> is banned; "
            "proto=SMTP",
            {"milter-reject", "CONNECT", "c.example[192.0.2.1]", "550 5.7.1 bad; from=<fake@example.net> is banned", "",
                {}, {}, "SMTP", "", "", ""}},
        {"proxy names no client",
            "proxy-reject: END-OF-MESSAGE: 554 5.7.0 Reject, id=1 - spam; from=<s@example.org> to=<r@example.com> "
            "proto=ESMTP helo=<c>",
            {"proxy-reject", "END-OF-MESSAGE", "", "554 5.7.0 Reject, id=1 - spam", "", "s@example.org",
                "r@example.com", "ESMTP", "c", "", ""}},
        {"access without a code",
            "hold: RCPT from c.example[192.0.2.1]: <r@example.com>: Recipient address triggers HOLD action; "
            "from=<s@example.org> "
            "to=<r@example.com> proto=ESMTP helo=<c>",
            {"hold", "RCPT", "c.example[192.0.2.1]", "<r@example.com>: Recipient address triggers HOLD action", "",
                "s@example.org", "r@example.com", "ESMTP", "c", "", ""}},
        {"quoted local parts",
            R"(reject: RCPT from c.example[192.0.2.1]: 550 no; from=<"a; to=<b>, c"@example.org> to=<"d> e"@example.com> proto=ESMTP helo=<c>)",
            {"reject", "RCPT", "c.example[192.0.2.1]", "550 no", "", R"("a; to=<b>, c"@example.org)",
                R"("d> e"@example.com)", "ESMTP", "c", "", ""}},
    }));
    CAPTURE(c.name, c.text);
    auto const got = parse_refusal(c.text);
    REQUIRE(got);
    check_same(*got, c.want);
}

TEST_CASE("A content check names what was looked at", "[grammar][postfix]") {
    auto const c = GENERATE(values<Case>({
        {"header",
            "reject: header Subject: buy from c.example[192.0.2.1]; from=<s@example.org> to=<r@example.com> "
            "proto=ESMTP helo=<c>: 5.7.1 no spam",
            {"reject", "header", "c.example[192.0.2.1]", "5.7.1 no spam", "Subject: buy", "s@example.org",
                "r@example.com", "ESMTP", "c", "", ""}},
        {"header that looks like an envelope",
            "warning: header X: y from z; from=<fake@example.net> to=<fake@example.net> from c.example[192.0.2.1]; "
            "from=<s@example.org> to=<r@example.com> "
            "proto=ESMTP helo=<c>: words",
            {"warning", "header", "c.example[192.0.2.1]", "words",
                "X: y from z; from=<fake@example.net> to=<fake@example.net>", "s@example.org", "r@example.com", "ESMTP",
                "c", "", ""}},
        {"body", "reject: body click from c.example[192.0.2.1]; from=<> to=<r@example.com> proto=ESMTP helo=<c>: no",
            {"reject", "body", "c.example[192.0.2.1]", "no", "click", "", "r@example.com", "ESMTP", "c", "", ""}},
        {"local mail", "hold: header Subject: x from local; from=<s@example.org> to=<r@example.com>",
            {"hold", "header", "local", "", "Subject: x", "s@example.org", "r@example.com", "", "", "", ""}},
        {"milter header check",
            "milter-header-reject: header X-Spam: yes from c.example[192.0.2.1]; from=<s@example.org> "
            "to=<r@example.com> proto=ESMTP helo=<c>: no",
            {"milter-header-reject", "header", "c.example[192.0.2.1]", "no", "X-Spam: yes", "s@example.org",
                "r@example.com", "ESMTP", "c", "", ""}},
        {"MIME error",
            "reject: mime-error improper use of 8-bit data in message header: Subject: x from c.example[192.0.2.1]; "
            "from=<s@example.org> to=<r@example.com>",
            {"reject", "mime-error", "c.example[192.0.2.1]", "",
                "improper use of 8-bit data in message header: Subject: x", "s@example.org", "r@example.com", "", "",
                "", ""}},
        {"on the way out there is no client", "replace: header X-Orig: 1: X-New: 2",
            {"replace", "header", "", "", "X-Orig: 1: X-New: 2", {}, {}, "", "", "", ""}},
    }));
    CAPTURE(c.name, c.text);
    auto const got = parse_refusal(c.text);
    REQUIRE(got);
    check_same(*got, c.want);
}

TEST_CASE("What is no refusal", "[grammar][postfix]") {
    for (std::string_view const text : {"", "reject", "reject: ", "reject: RCPT",
             "reject: RCPT from c.example[192.0.2.1]", "connect from c.example[192.0.2.1]"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_refusal(text));
    }
}
