#include "input_support.hpp"
#include "program.hpp"

#include <random>

/// `merge`: the report of all logs is the sum of their reports.
using namespace whybounce::test;
using whybounce::input::test::Folder;

namespace {

/// Writes the log of one day, whose messages all begin and end in it.
class Day {
public:
    Day(int day, unsigned seed) : day_(day), random_(seed) {}

    std::string log() {
        for (int i = 0; i < 60; ++i) one_mail();
        return text_;
    }

private:
    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }

    void line(std::string const& words) {
        ++second_;
        std::array<char, 64> stamp{};
        std::snprintf(stamp.data(), stamp.size(), "2026-11-%02dT%02d:%02d:%02d+01:00 mx1 postfix/", day_,
            second_ / 3600, second_ / 60 % 60, second_ % 60);
        text_ += stamp.data() + words + '\n';
    }

    std::string fresh_id() { return std::to_string(day_) + "ABC" + std::to_string(10'000 + ++ids_); }

    void attempt(std::string const& id, std::string const& to, unsigned answer) {
        static constexpr std::array answers{"dsn=2.0.0, status=sent (250 2.0.0 Ok)",
            "dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT "
            "TO "
            "command))",
            "dsn=4.2.2, status=deferred (host mx.example.com[192.0.2.1] said: 452 4.2.2 Mailbox full (in reply to RCPT "
            "TO "
            "command))",
            "dsn=5.7.1, status=bounced (host mx.example.com[192.0.2.1] said: 554-5.7.1 Rejected 554 5.7.1 as spam (in "
            "reply to end of DATA command))"};
        line("smtp[7]: " + id + ": to=<" + to +
            ">, relay=mx.example.com[192.0.2.1]:25, delay=1, delays=0.1/0.2/0.3/0.4, " + answers[answer]);
    }

    void one_mail() {
        if (below(5) == 0)
            return line("smtpd[3]: NOQUEUE: reject: RCPT from c.example.net[203.0.113." + std::to_string(below(9)) +
                "]: 554 5.7.1 <r@example.org>: Relay access denied; from=<s@example.net> to=<r@example.org> "
                "proto=ESMTP "
                "helo=<c.example.net>");
        std::string const id = fresh_id(), to = "user" + std::to_string(below(20)) + "@example.com";
        line("smtpd[3]: " + id + ": client=c.example.org[192.0.2.9]");
        line("cleanup[4]: " + id + ": message-id=<" + id + "@example.org>");
        line("qmgr[5]: " + id + ": from=<s@example.org>, size=" + std::to_string(below(9000)) +
            ", nrcpt=1 (queue active)");
        unsigned const answer = below(4);
        attempt(id, to, answer);
        if (answer == 2) {
            attempt(id, to, 2);
            if (below(2) == 0)
                line("qmgr[5]: " + id + ": from=<s@example.org>, status=expired, returned to sender");
            else
                attempt(id, to, 0);
        }
        line("qmgr[5]: " + id + ": removed");
    }

    int day_, second_ = 0, ids_ = 0;
    std::minstd_rand random_;
    std::string text_;
};

std::string output(Folder const& folder, std::vector<std::string> arguments) {
    auto outcome = run(Call{.arguments = std::move(arguments), .folder = folder.path()});
    CAPTURE(outcome.err);
    REQUIRE(outcome.status == 0);
    return outcome.out;
}

/// A report in text without what only the log itself has: its lines, in place of which the reply is told.
std::string without_source_lines(std::string_view text) {
    std::string kept;
    bool in_reply = false;
    for (std::string const& line : lines_of(text)) {
        std::size_t const bar = line.find('|');
        bool const gutter = bar != std::string::npos && line.find_first_not_of(" 0123456789") == bar;
        if (line.starts_with("  said"))
            in_reply = true;
        else if (!line.starts_with("     "))
            in_reply = false;
        if (!gutter && !in_reply) kept += line + '\n';
    }
    return kept;
}

} // namespace

TEST_CASE("The sum of two reports is the report of both logs", "[cli][merge]") {
    unsigned const seed = GENERATE(1U, 2U, 3U);
    CAPTURE(seed);
    Folder const folder;
    folder.write("a.log", Day(22, seed).log());
    folder.write("b.log", Day(23, seed + 100).log());
    folder.write("a.json", output(folder, {"report", "--format", "json", "a.log"}));
    folder.write("b.ndjson", output(folder, {"report", "--format", "ndjson", "b.log"}));
    for (std::string const format : {"json", "junit", "addresses"}) {
        CAPTURE(format);
        CHECK(output(folder, {"merge", "--format", format, "a.json", "b.ndjson"}) ==
            output(folder, {"report", "--format", format, "a.log", "b.log"}));
    }
    CHECK(without_source_lines(output(folder, {"merge", "a.json", "b.ndjson"})) ==
        without_source_lines(output(folder, {"report", "a.log", "b.log"})));
}

TEST_CASE("A saved report is read back as it was written", "[cli][merge]") {
    constexpr std::size_t share = 12; // of the samples; each costs two runs
    auto const names = sample_names();
    for (std::size_t i = 0; i < names.size(); i += share) {
        std::string const& name = names[i];
        auto const saved = run({"report", "--all", "--events", "--format", "json", sample_path(name)});
        auto const merged = run(Call{.arguments = {"merge", "--format", "json", "-"}, .input = saved.out});
        INFO(name);
        CHECK(merged.err.empty());
        REQUIRE(merged.out == saved.out);
    }
}

TEST_CASE("What is in two reports is told, and one problem of one mail is counted once", "[cli][merge]") {
    Folder const folder;
    std::string const first =
        "2026-11-22T10:00:00Z mx1 postfix/cleanup[4]: ABCDEF1: message-id=<x@example.org>\n"
        "2026-11-22T10:00:01Z mx1 postfix/smtp[7]: ABCDEF1: to=<r@example.com>, relay=none, delay=1, "
        "delays=1/0/0/0, dsn=4.4.1, status=deferred (connect to mx.example.com[192.0.2.1]:25: "
        "Connection timed out)\n";
    std::string const second =
        "2026-11-23T10:00:00Z mx1 postfix/cleanup[4]: ABCDEF1: message-id=<x@example.org>\n"
        "2026-11-23T10:00:01Z mx1 postfix/smtp[7]: ABCDEF1: to=<r@example.com>, relay=none, delay=1, "
        "delays=1/0/0/0, dsn=4.4.1, status=deferred (connect to mx.example.com[192.0.2.1]:25: "
        "Connection refused)\n";
    struct Case {
        std::string_view name;
        std::string a, b;
        int problems, failures;
        std::string_view told;
    };
    auto const c = GENERATE_COPY(values<Case>({
        {"the same log twice", first, first, 1, 2, "MG-OVERLAP"},
        {"a mail that crosses the border", first, second, 1, 2, "MG-CROSSING"},
    }));
    CAPTURE(c.name);
    folder.write("a.log", c.a);
    folder.write("b.log", c.b);
    folder.write("a.json", output(folder, {"report", "--format", "json", "a.log"}));
    folder.write("b.json", output(folder, {"report", "--format", "json", "b.log"}));
    auto const records = records_of(output(folder, {"merge", "--format", "ndjson", "a.json", "b.json"}));
    CHECK(records.back()["problems"].GetInt() == c.problems);
    CHECK(records.back()["failures"].GetInt() == c.failures);
    int problems = 0;
    for (auto const& row : records.back()["by_time"].GetArray()) problems += row["problems"].GetInt();
    CHECK(problems == c.problems);
    CHECK(records.back()["by_anomaly"][std::string(c.told).c_str()].GetInt() == 1);
    CHECK(damage_ids(records) == c.told);
}

TEST_CASE("A report that is not whole is named with its place, and nothing is written", "[cli][merge]") {
    Folder const folder;
    std::string const whole = run({"report", "--format", "ndjson", sample_path("postfix/expired.log")}).out;
    REQUIRE(!whole.empty());
    folder.write("good.json", whole);
    std::string const header = whole.substr(0, whole.find('\n') + 1);
    std::string other_schema = whole, other_type = whole;
    other_schema.replace(other_schema.find("whybounce/1"), 11, "whybounce/9");
    std::string const key = "\"problems\":";
    other_type.insert(other_type.find(key) + key.size(), "\"x\",\"y\":");
    struct Case {
        std::string_view name;
        std::string text;
        int status;
        std::string_view says;
    };
    auto const c = GENERATE_COPY(values<Case>({
        {"empty", "", 5, "bad.json: empty"},
        {"a log", file_text(sample_path("postfix/expired.log")), 5, "bad.json:1:1: this is no JSON"},
        {"other JSON", "{\"a\": 1}", 5, "no member `records`"},
        {"cut", whole.substr(0, whole.size() - 20), 5, "this is no JSON"},
        {"without its summary", header, 5, "the summary is missing"},
        {"without its header", whole.substr(header.size()), 5, "bad.json:1:1: a header must come before"},
        {"another schema", other_schema, 5, "bad.json:1:1: schema `whybounce/9`"},
        {"a member of another type", other_type, 5, "`problems` is not a whole number"},
        {"a list of numbers", "[1,2]", 5, "bad.json:1:1: an object is missing"},
        {"a record of no kind", header + "{\"record\":\"fish\"}\n", 5, "bad.json:2:1: a record of the kind `fish`"},
    }));
    CAPTURE(c.name);
    folder.write("bad.json", c.text);
    auto const outcome = run(Call{.arguments = {"merge", "good.json", "bad.json"}, .folder = folder.path()});
    CHECK(outcome.status == c.status);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Catch::Contains(std::string(c.says)));
}

