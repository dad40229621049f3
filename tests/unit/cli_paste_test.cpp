#include "program.hpp"

using namespace whybounce::test;

TEST_CASE("Of several pasted replies the first failure is told, and how many there are", "[cli][explain]") {
    struct Case {
        std::string_view name, pasted, heading;
        int failures;
    };
    std::string_view const report = "Reporting-MTA: dns; mx.example.com\n\n"
                                    "Final-Recipient: rfc822; jane@example.com\nAction: failed\nStatus: 5.1.1\n"
                                    "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n"
                                    "Original-Recipient: rfc822; b@example.com\nFinal-Recipient: rfc822; "
                                    "bob@example.com\nAction: failed\nStatus: 5.2.2\n"
                                    "Diagnostic-Code: smtp; 552 5.2.2 Mailbox\n    full\n";
    auto const c = GENERATE_COPY(values<Case>({
        {"two replies", "550 5.1.1 User unknown\n552 5.2.2 Mailbox full\n", "550 5.1.1  ", 2},
        {"a blank line between", "550 5.1.1 User unknown\n\n552 5.2.2 Mailbox full\n", "550 5.1.1  ", 2},
        {"a success first", "250 2.1.5 Ok\n550 5.1.1 User unknown\n452 4.2.2 full\n", "550 5.1.1  ", 2},
        {"quoted by a mail program", "> 550 5.1.1 User unknown\n> 552 5.2.2 Mailbox full", "550 5.1.1  ", 2},
        {"without a status", "550 User unknown\n452 Mailbox full", "550  ", 2},
        {"in small letters", "550 user unknown\n552 mailbox full", "550  ", 2},
        {"of several lines", "552-5.2.2 The mailbox\n552 5.2.2 is full\n550-5.1.1 There is\n550 5.1.1 no such user\n",
            "552 5.2.2  ", 2},
        {"one wrapped, one not", "552 5.2.2 The mailbox\nof this user is full\n550 5.1.1 User unknown", "552 5.2.2  ",
            2},
        {"a letter", "I got these:\n550 5.1.1 User unknown\n452 Mailbox full\n\nWhat now?", "550 5.1.1  ", 2},
        {"the same one twice", "550 5.1.1 user unknown\n550 5.1.1 user unknown", "550 5.1.1  ", 2},
        {"two recipients of a report", report, "550 5.1.1  ", 2},
        {"one reply, hyphens", "550-5.1.1 There is\n550-5.1.1 no such\n550 5.1.1 user", "550 5.1.1  ", 0},
        {"one reply, no hyphens", "550 5.1.1 There is\n550 5.1.1 no such user", "550 5.1.1  ", 0},
        {"one reply, wrapped", "550 5.1.1 User\nunknown, we tried\n500 times", "550 5.1.1  ", 0},
        {"a number in a wrapped sentence", "552 5.2.2 Mailbox full: it holds\n500 messages", "552 5.2.2  ", 0},
        {"prose and a reply", "They sent this back:\n552 5.2.2 Mailbox full", "552 5.2.2  ", 0},
    }));
    CAPTURE(c.name);
    auto const page = run(Call{.arguments = {"explain", "--lang", "en"}, .input = std::string(c.pasted)});
    CHECK_THAT(page.out, Catch::StartsWith(std::string(c.heading)));
    CHECK((page.out.find(" failures in what was pasted") != std::string::npos) == (c.failures > 1));
    auto const json = run(Call{.arguments = {"explain", "--format", "json"}, .input = std::string(c.pasted)});
    CHECK_THAT(json.out, Catch::Contains("\"failures\":" + std::to_string(c.failures) + ","));
}

TEST_CASE("A page of our own is read again as the reply that it shows", "[cli][explain]") {
    std::string const language = GENERATE(as<std::string>{}, "en", "de", "es", "fr", "ja", "th", "vi", "zh");
    CAPTURE(language);
    for (std::string const asked : {"550 5.1.1 User unknown", "5.2.2",
             "550 5.7.1 Unauthenticated email from example.com is not accepted due to domain's DMARC policy. gsmtp"}) {
        CAPTURE(asked);
        auto const page = run({"explain", "--lang", language, asked});
        auto const again = run({"explain", "--lang", language, page.out});
        CHECK(again.out.substr(0, again.out.find('\n')).starts_with(page.out.substr(0, 5)));
        auto const reason_line = [](std::string const& json) {
            auto const at = json.find("\"reason\":");
            return json.substr(at, json.find(',', at) - at);
        };
        CHECK(reason_line(run({"explain", "--format", "json", page.out}).out) ==
            reason_line(run({"explain", "--format", "json", asked}).out));
    }
}

TEST_CASE("What mail clients tell of a reply keeps its code, its status and its words", "[cli][explain]") {
    struct Case {
        std::string_view name, pasted, codes, text;
    };
    auto const c = GENERATE(values<Case>({
        {"PHPMailer",
            "SMTP Error: data not accepted.SMTP server error: DATA END command failed Detail: Message content rejected "
            "SMTP code: 550 Additional SMTP info: 5.7.1",
            R"("code":550,"enhanced":"5.7.1")", "Message content rejected"},
        {"SwiftMailer", R"(Expected response code 250 but got code "550", with message "550 5.7.1 Relaying denied")",
            R"("code":550,"enhanced":"5.7.1")", "Relaying denied"},
        {"Symfony", R"(Expected response code "250/251/252" but got code "550", with message "550 User unknown".)",
            R"("code":550,"enhanced":null)", "User unknown"},
        {".NET",
            "Mailbox unavailable. The server response was: 5.7.60 SMTP; Client does not have permissions to send as "
            "this sender",
            R"("code":null,"enhanced":"5.7.60")", "SMTP; Client does not have permissions to send as this sender"},
        {"Thunderbird",
            "An error occurred while sending mail. The mail server responded: 5.7.1 <a@example.com>: Relay access "
            "denied. Please check the message recipient",
            R"("code":null,"enhanced":"5.7.1")",
            "<a@example.com>: Relay access denied. Please check the message recipient"},
    }));
    CAPTURE(c.name);
    auto const json = run({"explain", "--format", "json", std::string(c.pasted)});
    CHECK_THAT(
        json.out, Catch::Contains(std::string(c.codes)) && Catch::Contains("\"text\":\"" + std::string(c.text) + '"'));
}

