#include "lint_cases.hpp"

using namespace whybounce::test;

namespace {

std::string lmtp(std::string_view answers) {
    return greeting + hello({}, "LHLO") + mail + rcpt + say("RCPT TO:<c@example.net>", "250 Ok") + data + message +
        std::string(answers) + quit;
}

/// smtplib at level 2: a greeting, and NOOP answered at another time.
std::string timed(std::string_view greeted, std::string_view answered) {
    return "05:00:00.000000 connect: to ('mx.example.net', 25) None\n" + std::string(greeted) + " " +
        hears("220 mx.example.net ESMTP") + "05:01:00.000000 " + sends("noop\\r\\n") + std::string(answered) + " " +
        hears("250 Ok");
}

} // namespace

LintCases whybounce::test::lmtp_cases() {
    return {
        {"LM01", "one reply for two recipients", true, swaks(replaced(lmtp("S: 250 Ok\n"), quit, ""), "24"), "swaks"},
        {"LM01", "three replies for two recipients", true, lmtp("S: 250 Ok\nS: 250 Ok\nS: 250 Ok\n")},
        {"LM01", "two replies for two recipients", false, lmtp("S: 250 Ok\nS: 250 Ok\n")},
        {"LM01", "one reply in SMTP", false, opening + sent + quit},
        {"LM02", "LHLO on port 25", true, swaks(greeting + hello({}, "LHLO") + quit, "25"), "swaks"},
        {"LM02", "EHLO on port 24", true, swaks(opening + quit, "24"), "swaks"},
        {"LM02", "LHLO on port 24", false, swaks(greeting + hello({}, "LHLO") + quit, "24"), "swaks"},
        {"LM02", "the port is not named", false, greeting + hello({}, "LHLO") + quit},
        {"LM03", "one refused", true, lmtp("S: 250 Ok\nS: 552 5.2.2 full\n")},
        {"LM03", "both refused", false, lmtp("S: 552 5.2.2 full\nS: 552 5.2.2 full\n")},
    };
}

LintCases whybounce::test::information_cases() {
    return {
        {"IN01", "VRFY 250", true, opening + say("VRFY alice", "250 Alice <alice@example.net>") + quit},
        {"IN01", "VRFY 252", false, opening + say("VRFY alice", "252 try it") + quit},
        {"IN02", "XCLIENT", true, greeting + hello({"XCLIENT NAME ADDR"}) + quit},
        {"IN02", "HELP with a list", true,
            opening + say("HELP", "214-EHLO HELO MAIL RCPT\nS: 214 DATA RSET QUIT") + quit},
        {"IN02", "HELP with a word", false, opening + say("HELP", "214 see RFC 5321") + quit},
        {"IN03", "the null sender", true, opening + say("MAIL FROM:<>", "250 Ok") + rcpt + quit},
        {"IN03", "postmaster refused", true,
            opening + mail + say("RCPT TO:<postmaster@example.net>", "550 5.1.1 no") + quit},
        {"IN03", "postmaster accepted", false,
            opening + mail + say("RCPT TO:<postmaster@example.net>", "250 Ok") + quit},
        {"IN04", "the greeting after 20 seconds", true, timed("05:00:20.000000", "05:01:00.100000"), "smtplib"},
        {"IN04", "a reply after six minutes", true, timed("05:00:00.100000", "05:07:00.000000"), "smtplib"},
        {"IN04", "quick", false, timed("05:00:00.100000", "05:01:00.100000"), "smtplib"},
        {"IN04", "over midnight", false,
            replaced(
                replaced(timed("23:59:59.900000", "00:00:00.200000"), "05:00:00", "23:59:59"), "05:01:00", "23:59:59"),
            "smtplib"},
        {"IN04", "no stamps", false, opening + quit},
    };
}

LintCases whybounce::test::retry_cases() {
    std::string const refused = say("RCPT TO:<c@example.net>", "550 5.1.1 no");
    return {
        {"RT01", "greylisted", true, opening + mail + say("RCPT TO:<b@example.net>", "451 4.7.1 greylisted") + quit},
        {"RT01", "refused for good", false, opening + mail + refused + quit},
        {"RT02", "the same again", true, opening + mail + refused + refused + quit},
        {"RT02", "the same in the next session", true,
            opening + mail + refused + quit + opening + mail + say("NOOP", "250 Ok") + refused + quit},
        {"RT02", "the whole session pasted twice", false,
            opening + mail + refused + quit + opening + mail + refused + quit},
        {"RT02", "after 4yz", false, opening + mail + replaced(refused, "550 5.1.1", "450 4.2.0") + refused + quit},
        {"RT02", "another sender", false,
            opening + mail + refused + say("RSET", "250 Ok") + replaced(mail, "a@", "d@") + refused + quit},
        {"RT02", "after a login", false,
            opening + mail + refused + say("RSET", "250 Ok") + say("AUTH CRAM-MD5", "334 PDFAeD4=") +
                say("YSBi", "235 Ok") + mail + refused + quit},
        {"RT03", "RSET instead of DATA", true, opening + mail + rcpt + refused + say("RSET", "250 Ok") + quit},
        {"RT03", "sent to the accepted one", false,
            opening + mail + rcpt + refused + data + message + "S: 250 Ok\n" + quit},
        {"TR01", "the text stops", true, opening + mail + "C: RCPT TO:<b@example.net>\n"},
        {"TR01", "the text begins later", true, hello({}) + sent + quit},
        {"TR01", "no replies", true,
            "C: EHLO client.example.org\nC: MAIL FROM:<a@example.org>\nC: RCPT TO:<b@example.net>\nC: QUIT\n"},
        {"TR01", "no commands", true, "S: 220 mx.example.net\nS: 250 Ok\nS: 250 Ok\nS: 250 Ok\nS: 221 Bye\n"},
        {"TR01", "the whole session", false, opening + sent + quit},
        {"TR01", "the connection was lost, and the tool says so", false,
            swaks(opening + mail + "C: RCPT TO:<b@example.net>\n", "25", lost), "swaks"},
        {"TR02", "a replaced address", true, opening + mail + say("RCPT TO:<xxxxx@example.net>", "250 Ok") + quit},
        {"TR02", "a credential is not the user's to leave in", false,
            greeting + hello({"AUTH PLAIN"}) + say("AUTH PLAIN ********", "235 Ok") + quit},
    };
}

TEST_CASE("Findings about LMTP", "[lint]") { check_cases(lmtp_cases()); }
TEST_CASE("Findings for information", "[lint]") { check_cases(information_cases()); }
TEST_CASE("Findings about retries and about the transcript", "[lint]") { check_cases(retry_cases()); }