TEST_CASE("The dead recipients are a list", "[cli][addresses]") {
    auto const attempt = [](std::string_view id, std::string_view to, std::string_view rest) {
        return "2026-11-22T10:00:01Z mx1 postfix/smtp[7]: " + std::string(id) + ": to=<" + std::string(to) +
            ">, relay=mx.example.com[192.0.2.1]:25, delay=1, delays=1/0/0/0, " + std::string(rest) + "\n";
    };
    std::string const
        unknown = "dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 User unknown "
                  "(in reply to RCPT TO command))",
        full = "dsn=5.2.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.2.1 Mailbox disabled "
               "(in reply to RCPT TO command))",
        later = "dsn=4.1.1, status=deferred (host mx.example.com[192.0.2.1] said: 450 4.1.1 User unknown "
                "(in reply to RCPT TO command))",
        spam = "dsn=5.7.1, status=bounced (host mx.example.com[192.0.2.1] said: 554 5.7.1 Message rejected as "
               "spam (in reply to end of DATA command))",
        sent = "dsn=2.0.0, status=sent (250 2.0.0 Ok)";
    std::string const refused =
        "2026-11-22T10:00:01Z mx1 postfix/smtpd[3]: NOQUEUE: reject: RCPT from "
        "c.example.net[203.0.113.1]: 550 5.1.1 <ours@example.org>: Recipient address rejected: User "
        "unknown in local recipient table; from=<s@example.net> to=<ours@example.org> proto=ESMTP "
        "helo=<c.example.net>\n";
    struct Case {
        std::string_view name;
        std::string log, listed;
    };
    auto const c = GENERATE_COPY(values<Case>({
        {"sorted, each once, whatever its letters",
            attempt("ABCDEF1", "b@example.com", unknown) + attempt("ABCDEF2", "a@example.com", unknown) +
                attempt("ABCDEF3", "B@Example.com", unknown),
            "a@example.com\nb@example.com\n"},
        {"not yet final", attempt("ABCDEF1", "b@example.com", later), ""},
        {"another cause", attempt("ABCDEF1", "b@example.com", spam), ""},
        {"a disabled mailbox, once", attempt("ABCDEF1", "b@example.com", full), ""},
        {"a disabled mailbox, twice",
            attempt("ABCDEF1", "b@example.com", full) + attempt("ABCDEF2", "b@example.com", full), "b@example.com\n"},
        {"reached later", attempt("ABCDEF1", "b@example.com", unknown) + attempt("ABCDEF2", "b@example.com", sent), ""},
        {"one of ours, refused to others", refused, ""},
    }));
    CAPTURE(c.name);
    auto const outcome = run(Call{.arguments = {"report", "--format", "addresses", "-"}, .input = c.log});
    CHECK(outcome.out == c.listed);
}
