#include "report_samples.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

using namespace whybounce;
using namespace whybounce::report;
using namespace std::string_view_literals;

namespace {

constexpr RenderOptions everything{false, 100, 10, true, true, true};

rapidjson::Document parse(std::string_view json) {
    rapidjson::Document document;
    document.Parse(json.data(), json.size());
    CAPTURE(json);
    REQUIRE_FALSE(document.HasParseError());
    return document;
}

rapidjson::Document read_schema(std::string const& name) {
    std::ifstream file(std::string(WHYBOUNCE_SOURCE_DIR "/docs/schema/") + name);
    REQUIRE(file);
    return parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

bool is_valid(rapidjson::SchemaDocument const& schema, rapidjson::Value const& value) {
    rapidjson::SchemaValidator validator(schema);
    return value.Accept(validator);
}

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const end = text.find('\n', at);
        REQUIRE(end != std::string::npos);
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::string keys_of(rapidjson::Value const& object) {
    std::string keys;
    for (auto const& member : object.GetObject())
        keys += (keys.empty() ? "" : " ") + std::string(member.name.GetString());
    return keys;
}

template <typename Record> rapidjson::Document json_of(Record const& record) {
    return parse(samples::render("ndjson", everything, [&](RecordSink& renderer) { renderer.on(record); }));
}

} // namespace

TEST_CASE("Each record has the keys of the schema in its order", "[report][json]") {
    struct Case {
        std::string_view record, keys;
    };
    auto const c = GENERATE(values<Case>({
        {"header", "record schema version catalogue inputs"},
        {"session",
            "record input line dialect protocol observer server client tls authenticated auth_mechanism phase "
            "complete exchanges"},
        {"message",
            "record input line dialect message_id queue_ids sender size client arrived removed recipients "
            "parent relation"},
        {"delivery",
            "record input line dialect time queue_id message_id sender recipient relay delay delays tls status "
            "enhanced code text phase"},
        {"failure",
            "record input line dialect origin time time_basis queue_id message_id sender recipient relay speaker "
            "verb phase code enhanced text cut outcome final attempts caused_by diagnosis problems client"},
        {"report", "record input line dialect recipient message_id code enhanced text diagnosis"},
        {"event", "record input line dialect time host program pid queue_id kind fields"},
        {"anomaly", "record input line id severity what rfc"},
        {"summary",
            "record lines parsed irrelevant unrecognised sessions messages failures problems by_reason by_provider "
            "by_phase by_outcome by_verdict by_fate first_time last_time unrecognised_samples cut_stories by_input "
            "exit_status repeated by_time failed_logins "
            "by_anomaly by_severity"},
    }));
    bool seen = false;
    for (std::string const& line : lines_of(samples::render("ndjson", everything, samples::send_each))) {
        auto const object = parse(line);
        if (object["record"].GetString() != c.record) continue;
        seen = true;
        CHECK(keys_of(object) == c.keys);
    }
    CHECK(seen);
}

TEST_CASE("Every line of ndjson is valid against the schema", "[report][json]") {
    rapidjson::SchemaDocument const schema(read_schema("whybounce-1.json"));
    auto const lines = lines_of(samples::render("ndjson", everything, samples::send_each));
    CHECK(lines.size() == 12);
    for (std::string const& line : lines) {
        CAPTURE(line);
        CHECK(is_valid(schema, parse(line)));
    }
}

TEST_CASE("The schema refuses what is not in it", "[report][json]") {
    rapidjson::SchemaDocument const schema(read_schema("whybounce-1.json"));
    struct Case {
        std::string_view name, json;
    };
    auto const c = GENERATE(values<Case>({
        {"unknown record", R"({"record":"riddle"})"},
        {"missing key", R"({"record":"anomaly","input":"a","line":1,"id":"SQ03","severity":"info","what":"x"})"},
        {"further key",
            R"({"record":"anomaly","input":"a","line":1,"id":"x","severity":"info","what":"x","rfc":null,"hint":""})"},
        {"word of no list",
            R"({"record":"anomaly","input":"a","line":1,"id":"x","severity":"fatal","what":"x","rfc":null})"},
    }));
    CAPTURE(c.name);
    CHECK_FALSE(is_valid(schema, parse(c.json)));
}

TEST_CASE("The json format is one valid document", "[report][json]") {
    auto const text = samples::render("json", everything, samples::send_each);
    auto const document = parse(text);
    CHECK(is_valid(rapidjson::SchemaDocument(read_schema("whybounce-1-document.json")), document));
    CHECK(document["records"].Size() == 12);
    CHECK(lines_of(text).size() == 14);
}

TEST_CASE("Both schemas hold the same definitions", "[report][json]") {
    CHECK(read_schema("whybounce-1.json")["definitions"] == read_schema("whybounce-1-document.json")["definitions"]);
}

TEST_CASE("Deliveries and events are written only when asked for", "[report][json]") {
    CHECK(lines_of(samples::render("ndjson", {}, samples::send_each)).size() == 10);
}

TEST_CASE("A failure says what is absent with null", "[report][json]") {
    auto const json = json_of(samples::mail_refused());
    auto const key = GENERATE("time", "time_basis", "queue_id", "message_id", "sender", "recipient", "caused_by");
    CAPTURE(key);
    CHECK(json[key].IsNull());
    CHECK(json["relay"]["port"].IsNull());
    CHECK(json["diagnosis"]["retry_after_s"].IsNull());
    CHECK(json["diagnosis"]["labels"]["kumo"].IsNull());
}

TEST_CASE("A diagnosis takes the words of its entry, else of its reason", "[report][json]") {
    auto const own = json_of(samples::mail_refused());
    CHECK(own["diagnosis"]["means"] == samples::login_mismatch().means.c_str());
    CHECK(own["diagnosis"]["do"].Size() == 1);
    CHECK(own["diagnosis"]["confidence"].GetDouble() == 0.93);
    auto const other = json_of(samples::deferral(20, "a@example.org"));
    CHECK(other["diagnosis"]["means"] == samples::mailbox_full().means.c_str());
    CHECK(other["diagnosis"]["do"].Size() == 2);
    CHECK(other["diagnosis"]["labels"]["kumo"] == "QuotaIssues");
}

TEST_CASE("Numbers are written in their shortest form", "[report][json]") {
    auto const text = samples::render("ndjson", everything, [](RecordSink& r) { r.on(samples::delivery()); });
    CHECK(text.find(R"("delay":344901,"delays":[0.1,0.02,3,0.5])") != std::string::npos);
}

TEST_CASE("Text of the input is safe in JSON", "[report][json]") {
    struct Case {
        std::string_view name, text, want;
    };
    auto const c = GENERATE(values<Case>({
        {"quotes and lines", "say \"x\"\n", R"("say \"x\"\n")"},
        {"controls", "\0\x1b"sv, R"("\u0000\u001B")"},
        {"broken UTF-8", "f\xFCr", "\"f\uFFFDr\""},
        {"nothing", "", R"("")"},
    }));
    CAPTURE(c.name);
    auto failure = samples::mail_refused();
    failure.text = c.text;
    auto const text = samples::render("ndjson", {}, [&](RecordSink& r) { r.on(failure); });
    CHECK(text.find("\"text\":" + std::string(c.want) + ",\"cut\"") != std::string::npos);
}
