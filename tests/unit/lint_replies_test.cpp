#include "lint_cases.hpp"

using namespace whybounce::test;

LintCases whybounce::test::reply_cases() {
    std::string const long_text(510, 'x');
    return {
        {"RP01", "550 and then 554", true, opening + say("NOOP", "550-no\nS: 554 no") + quit},
        {"RP01", "the same code", false, opening + say("NOOP", "550-no\nS: 550 no") + quit},
        {"RP02", "a web page", true, greeting + "C: EHLO client.example.org\nS: HTTP/1.1 400 Bad Request\n"},
        {"RP02", "code 599", true, opening + say("NOOP", "599 what") + quit},
        {"RP02", "TLS records in a capture", false, greeting + hello({"STARTTLS"}) + starttls + "S: ......2\n"},
        {"RP02", "a bare code", false, opening + say("NOOP", "250") + quit},
        {"RP03", "no last line", true, swaks(greeting + "C: EHLO client.example.org\nS: 250-mx.example.net\n"),
            "swaks"},
        {"RP03", "swallowed by the next reply", true,
            greeting + "C: EHLO client.example.org\nS: 250-mx.example.net\n" + mail},
        {"RP03", "the text only stops", false, greeting + "C: EHLO client.example.org\nS: 250-mx.example.net\n"},
        {"RP03", "all lines", false, swaks(greeting + hello({"SIZE 100"}) + quit), "swaks"},
        {"RP04", "554 for RCPT", true, opening + mail + say("RCPT TO:<b@example.net>", "554 5.7.1 no") + quit},
        {"RP04", "250 for QUIT", true, opening + say("QUIT", "250 Bye")},
        {"RP04", "550 for RCPT", false, opening + mail + say("RCPT TO:<b@example.net>", "550 5.7.1 no") + quit},
        {"RP04", "503 for anything", false, opening + say("NOOP", "503 no") + quit},
        {"RP05", "513 octets", true, opening + say("NOOP", "250 " + long_text) + quit},
        {"RP05", "8 bit", true, opening + say("NOOP", "250 sch\xc3\xb6n") + quit},
        {"RP05", "512 octets", false, opening + say("NOOP", "250 " + long_text.substr(0, 506)) + quit},
        {"RP05", "8 bit after SMTPUTF8", false,
            greeting + hello({"8BITMIME", "SMTPUTF8"}) +
                say("MAIL FROM:<j\xc3\xb6rg@example.org> SMTPUTF8", "250 j\xc3\xb6rg") + quit},
        {"RP06", "a bare word in the greeting", true, "S: 220 mail ESMTP\n" + hello({}) + quit},
        {"RP06", "OK for a name in the hello", true, greeting + say("EHLO client.example.org", "250 OK") + quit},
        {"RP06", "an address literal", false, "S: 220 [192.0.2.1] ESMTP\n" + hello({}) + quit},
        {"RP06", "a refused greeting has no name", false, "S: 554 no\n" + quit},
        {"RP07", "Exim 4.96", true, "S: 220 mx.example.net ESMTP Exim 4.96 Sun, 22 Nov 2026 05:40:57 +0000\n" + quit},
        {"RP07", "four numbers and the word version", true,
            "S: 220 mx.example.net Microsoft ESMTP MAIL Service, Version: 10.0.17763.1697 ready\n" + quit},
        {"RP07", "no version", false, "S: 220 mx.example.net ESMTP Postfix (Debian/GNU)\n" + quit},
        {"RP07", "an address", false, "S: 220 mx.example.net ESMTP for 192.0.2.17\n" + quit},
        {"RP08", "two lines for HELO", true,
            greeting + say("HELO client.example.org", "250-mx.example.net\nS: 250 SIZE 100") + quit},
        {"RP08", "an underscore in a keyword", true, greeting + hello({"X_PIPE_CONNECT"}) + quit},
        {"RP08", "AUTH=", false, greeting + hello({"AUTH=LOGIN", "AUTH LOGIN", "X-EXPS", "8BITMIME"}) + quit},
        {"RP09", "251 with the other address", true,
            opening + mail + say("RCPT TO:<b@example.net>", "251 will forward to <c@example.com>") + quit},
        {"RP09", "551 without it", false,
            opening + mail + say("RCPT TO:<b@example.net>", "551 5.1.6 has moved") + quit},
    };
}

LintCases whybounce::test::enhanced_cases() {
    std::string const offered = greeting + hello({"ENHANCEDSTATUSCODES"});
    std::string const bye = say("QUIT", "221 2.0.0 Bye");
    return {
        {"EN01", "a bare 550", true,
            offered + say("MAIL FROM:<a@example.org>", "250 2.1.0 Ok") + say("RCPT TO:<b@example.net>", "550 no") +
                bye},
        {"EN01", "not offered", false, opening + mail + rcpt + quit},
        {"EN01", "354 has none", false,
            offered + say("MAIL FROM:<a@example.org>", "250 2.1.0 Ok") +
                say("RCPT TO:<b@example.net>", "250 2.1.5 Ok") + data + message + "S: 250 2.0.0 Ok\n" + bye},
        {"EN02", "550 and 4.7.1", true, offered + say("MAIL FROM:<a@example.org>", "550 4.7.1 no") + bye},
        {"EN02", "450 and 4.7.1", false, offered + say("MAIL FROM:<a@example.org>", "450 4.7.1 no") + bye},
        {"EN03", "in 354", true,
            offered + say("MAIL FROM:<a@example.org>", "250 2.1.0 Ok") +
                say("RCPT TO:<b@example.net>", "250 2.1.5 Ok") + say("DATA", "354 2.0.0 go")},
        {"EN03", "in the greeting", true, "S: 220 2.0.0 mx.example.net\n" + hello({}) + quit},
        {"EN03", "in a refused greeting", false, "S: 554 5.7.1 no\n" + quit},
        {"EN04", "5.1.1 and 5.7.1", true, offered + say("NOOP", "550-5.1.1 no\nS: 550 5.7.1 no") + bye},
        {"EN04", "5.1.1 twice", false, offered + say("NOOP", "550-5.1.1 no\nS: 550 5.1.1 no") + bye},
        {"EN05", "not offered", true, opening + say("MAIL FROM:<a@example.org>", "250 2.1.0 Ok") + quit},
        {"EN05", "not registered", true, offered + say("MAIL FROM:<a@example.org>", "550 5.7.606 no") + bye},
        {"EN05", "offered and registered", false, offered + say("MAIL FROM:<a@example.org>", "550 5.7.25 no") + bye},
        {"EN05", "the hello is not shown", false, say("MAIL FROM:<a@example.org>", "250 2.1.0 Ok") + quit},
    };
}

TEST_CASE("Findings about replies", "[lint]") { check_cases(reply_cases()); }
TEST_CASE("Findings about enhanced status codes", "[lint]") { check_cases(enhanced_cases()); }
