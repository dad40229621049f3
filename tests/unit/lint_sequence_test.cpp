#include "lint_cases.hpp"

using namespace whybounce::test;

namespace {

std::string const refused_rcpt = say("RCPT TO:<c@example.net>", "550 5.1.1 no");
std::string const head = "C: From: a@example.org\nC: \nC: Hello\n";

} // namespace

LintCases whybounce::test::sequence_cases() {
    return {
        {"SQ01", "MAIL first", true, greeting + say("MAIL FROM:<a@example.org>", "503 5.5.1 hello first") + quit},
        {"SQ01", "after HELO", false, greeting + hello({}, "HELO") + mail + quit},
        {"SQ01", "the beginning is not shown", false, mail + rcpt + quit},
        {"SQ02", "RCPT first", true, opening + say("RCPT TO:<b@example.net>", "503 5.5.1 MAIL first") + quit},
        {"SQ02", "nested MAIL", true, opening + mail + say("MAIL FROM:<c@example.org>", "503 5.5.1 nested") + quit},
        {"SQ02", "RCPT after a refused MAIL", true,
            opening + say("MAIL FROM:<a@example.org>", "550 no") + say("RCPT TO:<b@example.net>", "503 no") + quit},
        {"SQ02", "in one group with a refused MAIL", false,
            greeting + hello({"PIPELINING"}) +
                "C: MAIL FROM:<a@example.org>\nC: RCPT TO:<b@example.net>\nS: 550 no\nS: 503 no\n" + quit},
        {"SQ02", "MAIL after RSET", false, opening + mail + say("RSET", "250 Ok") + sent + quit},
        {"SQ02", "two messages", false, opening + sent + sent + quit},
        {"SQ03", "after a refused RCPT", true, opening + mail + refused_rcpt + say("DATA", "554 5.5.1 nobody") + quit},
        {"SQ03", "without RCPT", true, opening + mail + say("DATA", "503 5.5.1 RCPT first") + quit},
        {"SQ03", "BDAT without RCPT", true,
            greeting + hello({"CHUNKING"}) + mail + say("BDAT 0 LAST", "503 5.5.1 RCPT first") + quit},
        {"SQ03", "one of two accepted", false,
            opening + mail + refused_rcpt + rcpt + data + message + "S: 250 Ok\n" + quit},
        {"SQ03", "in one group with the RCPT", false,
            greeting + hello({"PIPELINING"}) + mail +
                "C: RCPT TO:<c@example.net>\nC: DATA\nS: 550 no\nS: 554 5.5.1 nobody\n" + quit},
        {"SQ04", "a header after 554", true,
            opening + mail + rcpt + say("DATA", "554 5.7.1 no") + say("Subject: x", "500 5.5.2 what") + quit},
        {"SQ04", "QUIT after 554", false, opening + mail + rcpt + say("DATA", "554 5.7.1 no") + quit},
        {"SQ04", "an unknown verb after 554", false,
            opening + mail + rcpt + say("DATA", "554 5.7.1 no") + say("XDONE", "500 5.5.2 what") + quit},
        {"SQ05", "DATA for BINARYMIME", true,
            greeting + hello({"8BITMIME", "CHUNKING", "BINARYMIME"}) +
                say("MAIL FROM:<a@example.org> BODY=BINARYMIME", "250 Ok") + rcpt + say("DATA", "503 5.5.1 BDAT") +
                quit},
        {"SQ05", "DATA after BDAT", true,
            greeting + hello({"CHUNKING"}) + mail + rcpt + "C: BDAT 7\nC: Hello\nS: 250 Ok\n" +
                say("DATA", "503 5.5.1 BDAT") + quit},
        {"SQ05", "DATA for 8BITMIME", false,
            greeting + hello({"8BITMIME"}) + say("MAIL FROM:<a@example.org> BODY=8BITMIME", "250 Ok") + rcpt + data +
                message + "S: 250 Ok\n" + quit},
        {"SQ06", "nothing after 354", true, swaks(opening + mail + rcpt + data, "25", lost), "swaks"},
        {"SQ06", "part of the content after 354", false, swaks(opening + mail + rcpt + data + head, "25", lost),
            "swaks"},
        {"SQ06", "the text only stops", false, opening + mail + rcpt + data},
        {"SQ07", "EHLO twice", true, opening + hello({}) + quit},
        {"SQ07", "HELO after EHLO", true, opening + hello({}, "HELO") + quit},
        {"SQ07", "HELO after a refused EHLO", false,
            greeting + say("EHLO client.example.org", "502 5.5.1 what") + hello({}, "HELO") + quit},
        {"SQ07", "after STARTTLS", false, greeting + hello({"STARTTLS"}) + starttls + hello({}) + quit},
        {"SQ07", "after a login", false,
            greeting + hello({"AUTH CRAM-MD5"}) + say("AUTH CRAM-MD5", "334 PDFAeD4=") + say("YSBi", "235 Ok") +
                hello({}) + quit},
        {"SQ08", "after QUIT", true, opening + quit + "C: NOOP\n"},
        {"SQ08", "after 421", true, opening + say("NOOP", "421 4.3.2 closing") + "C: MAIL FROM:<a@example.org>\n"},
        {"SQ08", "QUIT after 421", false, opening + say("NOOP", "421 4.3.2 closing") + "C: QUIT\n"},
        {"SQ08", "nothing after QUIT", false, opening + quit},
        {"SQ09", "closed without QUIT", true, swaks(opening + sent), "swaks"},
        {"SQ09", "closed after QUIT", false, swaks(opening + sent + quit), "swaks"},
        {"SQ09", "closed by the server", false, swaks(opening + sent, "25", lost), "swaks"},
        {"SQ09", "curl does not show its QUIT", false,
            "*   Trying 192.0.2.1:25...\n< 220 mx.example.net ESMTP\n> EHLO client.example.org\n< 250 mx.example.net\n"
            "* Closing connection 0\n",
            "curl"},
        {"SQ10", "after RCPT", true, swaks(opening + mail + "C: RCPT TO:<b@example.net>\n", "25", lost), "swaks"},
        {"SQ10", "after the dot", true, swaks(opening + mail + rcpt + data + message, "25", lost), "swaks"},
        {"SQ10", "after EHLO", false, swaks(greeting + "C: EHLO client.example.org\n", "25", lost), "swaks"},
        {"SQ10", "the text only stops", false, opening + mail + "C: RCPT TO:<b@example.net>\n"},
        {"SQ11", "QUIT instead of DATA", true, opening + mail + rcpt + quit},
        {"SQ11", "idle RSET", true, opening + say("RSET", "250 Ok") + quit},
        {"SQ11", "QUIT after a refusal", false, opening + mail + refused_rcpt + quit},
        {"SQ11", "RSET in a transaction", false, opening + mail + say("RSET", "250 Ok") + quit},
        {"SQ11", "RSET after a refused MAIL", false,
            opening + say("MAIL FROM:<a@example.org>", "550 no") + say("RSET", "250 Ok") + quit},
        {"SQ12", "a reply too many", true, opening + "S: 250 Ok\n" + sent + quit},
        {"SQ12", "421 out of turn", false, opening + "S: 421 4.4.2 timeout\n"},
        {"SQ12", "answers for each recipient (PRDR)", false,
            greeting + hello({"PRDR"}) + say("MAIL FROM:<a@example.org> PRDR", "250 Ok") + rcpt + data + message +
                "S: 353 each\nS: 250 first\nS: 250 Ok\n" + quit},
        {"SQ12", "the text begins with it", false, "S: 250 Ok\n" + mail + quit},
        {"SQ13", "EHLO and nothing", true, swaks(greeting + "C: EHLO client.example.org\n", "25", lost), "swaks"},
        {"SQ13", "the server hangs up at QUIT", true, swaks(opening + sent + "C: QUIT\n", "25", lost), "swaks"},
        {"SQ13", "the client hangs up at QUIT", false, swaks(opening + sent + "C: QUIT\n"), "swaks"},
        {"SQ13", "the text only stops", false, greeting + "C: EHLO client.example.org\n"},
        {"SQ14", "250 after 421", true, opening + say("NOOP", "421 4.3.2 closing") + mail},
        {"SQ14", "silence after 421", false, opening + say("NOOP", "421 4.3.2 closing")},
        {"SQ15", "EHLO before 220", true, "C: EHLO client.example.org\n" + greeting + "S: 250 mx.example.net\n" + quit},
        {"SQ15", "PIPECONNECT", false,
            "C: EHLO client.example.org\n" + greeting + "S: 250-mx.example.net\nS: 250 PIPECONNECT\n" + quit},
        {"SQ15", "the header of a proxy", false, "C: PROXY TCP4 192.0.2.1 192.0.2.2 1025 25\n" + opening + quit},
        {"SQ16", "both refused", true,
            opening + mail + refused_rcpt + say("RCPT TO:<d@example.net>", "550 5.1.1 no") + quit},
        {"SQ16", "one accepted", false, opening + mail + refused_rcpt + rcpt + data + message + "S: 250 Ok\n" + quit},
        {"SQ16", "one refused, the next to come", false, opening + mail + refused_rcpt + rcpt + quit},
    };
}

