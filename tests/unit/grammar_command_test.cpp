#include "grammars/parse.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace whybounce;
using namespace whybounce::grammar;

TEST_CASE("A command line is a verb and the rest", "[grammar][rfc5321]") {
    struct Case {
        std::string_view name, line, verb, argument;
    };
    auto const c = GENERATE(values<Case>({
        {"verb alone", "QUIT", "QUIT", ""},
        {"verb and argument", "EHLO client.example.com", "EHLO", "client.example.com"},
        {"the case is kept", "mail from:<a@example.com>", "mail", "from:<a@example.com>"},
        {"a blank behind it", "DATA ", "DATA", ""},
        {"blanks around it", "  NOOP \t x \t", "NOOP", "x"},
        {"blanks inside the argument stay", "RCPT TO:<b@example.org>  NOTIFY=NEVER", "RCPT",
            "TO:<b@example.org>  NOTIFY=NEVER"},
        {"an unknown verb survives", "XFOO bar", "XFOO", "bar"},
        {"octets of no charset", "\xFF\xFD x", "\xFF\xFD", "x"},
        {"a dot", ".", ".", ""},
    }));
    CAPTURE(c.name, c.line);
    auto const got = parse_command_line(c.line);
    REQUIRE(got);
    CHECK(got->verb == c.verb);
    CHECK(got->argument == c.argument);
}

TEST_CASE("A blank line is no command", "[grammar][rfc5321]") {
    CHECK_FALSE(parse_command_line(""));
    CHECK_FALSE(parse_command_line(" \t "));
}

TEST_CASE("MAIL and RCPT carry a path and parameters", "[grammar][rfc5321]") {
    struct Case {
        std::string_view name, argument, path, parameters;
    };
    auto const c = GENERATE(values<Case>({
        {"reverse path", "FROM:<a@example.com>", "a@example.com", ""},
        {"forward path", "TO:<b@example.org>", "b@example.org", ""},
        {"lower case", "from:<a@example.com>", "a@example.com", ""},
        {"null", "FROM:<>", "", ""},
        {"null with parameters", "FROM:<> SIZE=10", "", "SIZE=10"},
        {"postmaster without a domain", "TO:<postmaster>", "postmaster", ""},
        {"parameters", "FROM:<a@example.com> SIZE=10 BODY=8BITMIME", "a@example.com", "SIZE=10 BODY=8BITMIME"},
        {"source route", "TO:<@a.example,@b.example:c@example.org>", "c@example.org", ""},
        {"source route of one", "TO:<@a.example:c@example.org> NOTIFY=NEVER", "c@example.org", "NOTIFY=NEVER"},
        {"bracket in a quoted local part", R"(TO:<"a>b"@example.org> X=1)", R"("a>b"@example.org)", "X=1"},
        {"comma in a quoted local part", R"(TO:<"a, b"@example.org>)", R"("a, b"@example.org)", ""},
        {"quoted quote", R"(TO:<"a\">b"@example.org>)", R"("a\">b"@example.org)", ""},
        {"at sign in a quoted local part", R"(TO:<"@a:b"@example.org>)", R"("@a:b"@example.org)", ""},
        {"blanks behind the colon", "FROM:  <a@example.com>", "a@example.com", ""},
        {"blank before the colon", "FROM :<a@example.com>", "a@example.com", ""},
        {"no brackets", "FROM:a@example.com", "a@example.com", ""},
        {"no brackets, with parameters", "TO: b@example.org NOTIFY=NEVER", "b@example.org", "NOTIFY=NEVER"},
        {"a bracket that was never opened", "TO:b@example.org>", "b@example.org", ">"},
        {"address literal", "TO:<b@[IPv6:2001:db8::1]>", "b@[IPv6:2001:db8::1]", ""},
        {"UTF-8", "TO:<gr\xC3\xBC\xC3\x9F@example.org> SMTPUTF8", "gr\xC3\xBC\xC3\x9F@example.org", "SMTPUTF8"},
    }));
    CAPTURE(c.name, c.argument);
    auto const got = parse_path_argument(c.argument);
    REQUIRE(got);
    CHECK(got->path == c.path);
    CHECK(got->parameters == c.parameters);
}

