#include "report/escape.hpp"
#include "report/text_summary.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::size_t most_inputs = 10;

/// "swaks dialect", "postfix log", "returned mail"
std::string kind_words(InputInfo const& input) {
    if (!input.kind) return "not recognised";
    std::string dialect = escape(input.dialect.value_or("unknown"));
    switch (*input.kind) {
    case InputKind::transcript: return dialect + " dialect";
    case InputKind::log: return dialect + " log";
    case InputKind::bounce: return "returned mail";
    case InputKind::replies: return "bare replies";
    }
    return dialect;
}

std::string failure_words(Overview const& overview) {
    SummaryRecord const& s = overview.summary;
    std::uint64_t const causes = s.failures - std::min(overview.folded, s.failures);
    std::string words = plural(causes, "failure");
    if (overview.log) words += fmt::format(" of {}", plural(s.problems, "problem"));
    if (overview.folded > 0) words += fmt::format(" ({} folded)", plural(overview.folded, "consequence"));
    return words;
}

std::string count_words(Overview const& overview) {
    SummaryRecord const& s = overview.summary;
    std::string words;
    if (s.sessions > 0) words += plural(s.sessions, "session") + ", ";
    if (s.messages > 0) words += plural(s.messages, "message") + ", ";
    return words + failure_words(overview);
}

} // namespace

std::string render_header(Overview const& overview, Style const& style) {
    auto const inputs = overview.inputs;
    if (inputs.size() == 1)
        return fmt::format("{}  {}, {}\n", style.paint(Role::heading, escape(inputs[0].input)), kind_words(inputs[0]),
            count_words(overview));
    std::string out = fmt::format("{}: {}\n", plural(inputs.size(), "input"), count_words(overview));
    for (InputInfo const& input : inputs.first(std::min(inputs.size(), most_inputs)))
        out += fmt::format("  {}  {}\n", style.paint(Role::heading, escape(input.input)), kind_words(input));
    if (inputs.size() > most_inputs) out += fmt::format("  and {} more\n", inputs.size() - most_inputs);
    return out;
}

std::string render_no_failures(Overview const& overview, Style const& style) {
    SummaryRecord const& s = overview.summary;
    if (s.counts.parsed == 0) {
        std::string const found = fmt::format("nothing recognised: {} read", plural(s.counts.lines, "line"));
        return style.paint(Role::temporary, found) + '\n';
    }
    std::string read;
    if (s.sessions > 0) read += plural(s.sessions, "session") + ", ";
    if (s.messages > 0) read += plural(s.messages, "message") + ", ";
    if (overview.replies > 0 && !overview.log)
        read += overview.replies == 1 ? "1 reply" : fmt::format("{} replies", overview.replies);
    else
        read += plural(s.counts.lines, "line");
    return style.paint(Role::good, fmt::format("no failures: {} read", read)) + '\n';
}

} // namespace whybounce::report
