#include "cli/saved_diagnosis.hpp"

#include <algorithm>

namespace whybounce::cli {
namespace {

using Strings = std::vector<std::string>;

[[noreturn]] void not_a(char const* name, char const* what) {
    throw BadRecord{std::string("`") + name + "` is not " + what};
}

Strings strings(rapidjson::Value const& array, char const* name) {
    Strings all;
    for (auto const& item : array.GetArray()) {
        if (!item.IsString()) not_a(name, "a list of strings");
        all.emplace_back(item.GetString(), item.GetStringLength());
    }
    return all;
}

/// Peers' names, "-" where they have none.
std::string label(JsonObject const& labels, char const* name) {
    return std::string(labels.optional_text(name).value_or("-"));
}

bool same(std::string_view a, std::string_view b) { return (a.empty() ? "-" : a) == (b.empty() ? "-" : b); }

Ground ground_of(JsonObject const& json) {
    Ground ground;
    std::string_view const word = json.text("kind");
    using Kind = Ground::Kind;
    constexpr Kind kinds[] = {
        Kind::token, Kind::speaker, Kind::phase, Kind::session, Kind::words, Kind::status, Kind::code, Kind::registry};
    auto const found = std::ranges::find(kinds, word, [](Kind kind) { return to_string(kind); });
    if (found == std::end(kinds)) not_a("kind", "a ground that this version knows");
    ground.kind = *found;
    ground.text = json.text("text");
    if (!json.is_null("from")) ground.from = json.number("from");
    if (!json.is_null("to")) ground.to = json.number("to");
    return ground;
}

std::string const& means_of(Entry const& entry, Reason const& reason) {
    return entry.means.empty() ? reason.means : entry.means;
}

Strings const& steps_of(Entry const& entry, Reason const& reason) {
    return entry.steps.empty() ? reason.steps : entry.steps;
}

bool same_labels(Diagnosis const& diagnosis, JsonObject const& labels) {
    PeerLabels const own = labels_of(diagnosis);
    return same(own.sisimai, label(labels, "sisimai")) && same(own.kumo, label(labels, "kumo")) &&
        same(own.zone, label(labels, "zone")) && own.sisimai_hard == labels.flag("sisimai_hard");
}

} // namespace

JsonObject::JsonObject(rapidjson::Value const& value) : value_(value) {
    if (!value.IsObject()) throw BadRecord{"an object is missing"};
}

rapidjson::Value const& JsonObject::at(char const* name) const {
    auto const member = value_.FindMember(name);
    if (member == value_.MemberEnd()) throw BadRecord{std::string("`") + name + "` is missing"};
    return member->value;
}

std::string_view JsonObject::text(char const* name) const {
    rapidjson::Value const& value = at(name);
    if (!value.IsString()) not_a(name, "a string");
    return {value.GetString(), value.GetStringLength()};
}

std::optional<std::string_view> JsonObject::optional_text(char const* name) const {
    if (is_null(name)) return std::nullopt;
    return text(name);
}

std::uint64_t JsonObject::number(char const* name) const {
    rapidjson::Value const& value = at(name);
    if (!value.IsUint64()) not_a(name, "a whole number");
    return value.GetUint64();
}

std::uint64_t JsonObject::number_or(char const* name, std::uint64_t absent) const {
    return has(name) ? number(name) : absent;
}

bool JsonObject::has(char const* name) const { return value_.HasMember(name) && !value_[name].IsNull(); }

double JsonObject::decimal(char const* name) const {
    rapidjson::Value const& value = at(name);
    if (!value.IsNumber()) not_a(name, "a number");
    return value.GetDouble();
}

bool JsonObject::flag(char const* name) const {
    rapidjson::Value const& value = at(name);
    if (!value.IsBool()) not_a(name, "true or false");
    return value.GetBool();
}

rapidjson::Value const& JsonObject::array(char const* name) const {
    rapidjson::Value const& value = at(name);
    if (!value.IsArray()) not_a(name, "a list");
    return value;
}

Reason const* SavedDiagnoses::reason_of(JsonObject const& json) {
    std::string_view const id = json.text("reason");
    if (Reason const* const own = catalogue_.reason(id)) return own;
    auto& made = reasons_[std::string(id)];
    if (!made) {
        made = std::make_unique<Reason>();
        made->id = id;
    }
    return made.get();
}

/// The catalogue's own entry when it says the same; what has values of the reply in it is the diagnosis's.
Entry const* SavedDiagnoses::entry_of(JsonObject const& json, Reason const* reason, Diagnosis& diagnosis) {
    std::string_view const id = json.text("entry"), means = json.text("means");
    Strings const steps = strings(json.array("do"), "do"), sources = strings(json.array("sources"), "sources");
    JsonObject const labels = json.object("labels");
    Entry const* const own = catalogue_.entry(id);
    diagnosis.entry = own;
    if (own && (steps_of(*own, *reason) != steps)) diagnosis.steps = steps;
    if (own && !own->means_pattern.empty()) diagnosis.means = means;
    bool const same_means = own && (means_of(*own, *reason) == means || !diagnosis.means.empty());
    if (same_means && own->sources == sources && same_labels(diagnosis, labels)) return own;
    std::string key = std::string(id).append(1, '\n').append(means).append(1, '\n').append(reason->id);
    for (std::string const& text : sources) key.append(1, '\n').append(text);
    auto& made = entries_[key];
    if (made) return made.get();
    made = own ? std::make_unique<Entry>(*own) : std::make_unique<Entry>();
    made->id = id;
    made->reason = reason;
    made->means = means;
    made->sources = sources;
    made->sisimai = label(labels, "sisimai");
    made->kumo = label(labels, "kumo");
    made->zone = label(labels, "zone");
    return made.get();
}

Diagnosis SavedDiagnoses::read(JsonObject const& json) {
    Diagnosis diagnosis;
    diagnosis.reason = reason_of(json);
    diagnosis.entry = entry_of(json, diagnosis.reason, diagnosis);
    if (diagnosis.steps.empty() && steps_of(*diagnosis.entry, *diagnosis.reason) != strings(json.array("do"), "do"))
        diagnosis.steps = strings(json.array("do"), "do");
    diagnosis.verdict = kept(json.text("verdict"));
    diagnosis.actor = kept(json.text("actor"));
    diagnosis.retry = kept(json.text("retry"));
    if (!json.is_null("retry_after_s"))
        diagnosis.retry_after_s = static_cast<std::uint32_t>(json.number("retry_after_s"));
    diagnosis.provider = json.optional_text("provider");
    diagnosis.list = json.optional_text("list");
    diagnosis.confidence = json.decimal("confidence");
    for (auto const& ground : json.array("because").GetArray())
        diagnosis.because.push_back(ground_of(JsonObject(ground)));
    return diagnosis;
}

} // namespace whybounce::cli
