#include "report/anomaly_words.hpp"

#include "language/languages.hpp"
#include "report/escape.hpp"

#include <algorithm>
#include <charconv>

namespace whybounce::report {
namespace {

using language::Argument;

/// The number that decides the plural form: the value of {count}; the form for one may go without.
std::uint64_t number_of(std::vector<Argument>& values) {
    auto const count = std::ranges::find(values, "count", &Argument::name);
    if (count == values.end()) {
        values.push_back({"count", "1"});
        return 1;
    }
    std::uint64_t number = 0;
    std::from_chars(count->value.data(), count->value.data() + count->value.size(), number);
    return number;
}

/// The translation of one English sentence by the message of this key, if the sentence was made from it.
std::optional<std::string> translated(
    language::Language const& in, std::string const& key, std::string_view form, std::string_view sentence) {
    language::Message const* const english = language::english().find(key + std::string(form));
    auto values = english ? language::unfill(english->text, sentence) : std::nullopt;
    if (!values) return std::nullopt;
    std::string const ours = form.empty() ? key : key + '.' + std::string(in.form_for(number_of(*values)));
    language::Message const* const message = in.find(ours);
    return message ? std::optional(language::fill(message->text, *values)) : std::nullopt;
}

/// A hint that many kinds of trouble share: the messages whose key begins with "hint.".
std::optional<std::string> shared_hint(language::Language const& in, std::string_view sentence) {
    constexpr std::string_view prefix = "hint.";
    auto const& english = language::english().messages();
    for (auto row = english.lower_bound(prefix); row != english.end() && row->first.starts_with(prefix); ++row)
        if (auto said = translated(in, row->first, "", sentence)) return said;
    return std::nullopt;
}

std::string sentence_in(language::Language const& in, std::string const& key, std::string_view text) {
    std::string const sentence = escape(text);
    if (in.is_original() || sentence.empty()) return sentence;
    if (auto const said = shared_hint(in, sentence)) return *said;
    for (std::string_view const form : {"", ".one", ".other"})
        if (auto const said = translated(in, key, form, sentence)) return *said;
    return in.say("anomalies.original", {{"text", sentence}});
}

/// What a finding adds to the words of its row stays as it is: names, numbers, what the session said.
AnomalyWords words_of(language::Language const& in, LintRow const& row, AnomalyRecord const& finding) {
    FindingWords words = finding_words(in, row);
    std::string_view rest = finding.what;
    bool const begins = rest.starts_with(row.what);
    if (!begins) return {in.say("anomalies.original", {{"text", escape(rest)}}), words.fix, words.why};
    rest.remove_prefix(row.what.size());
    bool const detailed = rest.starts_with(": ");
    if (detailed) rest.remove_prefix(2);
    std::string const detail = escape(rest);
    return {detailed ? in.say("anomalies.detail", {{"what", words.what}, {"detail", detail}}) : words.what + detail,
        words.fix, words.why};
}

} // namespace

FindingWords finding_words(language::Language const& in, LintRow const& row) {
    language::EntryText const* const text = in.is_original() ? nullptr : in.entry(row.id);
    if (!text) return {std::string(row.what), std::string(row.why), std::string(row.fix)};
    return {text->name, text->means, text->steps.empty() ? "" : text->steps.front()};
}

AnomalyWords anomaly_words(language::Language const& in, AnomalyRecord const& anomaly) {
    LintRow const* const row = in.is_original() ? nullptr : find_lint_row(anomaly.id);
    if (row) return words_of(in, *row, anomaly);
    std::string const key = "anomaly." + std::string(anomaly.id);
    return {sentence_in(in, key + ".what", anomaly.what), sentence_in(in, key + ".hint", anomaly.hint),
        escape(anomaly.why)};
}

} // namespace whybounce::report
