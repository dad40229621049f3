#include "report/text_failure.hpp"

#include "report/escape.hpp"
#include "report/explanation.hpp"
#include "report/fields.hpp"
#include "report/peer_label.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array labels{"for"sv, "said"sv, "means"sv, "do"sv, "original"sv, "who"sv, "retry"sv, "address"sv,
    "note"sv, "because"sv, "source"sv, "about"sv, "also"sv, "then"sv};
/// "original" is never shown in English and does not count there.
constexpr std::size_t narrowest = 7;

std::span<std::string_view const> labels_of(Language const& in) {
    static constexpr std::array english{"because"sv};
    return in.is_original() ? std::span<std::string_view const>(english) : std::span<std::string_view const>(labels);
}

/// How often, where it was more than once, and to how many.
std::string frequency(Language const& in, Cause const& cause) {
    if (cause.failures == 1 && cause.problems <= 1) return {};
    std::vector<std::string> counts;
    if (cause.problems == cause.failures)
        counts.push_back(in.count("count.times", cause.failures));
    else if (cause.problems > 0)
        counts.push_back(in.count("count.problems", cause.problems));
    if (cause.problems != cause.failures) counts.push_back(in.count("count.lines", cause.failures));
    if (cause.recipients > 0 && std::max(cause.problems, cause.recipients) > 1)
        counts.push_back(in.count("count.recipients", cause.recipients, {}, cause.more_recipients ? "≥ " : ""));
    for (std::string& count : counts) count = tied(count);
    return in.say("report.often", {{"counts", list_of(in, counts)}});
}

std::string grounds_of(Language const& in, Diagnosis const& diagnosis) {
    std::vector<std::string> grounds;
    for (Ground const& ground : diagnosis.because) grounds.push_back(ground_words(in, ground));
    return list_of(in, grounds);
}

/// The first line of the reply, with its codes, fits the window of an excerpt.
bool fits_excerpt(Cause const& cause, std::size_t indent, std::size_t width) {
    std::string_view const line = std::string_view(cause.text).substr(0, cause.text.find('\n'));
    return cause.codes.size() + display_width(escape(line)) + indent + 2 < width;
}

/// The whole reply, where the source lines do not show it.
std::string said(Cause const& cause, std::size_t indent, std::size_t width) {
    if (cause.shown && fits_excerpt(cause, indent, width)) return {};
    std::string text = cause.codes;
    for (std::string_view rest = cause.text; !rest.empty();) {
        std::string_view const line = rest.substr(0, rest.find('\n'));
        text += (text.empty() ? "" : " ") + escape(line);
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    return text;
}

bool is_given_up(Cause const& cause) { return cause.given_up > 0 && cause.given_up >= cause.problems; }

/// What to do; where the queue gave up, time heals nothing any more.
Advice advice(Cause const& cause) {
    Diagnosis const& diagnosis = cause.diagnosis;
    Advice advice{diagnosis.verdict, diagnosis.actor, diagnosis.retry};
    if (cause.given_up == 0 || advice.actor != "nobody") return advice;
    Advice const over = advice_of(*diagnosis.reason, nullptr, Outcome::permanent);
    advice.actor = over.actor;
    if (is_given_up(cause)) advice.verdict = over.verdict;
    return advice;
}

/// What a queue that gave up has not tried again, its postmaster may.
std::string retry(Language const& in, Cause const& cause) {
    std::string const usual = retry_words(in, cause.diagnosis);
    if (cause.given_up == 0) return usual;
    std::string const place = list_of(in, cause.given_up_at, cause.given_up);
    if (is_given_up(cause)) return in.say("report.given-up", {{"place", place}});
    return in.count("report.given-up-some", cause.given_up,
        {{"retry", usual}, {"total", std::to_string(cause.problems)}, {"place", place}});
}

/// Steps that count on the queue follow what is to be done without it.
std::vector<std::string> steps_of(Language const& in, Cause const& cause, std::vector<std::string> steps) {
    bool const waits = cause.given_up > 0 && cause.diagnosis.retry == "later";
    if (waits && !steps.empty()) steps.insert(steps.begin(), in.say("report.given-up-step"));
    return steps;
}

std::string then(Language const& in, Cause const& cause) {
    if (cause.consequences.empty()) return {};
    return in.count("report.then", cause.folded, {{"steps", list_of(in, cause.consequences, cause.folded)}});
}

std::string quoted(Language const& in, Entry const& entry, std::string const& original) {
    return original.empty() ? original : in.say("original", {{"entry", escape(entry.id)}, {"text", original}});
}

} // namespace

std::string render_cause(
    Language const& in, Cause const& cause, Style const& style, std::size_t width, std::string_view peer) {
    Diagnosis const& diagnosis = cause.diagnosis;
    Explanation const words = explanation(in, diagnosis, cause.text);
    Fields const fields(in, labels_of(in), narrowest, width);
    auto const& sources = diagnosis.entry->sources;
    std::string const title = wrap_title(cause.place + "  " + cause.headline, width);
    std::string out = style.paint(Role::heading, title) +
        style.paint(Role::faint, behind_title(title, frequency(in, cause), width)) + '\n' + cause.excerpt;
    out += fields.field("for", cause.whose);
    out += fields.field("said", said(cause, fields.indent(), width));
    out += fields.field("means", words.means);
    out += fields.steps("do", steps_of(in, cause, words.steps));
    out += fields.field("original", quoted(in, *diagnosis.entry, words.original));
    out += fields.field("who", actor_words(in, *diagnosis.reason, advice(cause)));
    out += fields.field("retry", retry(in, cause));
    if (cause.of_recipient) out += fields.field("address", address_words(in, *diagnosis.reason, advice(cause).verdict));
    if (cause.cut) out += fields.field("note", in.say("report.cut-reply"));
    out += fields.field("because", because_words(in, diagnosis));
    out += fields.field("", grounds_of(in, diagnosis));
    out += peer_field(in, fields, peer, diagnosis);
    out += fields.field("source", sources.empty() ? "" : source_words(in, sources.front()));
    out += fields.field("about", subject_words(in, cause.subjects));
    out += fields.field("about", cause.shared);
    out += fields.field("also", cause.also.empty() ? "" : list_of(in, cause.also, cause.others));
    out += fields.field("then", then(in, cause));
    return out;
}

} // namespace whybounce::report
