#include "language/languages.hpp"
#include "program.hpp"

#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

using namespace whybounce::test;

namespace {

rapidjson::Document parsed(std::string const& json) {
    rapidjson::Document document;
    document.Parse(json.c_str());
    INFO(json);
    REQUIRE_FALSE(document.HasParseError());
    return document;
}

rapidjson::Document schema_named(std::string_view name) {
    return parsed(file_text(source_path("docs/schema/" + std::string(name))));
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string page(std::vector<std::string> arguments) {
    auto const outcome = run(std::move(arguments));
    CAPTURE(outcome.err);
    REQUIRE(outcome.status == 0);
    return outcome.out;
}

} // namespace

TEST_CASE("Pages as JSON fit their schema", "[cli][page]") {
    rapidjson::SchemaDocument const schema(schema_named("whybounce-page-1.json"));
    using Arguments = std::vector<std::string>;
    auto const arguments = GENERATE(values<Arguments>({{"explain", "550"}, {"explain", "354"}, {"explain", "5.7.26"},
        {"explain", "recipient.unknown"}, {"explain", "status-x.1.1"}, {"explain", "550 5.1.1 over quota"},
        {"explain", "connect to mx.example.net[192.0.2.1]:25: Connection timed out"}, {"compare", "235", "550"},
        {"compare", "5.1.1", "other.code-only"}, {"explain", "SQ03"}, {"explain", "5.7.606"}, {"explain", "TSS04"},
        {"explain", "554 5.0.0 host mx.example.com said: 550 5.1.1 user unknown"}, {"explain", "words", "of", "nobody"},
        {"codes"}, {"codes", "lint"}, {"codes", "reasons"}, {"codes", "--search", "greylist"}}));
    CAPTURE(arguments);
    auto all = arguments;
    all.insert(all.end(), {"--format", "json"});
    auto const json = parsed(page(all));
    rapidjson::SchemaValidator validator(schema);
    bool const fits = json.Accept(validator);
    rapidjson::StringBuffer place;
    validator.GetInvalidDocumentPointer().StringifyUriFragment(place);
    INFO(place.GetString());
    CHECK(fits);
}

TEST_CASE("The schema of pages repeats definitions of the schema of records", "[cli][page]") {
    auto const pages = schema_named("whybounce-page-1.json"), records = schema_named("whybounce-1.json");
    auto const name = GENERATE("step", "ground", "labels", "diagnosis");
    CAPTURE(name);
    CHECK(pages["definitions"][name] == records["definitions"][name]);
}

TEST_CASE("Machine formats do not change with the language", "[cli][page]") {
    using Arguments = std::vector<std::string>;
    auto const arguments = GENERATE(
        values<Arguments>({{"explain", "550", "--format", "json"}, {"compare", "450", "550", "--format", "json"},
            {"codes", "5.7", "--format", "json"}, {"--format", "ndjson", sample_path("telnet/rcpt-554-relay.txt")},
            {"--format", "json", sample_path("telnet/rcpt-554-relay.txt")},
            {"--format", "junit", sample_path("telnet/rcpt-554-relay.txt")}}));
    CAPTURE(arguments);
    std::string const english = page(arguments);
    for (auto const id : whybounce::language::language_ids()) {
        auto translated = arguments;
        translated.insert(translated.end(), {"--lang", std::string(id)});
        CAPTURE(id);
        CHECK(page(translated) == english);
    }
}

TEST_CASE("The language is asked for, or that of the environment", "[cli][page]") {
    using Environment = std::vector<std::pair<std::string, std::string>>;
    struct Case {
        std::string_view name;
        std::vector<std::string> options;
        Environment environment;
        std::string_view tag;
    };
    auto const c = GENERATE(values<Case>({
        {"nothing is set", {}, {}, "en"},
        {"option", {"--lang", "de"}, {}, "de"},
        {"option with a region", {"--lang", "de-AT"}, {}, "de"},
        {"option as a locale", {"--lang", "de_DE.UTF-8"}, {}, "de"},
        {"option beats the environment", {"--lang", "en"}, {{"LC_ALL", "de_DE.UTF-8"}}, "en"},
        {"LC_ALL beats LC_MESSAGES", {}, {{"LC_ALL", "C"}, {"LC_MESSAGES", "de_DE.UTF-8"}}, "en"},
        {"LC_MESSAGES beats LANG", {}, {{"LC_MESSAGES", "de_DE.UTF-8"}, {"LANG", "en_US.UTF-8"}}, "de"},
        {"LANG", {}, {{"LANG", "de_CH.utf8"}}, "de"},
        {"empty is not set", {}, {{"LC_ALL", ""}, {"LANG", "de_DE"}}, "de"},
        {"a language that we do not have", {}, {{"LANG", "tlh_AA.UTF-8"}}, "en"},
        {"an encoding that we do not write", {}, {{"LANG", "de_DE.ISO-8859-1"}}, "en"},
    }));
    CAPTURE(c.name);
    Call call{.arguments = {"explain", "550", "--format", "html"}, .environment = c.environment};
    call.arguments.insert(call.arguments.end(), c.options.begin(), c.options.end());
    auto const outcome = run(call);
    REQUIRE(outcome.status == 0);
    CHECK(contains(outcome.out, "<html lang=\"" + std::string(c.tag) + "\">"));
}

TEST_CASE("A language that is not there is a wrong command line", "[cli][page]") {
    auto const wanted = GENERATE(as<std::string>{}, "tlh", "zh-TW", "zh-Hant", "", "e");
    CAPTURE(wanted);
    auto const outcome = run({"explain", "550", "--lang", wanted});
    CHECK(outcome.status == 2);
    CHECK(contains(outcome.err, "there is no language `" + wanted + "`"));
    CHECK(contains(outcome.err, "known: "));
}

TEST_CASE("A format that pages do not have is a wrong command line", "[cli][page]") {
    auto const outcome = run({"explain", "550", "--format", "junit"});
    CHECK(outcome.status == 2);
    CHECK(contains(outcome.err, "there is no format `junit` for pages"));
}

TEST_CASE("What is pasted is read as what it is", "[cli][page]") {
    struct Case {
        std::string_view name, text, reason;
        std::uint64_t failures;
    };
    auto const c = GENERATE(values<Case>({
        {"a reply", "550 5.1.1 User unknown", "recipient.unknown", 0},
        {"a reply of several lines", "550-5.1.1 User\n550 5.1.1 unknown\n", "recipient.unknown", 0},
        {"words alone", "User unknown in virtual mailbox table", "recipient.unknown", 0},
        {"a line of a log",
            "Nov 22 05:49:50 mx postfix/smtp[12]: 4jXJ7L3fPBzGw: to=<a@example.org>, "
            "relay=mx.example.org[192.0.2.1]:25, "
            "delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User "
            "unknown (in reply to RCPT TO command))",
            "recipient.unknown", 1},
        {"a session",
            "S: 220 mx ESMTP\nC: EHLO a.example\nS: 250 mx\nC: MAIL FROM:<a@example.org>\nS: 250 ok\n"
            "C: RCPT TO:<b@example.net>\nS: 550 5.1.1 User unknown\n",
            "recipient.unknown", 1},
    }));
    CAPTURE(c.name);
    auto const outcome = run(Call{.arguments = {"explain", "--format", "json"}, .input = std::string(c.text)});
    REQUIRE(outcome.status == 0);
    auto const json = parsed(outcome.out);
    CHECK(text_at(json["pasted"]["diagnosis"], "reason") == c.reason);
    CHECK(json["pasted"]["failures"].GetUint64() == c.failures);
}

TEST_CASE("Rival readings name other reasons, and why they lost", "[cli][page]") {
    struct Case {
        std::string_view name, reply, winner;
        std::vector<std::string_view> rivals;
    };
    auto const c = GENERATE(values<Case>({
        {"words against status", "550 5.1.1 mailbox over quota", "recipient.mailbox-full", {"recipient.unknown"}},
        {"they agree", "550 5.1.1 User unknown", "recipient.unknown", {}},
    }));
    CAPTURE(c.name);
    auto const json = parsed(page({"explain", std::string(c.reply), "--format", "json"}));
    CHECK(text_at(json["pasted"]["diagnosis"], "reason") == c.winner);
    std::vector<std::string_view> reasons;
    for (auto const& rival : json["rivals"].GetArray()) reasons.push_back(text_at(rival["diagnosis"], "reason"));
    CHECK(reasons == c.rivals);
    CHECK(
        contains(page({"explain", std::string(c.reply)}), "The reading above was taken because") == !c.rivals.empty());
}

TEST_CASE("Codes are found by the words of the reader's language too", "[cli][page]") {
    CHECK(contains(page({"codes", "--search", "GREYLIST"}), "rate.greylisted"));
    CHECK(contains(page({"codes", "--search", "greylist", "--lang", "de"}), "rate.greylisted"));
}

TEST_CASE("The program's own sentences about an input are known to the languages", "[cli][page]") {
    std::string const session =
        "S: 220 mx.example.net ESMTP\nC: EHLO a.example\nS: 250 mx.example.net\nC: QUIT\nS: 221 Bye\n";
    std::string wide = "\xff\xfe", bare = session, long_line = session;
    for (char const c : session) wide.append({c, '\0'});
    std::ranges::replace(bare, '\n', '\r');
    long_line += "C: NOOP " + std::string(1U << 21U, 'x') + "\n";
    struct Case {
        std::string_view id;
        std::string input;
    };
    std::vector<Case> const cases{{"IN-UTF16", wide}, {"IN-BARE-CR", bare},
        {"IN-NUL", session + std::string("S: 2\0", 5) + "20 go\n"}, {"IN-LONG-LINE", long_line}, {"IN-EMPTY", ""},
        {"IN-NOT-RECOGNISED", "nothing of the kind\n"}};
    for (Case const& c : cases) {
        CAPTURE(c.id);
        auto const outcome = run(Call{.arguments = {"--lang", "de", "-"}, .input = c.input});
        CAPTURE(outcome.out);
        CHECK(contains(outcome.out, c.id));
        std::size_t const told = outcome.out.find(c.id); // findings of the linter beside it are written in English
        CHECK_FALSE(contains(outcome.out.substr(std::min(told, outcome.out.size()), 60), "auf Englisch"));
    }
}

TEST_CASE("A status of any class is called neither temporary nor permanent", "[cli][page]") {
    auto const any = run({"explain", "X.7.26"}).out;
    CHECK_THAT(any, Catch::Contains("temporary (4.x.x) or permanent failure (5.x.x)"));
    CHECK_THAT(
        run({"explain", "5.7.26"}).out, Catch::Contains("permanent failure (5.x.x)") && !Catch::Contains("4.x.x"));
    CHECK_THAT(run({"explain", "--format", "json", "X.7.26"}).out, Catch::Contains("\"class\":null"));
    CHECK_THAT(run({"explain", "5.4.1"}).out, !Catch::Contains("time heals"));
    CHECK_THAT(run({"explain", "4.4.1"}).out, Catch::Contains("time heals"));
}

TEST_CASE("A list that is too wide for the terminal is broken into lines, not cut", "[cli][page]") {
    auto const lint_at = [](unsigned short columns) {
        return run(Call{.arguments = {"codes", "lint"}, .out = Call::End::terminal, .columns = columns}).out;
    };
    CHECK_THAT(lint_at(200), !Catch::Contains("…"));
    CHECK_THAT(lint_at(80), !Catch::Contains("…"));
    CHECK(lines_of(lint_at(80)).size() > lines_of(lint_at(200)).size());
}

TEST_CASE("A match over several lines is shown in one", "[cli][page]") {
    std::string const reply = "550-5.7.1 Service unavailable; Client host [192.0.2.9]\n"
                              "550 5.7.1 blocked using bl.example.org\n";
    auto const page = run(Call{.arguments = {"explain"}, .input = reply}).out;
    CHECK_THAT(page, Catch::Contains("[192.0.2.9] blocked using") && !Catch::Contains("x0a"));
}
