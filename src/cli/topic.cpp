#include "cli/topic.hpp"

#include "catalogue/split_blanks.hpp"
#include "grammars/parse.hpp"
#include "report/escape.hpp"
#include "report/words.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>

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

/// "X.1.1", as the register writes it.
bool is_of_any_class(std::string_view word) {
    return ascii::starts_with_no_case(word.substr(word.starts_with('#')), "x.");
}

std::vector<grammar::StatusPattern> patterns_of(Entry const& entry) {
    std::vector<grammar::StatusPattern> patterns;
    for (std::string_view const word : split_blanks(entry.status))
        if (auto const pattern = grammar::parse_status_pattern(word)) patterns.push_back(*pattern);
    return patterns;
}

/// The entry names this status, perhaps in a range; not all of a subject ("X.7.*").
bool names(Entry const& entry, EnhancedStatusCode status, bool any_class) {
    return std::ranges::any_of(patterns_of(entry), [&](grammar::StatusPattern pattern) {
        bool const all = pattern.details.first == 0 && pattern.details.last >= 999;
        if (any_class) pattern.klass = 0;
        return !all && pattern.matches(status);
    });
}

/// What those mean by the status who have a meaning of their own for it.
std::vector<Entry const*> uses_of(Catalogue const& catalogue, EnhancedStatusCode status, bool any_class) {
    std::vector<Entry const*> uses;
    for (Entry const& entry : catalogue.entries()) {
        bool const own = entry.tier == Tier::provider || entry.tier == Tier::mta || entry.tier == Tier::user;
        if (own && entry.reason && names(entry, status, any_class)) uses.push_back(&entry);
    }
    return uses;
}

std::optional<Topic> status_topic(Catalogue const& catalogue, EnhancedStatusCode status, bool any_class) {
    auto entries = catalogue.entries_for(std::nullopt, status);
    std::erase_if(entries, [](Entry const* entry) { return entry->tier != Tier::status; });
    if (entries.empty()) return std::nullopt;
    auto const is_named = [&](Entry const* entry) { return names(*entry, status, any_class); };
    if (std::ranges::any_of(entries, is_named)) // then what is said of numbers that are not registered is wrong
        std::erase_if(entries, [&](Entry const* entry) { return !is_named(entry); });
    Topic topic = from_entries(entries);
    topic.title = any_class ? "X" + to_string(status).substr(1) : to_string(status);
    topic.status = status;
    topic.any_class = any_class;
    topic.uses = uses_of(catalogue, status, any_class);
    return topic;
}

std::optional<std::uint16_t> whole_code(std::string_view word) {
    auto const pattern = word.size() == 3 ? grammar::parse_code_pattern(word) : std::nullopt;
    return pattern && pattern->first == pattern->last ? std::optional(pattern->first) : std::nullopt;
}

std::optional<EnhancedStatusCode> whole_status(std::string_view word) {
    if (word.starts_with('#')) word.remove_prefix(1);
    std::string text(word);
    if (ascii::starts_with_no_case(text, "x.")) text.front() = '5'; // as `codes` lists those of any class
    auto const parsed = grammar::parse_status_code(text);
    return parsed && parsed->length == text.size() ? std::optional(parsed->value) : std::nullopt;
}

/// In the order of the first digit, from 2.
constexpr std::array<std::string_view, 4> classes{"class.success", "class.go-on", "class.temporary", "class.permanent"};

} // namespace

report::Explanation Topic::words(Language const& in) const {
    if (speaker.empty()) return report::explanation(in, entry, reason);
    report::Explanation words;
    words.name = in.say("explain.mark", {{"provider", report::escape(speaker)}});
    words.means = in.say("explain.mark.means", {{"provider", report::escape(speaker)}});
    words.steps = {in.say("explain.mark.do")};
    return words;
}

Advice Topic::advice() const {
    if (!speaker.empty()) return {"by-code", "nobody", "by-code"};
    if (!reason) return {"none", entry->actor, entry->retry};
    int const digit = code_class();
    if (digit != 0) return advice_of(*reason, entry, outcome_of(digit * 100));
    return {reason->verdict, entry ? entry->actor : reason->actor, entry ? entry->retry : reason->retry};
}

std::string Topic::who(Language const& in) const {
    if (!reason) return in.say("who.nobody");
    return reason->group() == "other" ? in.say("who.unknown") : report::actor_words(in, *reason, advice());
}

std::string Topic::retry_words(Language const& in) const {
    return reason ? report::retry_words(in, *reason, retry()) : in.say("retry.nothing");
}

std::string Topic::verdict_words(Language const& in) const {
    return reason ? report::verdict_words(in, *reason, verdict()) : in.say("verdict." + std::string(verdict()));
}

int Topic::code_class() const { return code ? *code / 100 : status && !any_class ? status->klass : 0; }

std::string_view Topic::kind() const {
    if (!speaker.empty()) return "mark";
    return code ? "code" : status ? "status" : entry ? "entry" : "reason";
}

std::string Topic::class_words(Language const& in) const {
    int const digit = code_class();
    if (digit >= 2 && digit <= 5)
        return in.say(classes[static_cast<std::size_t>(digit) - 2],
            {{"pattern", std::to_string(digit) + (code ? "yz" : ".x.x")}});
    if (status) return in.say("class.any");
    if (entry) return in.say("class.entry", {{"tier", report::tier_words(in, entry->tier)}});
    return in.say("class.reason", {{"group", std::string(reason->group())}});
}

bool names_status(Entry const& entry, std::string_view word) {
    auto const status = whole_status(word);
    return status && names(entry, *status, is_of_any_class(word));
}

std::optional<Topic> find_topic(Catalogue const& catalogue, std::string_view word) {
    if (auto const code = whole_code(word)) return code_topic(catalogue, *code, word);
    if (auto const status = whole_status(word)) return status_topic(catalogue, *status, is_of_any_class(word));
    Topic topic;
    if (Reason const* const reason = catalogue.reason(ascii::to_lower(word))) {
        topic.title = reason->id;
        topic.reason = reason;
        return topic;
    }
    if (Entry const* const entry = catalogue.entry(ascii::to_lower(word)); entry && entry->tier != Tier::speaker) {
        topic.title = entry->id;
        topic.entry = entry;
        topic.reason = entry->reason;
        return topic;
    }
    return std::nullopt;
}

std::optional<Topic> find_topic(std::string_view word) {
    Catalogue const& codes = Catalogue::of_codes();
    bool const enough = whole_code(word) || codes.reason(ascii::to_lower(word));
    return find_topic(enough ? codes : Catalogue::built_in(), word);
}

} // namespace whybounce::cli
