#include "cli/checkpoint.hpp"
#include "cli/progress.hpp"
#include "input_support.hpp"
#include "program.hpp"

using namespace whybounce;
using namespace whybounce::test;
using whybounce::input::test::Folder;

namespace {

std::string log_text() { return file_text(sample_path("postfix/mail.log")); }

test::Outcome follow(std::string const& text, std::vector<std::string> options) {
    options.insert(options.begin(), "follow");
    options.emplace_back("-");
    return run(Call{.arguments = options, .input = text});
}

/// Without the count of problems: a stream has no end, and counts none.
std::vector<std::string> without_problems(std::vector<std::string> lines) {
    for (std::string& line : lines) line.erase(line.rfind(",\"problems\":"));
    return lines;
}

std::vector<std::string> lines_with(std::string const& text, std::string_view word) {
    std::vector<std::string> found;
    for (auto const& line : lines_of(text))
        if (line.find(word) != std::string::npos) found.push_back(line);
    return found;
}

} // namespace

TEST_CASE("follow tells the failures that report tells, in the same records", "[cli][follow]") {
    auto const options = GENERATE(values<std::vector<std::string>>({
        {},
        {"--domain", "example.com"},
        {"--reason", "recipient"},
        {"--to", "nosuch@"},
        {"--from", "bob@example.org"},
        {"--year", "2020", "--time-zone", "+02:00"},
    }));
    CAPTURE(options);
    std::vector<std::string> all = options;
    all.insert(all.end(), {"--format", "ndjson"});
    auto const stream = follow(log_text(), all);
    all.emplace_back("-");
    auto const report = run(Call{.arguments = all, .input = log_text()});
    CHECK(stream.status == 0);
    auto const failures = lines_with(report.out, R"({"record":"failure")");
    CHECK_FALSE(failures.empty());
    CHECK(without_problems(lines_with(stream.out, R"({"record":"failure")")) == without_problems(failures));
    CHECK(stream.out.starts_with(R"({"record":"header")"));
    CHECK(lines_with(stream.out, R"("record":"summary")").empty());
}

TEST_CASE("follow says at the end how much it told", "[cli][follow]") {
    auto const outcome = follow(log_text(), {"--to", "nosuch@example.org"});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.err, Catch::StartsWith("whybounce: 1 failure (1 permanent) in 606 lines\n"));
    CHECK_THAT(outcome.err, Catch::Contains("1 recipient.unknown"));
    CHECK(follow("", {}).err == "whybounce: 0 failures in 0 lines\n");
}

TEST_CASE("A failure that follow tells in text has all that is needed to act", "[cli][follow]") {
    auto const out = follow(log_text(), {"--to", "fred@example.org"}).out;
    for (auto const* part : {"2026-11-22T05:49:59  fred@example.org  delivery failed: 5.2.2",
             "[recipient.mailbox-full]", "-:306\n", "\n  means ", "\n  do ", "\n  who      recipient", "\n  retry "})
        CHECK_THAT(out, Catch::Contains(part));
    auto const german = follow(log_text(), {"--to", "fred@example.org", "--lang", "de"}).out;
    CHECK_THAT(german, Catch::Contains("\n  wer "));
    CHECK_THAT(follow(log_text(), {"--to", "fred@example.org", "--labels", "kumo"}).out, Catch::Contains("\n  kumo "));
}

TEST_CASE("follow refuses what it cannot do", "[cli][follow]") {
    struct Case {
        std::string name;
        std::vector<std::string> arguments;
        std::string says;
    };
    auto const c = GENERATE(values<Case>({
        {"a format that needs an end", {"--format", "junit", "-"}, "needs an end"},
        {"the same in a file", {"--output", "json=x", "-"}, "needs an end"},
        {"a checkpoint of standard input", {"--checkpoint", "x", "-"}, "no place to come back to"},
        {"a directory", {"."}, "is a directory"},
        {"a session", {sample_path("telnet/rcpt-550-unknown.txt")}, "is no log"},
        {"no interval", {"--poll", "0", "-"}, "is no number of seconds"},
        {"less than nothing", {"--look-back", "-1", "-"}, "--look-back"},
        {"the same log twice", {"x", "./x"}, "is named twice"},
        {"an option of report", {"--sequence", "-"}, "unknown option"},
        {"no folder for the checkpoint", {"--checkpoint", "/no/such/folder/x", "y"}, "cannot write"},
        {"no folder for an output", {"--output", "ndjson=/no/such/folder/x", "-"}, "cannot write"},
    }));
    CAPTURE(c.name);
    auto arguments = c.arguments;
    arguments.insert(arguments.begin(), "follow");
    auto const outcome = run(arguments);
    CHECK(outcome.status == 2);
    CHECK_THAT(outcome.err, Catch::Contains(c.says));
    CHECK(outcome.out.empty());
}

