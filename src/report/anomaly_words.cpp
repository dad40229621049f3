#include "report/anomaly_words.hpp"

#include "language/languages.hpp"
#include "report/escape.hpp"

#include <charconv>

namespace whybounce::report {
namespace {

using language::Argument;

/// The number that decides the plural form: the value of {count}.
std::uint64_t number_of(std::vector<Argument> const& values) {
    std::uint64_t number = 0;
    for (Argument const& value : values)
        if (value.name == "count") std::from_chars(value.value.data(), value.value.data() + value.value.size(), number);
    return number;
}

/// The translation of one English sentence by the message of this key, if the sentence was made from it.
std::optional<std::string> translated(
    language::Language const& in, std::string const& key, std::string_view form, std::string_view sentence) {
    language::Message const* const english = language::english().find(key + std::string(form));
    auto const values = english ? language::unfill(english->text, sentence) : std::nullopt;
    if (!values) return std::nullopt;
    std::string const ours = form.empty() ? key : key + '.' + std::string(in.form_for(number_of(*values)));
    language::Message const* const message = in.find(ours);
    return message ? std::optional(language::fill(message->text, *values)) : std::nullopt;
}

std::string sentence_in(language::Language const& in, std::string const& key, std::string_view text) {
    std::string const sentence = escape(text);
    if (in.is_original() || sentence.empty()) return sentence;
    for (std::string_view const form : {"", ".one", ".other"})
        if (auto const said = translated(in, key, form, sentence)) return *said;
    return in.say("anomalies.original", {{"text", sentence}});
}

} // namespace

AnomalyWords anomaly_words(language::Language const& in, AnomalyRecord const& anomaly) {
    std::string const key = "anomaly." + std::string(anomaly.id);
    return {sentence_in(in, key + ".what", anomaly.what), sentence_in(in, key + ".hint", anomaly.hint)};
}

} // namespace whybounce::report
