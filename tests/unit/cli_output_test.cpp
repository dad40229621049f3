#include "input_support.hpp"
#include "program.hpp"

using namespace whybounce::test;
using whybounce::input::test::Folder;

namespace {

std::string const refused = sample_path("telnet/rcpt-550-unknown.txt");

} // namespace

TEST_CASE("Each format has its own shape", "[cli][format]") {
    auto const text = run({"--format", "text", refused}).out;
    CHECK(text == run({refused}).out);
    CHECK_THAT(text, Catch::StartsWith(refused + "  telnet dialect, 1 session, 1 failure\n"));

    rapidjson::Document json;
    json.Parse(run({"--format", "json", refused}).out.c_str());
    REQUIRE_FALSE(json.HasParseError());
    CHECK(text_at(json, "schema") == "whybounce/1");

    auto const ndjson = run({"--format", "ndjson", refused}).out;
    auto const records = records_of(ndjson);
    REQUIRE(json["records"].Size() == records.size());
    for (rapidjson::SizeType i = 0; i < json["records"].Size(); ++i) CHECK(json["records"][i] == records[i]);

    auto const junit = run({"--format", "junit", refused}).out;
    CHECK_THAT(junit,
        Catch::StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"whybounce\" tests=\"1\" "
                          "failures=\"1\" errors=\"0\">"));
    for (auto const* out : {&text, &ndjson, &junit}) CHECK(out->ends_with('\n'));
}

TEST_CASE("Option --all and --events add records and take none away", "[cli][format]") {
    struct Case {
        std::string_view name;
        std::vector<std::string> options;
        bool deliveries, events;
    };
    auto const c = GENERATE(values<Case>({{"neither", {}, false, false}, {"all", {"--all"}, true, false},
        {"events", {"--events"}, false, true}, {"both", {"--all", "--events"}, true, true}}));
    CAPTURE(c.name);
    std::vector<std::string> arguments{"--format", "ndjson", sample_path("postfix/mail.log")};
    auto base = records_of(run(arguments).out);
    arguments.insert(arguments.end(), c.options.begin(), c.options.end());
    auto records = records_of(run(arguments).out);
    for (auto const* sum : {"by_anomaly", "by_severity"}) // of what clients do every day, see below
        for (Records* const report : {&base, &records}) report->back().RemoveMember(sum);
    CHECK(of_kind(records, "delivery").empty() != c.deliveries);
    CHECK(of_kind(records, "event").empty() != c.events);
    for (auto const* kind : {"header", "session", "message", "failure", "report", "anomaly", "summary"}) {
        CAPTURE(kind);
        auto const before = of_kind(base, kind);
        auto now = of_kind(records, kind);
        std::erase_if(now, [](auto const* one) { // what clients do every day is told with --all only
            auto const severity = one->FindMember("severity");
            return severity != one->MemberEnd() && severity->value == "info" &&
                std::string_view((*one)["id"].GetString()).starts_with("LG-");
        });
        CHECK(std::ranges::equal(before, now, [](auto const* a, auto const* b) { return *a == *b; }));
    }
}

TEST_CASE("Every delivery attempt of the log is a delivery record", "[cli][format]") {
    auto const log = file_text(sample_path("postfix/mail.log"));
    auto const lines = lines_of(log);
    auto const expected = std::ranges::count_if(lines, [](std::string const& line) {
        return line.find(" to=<") != std::string::npos && line.find(", relay=") != std::string::npos;
    });
    auto const records = records_of(run({"--format", "ndjson", "--all", sample_path("postfix/mail.log")}).out);
    CHECK(of_kind(records, "delivery").size() == static_cast<std::size_t>(expected));
}

