#include "report/text_failure.hpp"

#include "report/escape.hpp"
#include "report/explanation.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::size_t label_columns = 10;

/// `  means   The server …`, aligned with its neighbours and wrapped.
std::string field(std::string_view label, std::string_view text, std::size_t width) {
    if (text.empty()) return {};
    return fmt::format("  {:<7} {}\n", label, wrap(text, label_columns, width));
}

/// How often, where it was more than once.
std::string frequency(Cause const& cause) {
    if (cause.failures == 1 && cause.problems <= 1) return {};
    if (cause.problems == cause.failures) return fmt::format("  ({} times)", cause.failures);
    if (cause.problems == 0) return fmt::format("  ({})", plural(cause.failures, "line"));
    return fmt::format("  ({}, {})", plural(cause.problems, "problem"), plural(cause.failures, "line"));
}

std::string steps_field(std::vector<std::string> const& steps, std::size_t width) {
    if (steps.size() == 1) return field("do", escape(steps.front()), width);
    std::string out;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        std::string const number = fmt::format("{}. ", i + 1);
        out += fmt::format(
            "  {:<7} {}{}\n", i == 0 ? "do" : "", number, wrap(escape(steps[i]), label_columns + number.size(), width));
    }
    return out;
}

std::string because_field(Cause const& cause, std::size_t width) {
    Diagnosis const& diagnosis = cause.diagnosis;
    std::string grounds;
    for (Ground const& ground : diagnosis.because) grounds += (grounds.empty() ? "" : ", ") + ground_words(ground);
    std::string const entry = fmt::format("tier {}, entry {}, confidence {:.2f}", tier_words(diagnosis.entry->tier),
        escape(diagnosis.entry->id), diagnosis.confidence);
    return field("because", entry, width) + field("", grounds, width);
}

/// "a, b and 12 more"
std::string list(std::vector<std::string> const& items, std::uint64_t total) {
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        bool const last = i + 1 == items.size() && total <= items.size();
        out += (i == 0 ? "" : last ? " and " : ", ") + items[i];
    }
    if (total > items.size()) out += fmt::format(" and {} more", total - items.size());
    return out;
}

/// The first line of the reply, with its codes, fits the window of an excerpt.
bool fits_excerpt(Cause const& cause, std::size_t width) {
    std::string_view const line = std::string_view(cause.text).substr(0, cause.text.find('\n'));
    return cause.codes.size() + display_width(escape(line)) + label_columns + 2 < width;
}

/// The whole reply, where the source lines do not show it.
std::string said_field(Cause const& cause, std::size_t width) {
    if (cause.shown && fits_excerpt(cause, width)) return {};
    std::string text = cause.codes;
    for (std::string_view rest = cause.text; !rest.empty();) {
        std::string_view const line = rest.substr(0, rest.find('\n'));
        text += (text.empty() ? "" : " ") + escape(line);
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    return field("said", text, width);
}

std::string also_field(Cause const& cause, std::size_t width) {
    if (cause.also.empty()) return {};
    return field("also", list(cause.also, cause.others), width);
}

std::string then_field(Cause const& cause, std::size_t width) {
    if (cause.consequences.empty()) return {};
    return field("then", list(cause.consequences, cause.folded) + " failed because of this", width);
}

std::string source_field(Cause const& cause, std::size_t width) {
    auto const& sources = cause.diagnosis.entry->sources;
    return sources.empty() ? std::string{} : field("source", escape(sources.front()), width);
}

/// "sisimai  userunknown (hard bounce)"
std::string label_field(Diagnosis const& diagnosis, std::string_view peer, std::size_t width) {
    if (peer.empty()) return {};
    PeerLabels const labels = labels_of(diagnosis);
    std::string_view const word = peer == "sisimai" ? labels.sisimai : peer == "kumo" ? labels.kumo : labels.zone;
    std::string text(word.empty() ? "-" : word);
    if (peer == "sisimai") text += labels.sisimai_hard ? " (hard bounce)" : " (soft bounce)";
    return field(peer, text, width);
}

} // namespace

std::string render_cause(Cause const& cause, Style const& style, std::size_t width, std::string_view labels) {
    Diagnosis const& diagnosis = cause.diagnosis;
    std::string const heading = cause.place + "  " + cause.headline;
    std::string out = style.paint(Role::heading, heading) + style.paint(Role::faint, frequency(cause)) + '\n';
    out += cause.excerpt;
    out += said_field(cause, width);
    out += field("means", escape(means(diagnosis)), width);
    out += steps_field(steps(diagnosis), width);
    out += field("who", actor_words(diagnosis.actor), width);
    out += field("retry", retry_words(diagnosis), width);
    if (cause.cut) out += field("note", "the log cut this reply short", width);
    out += because_field(cause, width);
    out += label_field(diagnosis, labels, width);
    out += source_field(cause, width);
    out += also_field(cause, width);
    out += then_field(cause, width);
    return out;
}

} // namespace whybounce::report
