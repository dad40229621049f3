#include "cli/exit_status.hpp"
#include "input_support.hpp"
#include "program.hpp"

using namespace whybounce;
using namespace whybounce::test;
using cli::ExitStatus;
using input::test::Folder;

namespace {

using Arguments = std::vector<std::string>;

constexpr std::string_view prose = "It was a dark and stormy night;\nthe rain fell in torrents.\n";

/// One of everything, for arguments that begin with "@": "@prose.txt" is below the folder, "#telnet/clean.txt" a
/// sample.
struct World {
    World() {
        folder.write("prose.txt", prose);
        folder.write("prose/chapter-1.txt", prose);
        folder.write("prose/chapter-2.txt", prose);
        folder.write("mixed/README", prose);
        folder.write("mixed/session.txt", file_text(sample_path("swaks/clean.txt")));
        folder.write("empty.txt", "");
        folder.write("blank.txt", "\n\n \n");
        folder.write("noise.bin", std::string("\x01\x02\xfe\x80\x00\x7f\x03\x04\x05", 9) + std::string(900, '\x02'));
        std::filesystem::create_directories(folder.path("hollow/inner"));
        std::string const packed = input::test::gzipped(file_text(sample_path("postfix/mail.log")));
        folder.write("damaged.gz", packed.substr(0, packed.size() * 6 / 10));
        folder.write("no-archive.gz", packed.substr(0, 12));
    }

    Arguments real(Arguments arguments) const {
        for (std::string& argument : arguments) {
            if (argument.starts_with('@'))
                argument = folder.path(argument.substr(1));
            else if (argument.starts_with('#'))
                argument = sample_path(argument.substr(1));
        }
        return arguments;
    }

    Folder folder;
};

struct Case {
    std::string_view name;
    Arguments arguments;
    int status;
};

} // namespace

TEST_CASE("The worse of two exit statuses goes by the documented order", "[cli][exit]") {
    using enum ExitStatus;
    ExitStatus const order[] = {usage, bug, unreadable, unrecognised, failures, fine};
    for (std::size_t i = 0; i < std::size(order); ++i)
        for (std::size_t j = i; j < std::size(order); ++j) {
            CHECK(worse(order[i], order[j]) == order[i]);
            CHECK(worse(order[j], order[i]) == order[i]);
        }
}

