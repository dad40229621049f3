#include "lint_cases.hpp"

using namespace whybounce::test;

namespace {

std::string mail_with(std::string_view argument) { return say("MAIL " + std::string(argument), "250 Ok"); }
std::string rcpt_with(std::string_view argument) { return say("RCPT " + std::string(argument), "250 Ok"); }
std::string names_itself(std::string_view name) {
    return greeting + say("EHLO" + std::string(name.empty() ? "" : " ") + std::string(name), "250 mx.example.net") +
        quit;
}

} // namespace

LintCases whybounce::test::syntax_cases() {
    std::string const dsn = greeting + hello({"DSN"}) + mail;
    std::string const content_8bit = "C: From: a@example.org\nC: \nC: Gr\xc3\xbc\xc3\x9f"
                                     "e\nC: .\nS: 250 Ok\n";
    return {
        {"SY01", "no name", true, names_itself("")},
        {"SY01", "localhost", true, names_itself("localhost.localdomain")},
        {"SY01", "an IP address", true, names_itself("192.0.2.1")},
        {"SY01", "an underscore", true, names_itself("my_pc.example.org")},
        {"SY01", "one word", true, names_itself("laptop")},
        {"SY01", "an address literal", false, names_itself("[192.0.2.1]")},
        {"SY01", "an IPv6 literal", false, names_itself("[IPv6:2001:db8::1]")},
        {"SY01", "a full name", false, names_itself("client.example.org")},
        {"SY01", "a replaced name", false, names_itself("xxxx")},
        {"SY02", "a blank behind the colon", true, opening + mail_with("FROM: <a@example.org>") + quit},
        {"SY02", "no brackets", true, opening + mail + rcpt_with("TO:b@example.net") + quit},
        {"SY02", "as it should be", false, opening + mail + rcpt + quit},
        {"SY03", "no domain", true, opening + mail + rcpt_with("TO:<b>") + quit},
        {"SY03", "two at signs", true, opening + mail + rcpt_with("TO:<b@c@example.net>") + quit},
        {"SY03", "no FROM", true, opening + mail_with("<a@example.org>") + quit},
        {"SY03", "no closing bracket", true, opening + mail_with("FROM:<a@example.org") + quit},
        {"SY03", "a local part of 65 octets", true,
            opening + mail + rcpt_with("TO:<" + std::string(65, 'b') + "@example.net>") + quit},
        {"SY03", "a null recipient", true, opening + mail + rcpt_with("TO:<>") + quit},
        {"SY03", "a local part of 64 octets", false,
            opening + mail + rcpt_with("TO:<" + std::string(64, 'b') + "@example.net>") + quit},
        {"SY03", "postmaster without a domain", false, opening + mail + rcpt_with("TO:<postmaster>") + quit},
        {"SY03", "the null sender", false, opening + mail_with("FROM:<>") + quit},
        {"SY03", "a quoted local part", false, opening + mail + rcpt_with("TO:<\"b c\"@example.net>") + quit},
        {"SY04", "513 octets", true, opening + say("NOOP " + std::string(506, 'x'), "250 Ok") + quit},
        {"SY04", "512 octets", false, opening + say("NOOP " + std::string(505, 'x'), "250 Ok") + quit},
        {"SY04", "longer with what extensions add", false,
            greeting + hello({"DSN"}) + mail + rcpt_with("TO:<b@example.net> ORCPT=rfc822;" + std::string(480, 'x')) +
                quit},
        {"SY05", "SIZE after EHLO without it", true, opening + mail_with("FROM:<a@example.org> SIZE=100") + quit},
        {"SY05", "NOTIFY after HELO", true,
            greeting + hello({}, "HELO") + mail + rcpt_with("TO:<b@example.net> NOTIFY=NEVER") + quit},
        {"SY05", "BINARYMIME with 8BITMIME only", true,
            greeting + hello({"8BITMIME"}) + mail_with("FROM:<a@example.org> BODY=BINARYMIME") + quit},
        {"SY05", "offered in lower case", false,
            greeting + hello({"size 1000", "8bitmime"}) + mail_with("FROM:<a@example.org> SIZE=100 BODY=8BITMIME") +
                quit},
        {"SY05", "a private parameter", false, opening + mail_with("FROM:<a@example.org> XOORG=example.org") + quit},
        {"SY05", "the hello is not shown", false, mail_with("FROM:<a@example.org> SIZE=100") + quit},
        {"SY06", "NEVER with another word", true, dsn + rcpt_with("TO:<b@example.net> NOTIFY=NEVER,FAILURE") + quit},
        {"SY06", "a size that is no number", true,
            greeting + hello({"SIZE"}) + mail_with("FROM:<a@example.org> SIZE=big") + quit},
        {"SY06", "a parameter twice", true,
            greeting + hello({"SIZE"}) + mail_with("FROM:<a@example.org> SIZE=1 SIZE=2") + quit},
        {"SY06", "ENVID that is no xtext", true,
            greeting + hello({"DSN"}) + mail_with("FROM:<a@example.org> ENVID=a+zz") + quit},
        {"SY06", "RET=NONE", true, greeting + hello({"DSN"}) + mail_with("FROM:<a@example.org> RET=NONE") + quit},
        {"SY06", "good values", false,
            greeting + hello({"DSN", "SIZE", "DELIVERBY"}) +
                mail_with("FROM:<a@example.org> SIZE=1 RET=HDRS ENVID=a+2Bb BY=120;R") +
                rcpt_with("TO:<b@example.net> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;b@example.net") + quit},
        {"SY07", "QUIT with an argument", true, opening + say("QUIT now", "501 5.5.4 no")},
        {"SY07", "NOOP may have one", false, opening + say("NOOP now", "250 Ok") + quit},
        {"SY08", "SEND", true, opening + say("SEND FROM:<a@example.org>", "502 5.5.1 no") + quit},
        {"SY08", "a source route", true, opening + mail + rcpt_with("TO:<@relay.example.com:b@example.net>") + quit},
        {"SY08", "plain addresses", false, opening + mail + rcpt + quit},
        {"UT01", "without the offer", true, opening + mail_with("FROM:<j\xc3\xb6rg@example.org> SMTPUTF8") + quit},
        {"UT01", "without the parameter", true,
            greeting + hello({"8BITMIME", "SMTPUTF8"}) + mail + rcpt_with("TO:<j\xc3\xb6rg@example.net>") + quit},
        {"UT01", "offered and declared", false,
            greeting + hello({"8BITMIME", "SMTPUTF8"}) + mail_with("FROM:<a@example.org> SMTPUTF8") +
                rcpt_with("TO:<j\xc3\xb6rg@example.net>") + quit},
        {"UT02", "without the offer", true, opening + mail + rcpt + data + content_8bit + quit},
        {"UT02", "without the parameter", true,
            greeting + hello({"8BITMIME"}) + mail + rcpt + data + content_8bit + quit},
        {"UT02", "declared", false,
            greeting + hello({"8BITMIME"}) + mail_with("FROM:<a@example.org> BODY=8BITMIME") + rcpt + data +
                content_8bit + quit},
        {"UT02", "plain content", false, opening + sent + quit},
    };
}

TEST_CASE("Findings about the syntax of commands", "[lint]") { check_cases(syntax_cases()); }
