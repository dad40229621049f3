#include "cli/report_options.hpp"

#include "cli/crew.hpp"
#include "cli/language_option.hpp"
#include "cli/nearest.hpp"
#include "cli/own_catalogue.hpp"
#include "cli/peer.hpp"
#include "cli/terminal.hpp"
#include "cli/time_zone.hpp"
#include "report/renderer.hpp"
#include "whybounce/event.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <filesystem>

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

constexpr std::string_view lint_examples =
    "  whybounce lint session.txt                     what breaks the rules, why it matters, what to do\n"
    "  whybounce lint --severity warning samples/     status 1 for warnings too\n"
    "  whybounce lint --format ndjson - < smtp.log    for programs\n"
    "  whybounce explain SQ03                         the page of one finding\n";

constexpr std::string_view trace_examples =
    "  whybounce trace carol@example.com /var/log/mail.log*   where is her mail?\n"
    "  whybounce trace 4jXJ7J3cv2zGT mail.log          by queue id, ours or that of the next host\n"
    "  whybounce trace example.com mail.log            everything from or to a domain\n"
    "  journalctl -u postfix@- | whybounce trace bob@example.org -\n"
    "  whybounce trace --format ndjson '<id@host>' mail.log | jq .\n";

constexpr std::string_view merge_examples =
    "  whybounce report --format json mail.log.1 > 2026-11-21.json   each night\n"
    "  whybounce merge 2026-11-*.json                  the month as one report\n"
    "  whybounce merge --format json a.json b.ndjson.gz > both.json\n"
    "  whybounce merge --top 3 mx1.json mx2.json       several hosts, the three first causes\n";
constexpr std::string_view follow_examples =
    "  whybounce follow /var/log/mail.log             tell of each failure when it happens, as tail -F\n"
    "  whybounce follow --from-start --domain example.com mail.log\n"
    "  whybounce follow --checkpoint /var/lib/whybounce/state --output ndjson=failures.ndjson mail.log\n"
    "  journalctl -fu postfix@- -o short-iso | whybounce follow -\n";

/// What the help pages say of a command.
struct TaskRow {
    Task task;
    std::string_view name, usage, about, examples;
};
constexpr TaskRow task_rows[] = {
    {Task::report, "report", "whybounce [report] [OPTIONS] FILE...",
        "Says what failed in Postfix logs, saved SMTP sessions and lists of replies: why, who must act, how.",
        report_examples},
    {Task::check, "check", "whybounce check [OPTIONS] FILE...",
        "Reads logs and sessions like `report`, and ends with status 1 when a failure reaches --fail-on.",
        check_examples},
    {Task::follow, "follow", "whybounce follow [OPTIONS] FILE...",
        "Keeps reading Postfix logs through their rotation, and tells of each failure when it happens.\n"
        "Begins at the ends of the logs, or behind the checkpoint; ends on Ctrl-C or SIGTERM.",
        follow_examples},
    {Task::lint, "lint", "whybounce lint [OPTIONS] FILE...",
        "Checks saved SMTP sessions against the RFCs, whether mail failed or not, and ends with status 1 when a "
        "finding\n"
        "reaches --severity. `whybounce codes lint` lists the findings.",
        lint_examples},
    {Task::trace, "trace", "whybounce trace [OPTIONS] WORD FILE...",
        "Tells the story of each message with this queue id, message-id, address (sender, recipient, alias or login)\n"
        "or domain, line by line, and of the notices and forwarded mails that belong to it. Ends with status 1 when\n"
        "nothing is found.",
        trace_examples},
    {Task::merge, "merge", "whybounce merge [OPTIONS] REPORT.json...",
        "Adds up reports that were saved with --format json or ndjson, and writes the sum as one report.\n"
        "Nothing is written when one of them cannot be read whole.",
        merge_examples},
};

TaskRow const& row_of(Task task) { return *std::ranges::find(task_rows, task, &TaskRow::task); }

template <typename Row> std::string joined_ids(std::span<Row const> rows, std::string_view divider) {
    std::string text;
    for (Row const& row : rows) text.append(text.empty() ? "" : divider).append(row.id);
    return text;
}

