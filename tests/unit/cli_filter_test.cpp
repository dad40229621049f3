#include "input_support.hpp"
#include "program.hpp"

#include <sys/stat.h>

using namespace whybounce::test;
using whybounce::input::test::Folder;

namespace {

using Record = rapidjson::Value;
using Predicate = bool (*)(Record const& failure);

std::string lower(std::string_view text) {
    std::string low(text);
    std::ranges::transform(
        low, low.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return low;
}

bool has(Record const& failure, char const* key, std::string_view part) {
    return failure[key].IsString() && lower(text_at(failure, key)).find(part) != std::string::npos;
}
std::string domain(Record const& failure) {
    auto const recipient = lower(text_at(failure, "recipient"));
    auto const at = recipient.rfind('@');
    return at == std::string::npos ? "" : recipient.substr(at + 1);
}
std::string_view reason(Record const& failure) { return text_at(failure["diagnosis"], "reason"); }

std::vector<int> lines_of_failures(Records const& records) {
    std::vector<int> lines;
    for (auto const* failure : of_kind(records, "failure")) lines.push_back((*failure)["line"].GetInt());
    return lines;
}

Records report(std::vector<std::string> options) {
    options.insert(options.end(), {"--format", "ndjson", "--year", "2026", sample_path("postfix/mail.log")});
    auto const outcome = run(options);
    CAPTURE(outcome.err);
    REQUIRE(outcome.status == 0);
    return records_of(outcome.out);
}

} // namespace

TEST_CASE("Every filter leaves the failures that it names, and counts them", "[cli][filter]") {
    struct Case {
        std::string_view name;
        std::vector<std::string> options;
        Predicate keeps;
    };
    auto const c = GENERATE(values<Case>({
        {"since a second", {"--since", "2026-11-22T05:50:00"},
            [](Record const& f) { return text_at(f, "time") >= "2026-11-22T05:50:00"; }},
        {"since a minute", {"--since", "2026-11-22T05:51"},
            [](Record const& f) { return text_at(f, "time") >= "2026-11-22T05:51:00"; }},
        {"since, with a blank", {"--since", "2026-11-22 05:51"},
            [](Record const& f) { return text_at(f, "time") >= "2026-11-22T05:51:00"; }},
        {"until a minute, without it", {"--until", "2026-11-22T05:51"},
            [](Record const& f) { return text_at(f, "time") < "2026-11-22T05:51:00"; }},
        {"between", {"--since", "2026-11-22T05:50:10", "--until", "2026-11-22T05:50:30"},
            [](Record const& f) {
                return text_at(f, "time") >= "2026-11-22T05:50:10" && text_at(f, "time") < "2026-11-22T05:50:30";
            }},
        {"since the day itself", {"--since", "2026-11-22"}, [](Record const&) { return true; }},
        {"until the day itself", {"--until", "2026-11-22"}, [](Record const&) { return false; }},
        {"since the month", {"--since", "2026-11"}, [](Record const&) { return true; }},
        {"since the day after", {"--since", "2026-11-23"}, [](Record const&) { return false; }},
        {"from", {"--from", "alice@example.org"},
            [](Record const& f) { return has(f, "sender", "alice@example.org"); }},
        {"from, in capitals", {"--from", "ALICE@"}, [](Record const& f) { return has(f, "sender", "alice@"); }},
        {"to", {"--to", "nobody@example.net"},
            [](Record const& f) { return has(f, "recipient", "nobody@example.net"); }},
        {"to, a part", {"--to", "info@"}, [](Record const& f) { return has(f, "recipient", "info@"); }},
        {"domain", {"--domain", "example.net"},
            [](Record const& f) { return domain(f) == "example.net" || domain(f).ends_with(".example.net"); }},
        {"domain, in capitals", {"--domain", "GREY.Example"},
            [](Record const& f) { return domain(f) == "grey.example"; }},
        {"domain, the last label", {"--domain", "example"},
            [](Record const& f) { return domain(f) == "example" || domain(f).ends_with(".example"); }},
        {"domain, only a part of a label", {"--domain", "ample.net"}, [](Record const&) { return false; }},
        {"reason", {"--reason", "recipient.unknown"}, [](Record const& f) { return reason(f) == "recipient.unknown"; }},
        {"group", {"--reason", "rate"}, [](Record const& f) { return reason(f).starts_with("rate."); }},
        {"queue id", {"--queue-id", "4jXJ7J3cv2zGT"},
            [](Record const& f) { return text_at(f, "queue_id") == "4jXJ7J3cv2zGT"; }},
        {"queue id, a part", {"--queue-id", "4jXJ7J3"}, [](Record const&) { return false; }},
        {"all together",
            {"--domain", "example.net", "--reason", "recipient", "--from", "alice", "--since", "2026-11-22T05:49:49"},
            [](Record const& f) {
                return domain(f).ends_with("example.net") && reason(f).starts_with("recipient.") &&
                    has(f, "sender", "alice") && text_at(f, "time") >= "2026-11-22T05:49:49";
            }},
    }));
    CAPTURE(c.name);
    std::vector<int> expected;
    auto const all = report({});
    for (auto const* failure : of_kind(all, "failure"))
        if (c.keeps(*failure)) expected.push_back((*failure)["line"].GetInt());
    auto const narrowed = report(c.options);
    CHECK(lines_of_failures(narrowed) == expected);
    CHECK(narrowed.back()["failures"].GetUint() == expected.size());
    CHECK(narrowed.back()["problems"].GetUint() <= expected.size());
    CHECK(narrowed.back()["lines"] == all.back()["lines"]); // what was read does not depend on what is asked
}

TEST_CASE("A leading @ or a dot before a domain is forgiven", "[cli][filter]") {
    auto const plain = lines_of_failures(report({"--domain", "example.net"}));
    CHECK_FALSE(plain.empty());
    CHECK(lines_of_failures(report({"--domain", "@example.net"})) == plain);
    CHECK(lines_of_failures(report({"--domain", ".example.net"})) == plain);
}

TEST_CASE("A filter that leaves nothing says so", "[cli][filter]") {
    auto const outcome = run({"--domain", "nowhere.invalid", sample_path("postfix/mail.log")});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::Contains("0 failures") && !Catch::Contains("nothing recognised"));
}