TEST_CASE("Option --output may be repeated and writes what --format would print", "[cli][output]") {
    Folder const folder;
    auto const command = GENERATE(as<std::string>(), "report", "check");
    auto const outcome = run(Call{.arguments = {command, "--output", "junit=report.xml", "-o", "ndjson=report.ndjson",
                                      "--output=json=report.json", "-otext=report.txt", refused},
        .environment = {{"CLICOLOR_FORCE", "1"}},
        .folder = folder.path()});
    CHECK(outcome.status == (command == "check" ? 1 : 0));
    CHECK(outcome.out.find("\x1b[") != std::string::npos);
    struct Pair {
        std::string format, file;
    };
    for (auto const& [format, file] : {Pair{"junit", "report.xml"}, Pair{"ndjson", "report.ndjson"},
             Pair{"json", "report.json"}, Pair{"text", "report.txt"}}) {
        CAPTURE(format);
        CHECK(file_text(folder.path(file)) == run({command, "--format", format, refused}).out);
    }
}

TEST_CASE("Option --output replaces an older report", "[cli][output]") {
    Folder const folder;
    folder.write("report.xml", std::string(100'000, 'x'));
    CHECK(run({"--output", "junit=" + folder.path("report.xml"), refused}).status == 0);
    CHECK(file_text(folder.path("report.xml")) == run({"--format", "junit", refused}).out);
}

TEST_CASE("Option --output never writes over what is to be read, nor twice into one file", "[cli][output]") {
    Folder const folder;
    auto const session = file_text(refused);
    folder.write("session.txt", session);
    std::filesystem::create_symlink("session.txt", folder.path("link.txt"));
    auto const arguments = GENERATE(values<std::vector<std::string>>({
        {"--output", "json=session.txt", "session.txt"},
        {"--output", "json=./session.txt", "session.txt"},
        {"--output", "json=link.txt", "session.txt"},
        {"--output", "json=session.txt", "link.txt"},
        {"--output", "json=report", "--output", "junit=report", "session.txt"},
        {"--output", "json=report", "--output", "junit=./report", "session.txt"},
        {"--output", "json=-", "session.txt"},
    }));
    CAPTURE(arguments);
    auto const outcome = run(Call{.arguments = arguments, .folder = folder.path()});
    CAPTURE(outcome.err);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK(file_text(folder.path("session.txt")) == session);
    CHECK_THAT(outcome.err, Catch::StartsWith("whybounce: "));
}

TEST_CASE("A report inside the folder that is read is not read itself", "[cli][output]") {
    Folder const folder;
    folder.write("logs/session.txt", file_text(refused));
    std::vector<std::string> const arguments{"check", "--output", "ndjson=logs/report.ndjson", "logs"};
    auto const first = run(Call{.arguments = arguments, .folder = folder.path()});
    CHECK(first.status == 1);
    auto const report = file_text(folder.path("logs/report.ndjson"));
    CHECK(records_of(report).front()["inputs"].Size() == 1);
    auto const second = run(Call{.arguments = arguments, .folder = folder.path()});
    CHECK(second.out == first.out);
    CHECK(file_text(folder.path("logs/report.ndjson")) == report);
}

TEST_CASE("An output file without room is told by its name, and standard output is complete", "[cli][output]") {
    auto const outcome = run({"--format", "ndjson", "--output", "json=/dev/full", refused});
    CHECK(outcome.status == 3);
    CHECK_THAT(outcome.err, Catch::StartsWith("whybounce: cannot write /dev/full: No space left on device\n"));
    CHECK(of_kind(records_of(outcome.out), "failure").size() == 1);
    CHECK(of_kind(records_of(outcome.out), "summary").size() == 1);
}

TEST_CASE("The reader of standard output may leave while a file is written", "[cli][output][pipe]") {
    Folder const folder;
    auto const log = sample_path("postfix/mail.log");
    auto const outcome =
        run(Call{.arguments = {"--output", "ndjson=" + folder.path("all.ndjson"), log}, .out = Call::End::gone});
    CHECK(outcome.status == 0);
    CHECK(outcome.err.empty());
    CHECK(file_text(folder.path("all.ndjson")) == run({"--format", "ndjson", log}).out);
}
