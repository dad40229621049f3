#include "input_support.hpp"
#include "program.hpp"

using namespace whybounce::test;

TEST_CASE("explain finds what is asked in what people paste", "[cli][explain]") {
    struct Case {
        std::string_view name, pasted, heading;
    };
    auto const c = GENERATE(values<Case>({
        {"field Status", "Status: 5.1.1", "5.1.1  No such mailbox"},
        {"field Diagnostic-Code", "Diagnostic-Code: smtp; 552 5.2.2 Mailbox full", "552 5.2.2  Mailbox full"},
        {"a full stop", "5.1.1.", "5.1.1  No such mailbox"},
        {"brackets", "(550)", "550  Refused"},
        {"words before a code", "SMTP error 550", "550  Refused"},
        {"code and status by a stroke", "552/5.2.2", "552 5.2.2  "},
        {"a key of Postfix", "dsn=4.4.1", "4.4.1  "},
        {"the end of a reason", "mailbox-full", "recipient.mailbox-full  Mailbox full"},
        {"a finding with a dash", "sq-03", "SQ03  "},
        {"fields of a report",
            "Final-Recipient: rfc822; jane@example.com\nAction: failed\nStatus: 5.0.0\n"
            "Diagnostic-Code: smtp; 552 5.2.2 Mailbox\n    full",
            "552 5.2.2  Mailbox full"},
        {"fields without words", "Action: failed\nStatus: 5.2.2", "5.2.2  Mailbox full"},
        {"a quoted reply of two lines", "> 552-5.2.2 The mailbox\n> 552 5.2.2 is full", "552 5.2.2  Mailbox full"},
        {"prose with a broken line",
            "<jane@example.com>: host mx.example.com[192.0.2.1] said: 452 4.2.2 Mailbox\n"
            "    full (in reply to RCPT TO command)",
            "452 4.2.2  Mailbox full"},
    }));
    CAPTURE(c.name);
    auto const outcome = run({"explain", "--lang", "en", std::string(c.pasted)});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::StartsWith(std::string(c.heading)));
}

TEST_CASE("explain, compare and codes say what is near", "[cli][explain]") {
    struct Case {
        std::string_view name;
        std::vector<std::string> arguments;
        std::string_view hint;
    };
    auto const c = GENERATE(values<Case>({
        {"a class of codes", {"explain", "5xx"}, "`whybounce codes 5`"},
        {"a group of statuses", {"explain", "5.7.x"}, "`whybounce codes 5.7`"},
        {"statuses of a class", {"explain", "4.x.x"}, "`whybounce codes 4.`"},
        {"a group of reasons", {"explain", "auth.*"}, "`whybounce codes auth.`"},
        {"a misspelt reason", {"explain", "recipient.unkown"}, "did you mean `recipient.unknown`?"},
        {"a misspelt entry", {"explain", "postgrey-greylistd"}, "did you mean `postgrey-greylisted`?"},
        {"the beginning of an entry", {"explain", "gmail-nosuch"}, "did you mean `gmail-no-such-user`?"},
        {"a field that tells nothing", {"explain", "Action: failed"}, "`Diagnostic-Code`"},
        {"a word", {"explain", "zwxq"}, "`whybounce codes --search WORD`"},
        {"compare", {"compare", "recipient.unkown", "550"}, "did you mean `recipient.unknown`?"},
        {"compare with a finding", {"compare", "SQ03", "550"}, "`whybounce explain SQ03`"},
        {"compare with a provider", {"compare", "gmail", "550"}, "`whybounce catalogue list --provider gmail`"},
        {"codes", {"codes", "zwxq"}, "`whybounce codes --search zwxq`"},
        {"a search for nothing", {"codes", "--search", ""}, "a word, a mark or a status"},
    }));
    CAPTURE(c.name);
    auto const outcome = run(c.arguments);
    CHECK(outcome.status != 0);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Catch::Contains(std::string(c.hint)));
}

