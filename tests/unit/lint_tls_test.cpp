#include "lint_cases.hpp"

using namespace whybounce::test;

namespace {

constexpr std::string_view plain = "AUTH PLAIN AHRlc3QtdXNlcgB0ZXN0LXdvcmQ="; // test-user, test-word
std::string const accepted_login = say(plain, "235 2.7.0 Ok");

} // namespace

LintCases whybounce::test::tls_cases() {
    return {
        {"TL01", "PLAIN in the clear", true, greeting + hello({"AUTH PLAIN"}) + accepted_login + quit},
        {"TL01", "PLAIN inside TLS", false,
            greeting + hello({"STARTTLS"}) + starttls + hello({"AUTH PLAIN"}) + accepted_login + quit},
        {"TL01", "CRAM-MD5 in the clear", false,
            greeting + hello({"AUTH CRAM-MD5"}) + say("AUTH CRAM-MD5", "334 PDFAeD4=") + say("YSBi", "235 Ok") + quit},
        {"TL01", "port of implicit TLS", false, swaks(greeting + hello({"AUTH PLAIN"}) + accepted_login + quit, "465"),
            "swaks"},
        {"TL01", "what came before is not shown", false, hello({"AUTH PLAIN"}) + accepted_login + quit},
        {"TL02", "PLAIN offered in the clear", true, greeting + hello({"AUTH PLAIN LOGIN"}) + quit},
        {"TL02", "CRAM-MD5 offered in the clear", false, greeting + hello({"AUTH CRAM-MD5"}) + quit},
        {"TL02", "PLAIN offered inside TLS", false,
            greeting + hello({"STARTTLS"}) + starttls + hello({"AUTH PLAIN"}) + quit},
        {"TL03", "password in the clear", true, greeting + hello({"AUTH PLAIN"}) + accepted_login + quit},
        {"TL03", "password behind a challenge", true,
            greeting + hello({"AUTH LOGIN"}) + say("AUTH LOGIN", "334 VXNlcm5hbWU6") +
                say("dGVzdC11c2Vy", "334 UGFzc3dvcmQ6") + say("dGVzdC13b3Jk", "235 Ok") + quit},
        {"TL03", "password masked by the tool", false,
            greeting + hello({"AUTH PLAIN"}) + say("AUTH PLAIN ********", "235 Ok") + quit},
        {"TL03", "a digest is no password", false,
            greeting + hello({"AUTH CRAM-MD5"}) + say("AUTH CRAM-MD5", "334 PDFAeD4=") +
                say("dGVzdC11c2VyIDAxMjM0", "235 Ok") + quit},
        {"TL03", "password inside TLS", false,
            greeting + hello({"STARTTLS"}) + starttls + hello({"AUTH PLAIN"}) + accepted_login + quit},
        {"TL04", "offered, and mail in the clear", true, greeting + hello({"STARTTLS"}) + sent + quit},
        {"TL04", "offered, but nothing was sent", false, greeting + hello({"STARTTLS"}) + quit},
        {"TL04", "not offered", false, opening + sent + quit},
        {"TL04", "used", false, greeting + hello({"STARTTLS"}) + starttls + hello({}) + sent + quit},
        {"TL05", "a command behind STARTTLS", true,
            greeting + hello({"STARTTLS"}) + "C: STARTTLS\nC: RSET\nS: 220 go\nS: 250 Ok\n" + quit},
        {"TL05", "a reply behind the 220", true, greeting + hello({"STARTTLS"}) + starttls + "S: 250 Ok\n" + quit},
        {"TL05", "nothing in between", false, greeting + hello({"STARTTLS"}) + starttls + hello({}) + quit},
        {"TL06", "MAIL right after STARTTLS", true, greeting + hello({"STARTTLS"}) + starttls + sent + quit},
        {"TL06", "EHLO after STARTTLS", false, greeting + hello({"STARTTLS"}) + starttls + hello({}) + sent + quit},
        {"TL06", "QUIT after STARTTLS", false, greeting + hello({"STARTTLS"}) + starttls + quit},
        {"TL07", "AUTH from the old list", true,
            greeting + hello({"STARTTLS", "AUTH PLAIN"}) + starttls + accepted_login + quit},
        {"TL07", "SIZE from the old list", true,
            greeting + hello({"STARTTLS", "SIZE 1000"}) + starttls +
                say("MAIL FROM:<a@example.org> SIZE=10", "250 Ok") + quit},
        {"TL07", "a new list", false,
            greeting + hello({"STARTTLS", "AUTH PLAIN"}) + starttls + hello({"AUTH PLAIN"}) + accepted_login + quit},
        {"TL08", "454, and mail all the same", true,
            greeting + hello({"STARTTLS"}) + say("STARTTLS", "454 4.7.0 not now") + sent + quit},
        {"TL08", "454, and the client leaves", false,
            greeting + hello({"STARTTLS"}) + say("STARTTLS", "454 4.7.0 not now") + quit},
        {"TL08", "454, and then it works", false,
            greeting + hello({"STARTTLS"}) + say("STARTTLS", "454 4.7.0 not now") + starttls + hello({}) + sent + quit},
        {"TL09", "port 587 without STARTTLS", true, swaks(opening + quit, "587"), "swaks"},
        {"TL09", "port 587 with STARTTLS", false, swaks(greeting + hello({"STARTTLS"}) + quit, "587"), "swaks"},
        {"TL09", "port 25 without STARTTLS", false, swaks(opening + quit, "25"), "swaks"},
        {"TL09", "the port is not named", false, opening + quit},
        {"TL10", "with an argument", true,
            greeting + hello({"STARTTLS"}) + say("STARTTLS now", "501 5.5.4 no parameters") + quit},
        {"TL10", "inside a transaction", true,
            greeting + hello({"STARTTLS"}) + mail + say("STARTTLS", "503 5.5.1 not now") + quit},
        {"TL10", "a second time", true,
            greeting + hello({"STARTTLS"}) + starttls + hello({}) + say("STARTTLS", "503 5.5.1 again") + quit},
        {"TL10", "once", false, greeting + hello({"STARTTLS"}) + starttls + hello({}) + quit},
        {"TL11", "offered inside TLS", true, greeting + hello({"STARTTLS"}) + starttls + hello({"STARTTLS"}) + quit},
        {"TL11", "not offered inside TLS", false, greeting + hello({"STARTTLS"}) + starttls + hello({}) + quit},
        {"TL12", "without TLS", true,
            greeting + hello({"REQUIRETLS"}) + say("MAIL FROM:<a@example.org> REQUIRETLS", "250 Ok") + quit},
        {"TL12", "without the offer", true,
            greeting + hello({"STARTTLS"}) + starttls + hello({}) +
                say("MAIL FROM:<a@example.org> REQUIRETLS", "555 no") + quit},
        {"TL12", "inside TLS and offered", false,
            greeting + hello({"STARTTLS"}) + starttls + hello({"REQUIRETLS"}) +
                say("MAIL FROM:<a@example.org> REQUIRETLS", "250 Ok") + quit},
    };
}

TEST_CASE("Findings about encryption", "[lint]") { check_cases(tls_cases()); }