TEST_CASE("Arguments without a path", "[grammar][rfc5321]") {
    struct Case {
        std::string_view name, argument;
    };
    auto const c = GENERATE(values<Case>({
        {"empty", ""},
        {"no colon", "FROM <a@example.com>"},
        {"nothing behind the colon", "FROM:"},
        {"another word", "BY:<a@example.com>"},
        {"bracket never closed", "TO:<b@example.org"},
        {"quote never closed", R"(TO:<"b@example.org>)"},
    }));
    CAPTURE(c.name, c.argument);
    CHECK_FALSE(parse_path_argument(c.argument));
}

TEST_CASE("esmtp-params come one after the other", "[grammar][rfc5321]") {
    struct Case {
        std::string_view name, parameters;
        std::vector<std::string> want;
        std::string_view left;
    };
    auto const c = GENERATE(values<Case>({
        {"none", "", {}, ""},
        {"keyword alone", "SMTPUTF8", {"SMTPUTF8"}, ""},
        {"keyword and value", "SIZE=1000", {"SIZE|1000"}, ""},
        {"several", " SIZE=1000  BODY=8BITMIME\tSMTPUTF8", {"SIZE|1000", "BODY|8BITMIME", "SMTPUTF8"}, ""},
        {"xtext", "ORCPT=rfc822;b+2Bx@example.org", {"ORCPT|rfc822;b+2Bx@example.org"}, ""},
        {"equals sign inside a value", "AUTH=a=b", {"AUTH|a=b"}, ""},
        {"brackets", "AUTH=<>", {"AUTH|<>"}, ""},
        {"a value is missing", "SIZE= BODY=7BIT", {"SIZE"}, "= BODY=7BIT"},
        {"something that is none", "SIZE=1 ;x", {"SIZE|1"}, " ;x"},
    }));
    CAPTURE(c.name, c.parameters);
    std::string_view left = c.parameters;
    std::vector<std::string> got;
    while (auto const parameter = next_esmtp_parameter(left)) {
        got.emplace_back(parameter->keyword);
        if (parameter->value) got.back().append("|").append(*parameter->value);
    }
    CHECK(got == c.want);
    CHECK(left == c.left);
}

TEST_CASE("AUTH tells the mechanism and that there is a payload, never the payload", "[grammar][rfc4954]") {
    struct Case {
        std::string_view name, argument, mechanism;
        bool initial_response;
    };
    auto const c = GENERATE(values<Case>({
        {"mechanism alone", "LOGIN", "LOGIN", false},
        {"blank behind it", "PLAIN ", "PLAIN", false},
        {"initial response", "PLAIN AGFsaWNlAHNlc2FtZQ==", "PLAIN", true},
        {"empty initial response", "EXTERNAL =", "EXTERNAL", true},
        {"lower case", "plain AGFsaWNlAHNlc2FtZQ==", "plain", true},
        {"digits and hyphens", "SCRAM-SHA-256-PLUS biws", "SCRAM-SHA-256-PLUS", true},
        {"underscore", "X_OWN", "X_OWN", false},
    }));
    CAPTURE(c.name, c.argument);
    auto const got = parse_auth_argument(c.argument);
    REQUIRE(got);
    CHECK(got->mechanism == c.mechanism);
    CHECK(got->initial_response == c.initial_response);
}

TEST_CASE("An AUTH argument of another shape gives no mechanism at all", "[grammar][rfc4954]") {
    struct Case {
        std::string_view name, argument;
    };
    auto const c = GENERATE(values<Case>({
        {"empty", ""},
        {"two payloads", "PLAIN AGFsaWNl c2VzYW1l"},
        {"a payload first", "=AGFsaWNl"},
        {"a payload in the mechanism's place", "AGFsaWNlAHNlc2FtZW9wZW5zZXNhbWU"},
        {"a padded payload in the mechanism's place", "c2VzYW1l=="},
    }));
    CAPTURE(c.name, c.argument);
    CHECK_FALSE(parse_auth_argument(c.argument));
}