/// A session has no place in time, and `lint` looks at all of it.
void add_narrowing(po::options_description& options) {
    auto const word = [] { return po::value<std::string>(); };
    auto add = options.add_options();
    add("all", "also tell of every delivery attempt");
    add("events", "also tell of every line of a mail daemon");
    add("sequence", "also draw each session: client, phase, server (text only)");
    add("since", word()->value_name("TIME"), "from this time on: 2026-11-22 or 2026-11-22T10:30");
    add("until", word()->value_name("TIME"), "before this time");
    add("from", word()->value_name("ADDRESS"), "only this sender, or part of one");
    add("to", word()->value_name("ADDRESS"), "only this recipient, or part of one");
    add("domain", word()->value_name("DOMAIN"), "only recipients at this domain or below it");
    add("reason", word()->value_name("REASON"), "only this reason, or a group: rate");
    add("queue-id", word()->value_name("ID"), "only this message");
    add("top", po::value<int>()->value_name("N"), "show N causes in full (text; default 10)");
    add("year", po::value<int>()->value_name("YYYY"), "year of stamps that have none, when nothing in the log tells");
    add_peer_option(options, "text");
    add("time-zone", word()->value_name("ZONE"), "of stamps that name none: +02:00, UTC, Europe/Berlin");
    add("max-stories", po::value<int>()->value_name("N"),
        "follow N messages of a log at once (default 65000); beyond, counts are marked ≥");
}

/// A story is told whole; only where it begins may be narrowed.
void add_tracing(po::options_description& options) {
    auto const word = [] { return po::value<std::string>(); };
    auto add = options.add_options();
    add("since", word()->value_name("TIME"), "mail that came from this time on: 2026-11-22 or 2026-11-22T10:30");
    add("until", word()->value_name("TIME"), "mail that came before this time");
    add("top", po::value<int>()->value_name("N"), "show the last N stories (text; default 100)");
    add("year", po::value<int>()->value_name("YYYY"), "year of stamps that have none, when nothing in the log tells");
    add("time-zone", word()->value_name("ZONE"), "of stamps that name none: +02:00, UTC, Europe/Berlin");
}

void add_merging(po::options_description& options) {
    auto add = options.add_options();
    add("all", "also show the delivery attempts that the reports hold (text)");
    add("events", "also show the lines that the reports hold (text)");
    add("sequence", "also draw each session: client, phase, server (text only)");
    add("top", po::value<int>()->value_name("N"), "show N causes in full (text; default 10)");
    add_peer_option(options, "text");
}

/// What a stream can be narrowed by, and how it is followed.
void add_following(po::options_description& options) {
    auto const word = [] { return po::value<std::string>(); };
    auto add = options.add_options();
    add("format,f", word()->value_name("FORMAT"), "what to print: text (default), ndjson");
    add("output,o", po::value<std::vector<std::string>>()->composing()->value_name("FORMAT=FILE"),
        "also append to a file; may be repeated");
    add("checkpoint", word()->value_name("FILE"), "remember in it what was told, and go on there");
    add("from-start", "begin at the start of logs that are there, not at their end");
    add("olddir", word()->value_name("FOLDER"), "where rotated logs are moved to, if not beside the log");
    add("look-back", po::value<int>()->value_name("MIB"),
        "read so much before the news to know their messages (default 64; 0: nothing)");
    add("poll", po::value<int>()->value_name("SECONDS"), "look so often, and do not wait for the kernel to tell");
    add("from", word()->value_name("ADDRESS"), "only this sender, or part of one");
    add("to", word()->value_name("ADDRESS"), "only this recipient, or part of one");
    add("domain", word()->value_name("DOMAIN"), "only recipients at this domain or below it");
    add("reason", word()->value_name("REASON"), "only this reason, or a group: rate");
    add("year", po::value<int>()->value_name("YYYY"), "year of stamps that have none, when nothing in the log tells");
    add("time-zone", word()->value_name("ZONE"), "of stamps that name none: +02:00, UTC, Europe/Berlin");
    add_peer_option(options, "text");
    add("max-stories", po::value<int>()->value_name("N"), "follow N messages at once (default 65000)");
    add("color", word()->value_name("WHEN"), "auto (default), always, never");
    add_language_option(options);
    add_catalogue_option(options);
}

void add_options(po::options_description& options, Task task) {
    if (task == Task::follow) return add_following(options);
    auto const word = [] { return po::value<std::string>(); };
    std::string const formats = "what to print: " + joined_ids(report::formats(), ", ") + " (default text)";
    auto add = options.add_options();
    add("format,f", word()->value_name("FORMAT"), formats.c_str());
    add("output,o", po::value<std::vector<std::string>>()->composing()->value_name("FORMAT=FILE"),
        "also write a file; may be repeated");
    if (task == Task::check)
        add("fail-on", word()->value_name("WHAT"),
            "permanent (default), any, never, or a reason such as recipient.unknown");
    if (task == Task::check) add("must-match", "status 5 when there is nothing to judge: no session, message, failure");
    if (task == Task::lint)
        add("severity", word()->value_name("LEVEL"), "status 1 from here on: error (default), warning, info");
    if (task != Task::merge)
        add("dialect", word()->value_name("NAME"),
            "do not guess what the input is; `whybounce codes dialects` lists them");
    if (task != Task::trace && task != Task::merge) {
        add("threads", po::value<int>()->value_name("N"),
            "read big logs with N threads (default: one a core, at most 4)");
        add("no-progress", "do not tell on a terminal how far the reading is");
    }
    add("color", word()->value_name("WHEN"), "auto (default), always, never");
    add_language_option(options);
    add_catalogue_option(options);
    if (task == Task::trace) add_tracing(options);
    if (task == Task::merge) add_merging(options);
    if (task == Task::report || task == Task::check) add_narrowing(options);
}

