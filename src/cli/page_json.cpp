#include "cli/page_json.hpp"

#include "cli/cited_reply.hpp"
#include "language/languages.hpp"
#include "report/json_value.hpp"

#include <array>

namespace whybounce::cli {
namespace {

using report::JsonWriter;

constexpr std::array<std::string_view, 4> classes{"success", "intermediate", "temporary", "permanent"};

OptionalView class_key(int digit) {
    if (digit < 2 || digit > 5) return std::nullopt;
    return classes[static_cast<std::size_t>(digit) - 2];
}

OptionalView filled(std::string_view text) { return text.empty() ? OptionalView{} : text; }

void put_variant(JsonWriter& json, Entry const& entry) {
    json.field("entry", entry.id);
    json.field("phase", filled(entry.phase));
    json.field("verb", filled(entry.verb));
    json.field("name", entry.name);
    json.field("means", entry.means);
    json.field("reason", entry.reason ? OptionalView(entry.reason->id) : std::nullopt);
}

void put_use(JsonWriter& json, Entry const& entry) {
    json.field("entry", entry.id);
    json.field("provider", filled(entry.provider));
    json.field("name", entry.name);
    json.field("means", entry.means);
    json.field("reason", entry.reason ? OptionalView(entry.reason->id) : std::nullopt);
}

void put_quoted(JsonWriter& json, std::optional<QuotedPart> const& quoted) {
    if (!quoted) return json.field("quoted", OptionalView{});
    json.key("quoted");
    json.open_object();
    json.field("code", quoted->code);
    json.field("enhanced", quoted->status);
    json.field("from", quoted->from);
    json.close_object();
}

} // namespace

void put_topic(JsonWriter& json, std::string_view key, Topic const& topic) {
    report::Explanation const words = topic.words(language::english());
    json.key(key);
    json.open_object();
    json.field("kind", topic.kind());
    json.field("topic", topic.title);
    json.field("class", class_key(topic.code_class()));
    json.field("name", words.name);
    json.field("reason", topic.reason ? OptionalView(topic.reason->id) : std::nullopt);
    json.field("entry", topic.entry ? OptionalView(topic.entry->id) : std::nullopt);
    json.field("means", words.means);
    json.field("when", filled(words.when));
    report::put_values(json, "do", words.steps);
    json.field("actor", topic.actor());
    json.field("verdict", topic.verdict());
    json.field("retry", topic.retry());
    report::put_values(json, "sources", topic.entry ? topic.entry->sources : std::vector<std::string>{});
    report::put_objects(json, "variants", topic.variants, [&json](Entry const* entry) { put_variant(json, *entry); });
    report::put_objects(json, "uses", topic.uses, [&json](Entry const* entry) { put_use(json, *entry); });
    json.close_object();
}

void put_finding(JsonWriter& json, LintRow const& finding) {
    json.key("finding");
    json.open_object();
    json.field("id", finding.id);
    json.field("severity", to_string(finding.severity));
    json.field("what", finding.what);
    json.field("why", finding.why);
    json.field("do", finding.fix);
    json.field("rfc", filled(finding.rfc));
    json.close_object();
}

void put_reading(JsonWriter& json, Reading const& reading) {
    json.key("pasted");
    json.open_object();
    json.field("code", reading.evidence.code);
    json.field("enhanced", reading.evidence.status);
    json.field("phase", to_string(reading.evidence.step));
    json.field("text", may_hold_secret(reading) ? std::string_view{} : reading.evidence.text);
    put_quoted(json, reading.quoted);
    json.field("failures", reading.failures);
    json.field("deliveries", reading.deliveries);
    report::put_diagnosis(json, reading.diagnosis);
    json.close_object();
    report::put_objects(
        json, "rivals", reading.rivals, [&json](Diagnosis const& rival) { report::put_diagnosis(json, rival); });
}

} // namespace whybounce::cli
