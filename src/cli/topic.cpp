#include "cli/topic.hpp"

#include "grammars/parse.hpp"
#include "report/words.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::cli {
namespace {

/// The entry without a step or verb explains the code as such; the others what it means at one step.
Topic from_entries(std::vector<Entry const*> const& entries) {
    Topic topic;
    for (Entry const* entry : entries) {
        bool const general = entry->phase.empty() && entry->verb.empty();
        if (general && !topic.entry)
            topic.entry = entry;
        else if (!general)
            topic.variants.push_back(entry);
    }
    if (!topic.entry) topic.entry = entries.front();
    topic.name = topic.entry->name;
    topic.reason = topic.entry->reason;
    return topic;
}

std::optional<Topic> code_topic(Catalogue const& catalogue, std::uint16_t code, std::string_view word) {
    auto entries = catalogue.entries_for(code, std::nullopt);
    std::erase_if(entries, [](Entry const* entry) { return entry->tier != Tier::reply; });
    if (entries.empty()) entries = catalogue.entries_for(code, std::nullopt);
    if (entries.empty() || code < 200 || code > 599) return std::nullopt;
    Topic topic = from_entries(entries);
    topic.title = word;
    topic.code = code;
    return topic;
}

std::optional<Topic> status_topic(Catalogue const& catalogue, EnhancedStatusCode status, std::string_view word) {
    auto entries = catalogue.entries_for(std::nullopt, status);
    std::erase_if(entries, [](Entry const* entry) { return entry->tier != Tier::status; });
    if (entries.empty()) return std::nullopt;
    Topic topic = from_entries(entries);
    topic.title = word;
    topic.status = status;
    return topic;
}

std::optional<std::uint16_t> whole_code(std::string_view word) {
    auto const pattern = word.size() == 3 ? grammar::parse_code_pattern(word) : std::nullopt;
    return pattern && pattern->first == pattern->last ? std::optional(pattern->first) : std::nullopt;
}

std::optional<EnhancedStatusCode> whole_status(std::string_view word) {
    if (word.starts_with('#')) word.remove_prefix(1);
    auto const parsed = grammar::parse_status_code(word);
    return parsed && parsed->length == word.size() ? std::optional(parsed->value) : std::nullopt;
}

std::vector<std::string> const no_steps;

} // namespace

std::string_view Topic::means() const {
    return entry ? std::string_view(entry->means) : std::string_view(reason->means);
}
std::string_view Topic::when() const { return entry ? std::string_view(entry->when) : std::string_view(reason->when); }
std::vector<std::string> const& Topic::steps() const {
    return entry ? entry->steps : reason ? reason->steps : no_steps;
}
std::string_view Topic::actor() const {
    return entry ? std::string_view(entry->actor) : std::string_view(reason->actor);
}
std::string Topic::who() const {
    if (!reason) return "nobody has to";
    return reason->group() == "other" ? "depends on the cause, which the code alone does not tell"
                                      : report::actor_words(actor());
}

std::string_view Topic::retry() const {
    std::string_view const retry = entry ? entry->retry : reason->retry;
    if (retry != "by-code" || (!code && !status)) return retry;
    return code_class() == 4 ? "later" : "no";
}

int Topic::code_class() const { return code ? *code / 100 : status ? status->klass : 0; }

std::string Topic::class_words() const {
    int const digit = code_class();
    constexpr std::string_view names[] = {"success", "go on", "temporary failure", "permanent failure"};
    if (digit < 2 || digit > 5) return reason ? "reason of the group " + std::string(reason->group()) : "";
    return std::string(names[digit - 2]) +
        (code ? " (" + std::to_string(digit) + "yz)" : " (" + std::to_string(digit) + ".x.x)");
}

std::optional<Topic> find_topic(Catalogue const& catalogue, std::string_view word) {
    if (auto const code = whole_code(word)) return code_topic(catalogue, *code, word);
    if (auto const status = whole_status(word)) return status_topic(catalogue, *status, word);
    Topic topic;
    topic.title = word;
    if (Reason const* const reason = catalogue.reason(ascii::to_lower(word))) {
        topic.reason = reason;
        topic.name = reason->name;
        return topic;
    }
    if (Entry const* const entry = catalogue.entry(ascii::to_lower(word)); entry && entry->tier != Tier::speaker) {
        topic.entry = entry;
        topic.reason = entry->reason;
        topic.name = entry->name;
        return topic;
    }
    return std::nullopt;
}

} // namespace whybounce::cli
