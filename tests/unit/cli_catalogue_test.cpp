#include "input_support.hpp"
#include "program.hpp"

using namespace whybounce::test;
using whybounce::input::test::Folder;

namespace {

constexpr auto entry =
    "id: mine\nname: Our gateway is closed on Sundays\ntext: closed on sundays\nreason: policy.local\n"
    "means: The gateway of our partner takes no mail on Sundays.\ndo: Send it on Monday.\n"
    "source: a letter of 2026\nchecked: 2026-11\nexample: 550 5.7.1 closed on Sundays\n"
    "near-miss: 550 5.7.1 closed\n";

Outcome check_file(std::string const& text) {
    Folder const folder;
    return run(Call{.arguments = {"catalogue", "check", folder.write("mine.cat", text)}});
}

} // namespace

TEST_CASE("catalogue check tells whether a file with entries is in order", "[cli][catalogue]") {
    struct Case {
        std::string name, text;
        int status;
        std::string says;
    };
    auto const c = GENERATE(values<Case>({
        {"in order", entry, 0, "1 entry, 2 examples and near-misses, every one holds"},
        {"in order, with a byte order mark", std::string("\xEF\xBB\xBF") + entry, 0,
            "1 entry, 2 examples and near-misses, every one holds"},
        {"without examples", "id: mine\ntext: closed on sundays\nreason: policy.local\n", 0,
            "1 entry, no example: nothing could be tried"},
        {"nothing in it", "", 2, "holds no entry"},
        {"comments only", "# nothing yet\n", 2, "holds no entry"},
        {"no pair", "nonsense\n", 2, "mine.cat:1:1"},
    }));
    CAPTURE(c.name);
    auto const outcome = check_file(c.text);
    CHECK(outcome.status == c.status);
    CHECK_THAT(outcome.out + outcome.err, Catch::Contains(c.says));
}