TEST_CASE("report and check end with the status of what they found", "[cli][exit]") {
    World const world;
    auto const c = GENERATE(values<Case>({
        {"0 nothing failed", {"check", "#telnet/clean-multiline-banner.txt"}, 0},
        {"0 nothing failed, any", {"check", "--fail-on", "any", "#swaks/clean.txt"}, 0},
        {"0 temporary only", {"check", "#telnet/mail-451-verify.txt"}, 0},
        {"0 threshold never", {"check", "--fail-on", "never", "#telnet/rcpt-550-unknown.txt"}, 0},
        {"0 another reason", {"check", "--fail-on", "recipient.mailbox-full", "#telnet/rcpt-550-unknown.txt"}, 0},
        {"0 another group", {"check", "--fail-on", "rate", "#telnet/rcpt-550-unknown.txt"}, 0},
        {"0 narrowed to what is fine", {"check", "--domain", "fine.example", "#postfix/mail.log"}, 0},
        {"0 prose in a folder beside a session", {"check", "@mixed"}, 0},
        {"0 prose in a folder, named with a slash", {"check", "@mixed/"}, 0},
        {"1 permanent by default", {"check", "#telnet/rcpt-550-unknown.txt"}, 1},
        {"1 permanent by name", {"check", "--fail-on", "permanent", "#telnet/rcpt-550-unknown.txt"}, 1},
        {"1 option as one word", {"check", "--fail-on=permanent", "#telnet/rcpt-550-unknown.txt"}, 1},
        {"1 option behind the file", {"check", "#telnet/mail-451-verify.txt", "--fail-on", "any"}, 1},
        {"1 any", {"check", "--fail-on", "any", "#telnet/mail-451-verify.txt"}, 1},
        {"1 reason", {"check", "--fail-on", "recipient.unknown", "#postfix/mail.log"}, 1},
        {"1 group", {"check", "--fail-on", "recipient", "#postfix/mail.log"}, 1},
        {"1 in the last of three",
            {"check", "#swaks/clean.txt", "#telnet/clean-multiline-banner.txt", "#telnet/rcpt-550-unknown.txt"}, 1},
        {"3 missing", {"@no-such-file"}, 3},
        {"3 missing, check", {"check", "@no-such-file"}, 3},
        {"3 the empty name", {""}, 3},
        {"3 a file taken for a folder", {"@prose.txt/mail.log"}, 3},
        {"3 a device", {"/dev/zero"}, 3},
        {"3 damaged archive, failures in it", {"check", "@damaged.gz"}, 3},
        {"3 damaged archive, nothing in it", {"@no-archive.gz"}, 3},
        {"3 standard input twice", {"-", "-"}, 3},
        {"5 prose", {"@prose.txt"}, 5},
        {"5 prose, check", {"check", "@prose.txt"}, 5},
        {"5 prose, threshold never", {"check", "--fail-on", "never", "@prose.txt"}, 5},
        {"5 folder of prose", {"check", "@prose"}, 5},
        {"5 folder without files", {"check", "@hollow"}, 5},
        {"5 empty", {"check", "@empty.txt"}, 5},
        {"5 blank lines", {"check", "@blank.txt"}, 5},
        {"5 binary", {"check", "@noise.bin"}, 5},
        {"5 the program itself", {"check", WHYBOUNCE_PROGRAM}, 5},
        {"5 a log by force that is none", {"check", "--dialect", "postfix", "@prose.txt"}, 5},
        {"5 a session by force that is none", {"check", "--dialect", "swaks", "@prose.txt"}, 5},
        {"5 several, none of use", {"check", "@prose.txt", "@empty.txt", "@noise.bin"}, 5},
        {"5 prose beside a session", {"check", "@prose.txt", "#swaks/clean.txt"}, 5},
        {"5 empty beside a session", {"check", "#swaks/clean.txt", "@empty.txt"}, 5},
        {"5 folder of prose beside a session", {"check", "#swaks/clean.txt", "@prose"}, 5},
        {"5 before 1", {"check", "@prose.txt", "#telnet/rcpt-550-unknown.txt"}, 5},
        {"2 before 3", {"check", "--no-such-option", "@no-such-file"}, 2},
        {"2 before 3, a bad value", {"check", "--since", "yesterday", "@no-such-file"}, 2},
        {"3 before 5", {"check", "@empty.txt", "@no-such-file", "@prose.txt"}, 3},
        {"3 before 1", {"check", "#telnet/rcpt-550-unknown.txt", "@no-such-file"}, 3},
        {"3 before 0", {"check", "@no-such-file", "#swaks/clean.txt"}, 3},
    }));
    auto const format = GENERATE(as<std::string>(), "text", "ndjson");
    CAPTURE(c.name, format);
    Arguments arguments = world.real(c.arguments);
    arguments.insert(arguments.begin() + (c.arguments.front() == "check" ? 1 : 0), {"--format", format});
    auto const outcome = run(arguments);
    CAPTURE(outcome.out, outcome.err);
    CHECK(outcome.signal == 0);
    CHECK(outcome.status == c.status);
    CHECK(outcome.out.empty() == (c.status == 2));
    if (format == "ndjson" && c.status != 2) {
        auto const records = records_of(outcome.out);
        REQUIRE_FALSE(records.empty());
        CHECK(records.back()["exit_status"].GetInt() == c.status);
    }
}

TEST_CASE("report never ends with 1", "[cli][exit]") {
    auto const command = GENERATE(values<Arguments>({{"report"}, {}}));
    auto const name = GENERATE(as<std::string>(), "telnet/rcpt-550-unknown.txt", "postfix/mail.log", "reply/rcpt.txt",
        "swaks/dot-550-spam.txt");
    CAPTURE(name);
    Arguments arguments = command;
    arguments.push_back(sample_path(name));
    CHECK(run(arguments).status == 0);
    arguments.insert(arguments.begin() + static_cast<std::ptrdiff_t>(command.size()), {"--fail-on", "any"});
    CHECK(run(arguments).status == 2);
}

TEST_CASE("A folder that may not be listed ends with 3, and the others are read", "[cli][exit]") {
    if (::geteuid() == 0) {
        WARN("skipped: root may read everything");
        return;
    }
    Folder const folder;
    folder.write("all/closed/mail.log", "x\n");
    folder.write("all/session.txt", file_text(sample_path("telnet/rcpt-550-unknown.txt")));
    std::filesystem::permissions(folder.path("all/closed"), std::filesystem::perms::none);
    auto const outcome = run({"check", folder.path("all")});
    std::filesystem::permissions(folder.path("all/closed"), std::filesystem::perms::owner_all);
    CHECK(outcome.status == 3);
    CHECK_THAT(outcome.out, Catch::Contains("Permission denied") && Catch::Contains("550 5.1.1"));
}