TEST_CASE("Prose around a reply names no step, a note does", "[cli][explain]") {
    struct Case {
        std::string_view pasted, phase;
    };
    auto const c = GENERATE(values<Case>({
        {"The response from the remote server was: 550 5.7.1 Unauthenticated sender", "none"},
        {"Delivery failed, authentication results: 550 5.7.1 not allowed", "none"},
        {"5.7.1 Unauthenticated sender", "none"},
        {"550 5.7.1 no (in reply to RCPT TO command)", "rcpt"},
        {"host mx.example.com[192.0.2.1] said: 550 5.7.1 no (in reply to end of DATA command)", "eod"},
        {"SMTP error from remote mail server after RCPT TO:<a@example.com>: host mx.example.com [192.0.2.1]: "
         "550 5.1.1 unknown",
            "rcpt"},
        {"SASL authentication failed; server mx.example.com[192.0.2.1] said: 535 5.7.8 no", "auth"},
    }));
    CAPTURE(c.pasted);
    CHECK_THAT(run({"explain", "--format", "json", std::string(c.pasted)}).out,
        Catch::Contains("\"phase\":\"" + std::string(c.phase) + '"'));
}

TEST_CASE("The heading spells a name as the catalogue does", "[cli][explain]") {
    struct Case {
        std::string_view pasted, heading;
    };
    auto const c = GENERATE(values<Case>({
        {"RECIPIENT.UNKNOWN", "recipient.unknown  "},
        {"STATUS-X.1.1-MAIL", "status-x.1.1-mail  "},
        {"#5.1.1", "5.1.1  "},
        {"x.1.1", "X.1.1  "},
        {"ofr_506", "OFR_506  "},
        {"tss04", "[TSS04]  "},
        {"nosuchuser", "?p=NoSuchUser  "},
    }));
    CAPTURE(c.pasted);
    CHECK_THAT(run({"explain", "--lang", "en", std::string(c.pasted)}).out, Catch::StartsWith(std::string(c.heading)));
}

TEST_CASE("A mark of very many replies tells who speaks, and not why", "[cli][explain]") {
    auto const page = run({"explain", "--lang", "en", "gsmtp"});
    CHECK(page.status == 0);
    CHECK_THAT(page.out,
        Catch::StartsWith("gsmtp  mark of gmail\n") && Catch::Contains("who speaks") && Catch::Contains("[gmail-"));
    CHECK_THAT(page.out, !Catch::Contains("\n  who") && !Catch::Contains("\n  reason"));
    CHECK_THAT(run({"explain", "--format", "json", "gsmtp"}).out,
        Catch::Contains(R"("kind":"mark")") && Catch::Contains(R"("entry":null)"));
}

TEST_CASE("Several questions in one call are refused or told as several", "[cli][explain]") {
    using Arguments = std::vector<std::string>;
    auto const several = GENERATE(values<Arguments>(
        {{"explain", "5.7.26", "5.1.1"}, {"explain", "550", "450"}, {"explain", "auth.dmarc", "auth.spf"}}));
    CAPTURE(several);
    auto const refused = run(several);
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, Catch::Contains("`whybounce compare " + several[1] + " " + several[2] + "`"));
    CHECK(run({"explain", "550", "5.7.26"}).status == 0);
    CHECK(run({"explain", "550", "5.1.1", "User", "unknown"}).status == 0);
}

TEST_CASE("Only standard input is no text; an empty argument asks for nothing", "[cli][explain]") {
    CHECK(run(Call{.arguments = {"explain", ""}, .input = "550 5.1.1 User unknown\n"}).status == 2);
    CHECK(run(Call{.arguments = {"explain", ""}, .in = Call::End::terminal}).status == 2);
    using namespace std::string_literals;
    auto const with_nul = run(Call{.arguments = {"explain", "--lang", "en"}, .input = "550 5.1.1 \0 user unknown"s});
    CHECK(with_nul.status == 0);
    CHECK_THAT(with_nul.out, Catch::Contains("recipient.unknown") && Catch::Contains("\\x00"));
    for (std::string const& binary : {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s, "\x1f\x8b\x08\0\0\0\0\0\0\x03"s})
        CHECK(run(Call{.arguments = {"explain"}, .input = binary}).status == 5);
}

TEST_CASE("Behind a mark no code is another reading", "[cli][explain]") {
    struct Case {
        std::string_view name, reply;
        bool rivals;
    };
    auto const c = GENERATE(values<Case>({
        {"a mark", "421 4.7.0 [TSS04] Messages from 192.0.2.9 temporarily deferred", false},
        {"a sentence of a provider",
            "550 5.7.1 Messages from [192.0.2.9] were not sent. Part of their network is on our block list (S3150).",
            false},
        {"words of anybody", "550 5.1.1 Sorry: mailbox full", true},
    }));
    CAPTURE(c.name);
    auto const page = run({"explain", "--lang", "en", std::string(c.reply)});
    CHECK((page.out.find("Other readings") != std::string::npos) == c.rivals);
}
