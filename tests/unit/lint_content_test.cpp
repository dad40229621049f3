#include "lint_cases.hpp"

using namespace whybounce::test;

namespace {

std::string content(std::string_view lines) {
    return opening + mail + rcpt + data + std::string(lines) + "S: 250 Ok\n" + quit;
}
std::string const from = "C: From: a@example.org\nC: \n";

std::string declared(std::string_view size, std::size_t octets) {
    return greeting + hello({"SIZE 100000"}) + say("MAIL FROM:<a@example.org> SIZE=" + std::string(size), "250 Ok") +
        rcpt + data + from + "C: " + std::string(octets, 'x') + "\nC: .\nS: 250 Ok\n" + quit;
}

std::string chunk(std::string_view size, std::string_view lines) {
    return greeting + hello({"CHUNKING"}) + mail + rcpt + "C: BDAT " + std::string(size) + " LAST\n" +
        std::string(lines) + "S: 250 Ok\n" + quit;
}

} // namespace

LintCases whybounce::test::size_cases() {
    std::string const two_rcpt = rcpt + say("RCPT TO:<c@example.net>", "250 Ok");
    return {
        {"SZ01", "declared above the limit", true,
            greeting + hello({"SIZE 1000"}) + say("MAIL FROM:<a@example.org> SIZE=1001", "552 5.3.4 no") + quit},
        {"SZ01", "content above the limit", true,
            greeting + hello({"SIZE 100"}) + mail + rcpt + data + from + "C: " + std::string(200, 'x') +
                "\nC: .\nS: 552 5.3.4 no\n" + quit},
        {"SZ01", "at the limit", false,
            greeting + hello({"SIZE 1000"}) + say("MAIL FROM:<a@example.org> SIZE=1000", "250 Ok") + quit},
        {"SZ01", "SIZE 0 is no limit", false,
            greeting + hello({"SIZE 0"}) + say("MAIL FROM:<a@example.org> SIZE=1000", "250 Ok") + quit},
        {"SZ02", "ten times as much", true, declared("80", 800)},
        {"SZ02", "a little more", false, declared("800", 800)},
        {"SZ02", "less", false, declared("8000", 800)},
        {"SZ03", "two recipients of one", true, greeting + hello({"LIMITS RCPTMAX=1"}) + mail + two_rcpt + quit},
        {"SZ03", "two messages of one", true, greeting + hello({"LIMITS MAILMAX=1"}) + sent + sent + quit},
        {"SZ03", "two recipients of two", false,
            greeting + hello({"LIMITS RCPTMAX=2 MAILMAX=9"}) + mail + two_rcpt + quit},
        {"SZ03", "one recipient each", false, greeting + hello({"LIMITS RCPTMAX=1"}) + sent + sent + quit},
        {"SZ04", "SIZE alone", true, greeting + hello({"SIZE"}) + quit},
        {"SZ04", "SIZE 0", true, greeting + hello({"SIZE 0"}) + quit},
        {"SZ04", "SIZE with a limit", false, greeting + hello({"SIZE 1000"}) + quit},
        {"SZ04", "no SIZE", false, opening + quit},
    };
}

LintCases whybounce::test::content_cases() {
    return {
        {"DT01", "bare LF in the content", true, smtplib_content(R"(From: a@example.org\r\n\r\none\ntwo\r\n.\r\n)"),
            "smtplib"},
        {"DT01", "bare CR in the content", true, smtplib_content(R"(From: a@example.org\r\n\r\none\rtwo\r\n.\r\n)"),
            "smtplib"},
        {"DT01", "bare LF behind a command", true,
            replaced(smtplib_content(R"(From: a@example.org\r\n\r\none\r\n.\r\n)"), R"(mail FROM:<a@example.org>\r\n)",
                R"(mail FROM:<a@example.org>\n)"),
            "smtplib"},
        {"DT01", "CR LF", false, smtplib_content(R"(From: a@example.org\r\n\r\none\r\ntwo\r\n.\r\n)"), "smtplib"},
        {"DT01", "line ends are not shown", false, content(from + "C: one\nC: two\nC: .\n")},
        {"DT02", "LF.LF", true,
            smtplib_content(R"(From: a@example.org\r\n\r\none\n.\nMAIL FROM:<x@example.com>\r\n.\r\n)"), "smtplib"},
        {"DT02", "LF.CRLF", true, smtplib_content(R"(From: a@example.org\r\n\r\none\n.\r\ntwo\r\n.\r\n)"), "smtplib"},
        {"DT02", "CR.CR", true, smtplib_content(R"(From: a@example.org\r\n\r\none\r.\rtwo\r\n.\r\n)"), "smtplib"},
        {"DT02", "a doubled dot", false, smtplib_content(R"(From: a@example.org\r\n\r\none\r\n..\r\ntwo\r\n.\r\n)"),
            "smtplib"},
        {"DT02", "line ends are not shown", false, content(from + "C: one\nC: .\n")},
        {"DT03", "a single dot before text", true, content(from + "C: .profile\nC: .\n")},
        {"DT03", "a doubled dot", false, content(from + "C: ..profile\nC: .\n")},
        {"DT03", "in a chunk dots are not doubled", false, chunk("36", "C: From: a@example.org\nC: \nC: .profile\n")},
        {"DT04", "1001 octets", true, content(from + "C: " + std::string(999, 'x') + "\nC: .\n")},
        {"DT04", "1000 octets", false, content(from + "C: " + std::string(998, 'x') + "\nC: .\n")},
        {"DT04", "1001 octets with the doubled dot", false,
            content(from + "C: .." + std::string(997, 'x') + "\nC: .\n")},
        {"DT05", "a bell", true, content(from + "C: \a\nC: .\n")},
        {"DT05", "NUL", true, smtplib_content(R"(From: a@example.org\r\n\r\none\x00two\r\n.\r\n)"), "smtplib"},
        {"DT05", "tab, and the escapes of ISO-2022-JP", false, content(from + "C: \t\x1b$B%A\x1b(B\nC: .\n")},
        {"DT06", "less than announced", true, chunk("900", "C: From: a@example.org\nC: \nC: Hello\n")},
        {"DT06", "as announced", false, chunk("30", "C: From: a@example.org\nC: \nC: Hello\n")},
        {"DT06", "the content is not shown", false, chunk("900", "")},
        {"DT07", "no header", true, content("C: Hello\nC: .\n")},
        {"DT07", "no From", true, content("C: Subject: x\nC: Date: today\nC: \nC: From: here on text\nC: .\n")},
        {"DT07", "From", false, content(from + "C: Hello\nC: .\n")},
        {"DT07", "left out by who pasted it", false, content("C: Subject: x\nC: ...\nC: .\n")},
        {"DT07", "not printed by swaks", false,
            swaks(opening + mail + rcpt + data + "C: 12 lines sent\nS: 250 Ok\n" + quit), "swaks"},
    };
}

TEST_CASE("Findings about size and limits", "[lint]") { check_cases(size_cases()); }
TEST_CASE("Findings about content", "[lint]") { check_cases(content_cases()); }
