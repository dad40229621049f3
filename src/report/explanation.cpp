#include "report/explanation.hpp"

#include "report/escape.hpp"

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

Explanation translated(language::EntryText const& text) { return {text.name, text.means, text.when, text.steps, {}}; }

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

Explanation explanation(language::Language const& in, Diagnosis const& diagnosis) {
    Explanation words = explanation(in, diagnosis.entry, diagnosis.reason);
    Entry const& entry = *diagnosis.entry;
    if (in.is_original()) {
        words.means = escape(means(diagnosis));
        if (!diagnosis.when.empty()) words.when = escape(diagnosis.when);
        words.steps = escaped(steps(diagnosis));
    }
    if (!words.original.empty()) {
        static std::vector<std::string> const none;
        words.original = quotation(
            entry.means.empty() ? entry.means : means(diagnosis), entry.steps.empty() ? none : steps(diagnosis));
    }
    return words;
}

Explanation explanation(language::Language const& in, Entry const* entry, Reason const* reason) {
    if (in.is_original()) return original_words(entry, reason);
    language::EntryText const* const own = entry ? in.entry(entry->id) : nullptr;
    language::EntryText const* const general = reason ? in.entry(reason->id) : nullptr;
    if (own) {
        Explanation words = translated(*own);
        if (words.name.empty() && general) words.name = general->name;
        return words;
    }
    if (!general) return original_words(entry, reason);
    Explanation words = translated(*general);
    if (entry) words.original = quotation(entry->means, entry->steps);
    return words;
}

} // namespace whybounce::report
