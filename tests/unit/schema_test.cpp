#include "program.hpp"
#include <map>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <set>

using namespace whybounce::test;

namespace {

/// The shipped schema of one record.
class Schema {
public:
    Schema()
        : document_(parsed(file_text(source_path("docs/schema/whybounce-1.json")))), schema_(document_),
          validator_(schema_) {}

    /// What is wrong with a record; empty when nothing is.
    std::string fault_of(rapidjson::Value const& record) {
        validator_.Reset();
        if (record.Accept(validator_)) return "";
        rapidjson::StringBuffer place, json;
        validator_.GetInvalidDocumentPointer().StringifyUriFragment(place);
        rapidjson::Writer<rapidjson::StringBuffer> writer(json);
        record.Accept(writer);
        return std::string(validator_.GetInvalidSchemaKeyword()) + " at " + place.GetString() + " of " +
            json.GetString();
    }

private:
    static rapidjson::Document parsed(std::string const& text) {
        rapidjson::Document document;
        document.Parse(text.c_str());
        REQUIRE_FALSE(document.HasParseError());
        return document;
    }

    rapidjson::Document document_;
    rapidjson::SchemaDocument schema_;
    rapidjson::SchemaValidator validator_;
};

constexpr std::array<char const*, 4> counters{"lines", "parsed", "irrelevant", "unrecognised"};

std::array<std::uint64_t, 4> counts_of(rapidjson::Value const& counts) {
    std::array<std::uint64_t, 4> numbers{};
    for (std::size_t i = 0; i < counters.size(); ++i) numbers[i] = counts[counters[i]].GetUint64();
    return numbers;
}

/// Every line is counted once, in its input and in all.
void check_counts(rapidjson::Value const& summary) {
    std::array<std::uint64_t, 4> sum{};
    for (auto const& input : summary["by_input"].GetArray()) {
        auto const counts = counts_of(input);
        CHECK(counts[0] == counts[1] + counts[2] + counts[3]);
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += counts[i];
    }
    CHECK(counts_of(summary) == sum);
}

/// The offsets lie inside the text, and what they cut out of it is what was matched or holds it.
void check_grounds(rapidjson::Value const& record) {
    std::uint64_t const size = text_at(record, "text").size();
    for (auto const& ground : record["diagnosis"]["because"].GetArray()) {
        CHECK(ground["from"].IsNull() == ground["to"].IsNull());
        if (ground["from"].IsNull()) continue;
        CHECK(ground["from"].GetUint64() < ground["to"].GetUint64());
        CHECK(ground["to"].GetUint64() <= size);
    }
}

std::string place_of(rapidjson::Value const& record, rapidjson::Value const& line) {
    return std::string(text_at(record, "input")) + ":" + std::to_string(line.GetUint64());
}

/// A consequence names the line of a failure that is none itself or comes before it.
void check_causes(Records const& records) {
    std::set<std::string> failures;
    for (auto const* failure : of_kind(records, "failure")) failures.insert(place_of(*failure, (*failure)["line"]));
    for (auto const* failure : of_kind(records, "failure")) {
        auto const& cause = (*failure)["caused_by"];
        if (cause.IsNull()) continue;
        CAPTURE(place_of(*failure, (*failure)["line"]));
        CHECK(failures.contains(place_of(*failure, cause)));
    }
}

/// The maps of the summary add up to the records.
void check_sums(Records const& records) {
    auto const& summary = records.back();
    auto const failures = of_kind(records, "failure");
    CHECK(summary["failures"].GetUint64() == failures.size());
    CHECK(summary["sessions"].GetUint64() == of_kind(records, "session").size());
    CHECK(summary["messages"].GetUint64() == of_kind(records, "message").size());
    std::map<std::string, std::uint64_t, std::less<>> by_reason, by_outcome;
    for (auto const* failure : failures) {
        ++by_reason[std::string(text_at((*failure)["diagnosis"], "reason"))];
        ++by_outcome[std::string(text_at(*failure, "outcome"))];
    }
    for (auto const& [reason, count] : by_reason) CHECK(summary["by_reason"][reason.c_str()].GetUint64() == count);
    CHECK(summary["by_reason"].MemberCount() == by_reason.size());
    for (auto const& [outcome, count] : by_outcome) CHECK(summary["by_outcome"][outcome.c_str()].GetUint64() == count);
}

std::uint64_t sum_of(rapidjson::Value const& counts) {
    std::uint64_t sum = 0;
    for (auto const& member : counts.GetObject()) sum += member.value.GetUint64();
    return sum;
}

/// What has a time stands in its hour, and each anomaly and failed login is in the sums.
void check_more_sums(Records const& records) {
    auto const& summary = records.back();
    std::map<std::string, std::uint64_t> of_rows, of_records;
    for (auto const& row : summary["by_time"].GetArray())
        for (auto const* name : {"messages", "sent", "deferred", "bounced", "rejected", "problems"})
            of_rows[name] += row[name].GetUint64();
    for (auto const* failure : of_kind(records, "failure")) {
        if ((*failure)["time"].IsNull()) continue;
        bool const bounced = text_at(*failure, "outcome") == "permanent";
        ++of_records[text_at(*failure, "origin") == "rejection" ? "rejected" : bounced ? "bounced" : "deferred"];
        of_records["problems"] += (*failure)["problems"].GetUint64();
    }
    for (auto const* message : of_kind(records, "message")) {
        if ((*message)["arrived"].IsNull()) continue;
        ++of_records["messages"];
        for (auto const& recipient : (*message)["recipients"].GetArray())
            of_records["sent"] += text_at(recipient, "fate") == "sent";
    }
    for (auto const* name : {"messages", "sent", "deferred", "bounced", "rejected", "problems"}) {
        CAPTURE(name);
        CHECK(of_rows[name] == of_records[name]);
    }
    CHECK(sum_of(summary["by_anomaly"]) == of_kind(records, "anomaly").size());
    CHECK(sum_of(summary["by_severity"]) == of_kind(records, "anomaly").size());
    CHECK(sum_of(summary["failed_logins"]["by_method"]) == summary["failed_logins"]["failed"].GetUint64());
}

/// Records are of inputs that the header names, at lines that the input has.
void check_places(Records const& records) {
    std::map<std::string, std::uint64_t, std::less<>> lines;
    for (auto const& input : records.back()["by_input"].GetArray())
        lines[std::string(text_at(input, "input"))] = input["lines"].GetUint64();
    for (auto const& record : records) {
        if (!record.HasMember("input")) continue;
        if (!lines.contains(text_at(record, "input"))) continue; // an input that could not be read
        CHECK(record["line"].GetUint64() <= lines.find(text_at(record, "input"))->second);
    }
}

void check_all(Schema& schema, Records const& records) {
    REQUIRE(records.size() >= 2);
    CHECK(text_at(records.front(), "record") == "header");
    CHECK(text_at(records.back(), "record") == "summary");
    CHECK(of_kind(records, "header").size() == 1);
    CHECK(of_kind(records, "summary").size() == 1);
    for (auto const& record : records) CHECK(schema.fault_of(record).empty());
    check_counts(records.back());
    check_causes(records);
    check_sums(records);
    check_more_sums(records);
    check_places(records);
    for (auto const* kind : {"failure", "report"})
        for (auto const* record : of_kind(records, kind)) check_grounds(*record);
}

} // namespace

