#include "report/text_summary.hpp"

#include "report/escape.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::size_t label_columns = 13;

using Counts = std::map<std::string, std::uint64_t, std::less<>>;

std::string row(std::string_view label, std::string_view text, std::size_t width) {
    if (text.empty()) return {};
    return fmt::format("  {:<10} {}\n", label, wrap(text, label_columns, width));
}

/// "100 sent, 12 deferred", the greatest first
std::string list_counts(Counts const& counts, std::string_view at_least = "") {
    std::vector<std::pair<std::string_view, std::uint64_t>> sorted(counts.begin(), counts.end());
    std::ranges::stable_sort(sorted, std::greater{}, [](auto const& pair) { return pair.second; });
    std::string out;
    for (auto const& [word, count] : sorted)
        out += fmt::format("{}{}{} {}", out.empty() ? "" : ", ", at_least, count, escape(word));
    return out;
}

/// "1204: 1180 parsed, 20 irrelevant, 4 unrecognised (mail.log:17, mail.log:99)"
std::string line_words(SummaryRecord const& s, PlaceNames const& places) {
    std::string out = fmt::format("{}: {} parsed, {} irrelevant, {} unrecognised", s.counts.lines, s.counts.parsed,
        s.counts.irrelevant, s.counts.unrecognised);
    std::string samples;
    for (SampleLine const& sample : s.unrecognised_samples)
        samples += (samples.empty() ? "" : ", ") + places.of(sample.input, sample.line);
    if (samples.empty()) return out;
    bool const all = s.unrecognised_samples.size() >= s.counts.unrecognised;
    return fmt::format("{} ({}{})", out, samples, all ? "" : ", …");
}

std::string time_words(SummaryRecord const& s) {
    if (!s.first_time || !s.last_time) return {};
    return fmt::format("{} to {}", escape(*s.first_time), escape(*s.last_time));
}

/// Messages that were let go before their end may have had more recipients and fates than were seen.
std::string_view at_least(SummaryRecord const& s) { return s.cut_stories > 0 ? "≥ " : ""; }

std::string failure_words(SummaryRecord const& s) {
    if (s.failures == 0) return "none";
    return fmt::format("{} about {}{}: {}", plural(s.failures, "line"), at_least(s), plural(s.problems, "problem"),
        list_counts(s.by_outcome));
}

std::string log_counts(Overview const& overview, std::size_t width) {
    SummaryRecord const& s = overview.summary;
    std::string out = row("time", time_words(s), width);
    if (s.sessions > 0) out += row("sessions", std::to_string(s.sessions), width);
    out += row("messages", fmt::format("{}{}", at_least(s), s.messages), width);
    out += row("recipients", list_counts(s.by_fate, at_least(s)), width);
    out += row("failures", failure_words(s), width);
    if (s.cut_stories > 0)
        out += row("cut", plural(s.cut_stories, "message") + " let go before the end (--max-stories)", width);
    return out;
}

/// A line of the table.
struct TableRow {
    std::string reason, provider, actor;
    std::uint64_t problems = 0, failures = 0;
};

std::vector<TableRow> table_rows(std::span<Cause const* const> causes) {
    std::map<std::tuple<std::string, std::string, std::string>, TableRow> rows;
    for (Cause const* const cause : causes) {
        if (cause->report) continue;
        Diagnosis const& d = cause->diagnosis;
        std::string const provider = d.provider.value_or("-");
        TableRow& line = rows[{d.reason->id, provider, std::string(d.actor)}];
        line.reason = escape(d.reason->id);
        line.provider = escape(provider);
        line.actor = escape(d.actor);
        line.problems += cause->problems;
        line.failures += cause->failures;
    }
    std::vector<TableRow> sorted;
    sorted.reserve(rows.size());
    for (auto& [key, line] : rows) sorted.push_back(std::move(line));
    std::ranges::stable_sort(sorted, [](TableRow const& a, TableRow const& b) {
        return std::tuple(b.problems, b.failures) < std::tuple(a.problems, a.failures);
    });
    return sorted;
}

std::size_t widest(std::span<TableRow const> rows, std::string TableRow::*column, std::size_t least) {
    for (TableRow const& line : rows) least = std::max(least, display_width(line.*column));
    return least;
}

} // namespace

std::string render_counts(Overview const& overview, std::size_t width) {
    SummaryRecord const& s = overview.summary;
    if (!overview.log && s.counts.unrecognised == 0) return {};
    std::string out = "summary\n" + row("lines", line_words(s, PlaceNames(overview.inputs)), width);
    if (overview.log) out += log_counts(overview, width);
    return out;
}

std::string render_table(std::span<Cause const* const> causes, Style const& style, std::size_t top) {
    auto const rows = table_rows(causes);
    if (rows.empty() || top == 0) return {};
    auto const shown = std::span(rows).first(std::min(rows.size(), top));
    std::size_t const reason = widest(shown, &TableRow::reason, 6);
    std::size_t const provider = widest(shown, &TableRow::provider, 8);
    std::string const head = fmt::format(
        "  {:>8}  {:>8}  {}  {}  {}", "problems", "lines", pad("reason", reason), pad("provider", provider), "who");
    std::string out = style.paint(Role::heading, head) + '\n';
    for (TableRow const& line : shown)
        out += fmt::format("  {:>8}  {:>8}  {}  {}  {}\n", line.problems, line.failures, pad(line.reason, reason),
            pad(line.provider, provider), line.actor);
    if (rows.size() > shown.size()) out += fmt::format("  and {} more\n", plural(rows.size() - shown.size(), "row"));
    return out;
}

std::string check_hint(SummaryRecord const& summary, bool refused_for_good) {
    int const status = summary.exit_status != 0 ? summary.exit_status : refused_for_good ? 1 : 0;
    return fmt::format("(`whybounce check` would end with status {})", status);
}

} // namespace whybounce::report