LintCases whybounce::test::pipelining_cases() {
    std::string const pair = "C: MAIL FROM:<a@example.org>\nC: RCPT TO:<b@example.net>\n";
    std::string const answers = "S: 250 Ok\nS: 250 Ok\n";
    std::string const offered = greeting + hello({"PIPELINING"});
    return {
        {"PI01", "not offered", true, opening + pair + answers + quit},
        {"PI01", "before the answer to EHLO", true,
            greeting +
                "C: EHLO client.example.org\nC: MAIL FROM:<a@example.org>\nS: 250-mx.example.net\n"
                "S: 250 PIPELINING\nS: 250 Ok\n" +
                quit},
        {"PI01", "offered", false, offered + pair + answers + quit},
        {"PI01", "one by one", false, opening + mail + rcpt + quit},
        {"PI01", "the offer is not shown", false, pair + answers + quit},
        {"PI02", "behind DATA", true, offered + mail + rcpt + "C: DATA\nC: QUIT\nS: 554 no\nS: 221 Bye\n"},
        {"PI02", "behind NOOP", true, offered + "C: NOOP\nC: MAIL FROM:<a@example.org>\n" + answers + quit},
        {"PI02", "DATA as the last", false,
            offered + pair + "C: DATA\n" + answers + "S: 354 go\n" + message + "S: 250 Ok\n" + quit},
        {"PI03", "354 for RCPT", true, offered + pair + "S: 250 Ok\nS: 354 go\n" + quit},
        {"PI03", "one reply too many", true, offered + pair + answers + "S: 250 Ok\n" + quit},
        {"PI03", "all in order", false,
            offered + pair + "C: DATA\n" + answers + "S: 354 go\n" + message + "S: 250 Ok\n" + quit},
        {"PI03", "354 for RCPT without a group", false,
            opening + mail + say("RCPT TO:<b@example.net>", "354 go") + quit},
    };
}

TEST_CASE("Findings about the sequence of commands", "[lint]") { check_cases(sequence_cases()); }
TEST_CASE("Findings about pipelining", "[lint]") { check_cases(pipelining_cases()); }