TEST_CASE("Every golden record is valid", "[schema]") {
    Schema schema;
    std::size_t files = 0;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(source_path("tests/golden"))) {
        if (entry.path().extension() != ".ndjson") continue;
        CAPTURE(entry.path().string());
        check_all(schema, records_of(file_text(entry.path().string())));
        ++files;
    }
    CHECK(files == sample_names().size());
}

TEST_CASE("Every record of every sample is valid, deliveries and events too", "[schema]") {
    Schema schema;
    for (auto const& name : sample_names()) {
        CAPTURE(name);
        auto const outcome =
            run(Call{.arguments = {"--format", "ndjson", "--all", "--events", name}, .folder = sample_path("")});
        CHECK(outcome.status == 0);
        CHECK(outcome.err.empty());
        check_all(schema, records_of(outcome.out));
    }
}

TEST_CASE("All samples together are valid, and the lines add up to those of the files", "[schema]") {
    Schema schema;
    std::vector<std::string> arguments{"--format", "ndjson", "--all", "--events"};
    std::uint64_t lines = 0;
    for (auto const& name : sample_names()) {
        arguments.push_back(name);
        lines += lines_of(file_text(sample_path(name))).size();
    }
    auto const records = records_of(run(Call{.arguments = arguments, .folder = sample_path("")}).out);
    check_all(schema, records);
    CHECK(records.back()["lines"].GetUint64() == lines);
    CHECK(records.back()["by_input"].Size() == sample_names().size());
}