TEST_CASE("compare and codes take what explain takes", "[cli][explain]") {
    CHECK_THAT(run({"compare", "--lang", "en", "Status:5.1.1", "5.2.2."}).out, Catch::StartsWith("5.1.1 and 5.2.2"));
    CHECK(run({"codes", "5.7.x"}).out == run({"codes", "5.7."}).out);
    CHECK(run({"codes", "4yz"}).out == run({"codes", "4"}).out);
}

TEST_CASE("compare tells once what is the same", "[cli][explain]") {
    auto const times = [](std::string_view text, std::string_view part) {
        std::size_t count = 0;
        for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
        return count;
    };
    auto const same = run({"compare", "--lang", "en", "450", "450"});
    CHECK_THAT(same.out, Catch::StartsWith("450 and 450\n") && Catch::Contains("Both are the same."));
    CHECK(times(same.out, "Not now: mailbox unavailable") == 1);
    auto const one_entry = run({"compare", "--lang", "en", "5.1.1", "4.1.1"});
    CHECK(times(one_entry.out, "With 5.1.1 remove it from every list; with 4.1.1 let the queue retry") == 1);
    CHECK(times(one_entry.out, "5.1.1 is final") == 1);
    auto const marks = run({"compare", "--lang", "en", "S3150", "[TSS04]"});
    CHECK_THAT(marks.out, Catch::StartsWith("(S3150) and [TSS04]\n"));
}

TEST_CASE("compare takes rules of one's own", "[cli][explain]") {
    whybounce::input::test::Folder const folder;
    auto const file = folder.write("mine.cat", "id: mine\nname: Ours alone\ntext: zwxq\nreason: policy.local\n");
    CHECK_THAT(
        run({"compare", "--lang", "en", "--catalogue", file, "mine", "550"}).out, Catch::Contains("mine Ours alone"));
}

TEST_CASE("codes finds marks, statuses and groups, and stands in the order of codes", "[cli][explain]") {
    struct Case {
        std::vector<std::string> words;
        std::string_view has;
    };
    auto const c = GENERATE(values<Case>({
        {{"--search", "S3150"}, "outlook-com-network-blocked "},
        {{"--search", "OFR506"}, "orange-506 "},
        {{"--search", "5.7.26"}, "gmail-unauthenticated "},
        {{"--search", "X.7.26"}, "gmail-unauthenticated "},
        {{"4"}, "X.2.2 "},
        {{"5"}, "X.2.2 "},
        {{"recipient"}, "recipient.mailbox-full "},
        {{"recipient."}, "recipient.mailbox-full "},
    }));
    CAPTURE(c.words);
    std::vector<std::string> arguments{"codes", "--lang", "en"};
    arguments.insert(arguments.end(), c.words.begin(), c.words.end());
    auto const outcome = run(arguments);
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::Contains('\n' + std::string(c.has)));
    auto const found = run({"codes", "--lang", "en", "--search", "full"}).out;
    CHECK(found.find("\n522 ") < found.find("\n552 "));
    auto const all = run({"codes", "--lang", "en"}).out;
    CHECK(all.find("\nX.1.10 ") > all.find("\nX.1.9 "));
    CHECK(all.find("\nX.1.* ") > all.find("\nX.1.10 "));
}

TEST_CASE("explain takes the bare mark of a provider", "[cli][explain]") {
    struct Case {
        std::string_view pasted, page;
    };
    auto const c = GENERATE(values<Case>({
        {"[TSS04]", "said by yahoo"},
        {"tss04", "said by yahoo"},
        {"SC-001", "said by outlook-com"},
        {"[CS01]", "said by icloud"},
        {"OFR506", "said by orange"},
        {"OFR_506", "said by orange"},
        {"IB607", "said by godaddy"},
        {"S3150", "said by outlook-com"},
        {"HL:REP", "said by netease"},
        {"NoSuchUser", "said by gmail"},
        {"sq-03", "rule of the linter"},
    }));
    CAPTURE(c.pasted);
    auto const outcome = run({"explain", "--lang", "en", std::string(c.pasted)});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::Contains(std::string(c.page)));
}

