#include "report/explanation.hpp"

#include "report/escape.hpp"

#include <algorithm>

namespace whybounce::report {
namespace {

std::vector<std::string> escaped(std::vector<std::string> const& texts) {
    std::vector<std::string> safe;
    for (std::string const& text : texts) safe.push_back(escape(text));
    return safe;
}

/// What stands in the catalogue itself.
Explanation original_words(Entry const* entry, Reason const* reason) {
    Explanation words;
    if (reason)
        words = {escape(reason->name.empty() ? reason->id : reason->name), escape(reason->means), escape(reason->when),
            escaped(reason->steps), {}};
    if (!entry) return words;
    if (!entry->name.empty()) words.name = escape(entry->name);
    if (!entry->means.empty()) words.means = escape(entry->means);
    words.when = escape(entry->when);
    if (!entry->steps.empty()) words.steps = escaped(entry->steps);
    return words;
}

Explanation translated(language::EntryText const& text) {
    return {text.name, text.means, text.when, language::steps_for(text), {}};
}

/// The user's own words, and the reason's where he wrote none.
Explanation own_words(language::EntryText const* general, Entry const& entry, Reason const* reason) {
    Explanation words = original_words(&entry, reason);
    if (!general) return words;
    if (entry.name.empty()) words.name = general->name;
    if (entry.means.empty()) words.means = general->means;
    if (entry.steps.empty()) words.steps = language::steps_for(*general);
    return words;
}

/// This server refused the client: its postmaster reads it, where the reason speaks to the sender.
bool speaks_to_our_client(Entry const& entry) { return entry.tier == Tier::provider && entry.speaker == "local"; }

/// The entry has another one act, at another time or on another side than its reason, whose steps would mislead.
bool departs(Entry const& entry, Reason const& reason) {
    if (entry.reason != &reason || entry.steps.empty()) return false;
    return entry.actor != reason.actor || entry.retry != reason.retry || speaks_to_our_client(entry);
}

/// The class of the answer changed what the reason advises: waiting does not help any more.
bool departs(Diagnosis const& diagnosis) {
    std::string_view const meant = diagnosis.reason->verdict;
    bool const fitted = meant == "wait" && diagnosis.verdict != meant;
    return fitted && diagnosis.entry->reason == diagnosis.reason && !diagnosis.entry->steps.empty();
}

/// Escaped before the steps are filled: their own marks for line breaks must stay.
std::string one_line(std::string_view reply) {
    std::string line(reply);
    std::ranges::replace(line, '\n', ' ');
    return escape(line);
}

void leave_to_entry(language::Language const& in, Explanation& words, Entry const& entry) {
    words.steps = {in.say("steps.original", {{"entry", escape(entry.id)}})};
}

/// "It means this. Do this. And that."
std::string quotation(std::string text, std::vector<std::string> const& steps) {
    for (std::string const& step : steps) text.append(text.empty() ? "" : " ").append(step);
    return escape(text);
}

} // namespace

std::string const& means(Diagnosis const& diagnosis) {
    if (!diagnosis.means.empty()) return diagnosis.means;
    return diagnosis.entry->means.empty() ? diagnosis.reason->means : diagnosis.entry->means;
}

std::vector<std::string> const& steps(Diagnosis const& diagnosis) {
    if (!diagnosis.steps.empty()) return diagnosis.steps;
    return diagnosis.entry->steps.empty() ? diagnosis.reason->steps : diagnosis.entry->steps;
}

std::string const& title(Diagnosis const& diagnosis) {
    if (!diagnosis.entry->name.empty()) return diagnosis.entry->name;
    return diagnosis.reason->name.empty() ? diagnosis.reason->id : diagnosis.reason->name;
}

Explanation explanation(language::Language const& in, Diagnosis const& diagnosis, std::string_view reply) {
    Entry const& entry = *diagnosis.entry;
    Explanation words = explanation(in, &entry, diagnosis.reason);
    bool const own_steps = !entry.steps.empty(), own_means = !entry.means.empty();
    bool const own_entry = entry.tier == Tier::user;
    if (in.is_original() || (own_entry && own_steps)) words.steps = escaped(steps(diagnosis));
    if (in.is_original() || (own_entry && own_means)) words.means = escape(means(diagnosis));
    if ((in.is_original() || own_entry) && !diagnosis.when.empty()) words.when = escape(diagnosis.when);
    if (words.original.empty()) return words;
    static std::vector<std::string> const none;
    words.original = quotation(own_means ? means(diagnosis) : std::string{}, own_steps ? steps(diagnosis) : none);
    if (departs(entry, *diagnosis.reason)) return words;
    if (departs(diagnosis))
        leave_to_entry(in, words, entry);
    else if (auto const* const general = in.entry(diagnosis.reason->id))
        words.steps = language::steps_for(*general, one_line(reply), diagnosis);
    return words;
}

Explanation explanation(language::Language const& in, Entry const* entry, Reason const* reason) {
    if (in.is_original()) return original_words(entry, reason);
    language::EntryText const* const own = entry ? in.entry(entry->id) : nullptr;
    language::EntryText const* const general = reason ? in.entry(reason->id) : nullptr;
    if (entry && entry->tier == Tier::user) return own_words(general, *entry, reason);
    if (own) {
        Explanation words = translated(*own);
        if (words.name.empty() && general) words.name = general->name;
        return words;
    }
    if (!general) return original_words(entry, reason);
    Explanation words = translated(*general);
    if (!entry) return words;
    words.original = quotation(entry->means, entry->steps);
    if (departs(*entry, *reason)) leave_to_entry(in, words, *entry);
    return words;
}

} // namespace whybounce::report
