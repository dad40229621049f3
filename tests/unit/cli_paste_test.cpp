#include "program.hpp"

using namespace whybounce::test;

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