TEST_CASE("Wrong command lines end with 2, say what is wrong and what to write", "[cli][exit][usage]") {
    struct Wrong {
        std::string_view name;
        Arguments arguments;
        std::string_view says, proposes;
    };
    auto const c = GENERATE(values<Wrong>({
        {"unknown option", {"--fromat", "json", "x"}, "--fromat", "`--format`"},
        {"unknown option of check", {"check", "--failon", "any", "x"}, "--failon", "`--fail-on`"},
        {"unknown option of explain", {"explain", "--colour", "never", "550"}, "--colour", "`--color`"},
        {"unknown option, nothing near", {"--zzzzzzzz", "x"}, "--zzzzzzzz", "--help"},
        {"unknown short option", {"-z", "x"}, "-z", "--help"},
        {"option of check given to report", {"--fail-on", "any", "x"}, "--fail-on", "check"},
        {"abbreviated", {"--form", "json", "x"}, "--form", "`--format`"},
        {"abbreviated to one letter", {"--a", "x"}, "--a", ""},
        {"value missing", {"--format"}, "--format", ""},
        {"value too many", {"--all=1", "x"}, "--all", ""},
        {"option twice", {"--format", "json", "--format", "text", "x"}, "--format", ""},
        {"format", {"--format", "jsn", "x"}, "jsn", "`json`"},
        {"format, nothing near", {"--format", "yaml!!!", "x"}, "yaml!!!", "text, json, ndjson, junit"},
        {"format in capitals", {"--format", "JSON", "x"}, "JSON", "json"},
        {"dialect", {"--dialect", "swack", "x"}, "swack", "`swaks`"},
        {"dialect, nothing near", {"--dialect", "brainfog9000", "x"}, "brainfog9000", "codes dialects"},
        {"colour", {"--color", "sometimes", "x"}, "sometimes", "always"},
        {"colour of explain", {"explain", "--color", "red", "550"}, "red", "always"},
        {"top, no number", {"--top", "many", "x"}, "many", ""},
        {"top, below nothing", {"--top", "-1", "x"}, "-1", ""},
        {"top, a fraction", {"--top", "1.5", "x"}, "1.5", ""},
        {"top, too large for anything", {"--top", "99999999999999999999999", "x"}, "9999", ""},
        {"year, no number", {"--year", "now", "x"}, "now", ""},
        {"year, of two digits", {"--year", "26", "x"}, "26", "2026"},
        {"year, below nothing", {"--year", "-2026", "x"}, "-2026", "2026"},
        {"since, a word", {"--since", "yesterday", "x"}, "yesterday", "2026-11-22"},
        {"since, no such month", {"--since", "2026-13-01", "x"}, "2026-13-01", "2026-11-22"},
        {"since, no such day", {"--since", "2026-02-30", "x"}, "2026-02-30", "2026-11-22"},
        {"since, no such hour", {"--since", "2026-11-22T25:00", "x"}, "25:00", "2026-11-22"},
        {"until, half a day", {"--until", "2026-11-2", "x"}, "2026-11-2", "2026-11-22"},
        {"until, the other order", {"--until", "22.11.2026", "x"}, "22.11.2026", "2026-11-22"},
        {"until, more behind it", {"--until", "2026-11-22T10:30:00+01:00", "x"}, "+01:00", "2026-11-22"},
        {"reason", {"--reason", "recipient.unknwon", "x"}, "recipient.unknwon", "`recipient.unknown`"},
        {"reason, nothing near", {"--reason", "gremlins", "x"}, "gremlins", "whybounce codes reasons"},
        {"fail-on", {"check", "--fail-on", "permanant", "x"}, "permanant", "`permanent`"},
        {"fail-on, empty", {"check", "--fail-on", "", "x"}, "", "permanent"},
        {"output without a file", {"--output", "json", "x"}, "json", "junit=report.xml"},
        {"output with an empty file", {"--output", "json=", "x"}, "json=", "junit=report.xml"},
        {"output with an unknown format", {"--output", "xml=a", "x"}, "xml", "text, json, ndjson, junit"},
        {"output that cannot be made", {"--output", "json=/no/such/folder/report.json", "x"},
            "/no/such/folder/report.json", "name a file"},
        {"a command mistyped", {"chekc", "/no/such/file.log"}, "chekc", "`check`"},
        {"a command mistyped, alone", {"explian", "550"}, "explian", "`explain`"},
        {"compare without codes", {"compare"}, "two", "whybounce compare 235 550"},
        {"compare with one", {"compare", "550"}, "two", "whybounce compare 235 550"},
        {"compare with three", {"compare", "550", "551", "552"}, "two", "whybounce compare 235 550"},
        {"compare with none known", {"compare", "550", "frogs"}, "frogs", "whybounce codes"},
        {"compare with no code", {"compare", "550", "999"}, "999", "whybounce codes"},
        {"explain a number", {"explain", "12"}, "12", "200"},
        {"explain a code that is none", {"explain", "999"}, "999", "200"},
        {"explain one word of nonsense", {"explain", "frogs"}, "", "550"},
        {"explain a status that is none", {"explain", "5.9.99"}, "5.9.99", "RFC 3463"},
        {"explain a provider", {"explain", "gmail"}, "gmail", "whybounce catalogue list --provider gmail"},
        {"explain the answer of a list", {"explain", "127.0.0.4"}, "127.0.0.4", "zen.spamhaus.org"},
        {"labels of nobody", {"explain", "--labels", "frogs", "550"}, "frogs", "sisimai"},
        {"explain a blank", {"explain", " "}, "", "550"},
        {"codes nothing begins with", {"codes", "9"}, "`9`", ""},
        {"codes nothing speaks of", {"codes", "--search", "gremlins"}, "gremlins", ""},
        {"codes with two prefixes", {"codes", "4", "5"}, "one", "whybounce codes 5.7"},
    }));
    CAPTURE(c.name);
    auto const outcome = run(c.arguments);
    CAPTURE(outcome.err);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err,
        Catch::StartsWith("whybounce: ") && Catch::Contains(std::string(c.says)) &&
            Catch::Contains(std::string(c.proposes)));
    auto const lines = lines_of(outcome.err);
    CHECK(lines.size() >= 2); // what, and what to do next
    CHECK(lines.size() <= 4);
    for (auto const& line : lines) CHECK(line.size() <= 160);
}

