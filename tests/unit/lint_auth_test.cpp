#include "lint_cases.hpp"

using namespace whybounce::test;

namespace {

std::string const login = say("AUTH PLAIN AHRlc3QtdXNlcgB0ZXN0LXdvcmQ=", "235 2.7.0 Ok"); // test-user, test-word
std::string const refused = say("AUTH PLAIN AHRlc3QtdXNlcgB0ZXN0LXdvcmQ=", "535 5.7.8 no");
std::string const offered = greeting + hello({"AUTH PLAIN LOGIN CRAM-MD5 EXTERNAL NTLM"});

} // namespace

LintCases whybounce::test::auth_cases() {
    return {
        {"AU01", "between MAIL and RCPT", true, offered + mail + replaced(login, "235 2.7.0", "503 5.5.1") + quit},
        {"AU01", "before MAIL", false, offered + login + sent + quit},
        {"AU01", "after the message", false, offered + sent + login + quit},
        {"AU02", "a second login", true, offered + login + replaced(login, "235 2.7.0", "503 5.5.1") + quit},
        {"AU02", "a second attempt", false, offered + refused + login + quit},
        {"AU03", "another mechanism", true, greeting + hello({"AUTH LOGIN"}) + login + quit},
        {"AU03", "no mechanism at all", true, opening + login + quit},
        {"AU03", "offered in lower case", false, greeting + hello({"auth login plain"}) + login + quit},
        {"AU03", "offered on a second line", false, greeting + hello({"AUTH LOGIN", "AUTH PLAIN"}) + login + quit},
        {"AU03", "the hello is not shown", false, login + quit},
        {"AU04", "CRAM-MD5 with an initial response", true, offered + say("AUTH CRAM-MD5 YSBi", "501 5.5.4 no") + quit},
        {"AU04", "empty response without =", true, offered + "C: AUTH EXTERNAL \nS: 501 no\n" + quit},
        {"AU04", "PLAIN with an initial response", false, offered + login + quit},
        {"AU04", "empty response", false, offered + say("AUTH EXTERNAL =", "235 Ok") + quit},
        {"AU05", "response in the clear", true,
            offered + say("AUTH LOGIN", "334 VXNlcm5hbWU6") + say("user@example.org", "501 5.5.2 no") + quit},
        {"AU05", "challenge in the clear", true,
            offered + say("AUTH LOGIN", "334 Username:") + say("dGVzdC11c2Vy", "535 no") + quit},
        {"AU05", "base64", false,
            offered + say("AUTH LOGIN", "334 VXNlcm5hbWU6") + say("dGVzdC11c2Vy", "334 UGFzc3dvcmQ6") +
                say("dGVzdC13b3Jk", "235 Ok") + quit},
        {"AU05", "replaced by the tool", false,
            offered + say("AUTH LOGIN", "334 VXNlcm5hbWU6") + say("<hidden>", "334 UGFzc3dvcmQ6") +
                say("[removed]", "235 Ok") + quit},
        {"AU05", "cancelled", false,
            offered + say("AUTH LOGIN", "334 VXNlcm5hbWU6") + say("*", "501 cancelled") + quit},
        {"AU05", "the answer of Exchange to NTLM", false,
            offered + say("AUTH NTLM", "334 NTLM supported") + say("TlRMTVNTUAA=", "535 no") + quit},
        {"AU06", "challenge 300", true, offered + say("AUTH LOGIN", "300 VXNlcm5hbWU6") + quit},
        {"AU06", "success 250", true, offered + replaced(login, "235 2.7.0", "250 2.7.0") + quit},
        {"AU06", "235", false, offered + login + quit},
        {"AU07", "535", true, offered + refused + quit},
        {"AU07", "503 is no refused login", false, offered + replaced(refused, "535 5.7.8", "503 5.5.1") + quit},
        {"AU08", "only AUTH=", true, greeting + hello({"AUTH=LOGIN PLAIN"}) + quit},
        {"AU08", "both forms", false, greeting + hello({"AUTH=LOGIN PLAIN", "AUTH LOGIN PLAIN"}) + quit},
        {"AU09", "MAIL in spite of 535", true, offered + refused + mail + quit},
        {"AU09", "MAIL after the second attempt", false, offered + refused + login + mail + quit},
        {"AU09", "QUIT after 535", false, offered + refused + quit},
        {"AU10", "530 for MAIL", true, opening + say("MAIL FROM:<a@example.org>", "530 5.7.0 first STARTTLS") + quit},
        {"AU10", "550 for MAIL", false, opening + say("MAIL FROM:<a@example.org>", "550 5.7.1 no") + quit},
    };
}

TEST_CASE("Findings about logins", "[lint]") { check_cases(auth_cases()); }