TEST_CASE("Who keeps a list is not told as the one who spoke", "[cli][explain]") {
    struct Case {
        std::string_view asked, aside;
    };
    auto const c = GENERATE(values<Case>({
        {"554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", "  list: spamhaus\n"},
        {"550 blocked using dnsbl.sorbs.net", "  list: sorbs\n"},
        {"550 5.7.1 192.0.2.1 listed at dnsbl.dronebl.org", "  list: other-dnsbl\n"},
        {"spamhaus-zen", "  list: spamhaus, entry of the catalogue"},
        {"yahoo-spamhaus", "  said by yahoo, entry of the catalogue"},
        {"554 5.7.9 Message not accepted for policy reasons. See [BL21]", "  said by yahoo\n"},
    }));
    CAPTURE(c.asked);
    CHECK_THAT(run({"explain", "--lang", "en", std::string(c.asked)}).out, Catch::Contains(std::string(c.aside)));
}

TEST_CASE("What a code means by step is told in the order of a session, commands in full", "[cli][explain]") {
    std::string const page = run({"explain", "550", "--lang", "en"}).out;
    std::size_t last = 0;
    for (std::string const place : {"connect ", "hello ", "mail ", "rcpt ", "data ", "eod ", "VRFY, EXPN "}) {
        std::size_t const at = page.find("\n  " + place);
        CAPTURE(place, page);
        REQUIRE(at != std::string::npos);
        CHECK(at > last);
        last = at;
    }
    CHECK_THAT(page, Catch::Contains("  commands   HELP, NOOP, RSET, ETRN, ATRN, TURN, XCLIENT, XFORWARD: "));
    CHECK_THAT(page, !Catch::Contains("…"));
}

TEST_CASE("What nothing is to be done about is told alike on every page", "[cli][explain]") {
    struct Case {
        std::string_view name, asked, language, said;
    };
    auto const c = GENERATE(values<Case>({
        {"a delivery, who", "report.delivered", "en", "who      nobody has to\n"},
        {"a delivery, retry", "report.delivered", "en", "retry    there is nothing to retry\n"},
        {"a delivery in German", "report.delivered", "de", " nichts zu wiederholen\n"},
        {"a reply", "250 2.0.0 OK", "en", "retry    there is nothing to retry\n"},
        {"what expired, who", "transport.expired", "en", "who      whoever can mend the cause"},
        {"what expired, the address", "transport.expired", "en",
            "address  keep the address (the message itself is lost"},
        {"what expired, in German", "transport.expired", "de", "die Adresse behalten (die Nachricht"},
        {"what waits", "transport.no-answer", "en", "who      nobody: time heals it\n"},
        {"a code that tells no cause", "other.code-only", "en", "who      depends on the cause"},
    }));
    CAPTURE(c.name);
    CHECK_THAT(run({"explain", "--lang", std::string(c.language), std::string(c.asked)}).out,
        Catch::Contains(std::string(c.said)));
}

TEST_CASE("explain tells how providers use a status", "[cli][explain]") {
    std::string const heading = "Providers use it so";
    for (std::string const status : {"5.7.606", "5.7.705"}) {
        CAPTURE(status);
        CHECK_THAT(run({"explain", "--lang", "en", status}).out,
            Catch::Contains(heading) && Catch::Contains("- exchange-online: "));
        CHECK_THAT(
            run({"compare", "--lang", "en", status, "5.2.2"}).out, Catch::Contains("providers exchange-online: "));
    }
    CHECK_THAT(run({"explain", "--lang", "en", "5.3.5"}).out, !Catch::Contains(heading));
}

