#include "cli/report_options.hpp"

#include "cli/nearest.hpp"
#include "cli/terminal.hpp"
#include "report/renderer.hpp"
#include "whybounce/event.hpp"

#include <algorithm>

namespace whybounce::cli {
namespace {

constexpr std::string_view report_examples =
    "  whybounce /var/log/mail.log                    what failed, the worst first\n"
    "  whybounce report --domain example.com mail.log*  one receiving domain, rotated files too\n"
    "  whybounce session.txt                          a saved telnet, swaks, curl or smtplib session\n"
    "  whybounce --format ndjson mail.log | jq .      for programs: docs/schema/README.md\n";
constexpr std::string_view check_examples =
    "  whybounce check swaks.txt                      status 1 when something was refused for good\n"
    "  whybounce check --fail-on recipient.unknown logs/\n"
    "  whybounce check --output junit=report.xml --fail-on any mail.log\n";

template <typename Row> std::string joined_ids(std::span<Row const> rows, std::string_view divider) {
    std::string text;
    for (Row const& row : rows) text.append(text.empty() ? "" : divider).append(row.id);
    return text;
}

void add_options(po::options_description& options, bool check) {
    auto const word = [] { return po::value<std::string>(); };
    std::string const formats = "what to print: " + joined_ids(report::formats(), ", ") + " (default text)";
    std::string const dialect_help = "do not guess what the input is: " + joined_ids(dialects(), ", ");
    auto add = options.add_options();
    add("format,f", word()->value_name("FORMAT"), formats.c_str());
    add("output,o", po::value<std::vector<std::string>>()->composing()->value_name("FORMAT=FILE"), "also write a file; may be repeated");
    if (check) add("fail-on", word()->value_name("WHAT"), "permanent (default), any, never, or a reason such as recipient.unknown");
    add("dialect", word()->value_name("NAME"), dialect_help.c_str());
    add("all", "also tell of every delivery attempt (json, ndjson)");
    add("events", "also tell of every line of a mail daemon (json, ndjson)");
    add("since", word()->value_name("TIME"), "from this time on: 2026-11-22 or 2026-11-22T10:30");
    add("until", word()->value_name("TIME"), "before this time");
    add("from", word()->value_name("ADDRESS"), "only this sender, or part of one");
    add("to", word()->value_name("ADDRESS"), "only this recipient, or part of one");
    add("domain", word()->value_name("DOMAIN"), "only recipients at this domain or below it");
    add("reason", word()->value_name("REASON"), "only this reason, or a group: rate");
    add("queue-id", word()->value_name("ID"), "only this message");
    add("top", po::value<std::size_t>()->value_name("N"), "show N causes in full (text; default 10)");
    add("year", po::value<int>()->value_name("YYYY"), "year of stamps that have none, when nothing in the log tells");
    add("color", word()->value_name("WHEN"), "auto (default), always, never");
}

/// Rows of formats and dialects are found by their id; the error names the nearest one.
template <typename Row> void require_id(std::span<Row const> rows, std::string const& id, std::string_view what) {
    if (std::ranges::find(rows, id, &Row::id) != rows.end()) return;
    std::vector<std::string> ids;
    for (Row const& row : rows) ids.emplace_back(row.id);
    std::string const near = nearest(id, ids);
    throw UsageError("there is no " + std::string(what) + " `" + id + "`",
        near.empty() ? "known: " + joined_ids(rows, ", ") : "did you mean `" + near + "`? Known: " + joined_ids(rows, ", "));
}

OutputWish to_wish(std::string const& text) {
    std::size_t const equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size()) throw UsageError("`" + text + "` is no FORMAT=FILE", "write --output junit=report.xml");
    OutputWish wish{text.substr(0, equals), text.substr(equals + 1)};
    require_id(report::formats(), wish.format, "format");
    return wish;
}

/// A date, perhaps with a time behind it; "2026-11-22 10:30" is as good as with a T.
std::optional<std::string> time_value(po::variables_map const& values, char const* name) {
    auto text = optional_value(values, name);
    if (!text) return text;
    if (text->size() > 10 && (*text)[10] == ' ') (*text)[10] = 'T';
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
    bool ok = text->size() >= 4 && text->size() <= shape.size();
    for (std::size_t i = 0; ok && i < text->size(); ++i) ok = shape[i] == 'd' ? (*text)[i] >= '0' && (*text)[i] <= '9' : (*text)[i] == shape[i];
    if (!ok) throw UsageError("`" + *text + "` is no time", "write 2026-11-22 or 2026-11-22T10:30");
    return text;
}

std::optional<std::string> reason_value(po::variables_map const& values, char const* name) {
    auto reason = optional_value(values, name);
    if (!reason) return reason;
    auto const reasons = Catalogue::built_in().reasons();
    bool const known = std::ranges::any_of(reasons, [&](Reason const& row) { return row.id == *reason || row.group() == *reason; });
    if (!known) require_id(reasons, *reason, "reason");
    return reason;
}

Filter read_filter(po::variables_map const& values) {
    Filter filter;
    filter.since = time_value(values, "since");
    filter.until = time_value(values, "until");
    filter.from = optional_value(values, "from");
    filter.to = optional_value(values, "to");
    filter.domain = optional_value(values, "domain");
    filter.reason = reason_value(values, "reason");
    filter.queue_id = optional_value(values, "queue-id");
    return filter;
}

void read_fail_on(ReportOptions& options, po::variables_map const& values) {
    options.fail_on = optional_value(values, "fail-on").value_or(options.fail_on);
    if (options.fail_on == "permanent" || options.fail_on == "any" || options.fail_on == "never") return;
    reason_value(values, "fail-on");
}

/// Without a file, standard input is read, but never silently waited for.
void require_inputs(ReportOptions& options, std::string_view command) {
    if (!options.inputs.empty()) return;
    if (standard_input_is_terminal()) throw UsageError("no file named", "name one, or `-` for standard input; see `whybounce " + std::string(command) + " --help`");
    options.inputs.emplace_back("-");
}

} // namespace

std::optional<ReportOptions> read_report_options(Arguments const& arguments, bool check) {
    OptionParser parser(check ? "whybounce check [OPTIONS] FILE..." : "whybounce [report] [OPTIONS] FILE...",
        check ? "Reads logs and sessions like `report`, and ends with status 1 when a failure reaches --fail-on."
              : "Says what failed in Postfix logs, saved SMTP sessions and lists of replies: why, who must act, and how.",
        check ? check_examples : report_examples);
    add_options(parser.options(), check);
    auto const values = parser.parse(arguments);
    if (!values) return std::nullopt;
    ReportOptions options;
    options.format = optional_value(*values, "format").value_or("text");
    require_id(report::formats(), options.format, "format");
    if (values->count("output"))
        for (std::string const& text : (*values)["output"].as<std::vector<std::string>>()) options.outputs.push_back(to_wish(text));
    options.dialect = optional_value(*values, "dialect");
    if (options.dialect) require_id(dialects(), *options.dialect, "dialect");
    options.colour = optional_value(*values, "color").value_or("auto");
    if (values->count("top")) options.top = (*values)["top"].as<std::size_t>();
    if (values->count("year")) options.year = (*values)["year"].as<int>();
    options.analysis = {values->count("all") > 0, values->count("events") > 0, read_filter(*values)};
    if (check) read_fail_on(options, *values);
    options.inputs = positional(*values);
    require_inputs(options, check ? "check" : "report");
    return options;
}

} // namespace whybounce::cli