TEST_CASE("Nothing is waited for on a terminal", "[cli][exit][usage]") {
    struct Silent {
        std::string_view name;
        Arguments arguments;
        std::string_view says;
    };
    auto const c = GENERATE(values<Silent>({
        {"no argument: the short help", {}, "Usage: whybounce"},
        {"options only", {"--format", "json"}, "no file named"},
        {"report", {"report"}, "no file named"},
        {"check", {"check"}, "no file named"},
        {"explain", {"explain"}, "whybounce explain 550"},
        {"end of options only", {"--"}, "no file named"},
    }));
    CAPTURE(c.name);
    auto const outcome = run(Call{.arguments = c.arguments, .in = Call::End::terminal});
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Catch::Contains(std::string(c.says)));
}

TEST_CASE("A reader that goes away is no failure and no news", "[cli][exit][pipe]") {
    struct Cut {
        std::string_view name;
        Arguments arguments;
        int status;
    };
    auto const c = GENERATE(values<Cut>({
        {"report", {"#postfix/mail.log"}, 0},
        {"report, json", {"--format", "json", "#postfix/mail.log"}, 0},
        {"report, ndjson", {"--format", "ndjson", "--all", "--events", "#postfix/mail.log"}, 0},
        {"report, junit", {"--format", "junit", "#postfix/mail.log"}, 0},
        {"check still decides", {"check", "#postfix/mail.log"}, 1},
        {"explain", {"explain", "550"}, 0},
        {"compare", {"compare", "235", "550"}, 0},
        {"codes", {"codes"}, 0},
        {"help", {"--help"}, 0},
        {"help of a command", {"check", "--help"}, 0},
        {"version", {"--version"}, 0},
    }));
    CAPTURE(c.name);
    auto const outcome = run(Call{.arguments = World().real(c.arguments), .out = Call::End::gone});
    CHECK(outcome.signal == 0);
    CHECK(outcome.status == c.status);
    if (c.status == 0)
        CHECK(outcome.err.empty());
    else
        CHECK_THAT(outcome.err,
            Catch::Contains("reached --fail-on permanent") &&
                !Catch::Contains("write")); // the verdict, no word of the pipe
}

TEST_CASE("Output that cannot be written is told once and ends with 3", "[cli][exit][pipe]") {
    auto const c = GENERATE(values<Case>({
        {"report", {"#telnet/rcpt-550-unknown.txt"}, 3},
        {"report, much", {"--format", "ndjson", "--all", "--events", "#postfix/mail.log"}, 3},
        {"check", {"check", "#telnet/rcpt-550-unknown.txt"}, 3},
        {"explain", {"explain", "550"}, 3},
        {"compare", {"compare", "235", "550"}, 3},
        {"codes", {"codes"}, 3},
    }));
    CAPTURE(c.name);
    auto const outcome = run(Call{.arguments = World().real(c.arguments), .out = Call::End::full});
    CAPTURE(outcome.err);
    CHECK(outcome.status == c.status);
    std::string const message = "whybounce: cannot write standard output: No space left on device\n";
    auto const at = outcome.err.find(message);
    CHECK(at != std::string::npos);
    CHECK(outcome.err.find(message, at + 1) == std::string::npos);
}
