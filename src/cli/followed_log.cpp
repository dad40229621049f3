#include "cli/followed_log.hpp"

#include "cli/assumed_year.hpp"
#include "cli/terminal.hpp"
#include "language/languages.hpp"
#include "whybounce/event.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

namespace whybounce::cli {
namespace {

constexpr std::size_t most_reasons = 5;

std::string plural(std::uint64_t count, std::string_view word) {
    return std::to_string(count) + ' ' + std::string(word) + (count == 1 ? "" : "s");
}

/// "8 permanent, 4 temporary"; the most frequent first.
std::string ranked(std::map<std::string, std::uint64_t, std::less<>> const& counts) {
    std::vector<std::pair<std::string, std::uint64_t>> rows(counts.begin(), counts.end());
    std::ranges::stable_sort(rows, std::greater<>{}, &std::pair<std::string, std::uint64_t>::second);
    std::string out;
    std::uint64_t others = 0;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (i < most_reasons)
            out += (i == 0 ? "" : ", ") + std::to_string(rows[i].second) + ' ' + rows[i].first;
        else
            others += rows[i].second;
    return others == 0 ? out : out + ", " + plural(others, "other");
}

std::string head_of(std::string const& path) {
    auto file = input::open_file(path);
    std::string head(input::head_size, '\0');
    ssize_t const got = file ? ::pread(file->number(), head.data(), head.size(), 0) : 0;
    head.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return head;
}

/// Says early what cannot be followed: a directory, a session, a program.
Dialect const* dialect_for(std::string const& name, ReportOptions const& options, bool again) {
    Dialect const* const wanted = find_dialect(options.dialect.value_or("postfix"));
    struct stat status {};
    if (name == "-") return wanted;
    if (::stat(name.c_str(), &status) != 0) {
        if (!again) complain(name + ": is not there yet", "it is waited for");
        return wanted;
    }
    if (S_ISDIR(status.st_mode)) throw UsageError(name + " is a directory", "name the logs in it that grow");
    if (!S_ISREG(status.st_mode)) throw UsageError(name + " is no file", "`whybounce follow -` reads standard input");
    Dialect const* const found = recognise_dialect(head_of(name));
    if (found && found->kind != InputKind::log)
        throw UsageError(name + " is no log: " + std::string(found->summary), "`whybounce report` reads it");
    return wanted;
}

input::FollowOptions follow_options(ReportOptions const& options) {
    return {.from_start = options.follow.from_start,
        .olddir = options.follow.olddir,
        .look_back = options.follow.look_back * input::mib};
}

} // namespace

void FollowCounts::add(FailureRecord const& record) {
    ++failures;
    ++by_outcome[std::string(to_string(record.outcome))];
    ++by_reason[record.diagnosis->reason->id];
}

void FollowCounts::add(FollowCounts const& other) {
    lines += other.lines;
    failures += other.failures;
    for (auto const& [word, count] : other.by_outcome) by_outcome[word] += count;
    for (auto const& [word, count] : other.by_reason) by_reason[word] += count;
}

std::string FollowCounts::summary() const {
    std::string const kinds = failures == 0 ? "" : " (" + ranked(by_outcome) + ")";
    return plural(failures, "failure") + kinds + " in " + plural(lines, "line");
}

std::string FollowCounts::reasons() const { return ranked(by_reason); }

FollowedLog::FollowedLog(std::string name, ReportOptions const& options, RecordSink& outputs,
    std::optional<std::vector<input::Stretch>> const& resume)
    : name_(std::move(name)), options_(options), outputs_(outputs),
      dialect_(dialect_for(name_, options, resume.has_value())), analysis_(*options.catalogue, options.analysis, *this),
      follower_(name_, *this, follow_options(options), resume) {
    analysis_.begin({{name_, dialect_}});
}

void FollowedLog::begin_text(std::string_view head, std::optional<std::int64_t> modified) {
    ReadingContext context{options_.year, head, options_.zone ? &*options_.zone : nullptr};
    if (!context.year) context.year = assumed_year(modified, dialect_, context);
    analysis_.begin_input(0, context);
}

void FollowedLog::block(std::string_view text, std::size_t first_line) {
    if (!quiet_) counts_.lines += static_cast<std::uint64_t>(std::ranges::count(text, '\n')) + !text.ends_with('\n');
    analysis_.block(text, first_line);
}

void FollowedLog::damage(input::Damage const& damage) {
    unreadable_ = unreadable_ || damage.id == "IN-UNREADABLE";
    if (quiet_) return;
    outputs_.on(AnomalyRecord{damage.input, damage.line, damage.id, damage.severity, damage.what, {}, damage.hint});
    if (options_.format != "text") complain(damage.input + ": " + damage.what, damage.hint);
}

void FollowedLog::on(FailureRecord const& record) {
    if (quiet_) return;
    counts_.add(record);
    outputs_.on(record);
}

/// Damage, and what stops a daemon. Warnings are for reports, where they are counted.
void FollowedLog::on(AnomalyRecord const& record) {
    bool const damage = record.id.starts_with("IN-");
    if (!quiet_ && (damage || record.severity == Severity::error)) outputs_.on(record);
}

} // namespace whybounce::cli