/// Throws unless the word is a known one; the message names the nearest, and where all of them stand.
void require_word(
    std::span<std::string const> known, std::string const& word, std::string_view what, std::string_view all) {
    if (std::ranges::find(known, word) != known.end()) return;
    std::string const near = nearest(word, known);
    throw UsageError("there is no " + std::string(what) + " `" + word + "`",
        (near.empty() ? "" : "did you mean `" + near + "`? ") + std::string(all));
}

template <typename Row> void require_id(std::span<Row const> rows, std::string const& id, std::string_view what) {
    std::vector<std::string> ids;
    for (Row const& row : rows) ids.emplace_back(row.id);
    require_word(ids, id, what, "Known: " + joined_ids(rows, ", "));
}

void require_dialect(std::string const& id) {
    std::vector<std::string> ids;
    for (Dialect const& dialect : dialects()) ids.emplace_back(dialect.id);
    require_word(ids, id, "dialect", "`whybounce codes dialects` lists them");
}

OutputWish to_wish(std::string const& text) {
    std::size_t const equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size())
        throw UsageError("`" + text + "` is no FORMAT=FILE", "write --output junit=report.xml");
    OutputWish wish{text.substr(0, equals), text.substr(equals + 1)};
    require_id(report::formats(), wish.format, "format");
    if (wish.file == "-")
        throw UsageError("`" + text + "` names no file", "--format " + wish.format + " is for standard output");
    return wish;
}

/// "2026", "2026-11", ... "2026-11-22T10:30:00", and no day that the calendar does not have.
bool is_time(std::string_view text) {
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
    constexpr std::array<std::size_t, 6> ends{4, 7, 10, 13, 16, 19};
    if (std::ranges::find(ends, text.size()) == ends.end()) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i]) return false;
    auto const number = [&](std::size_t from, std::size_t size, unsigned absent) {
        if (from < text.size()) std::from_chars(text.data() + from, text.data() + from + size, absent);
        return absent;
    };
    std::chrono::year const year(static_cast<int>(number(0, 4, 0)));
    std::chrono::year_month_day const day{year, std::chrono::month(number(5, 2, 1)), std::chrono::day(number(8, 2, 1))};
    return day.ok() && number(11, 2, 0) < 24 && number(14, 2, 0) < 60 && number(17, 2, 0) < 61;
}

/// A date, perhaps with a time behind it; "2026-11-22 10:30" is as good as with a T.
std::optional<std::string> time_value(po::variables_map const& values, char const* name) {
    auto text = optional_value(values, name);
    if (!text) return text;
    if (text->size() > 10 && (*text)[10] == ' ') (*text)[10] = 'T';
    if (!is_time(*text)) throw UsageError("`" + *text + "` is no time", "write 2026-11-22 or 2026-11-22T10:30");
    return text;
}

/// Throws unless the word is a reason, a group of reasons, or one of `others`.
void require_reason(std::string const& word, std::vector<std::string> others, std::string_view what) {
    for (Reason const& reason : Catalogue::built_in().reasons())
        others.insert(others.end(), {reason.id, std::string(reason.group())});
    require_word(others, word, what, "`whybounce codes reasons` lists the reasons");
}

/// "@example.com" and ".example.com" mean the domain itself.
std::optional<std::string> domain_value(po::variables_map const& values) {
    auto domain = optional_value(values, "domain");
    if (domain) domain->erase(0, domain->find_first_not_of("@."));
    return domain;
}

/// The first of the arguments.
std::string take_word(std::vector<std::string>& arguments) {
    if (arguments.empty() || arguments.front().find_first_not_of(" <>@") == std::string::npos)
        throw UsageError("nothing to look for",
            "name a queue id, a message-id, an address or a domain, then the logs: `whybounce trace WORD FILE...`");
    std::string word = arguments.front();
    arguments.erase(arguments.begin());
    return word;
}

