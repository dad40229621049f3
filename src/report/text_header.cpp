#include "report/escape.hpp"
#include "report/text_summary.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::size_t most_inputs = 10;

/// "swaks dialect", "postfix log", "returned mail"
std::string kind_words(Language const& in, InputInfo const& input, Overview const& overview) {
    bool const unread = std::ranges::find(overview.unread, input.input) != overview.unread.end();
    if (!input.kind) return in.say(unread ? "report.kind.unread" : "report.kind.unrecognised");
    return in.say(
        "report.kind." + std::string(to_string(*input.kind)), {{"dialect", escape(input.dialect.value_or("unknown"))}});
}

std::string failure_words(Language const& in, Overview const& overview) {
    SummaryRecord const& s = overview.summary;
    std::string words = in.count("count.failures", s.failures - std::min(overview.folded, s.failures));
    if (overview.log)
        words = in.say(
            "report.failures-of-problems", {{"failures", words}, {"problems", in.count("count.problems", s.problems)}});
    if (overview.folded == 0) return words;
    return in.count("report.folded", overview.folded, {{"failures", words}});
}

/// How many sessions and messages there are, if any.
std::vector<std::string> what_was_read(Language const& in, SummaryRecord const& s) {
    std::vector<std::string> counts;
    if (s.sessions > 0) counts.push_back(in.count("count.sessions", s.sessions));
    if (s.messages > 0) counts.push_back(in.count("count.messages", s.messages));
    return counts;
}

std::vector<std::string> count_words(Language const& in, Overview const& overview) {
    auto counts = what_was_read(in, overview.summary);
    counts.push_back(failure_words(in, overview));
    for (std::string& count : counts) count = tied(count);
    return counts;
}

} // namespace

std::string render_header(Language const& in, Overview const& overview, Style const& style, std::size_t width) {
    auto const inputs = overview.inputs;
    auto counts = count_words(in, overview);
    if (inputs.size() == 1) {
        if (overview.summary.counts.lines == 0 && !overview.unread.empty()) counts.clear();
        counts.insert(counts.begin(), kind_words(in, inputs[0], overview));
        std::string const name = escape(inputs[0].input);
        return style.paint(Role::heading, name) + behind_title(name, list_of(in, counts), width) + '\n';
    }
    std::string const all =
        in.say("report.inputs", {{"inputs", in.count("count.inputs", inputs.size())}, {"counts", list_of(in, counts)}});
    std::string out = wrap_title(all, width) + '\n';
    for (InputInfo const& input : inputs.first(std::min(inputs.size(), most_inputs)))
        out +=
            fmt::format("  {}  {}\n", style.paint(Role::heading, escape(input.input)), kind_words(in, input, overview));
    if (inputs.size() > most_inputs) out += "  " + in.count("report.more-inputs", inputs.size() - most_inputs) + '\n';
    return out;
}

std::string render_no_failures(Language const& in, Overview const& overview, Style const& style) {
    SummaryRecord const& s = overview.summary;
    if (s.counts.lines == 0 && !overview.unread.empty()) return {};
    std::string const lines = in.count("count.lines", s.counts.lines);
    if (s.counts.parsed == 0)
        return style.paint(Role::temporary, in.say("report.nothing-recognised", {{"lines", lines}})) + '\n';
    auto read = what_was_read(in, s);
    bool const replies = overview.replies > 0 && !overview.log;
    read.push_back(replies ? in.count("count.replies", overview.replies) : lines);
    return style.paint(Role::good, in.say("report.no-failures", {{"read", list_of(in, read)}})) + '\n';
}

} // namespace whybounce::report