namespace {

/// The entry with one of its words replaced.
std::string changed(std::string_view from, std::string_view to) {
    std::string text = entry;
    std::size_t const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string as_utf16(std::string_view text) {
    std::string wide = "\xFF\xFE";
    for (char const c : text) wide.append({c, '\0'});
    return wide;
}

struct Fault {
    std::string name, from, to;
    int status;
    std::string place, says;
};

void check_fault(Fault const& c) {
    CAPTURE(c.name);
    auto const outcome = check_file(changed(c.from, c.to));
    CHECK(outcome.status == c.status);
    CHECK_THAT(outcome.out + outcome.err, Catch::Contains("mine.cat:" + c.place + ": ") && Catch::Contains(c.says));
}

} // namespace

TEST_CASE("A value that is not written as it must be is told with its place and what is meant", "[cli][catalogue]") {
    check_fault(GENERATE(values<Fault>({
        {"a month in words", "2026-11", "Nov 2026", 2, "8:10", "write year and month: 2026-11"},
        {"a thirteenth month", "2026-11", "2026-13", 2, "8:10", "`2026-13` is no month"},
        {"an id in capitals", "id: mine", "id: Mine Not", 2, "1:5", "write `mine-not`"},
        {"a place misspelt", "it on", "{adress|it} on", 2, "6:10", "did you mean `{address|`?"},
        {"a place that is not closed", "it on", "{address it on", 2, "6:10", "write `{address|words}`"},
        {"a place without words", "it on", "{ip} on", 2, "6:10", "write `{ip|words}`"},
        {"a place in a continuation", "it on", "it\n  {ipp|here} on", 2, "7:3", "did you mean `{ip|`?"},
        {"a place in means", "of our", "{waitt|of} our", 2, "5:20", "did you mean `{wait|`?"},
        {"a place behind an umlaut", "Send it on", "Öffne {adress|it} on", 2, "6:12",
            "  do: Öffne {adress|it} on Monday.\n            ^\n"},
        {"a key in capitals", "reason:", "Reason:", 2, "4:1", "did you mean `reason`?"},
        {"a key misspelt", "reason:", "raeson:", 2, "4:1", "did you mean `reason`?"},
        {"a key far from all", "reason:", "whatever-it-is:", 2, "4:1", "docs/catalogue.md lists the keys"},
        {"a reason misspelt", "policy.local", "policy.locl", 2, "4:9", "did you mean `policy.local`?"},
        {"an actor", "source:", "who: postmaster\nsource:", 2, "7:6", "write one of list-owner sending-admin"},
        {"a retry", "source:", "retry: never\nsource:", 2, "7:8", "write one of no later after-fix by-code"},
        {"a built-in id", "id: mine", "id: gmail-no-such-user", 2, "1:5", "such as `mine-gmail-no-such-user`"},
        {"an own id twice", "near-miss:", "near-miss: 550 x\n\nid: mine\ntext: zwxq\nreason: policy.local\nname:", 2,
            "12:5", "mine.cat:1"},
        {"a name twice", "means:", "name: Again\nmeans:", 2, "5:1", "an empty line ends an entry"},
        {"a reason twice", "means:", "reason: other.code-only\nmeans:", 2, "5:1", "`reason` stands in line 4"},
        {"who twice", "source:", "who: nobody\nwho: author\nsource:", 2, "8:1", "`who` stands twice"},
        {"no empty line before the next", "near-miss: 550 5.7.1 closed", "id: next\nreason: policy.local\ntext: closed",
            2, "10:1", "`id` stands twice in one entry"},
        {"alternatives on two lines", "text:", "reply: 550\nreply: 554\ntext:", 0, "1", "note: the source"},
        {"no condition", "text: closed on sundays\n", "", 2, "1:1", "it would take every reply"},
        {"nothing but an exception", "text: closed on sundays", "unless: closed", 2, "1:1",
            "it would take every reply"},
        {"no value", "text: closed on sundays", "reply:", 2, "3:7", "`reply` has no value"},
        {"a source that nobody can look up", "a letter of 2026", "our wiki", 0, "1", "note: the source `our wiki`"},
    })));
}

TEST_CASE("catalogue check shows all faults, in the order of lines", "[cli][catalogue]") {
    auto const outcome =
        check_file("id: one\nreason: policy.local\ntext: abc\nid: two\nreason: policy.locl\nwho: me\n\n"
                   "nonsense\n more of it\nid: three\n\nid: four\nreason: content.spam\n\n"
                   "id: one\nreason: policy.local\ntext: def\n");
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    std::string places;
    for (std::string const& line : lines_of(outcome.err))
        if (std::size_t const at = line.find("mine.cat:"); line.starts_with("whybounce: "))
            places += line.substr(at + 9, line.find(": ", at) - at - 9) + ' ';
    CHECK(places == "4:1 5:9 6:6 8:1 12:1 15:5 ");
}

TEST_CASE("A faulty file of --catalogue is told with its first fault and the way to the others", "[cli][catalogue]") {
    Folder const folder;
    std::string const file = folder.write("mine.cat", "nonsense\n\nid: x\nreason: content.spam\n");
    auto const outcome = run({"explain", "--catalogue", file, "550"});
    CHECK(outcome.status == 2);
    CHECK_THAT(outcome.err,
        Catch::Contains("mine.cat:1:1") && !Catch::Contains("mine.cat:3:1") &&
            Catch::Contains("mine.cat` shows 1 more"));
}

TEST_CASE("catalogue test takes ids and files, and rules of one's own", "[cli][catalogue]") {
    static Folder const folder; // the cases name it
    std::string const mine = folder.write("mine.cat", entry);
    struct Case {
        std::string name;
        std::vector<std::string> words;
        int status;
        std::string says;
    };
    auto const c = GENERATE_REF(values<Case>({
        {"one of the built-in ones", {"gmail-no-such-user"}, 0, "1 entry, 2 examples"},
        {"two", {"gmail-no-such-user", "status-x.1.1"}, 0, "2 entries, 4 examples"},
        {"one's own of a file", {"mine", mine}, 0, "1 entry, 2 examples"},
        {"one's own by the option", {"--catalogue", mine, "mine"}, 0, "1 entry, 2 examples"},
        {"no such entry", {"gmail-nosuch"}, 2, "did you mean `gmail-no-such-user`?"},
        {"no such file", {"none.cat"}, 3, "none.cat"},
    }));
    CAPTURE(c.name);
    std::vector<std::string> arguments{"catalogue", "test"};
    arguments.insert(arguments.end(), c.words.begin(), c.words.end());
    auto const outcome = run(arguments);
    CHECK(outcome.status == c.status);
    CHECK_THAT(outcome.out + outcome.err, Catch::Contains(c.says));
}

TEST_CASE("catalogue test without ids tries the rules of --catalogue with all others", "[cli][catalogue]") {
    Folder const folder;
    std::string const file = folder.write("all.cat", "id: mine\nreason: policy.local\nreply: 5yz\n");
    auto const outcome = run({"catalogue", "test", "--catalogue", file});
    CHECK(outcome.status == 1);
    CHECK_THAT(outcome.out, Catch::Contains("is decided by `mine`"));
}

TEST_CASE("catalogue list and show tell what is near to a name that is unknown", "[cli][catalogue]") {
    struct Case {
        std::vector<std::string> words;
        std::string says;
    };
    auto const c = GENERATE(values<Case>({
        {{"list", "--tier", "X"}, "write speaker, provider, mta"},
        {{"list", "--tier", "providr"}, "did you mean `provider`?"},
        {{"list", "--reason", "recipient.unkown"}, "did you mean `recipient.unknown`?"},
        {{"list", "--provider", "gmial"}, "did you mean `gmail`?"},
        {{"list", "--provider", "gmail", "--tier", "words"}, "no entry fits"},
        {{"show", "gmail-nosuch"}, "did you mean `gmail-no-such-user`?"},
        {{"show", "postgrey-greylistd"}, "did you mean `postgrey-greylisted`?"},
    }));
    CAPTURE(c.words);
    std::vector<std::string> arguments{"catalogue"};
    arguments.insert(arguments.end(), c.words.begin(), c.words.end());
    auto const outcome = run(arguments);
    CHECK(outcome.status == 2);
    CHECK_THAT(outcome.err, Catch::Contains(c.says));
}

TEST_CASE("An example that another entry decides is told with what to change", "[cli][catalogue]") {
    check_fault(GENERATE(values<Fault>({
        {"codes in the words", "text: closed", "text: 550 5.7.1 closed", 1, "3:7",
            "write `reply: 550`, `status: 5.7.1` and `text: closed on sundays`"},
        {"a status in the words", "text: closed", "text: 5.7.1 closed", 1, "3:7",
            "write `status: 5.7.1` and `text: closed on sundays`"},
        {"a star at a word", "text: closed", "text: clos*", 1, "3:11", "write `clos%` to let the word go on"},
        {"a regular expression", "text: closed on", "text: .*", 1, "3:8", "` * ` between blanks"},
        {"quotation marks", "text: closed on sundays", "text: \"closed on sundays\"", 1, "3:7",
            "without quotation marks"},
        {"a host", "text: closed", "text: mx.example.com closed", 1, "3:7", "`token: mx.example.com`"},
        {"an address", "text: closed", "text: <a@example.com> closed", 1, "3:8", "`token: @example.com`"},
        {"an IP", "text: closed", "text: 192.0.2.1 closed", 1, "3:7", "is an IP: words are not looked for in it"},
        {"a URL", "text: closed", "text: https://example.com/x closed", 1, "3:7", "is a URL"},
        {"a word that goes on", "on sundays", "on sun", 1, "3:17", "write `sun%`"},
        {"a word that goes on before others", "closed on sundays", "close on sundays", 1, "3:7",
            "write `close%`, and ` * ` before what follows"},
        {"a word that is missing", "on sundays", "all sundays", 1, "3:14", "`all` does not follow there"},
        {"words in another order", "text: closed on sundays", "text: sundays * closed", 1, "3:17", "order counts"},
        {"another code", "text:", "reply: 4yz\ntext:", 1, "3:8", "the example has 550"},
        {"another status", "text:", "status: 5.7.2\ntext:", 1, "3:9", "the example has 5.7.1"},
        {"no such mark", "text: closed on sundays", "token: [AB12]", 1, "3:8", "the example has no such mark"},
        {"an exception", "text:", "unless: on\ntext:", 1, "3:9", "these words stand in the example"},
        {"the near-miss", "550 5.7.1 closed\n", "550 5.7.1 closed on Sundays\n", 1, "10:12", "narrow the rule"},
        {"an entry before it", "id: mine\n",
            "id: first\nname: First\ntext: on sundays\nreason: policy.local\n\nid: mine\n", 1, "14:10",
            "`first` stands before it"},
    })));
}

TEST_CASE("catalogue check reads UTF-16", "[cli][catalogue]") {
    auto const outcome = check_file(as_utf16(entry));
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::Contains("1 entry, 2 examples and near-misses, every one holds"));
}