std::size_t top_value(po::variables_map const& values, std::size_t otherwise) {
    if (!values.count("top")) return otherwise;
    int const top = values["top"].as<int>();
    if (top < 0) throw UsageError("`" + std::to_string(top) + "` is no number of causes", "write --top 20");
    return static_cast<std::size_t>(top);
}

/// A positive number.
std::size_t number_value(
    po::variables_map const& values, char const* name, std::size_t otherwise, std::string_view what) {
    if (!values.count(name)) return otherwise;
    int const number = values[name].as<int>();
    if (number < 1)
        throw UsageError("`" + std::to_string(number) + "` is no number of " + std::string(what),
            "write --" + std::string(name) + " " + std::to_string(otherwise));
    return static_cast<std::size_t>(number);
}

std::optional<int> year_value(po::variables_map const& values) {
    if (!values.count("year")) return std::nullopt;
    int const year = values["year"].as<int>();
    if (year < 1970 || year > 9999)
        throw UsageError("`" + std::to_string(year) + "` is no year of a log", "write all four digits: --year 2026");
    return year;
}

std::optional<TimeZone> zone_value(po::variables_map const& values) {
    auto const name = optional_value(values, "time-zone");
    if (!name) return std::nullopt;
    auto zone = read_time_zone(*name);
    if (!zone)
        throw UsageError("`" + *name + "` is no time zone",
            "write an offset such as +02:00, or a place of /usr/share/zoneinfo such as Europe/Berlin");
    return zone;
}

Filter read_filter(po::variables_map const& values) {
    Filter filter;
    filter.since = time_value(values, "since");
    filter.until = time_value(values, "until");
    filter.from = optional_value(values, "from");
    filter.to = optional_value(values, "to");
    filter.domain = domain_value(values);
    filter.reason = optional_value(values, "reason");
    if (filter.reason) require_reason(*filter.reason, {}, "reason");
    filter.queue_id = optional_value(values, "queue-id");
    return filter;
}

void read_fail_on(ReportOptions& options, po::variables_map const& values) {
    options.fail_on = optional_value(values, "fail-on").value_or(options.fail_on);
    require_reason(options.fail_on, {"permanent", "any", "never"}, "reason or threshold (permanent, any, never)");
}

Severity severity_value(po::variables_map const& values) {
    auto const word = optional_value(values, "severity").value_or("error");
    std::vector<std::string> known;
    for (Severity const severity : {Severity::error, Severity::warning, Severity::info}) {
        if (to_string(severity) == word) return severity;
        known.emplace_back(to_string(severity));
    }
    require_word(known, word, "severity", "Known: error, warning, info");
    return Severity::error;
}

/// The threshold belongs to the gate: the command is wrong, not the option.
void refuse_fail_on(Arguments const& arguments) {
    auto const end = std::ranges::find(arguments, "--");
    auto const is_it = [](std::string const& argument) {
        return argument == "--fail-on" || argument.starts_with("--fail-on=");
    };
    if (std::find_if(arguments.begin(), end, is_it) == end) return;
    throw UsageError(
        "--fail-on is an option of `check`, and `report` ends with status 0", "write `whybounce check --fail-on ...`");
}

bool same_file(std::string const& a, std::string const& b) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    auto const real = [&](std::string const& name) {
        return fs::weakly_canonical(fs::absolute(name, ignored), ignored);
    };
    return real(a) == real(b) || fs::equivalent(a, b, ignored);
}

/// No report may be written over a file that is to be read, or over another report. Devices are no files.
void refuse_overwriting(ReportOptions const& options) {
    for (auto wish = options.outputs.begin(); wish != options.outputs.end(); ++wish) {
        std::error_code ignored;
        if (std::filesystem::is_other(wish->file, ignored)) continue;
        auto const is_it = [&](std::string const& other) { return same_file(wish->file, other); };
        if (std::ranges::any_of(options.inputs, is_it))
            throw UsageError(
                wish->file + " is an input, --output would overwrite it", "name another file for the report");
        if (std::any_of(options.outputs.begin(), wish, [&](OutputWish const& other) { return is_it(other.file); }))
            throw UsageError(wish->file + " is named twice by --output", "give each format a file of its own");
    }
}

/// Without a file, standard input is read, but never silently waited for.
void require_inputs(ReportOptions& options, std::string_view command) {
    if (!options.inputs.empty()) return;
    if (standard_input_is_terminal())
        throw UsageError("no file named",
            "name one, or `-` for standard input; see `whybounce " + std::string(command) + " --help`");
    options.inputs.emplace_back("-");
}

} // namespace