TEST_CASE("Records of what cannot be read, or only in part, are valid too", "[schema]") {
    struct Case {
        std::string_view name;
        std::vector<std::string> arguments;
        std::string input;
        int status;
    };
    auto const c = GENERATE(values<Case>({
        {"missing", {"/no/such/file"}, "", 3},
        {"empty", {"-"}, "", 5},
        {"prose", {"-"}, "It was a dark and stormy night.\n", 5},
        {"binary", {"-"}, std::string(100, '\x03'), 5},
        {"missing beside a sample", {"/no/such/file", sample_path("swaks/rcpt-mixed.txt")}, "", 3},
        {"reply that is none", {"--dialect", "reply", "-"}, "so sorry\n\n2\n999 what\n250 fine\n354 go on\n550\n", 0},
        {"bytes that are no text", {"--dialect", "reply", "-"},
            "550 5.1.1 \xff\xfe\x80 \x1b[31m \xed\xa0\x80 \xf4\x90\x80\x80\n", 0},
        {"continued and never ended", {"--dialect", "reply", "-"}, "550-one\n550-two\n551-three\n", 0},
        {"only the end of a session", {"-"}, "550 5.1.1 no\nQUIT\n221 bye\nRCPT TO:<>\n", 0},
        {"a session of refusals", {"-"},
            "220 x\nEHLO\n501 no\nHELO a\n250 a\nMAIL FROM:<\n501 no\nRCPT TO:<a@b>\n503 no\nDATA\n503 no\n.\n500 "
            "no\nQUIT\n",
            0},
        {"a filter that leaves nothing", {"--domain", "nowhere.invalid", sample_path("postfix/mail.log")}, "", 0},
        {"no recipient, no reply, no end", {"--dialect", "postfix", "-"},
            "Nov 22 05:49:48 mail postfix/smtp[531]: 4jXJ7J3cv2zGT: to=<>, relay=none, delay=0, delays=0/0/0/0, "
            "dsn=4.0.0, status=deferred ()\n",
            0},
    }));
    CAPTURE(c.name);
    Schema schema;
    Call call{.arguments = c.arguments, .input = c.input};
    call.arguments.insert(call.arguments.begin(), {"--format", "ndjson", "--all", "--events"});
    auto const outcome = run(call);
    CAPTURE(outcome.out);
    CHECK(outcome.status == c.status);
    check_all(schema, records_of(outcome.out));
}

TEST_CASE("A reply list of one line each gives one record each", "[schema][reply]") {
    auto const outcome = run(Call{.arguments = {"--format", "ndjson", "--dialect", "reply"},
        .input = "so sorry\n\n2\n999 what\n250 fine\n550-a\n550 b\n550\n"});
    auto const records = records_of(outcome.out);
    std::string lines;
    for (auto const& record : records)
        if (text_at(record, "record") == "failure" || text_at(record, "record") == "report")
            lines += std::to_string(record["line"].GetInt()) + " ";
    CHECK(lines == "1 3 4 5 6 8 ");
}