TEST_CASE("A file with entries, or a reply, that cannot be read whole is no bug of ours", "[cli][catalogue]") {
    struct Case {
        std::string name;
        Call call;
        std::string says;
    };
    static Folder const folder; // the cases name it
    std::string const endless(17 * 1024 * 1024, '\0');
    auto const c = GENERATE_REF(values<Case>({
        {"a directory", {.arguments = {"catalogue", "check", folder.path("")}}, "is a directory"},
        {"a directory with rules", {.arguments = {"explain", "--catalogue", folder.path(""), "550"}}, "is a directory"},
        {"nothing", {.arguments = {"catalogue", "check", folder.path("none.cat")}}, "No such file"},
        {"too long", {.arguments = {"catalogue", "check", "-"}, .input = endless}, "more than 16 MiB"},
        {"a long reply", {.arguments = {"explain", "-"}, .input = endless}, "`whybounce report -` reads logs"},
    }));
    CAPTURE(c.name);
    auto const outcome = run(c.call);
    CHECK(outcome.status == 3);
    CHECK_THAT(outcome.err, Catch::Contains(c.says));
}

TEST_CASE("catalogue check reads standard input", "[cli][catalogue]") {
    auto const outcome = run(Call{.arguments = {"catalogue", "check", "-"}, .input = entry});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::Contains("1 entry, 2 examples and near-misses, every one holds"));
    auto const faulty = run(Call{.arguments = {"catalogue", "check", "-"}, .input = "nonsense\n"});
    CHECK(faulty.status == 2);
    CHECK_THAT(faulty.err, Catch::Contains("-:1:1") && Catch::Contains("nonsense"));
}