namespace {

void read_wishes(ReportOptions& options, po::variables_map const& values) {
    options.format = optional_value(values, "format").value_or("text");
    require_id(report::formats(), options.format, "format");
    if (values.count("output"))
        for (std::string const& text : values["output"].as<std::vector<std::string>>())
            options.outputs.push_back(to_wish(text));
    if (values.count("dialect")) options.dialect = optional_value(values, "dialect");
    if (options.dialect) require_dialect(*options.dialect);
    options.colour = optional_value(values, "color").value_or("auto");
    options.progress = values.count("no-progress") == 0;
    options.threads = number_value(values, "threads", usual_threads(), "threads");
    options.language = &language_of(values);
    options.catalogue = &catalogue_for(values);
}

void read_narrowing(ReportOptions& options, po::variables_map const& values) {
    options.top = top_value(values, options.top);
    options.year = year_value(values);
    options.zone = zone_value(values);
    options.labels = peer_of(values);
    options.sequence = values.count("sequence") > 0;
    options.analysis.deliveries = values.count("all") > 0;
    options.analysis.events = values.count("events") > 0;
    options.analysis.filter = read_filter(values);
    options.analysis.most_stories = number_value(values, "max-stories", options.analysis.most_stories, "messages");
}

void read_tracing(ReportOptions& options, po::variables_map const& values) {
    constexpr std::size_t usual_stories = 100;
    options.word = take_word(options.inputs);
    options.top = top_value(values, usual_stories);
    options.year = year_value(values);
    options.zone = zone_value(values);
    options.analysis.deliveries = options.analysis.events = true;
    options.analysis.filter.since = time_value(values, "since");
    options.analysis.filter.until = time_value(values, "until");
}

void read_merging(ReportOptions& options, po::variables_map const& values) {
    options.top = top_value(values, options.top);
    options.labels = peer_of(values);
    options.sequence = values.count("sequence") > 0;
    options.analysis.deliveries = values.count("all") > 0;
    options.analysis.events = values.count("events") > 0;
}

/// A stream has no end, so nothing can be counted and ranked for it.
void require_stream(std::string const& format) {
    if (format != "text" && format != "ndjson")
        throw UsageError("`" + format + "` needs an end, and a log that is followed has none", "Known: text, ndjson");
}

void read_following(ReportOptions& options, po::variables_map const& values) {
    require_stream(options.format);
    for (OutputWish const& wish : options.outputs) require_stream(wish.format);
    options.follow.checkpoint = optional_value(values, "checkpoint").value_or("");
    options.follow.olddir = optional_value(values, "olddir").value_or("");
    options.follow.from_start = values.count("from-start") > 0;
    if (values.count("look-back")) {
        int const look_back = values["look-back"].as<int>();
        if (look_back < 0) throw UsageError("--look-back cannot be less than 0", "write --look-back 64");
        options.follow.look_back = static_cast<std::size_t>(look_back);
    }
    if (values.count("poll")) options.follow.poll = static_cast<int>(number_value(values, "poll", 1, "seconds"));
    options.analysis.endless = true;
    for (auto name = options.inputs.begin(); name != options.inputs.end(); ++name)
        if (std::any_of(options.inputs.begin(), name, [&](auto const& other) { return same_file(*name, other); }))
            throw UsageError(*name + " is named twice", "name each log once");
    bool const piped = std::ranges::find(options.inputs, "-") != options.inputs.end();
    if (piped && !options.follow.checkpoint.empty())
        throw UsageError("standard input has no place to come back to, so --checkpoint cannot be kept",
            "name the log, or let journalctl remember: journalctl --cursor-file=FILE");
}

} // namespace

std::optional<ReportOptions> read_report_options(Arguments const& arguments, Task task) {
    TaskRow const& row = row_of(task);
    OptionParser parser(row.usage, row.about, row.examples);
    add_options(parser.options(), task);
    if (task == Task::report) refuse_fail_on(arguments);
    auto const values = parser.parse(arguments);
    if (!values) return std::nullopt;
    ReportOptions options;
    options.task = task;
    read_wishes(options, *values);
    if (task == Task::report || task == Task::check || task == Task::follow) read_narrowing(options, *values);
    if (task == Task::check) read_fail_on(options, *values);
    options.must_match = task == Task::check && values->count("must-match") > 0;
    if (task == Task::lint) options.severity = severity_value(*values);
    options.inputs = positional(*values);
    if (task == Task::trace) read_tracing(options, *values);
    if (task == Task::merge) read_merging(options, *values);
    require_inputs(options, row.name);
    refuse_overwriting(options);
    if (task == Task::follow) read_following(options, *values);
    return options;
}

} // namespace whybounce::cli