TEST_CASE("What is said of unregistered statuses is not said of a registered one", "[cli][explain]") {
    CHECK_THAT(
        run({"explain", "5.1.1"}).out, Catch::Contains("[status-x.1.1-mail]") && !Catch::Contains("[status-x.1-mail]"));
    CHECK_THAT(run({"explain", "5.1.8"}).out, !Catch::Contains("[status-x.1-mail]"));
    CHECK_THAT(run({"explain", "5.1.99"}).out, Catch::Contains("[status-x.1-mail]"));
}

TEST_CASE("A pasted delivery is told as one", "[cli][explain]") {
    std::string const log = "Nov 22 10:00:00 mx postfix/smtp[1]: 4jXJ7L3fPBzGw: to=<bob@example.net>, "
                            "relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, ";
    auto const page = run({"explain", "--lang", "en", log + "status=sent (250 2.0.0 Ok)"});
    CHECK(page.status == 0);
    CHECK_THAT(page.out, Catch::StartsWith("250 2.0.0  ") && Catch::Contains("1 delivery in what was pasted"));
    auto const local = run({"explain", "--lang", "en", log + "status=sent (delivered to maildir)"});
    CHECK_THAT(local.out, Catch::Contains("report.delivered") && Catch::Contains("1 delivery"));
    auto const both = run({"explain", "--lang", "en",
        log + "status=sent (250 Ok)\n" + log +
            "status=bounced (host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown)"});
    CHECK_THAT(both.out, Catch::Contains("recipient.unknown") && !Catch::Contains("delivery in what"));
}

TEST_CASE("An answer that delivers nothing is not called a delivery", "[cli][explain]") {
    for (std::string const reply : {"220 mx.example.com ESMTP", "221 Bye", "354 Go on"}) {
        CAPTURE(reply);
        CHECK_THAT(run({"explain", "--lang", "en", reply}).out,
            Catch::Contains("nothing is delivered by it") && !Catch::Contains("was delivered or passed on"));
    }
}

TEST_CASE("Bare words are those of another server as far as words decide", "[cli][explain]") {
    struct Case {
        std::string_view pasted;
        bool ours;
    };
    auto const c = GENERATE(values<Case>({
        {"5.1.1 User unknown", false},
        {"User unknown", false},
        {"mailbox full", false},
        {"Connection refused", false},
        {"connect to mx.example.net[192.0.2.1]:25: Connection refused", true},
    }));
    CAPTURE(c.pasted);
    auto const outcome = run({"explain", "--lang", "en", std::string(c.pasted)});
    CHECK(outcome.status == 0);
    CHECK((outcome.out.find("entry postfix-client-") != std::string::npos) == c.ours);
    CHECK((outcome.out.find("said by postfix") != std::string::npos) == c.ours);
}

TEST_CASE("The pasted reply is shown with the part that decided marked", "[cli][explain]") {
    std::string const reply = "550 5.1.1 Sorry: mailbox full";
    CHECK_THAT(run({"explain", "--lang", "en", reply}).out,
        Catch::Contains("  said     550 5.1.1 Sorry: mailbox full\n                            ^^^^^^^^^^^^\n"));
    CHECK_THAT(run({"explain", "--format", "html", reply}).out, Catch::Contains("Sorry: <mark>mailbox full</mark>"));
    CHECK_THAT(run({"explain", "--format", "markdown", reply}).out, Catch::Contains("Sorry: **mailbox full**"));
}

TEST_CASE("A pasted reply cannot write to the terminal", "[cli][explain]") {
    auto const outcome = run({"explain", "\x1b]0;owned\x07\x1b[31mred\x9b\n::error::x"});
    CHECK(outcome.status == 0);
    CHECK(outcome.out.find_first_of("\x1b\x07") == std::string::npos);
    CHECK(outcome.out.find("\n::error") == std::string::npos);
}

