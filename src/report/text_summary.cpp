#include "report/text_summary.hpp"

#include "report/escape.hpp"
#include "report/fields.hpp"
#include "report/text_logins.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

using std::string_view_literals::operator""sv;

using Counts = std::map<std::string, std::uint64_t, std::less<>>;

constexpr std::array labels{
    "lines"sv, "time"sv, "sessions"sv, "messages"sv, "recipients"sv, "failures"sv, "cut"sv, "logins"sv, "repeated"sv};

/// "100 sent, 12 deferred", the greatest first. @param prefix  of the messages: "fate."
std::string list_counts(
    Language const& in, std::string_view prefix, Counts const& counts, std::string_view at_least = "") {
    std::vector<std::pair<std::string_view, std::uint64_t>> sorted(counts.begin(), counts.end());
    std::ranges::stable_sort(sorted, std::greater{}, [](auto const& pair) { return pair.second; });
    std::vector<std::string> said;
    for (auto const& [word, count] : sorted)
        said.push_back(in.count(std::string(prefix).append(word), count, {}, at_least));
    return list_of(in, said);
}

/// "1204: 1180 parsed, 20 irrelevant, 4 unrecognised (mail.log:17, mail.log:99)"
std::string line_words(Language const& in, SummaryRecord const& s, PlaceNames const& places) {
    auto const number = [](std::uint64_t count) { return std::to_string(count); };
    std::string const lines = in.say("report.lines",
        {{"lines", number(s.counts.lines)}, {"parsed", number(s.counts.parsed)},
            {"irrelevant", number(s.counts.irrelevant)}, {"unrecognised", number(s.counts.unrecognised)}});
    std::vector<std::string> samples;
    for (SampleLine const& sample : s.unrecognised_samples) samples.push_back(places.of(sample.input, sample.line));
    if (samples.empty()) return lines;
    bool const all = s.unrecognised_samples.size() >= s.counts.unrecognised;
    return in.say(all ? "report.lines-samples" : "report.lines-some-samples",
        {{"lines", lines}, {"samples", list_of(in, samples)}});
}

std::string time_words(Language const& in, SummaryRecord const& s) {
    if (!s.first_time || !s.last_time) return {};
    return in.say("report.time-span", {{"first", escape(*s.first_time)}, {"last", escape(*s.last_time)}});
}

/// Messages that were let go before their end may have had more recipients and fates than were seen.
std::string_view at_least(SummaryRecord const& s) { return s.cut_stories > 0 ? "≥ " : ""; }

std::string failure_words(Language const& in, SummaryRecord const& s) {
    if (s.failures == 0) return in.say("report.no-failure-lines");
    return in.say("report.failure-lines",
        {{"lines", in.count("count.lines", s.failures)},
            {"problems", in.count("count.problems", s.problems, {}, at_least(s))},
            {"outcomes", list_counts(in, "outcome.", s.by_outcome)}});
}

std::string log_counts(Language const& in, Fields const& fields, Overview const& overview) {
    SummaryRecord const& s = overview.summary;
    std::string out = fields.field("time", time_words(in, s));
    if (s.sessions > 0) out += fields.field("sessions", std::to_string(s.sessions));
    out += fields.field("messages", fmt::format("{}{}", at_least(s), s.messages));
    out += fields.field("recipients", list_counts(in, "fate.", s.by_fate, at_least(s)));
    out += fields.field("failures", failure_words(in, s));
    out += render_logins(in, fields, s.failed_logins);
    if (s.repeated > 0) out += fields.field("repeated", in.count("report.repeated", s.repeated));
    if (s.cut_stories > 0) out += fields.field("cut", in.count("report.cut-stories", s.cut_stories));
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

std::size_t widest(std::span<TableRow const> rows, std::string TableRow::*column, std::string const& head) {
    std::size_t columns = display_width(head);
    for (TableRow const& line : rows) columns = std::max(columns, display_width(line.*column));
    return columns;
}

/// How wide the columns of the table are.
class Columns {
public:
    Columns(Language const& in, std::span<TableRow const> rows)
        : problems_(std::max(narrowest, display_width(in.say("table.problems")))),
          lines_(std::max(narrowest, display_width(in.say("table.lines")))),
          reason_(widest(rows, &TableRow::reason, in.say("table.reason"))),
          provider_(widest(rows, &TableRow::provider, in.say("table.provider"))) {}

    std::string head(Language const& in) const {
        return cells(in.say("table.problems"), in.say("table.lines"), in.say("table.reason"), in.say("table.provider"),
            in.say("table.who"));
    }
    std::string row(TableRow const& line) const {
        return cells(std::to_string(line.problems), std::to_string(line.failures), line.reason, line.provider,
                   line.actor) +
            '\n';
    }

private:
    std::string cells(std::string const& problems, std::string const& lines, std::string const& reason,
        std::string const& provider, std::string const& who) const {
        return fmt::format("  {}  {}  {}  {}  {}", pad_left(problems, problems_), pad_left(lines, lines_),
            pad(reason, reason_), pad(provider, provider_), who);
    }

    static constexpr std::size_t narrowest = 8;
    std::size_t problems_, lines_, reason_, provider_;
};

} // namespace

std::string render_counts(Language const& in, Overview const& overview, std::size_t width) {
    SummaryRecord const& s = overview.summary;
    if (!overview.log && s.counts.unrecognised == 0) return {};
    Fields const fields(in, labels, 0, width);
    std::string out =
        in.say("report.summary") + '\n' + fields.field("lines", line_words(in, s, PlaceNames(in, overview.inputs)));
    if (overview.log) out += log_counts(in, fields, overview);
    return out;
}

std::string render_table(
    Language const& in, std::span<Cause const* const> causes, Style const& style, std::size_t top) {
    auto const rows = table_rows(causes);
    if (rows.empty() || top == 0) return {};
    auto const shown = std::span(rows).first(std::min(rows.size(), top));
    Columns const columns(in, shown);
    std::string out = style.paint(Role::heading, columns.head(in)) + '\n';
    for (TableRow const& line : shown) out += columns.row(line);
    if (rows.size() > shown.size()) out += "  " + in.count("table.more", rows.size() - shown.size()) + '\n';
    return out;
}

std::string check_hint(Language const& in, SummaryRecord const& summary, bool refused_for_good) {
    int const status = summary.exit_status != 0 ? summary.exit_status : refused_for_good ? 1 : 0;
    return in.say("report.check-hint", {{"status", std::to_string(status)}});
}

} // namespace whybounce::report