TEST_CASE("The gate looks at what the filter leaves", "[cli][filter]") {
    auto const log = sample_path("postfix/mail.log");
    CHECK(run({"check", "--domain", "grey.example", log}).status == 0); // greylisted only
    CHECK(run({"check", "--domain", "grey.example", "--fail-on", "any", log}).status == 1);
    CHECK(run({"check", "--reason", "recipient.unknown", log}).status == 1);
}

TEST_CASE("Option --top is how many causes are told in full; the records are all there", "[cli][filter]") {
    auto const log = sample_path("postfix/mail.log");
    auto const causes = [&](std::string const& top) {
        auto const outcome = run({"--top", top, log});
        CHECK(outcome.status == 0);
        auto const lines = lines_of(outcome.out);
        return std::ranges::count_if(lines, [](std::string const& line) { return line.starts_with("  means   "); });
    };
    CHECK(causes("1") == 1);
    CHECK(causes("3") == 3);
    CHECK(causes("0") == 0);
    CHECK(causes("1000") > 20);
    CHECK_THAT(run({"--top", "1", log}).out, Catch::Contains("not shown"));
    CHECK_THAT(run({"--top", "1000", log}).out, !Catch::Contains("not shown"));
    CHECK(run({"--format", "ndjson", "--top", "1", log}).out == run({"--format", "ndjson", log}).out);
}

TEST_CASE("Without any other word a log ends in the year in which its file was written", "[cli][filter]") {
    struct Case {
        std::string_view name, first, last; ///< stamps
        std::time_t written;
        std::string_view begins, ends;
    };
    constexpr std::time_t new_year = 1'767'225'600; // 2026-01-01T00:00:00Z
    auto const c = GENERATE(values<Case>({
        {"in the middle of a year", "May  3 10:00:00", "May  4 10:00:00", new_year + 130 * 86'400,
            "2026-05-03T10:00:00", "2026-05-04T10:00:00"},
        {"over the New Year", "Dec 31 20:00:00", "Jan  1 09:00:00", new_year + 31 * 86'400, "2025-12-31T20:00:00",
            "2026-01-01T09:00:00"},
        {"rotated at the New Year", "Dec 30 20:00:00", "Dec 31 23:59:59", new_year + 3 * 86'400, "2025-12-30T20:00:00",
            "2025-12-31T23:59:59"},
        {"the last hours of a year, in a zone that is behind", "Dec 31 20:00:00", "Dec 31 23:00:00",
            new_year + 5 * 3600, "2025-12-31T20:00:00", "2025-12-31T23:00:00"},
    }));
    CAPTURE(c.name);
    Folder const folder;
    std::string const words = " mx1 postfix/smtpd[1]: 4ABCDE1234: client=c.example[192.0.2.1]\n";
    auto const path = folder.write("mail.log", std::string(c.first) + words + std::string(c.last) + words);
    timespec const times[2] = {{c.written, 0}, {c.written, 0}};
    ::utimensat(AT_FDCWD, path.c_str(), times, 0);
    auto const records = records_of(run({"--format", "ndjson", path}).out);
    CHECK(text_at(records.back(), "first_time") == c.begins);
    CHECK(text_at(records.back(), "last_time") == c.ends);
}

TEST_CASE("Option --year gives stamps without one a year, and the log's own word wins", "[cli][filter]") {
    auto const first = [](std::string const& sample, std::string const& year) {
        auto const records = records_of(run({"--format", "ndjson", "--year", year, sample_path(sample)}).out);
        return std::string(text_at(records.back(), "first_time")).substr(0, 4);
    };
    CHECK(first("postfix/rfc3339.log", "1999") == first("postfix/rfc3339.log", "2026"));
    CHECK(first("postfix/short-ids.log", "1999") == "1999");
    CHECK(first("postfix/short-ids.log", "2020") == "2020");
}