TEST_CASE("Of nested replies the deciding one is told", "[cli][explain]") {
    auto const page = run({"explain", "--lang", "en", "554 5.0.0 host mx.example.com said: 550 5.1.1 user unknown"});
    CHECK_THAT(page.out, Catch::StartsWith("550 5.1.1  ") && Catch::Contains("quoted inside 554 5.0.0 decides"));
}

TEST_CASE("Several failures name the command that tells of all", "[cli][explain]") {
    std::string const line =
        "Nov 22 10:00:00 mx postfix/smtp[1]: 4jXJ7L3fPBzGw: to=<bob@example.net>, relay=none, delay=1, "
        "delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown)\n";
    std::string other = line;
    other.replace(other.find("4jXJ7L3fPBzGw"), 13, "4jXJ7L3fPBzGx");
    CHECK_THAT(run(Call{.arguments = {"explain", "--lang", "en", "-"}, .input = line + other}).out,
        Catch::Contains("2 failures in what was pasted") && Catch::Contains("`whybounce report -`"));
}

TEST_CASE("explain ends well whatever it finds in a text", "[cli][explain]") {
    auto const words = run({"explain", "--lang", "en", "the", "quick", "brown", "fox"});
    CHECK(words.status == 0);
    CHECK_THAT(words.out, Catch::Contains("other.no-evidence") && Catch::Contains("Neither a code nor words"));
    CHECK(run(Call{.arguments = {"explain"}, .input = ""}).status == 5);
    CHECK(run(Call{.arguments = {"explain"},
                  .input = std::string("\x7f"
                                       "ELF\0\1\2 \0",
                      9)})
              .status == 5);
}

TEST_CASE("Pages tell the labels of other tools", "[cli][page]") {
    CHECK_THAT(
        run({"explain", "--labels", "sisimai", "5.1.1"}).out, Catch::Contains("sisimai  userunknown (hard bounce)"));
    CHECK_THAT(run({"explain", "--labels", "kumo", "550 5.1.1 User unknown"}).out, Catch::Contains("InvalidRecipient"));
    CHECK_THAT(run({"codes", "--labels", "sisimai-5.6", "reasons"}).out, Catch::Contains("sisimai-5.6"));
    CHECK_THAT(run({"compare", "--labels", "zone", "5.1.1", "5.2.2"}).out, Catch::Contains("zone "));
}

TEST_CASE("How hard a bounce is, pages tell in their language", "[cli][page]") {
    using Arguments = std::vector<std::string>;
    auto arguments = GENERATE(values<Arguments>({{"explain", "5.1.1"}, {"explain", "550 5.1.1 User unknown"},
        {"codes", "reasons"}, {"compare", "5.1.1", "4.2.2"}}));
    arguments.insert(arguments.end(), {"--labels", "sisimai", "--lang", "fr"});
    CAPTURE(arguments);
    std::string const page = run(arguments).out;
    CHECK_THAT(page, Catch::Contains("userunknown (rejet"));
    CHECK_THAT(page, !Catch::Contains(" bounce)"));
}

TEST_CASE("A list names what its columns hold, and fits the terminal", "[cli][page]") {
    CHECK_THAT(run({"codes", "reasons", "--lang", "en", "--format", "markdown"}).out,
        Catch::StartsWith("| reason | name | who |\n"));
    CHECK_THAT(run({"codes", "lint", "--lang", "en"}).out, Catch::StartsWith("finding  severity  name "));
    auto const what = GENERATE(as<std::string>{}, "", "reasons", "lint", "dialects");
    auto const language = GENERATE(as<std::string>{}, "en", "de");
    CAPTURE(what, language);
    Call call{
        .arguments = {"codes", "--color", "never", "--lang", language}, .out = Call::End::terminal, .columns = 80};
    if (!what.empty()) call.arguments.push_back(what);
    for (std::string const& line : lines_of(run(call).out)) {
        CAPTURE(line);
        CHECK(columns_of(line) <= 80);
    }
}