TEST_CASE("A file that is no checkpoint is left as it is", "[cli][follow]") {
    auto const text = GENERATE(as<std::string>(), "", "{}", "mail", R"({"schema":"whybounce-checkpoint/2"})",
        R"({"schema":"whybounce-checkpoint/1","logs":[{"path":1}],"outputs":[]})");
    CAPTURE(text);
    Folder const folder;
    auto const path = folder.write("state", text);
    auto const outcome = run({"follow", "--checkpoint", path, folder.path("mail.log")});
    CHECK(outcome.status == 2);
    CHECK_THAT(outcome.err, Catch::Contains("is no checkpoint of whybounce"));
    CHECK(file_text(path) == text);
}

TEST_CASE("A checkpoint is read as it was written", "[cli][follow]") {
    cli::Checkpoint checkpoint;
    input::TextMark const mark{1, 2, 3000, 40, 0xFFFFFFFF, 6, 256, 255, -7};
    checkpoint.logs = {{"/var/log/mail.log", {{10, 20, mark}, {0, 0, {}}}}, {"/x", {}}};
    checkpoint.outputs = {{"/y", 18446744073709551615U, 2, 3}};
    auto const again = cli::read_checkpoint(cli::to_json(checkpoint));
    REQUIRE(again);
    CHECK(cli::to_json(*again) == cli::to_json(checkpoint));
    REQUIRE(again->logs.size() == 2);
    CHECK(again->logs[0].stretches[0].told.modified == -7);
    CHECK(again->logs[0].stretches[0].told.head == 0xFFFFFFFF);
    CHECK(again->outputs[0].device == 18446744073709551615U);
}

TEST_CASE("A checkpoint has one owner", "[cli][follow]") {
    Folder const folder;
    cli::CheckpointFile const mine(folder.path("state"));
    CHECK_FALSE(mine.found());
    auto const outcome = run({"follow", "--checkpoint", folder.path("state"), folder.path("mail.log")});
    CHECK(outcome.status == 2);
    CHECK_THAT(outcome.err, Catch::Contains("is held by another whybounce"));
}

TEST_CASE("How far a reading is, in words", "[cli][progress]") {
    struct Case {
        cli::Reach reach;
        std::string words;
    };
    auto const c = GENERATE(values<Case>({
        {{430'000'000, 1'000'000'000, 1}, "43 %, 430 MB of 1.0 GB, 430 MB/s, 2 s left"},
        {{999, 2000, 1}, "49 %, 999 B of 2.0 kB, 999 B/s, 2 s left"},
        {{1'000, 1'000'000, 1}, "0 %, 1.0 kB of 1.0 MB, 1.0 kB/s, 16:39 min left"},
        {{1'000, 10'000'000, 1}, "0 %, 1.0 kB of 10 MB, 1.0 kB/s, 2:46 h left"},
        {{5'000'000, std::nullopt, 2}, "5.0 MB, 2.5 MB/s"},
        {{30, 20, 1}, "100 %, 30 B of 30 B, 30 B/s, 0 s left"},
        {{0, 20, 1}, "0 %, 0 B of 20 B, 0 B/s"},
        {{0, 0, 1}, "0 B, 0 B/s"},
        {{999'600'000, std::nullopt, 1}, "1.0 GB, 1.0 GB/s"},
    }));
    CHECK(cli::reach_words(c.reach) == c.words);
}
