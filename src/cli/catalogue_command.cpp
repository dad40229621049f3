#include "catalogue/rule_advice.hpp"
#include "catalogue/value_check.hpp"
#include "cli/nearest.hpp"
#include "cli/own_catalogue.hpp"
#include "cli/terminal.hpp"
#include "report/escape.hpp"
#include "report/style.hpp"
#include "whybounce/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

#include <unistd.h>

namespace whybounce::cli {
namespace {

constexpr std::string_view examples =
    "  whybounce catalogue list --provider gmail      what the catalogue holds of one provider\n"
    "  whybounce catalogue list --by-age              the entries by the month of their last check\n"
    "  whybounce catalogue show gmail-no-such-user    one entry in full\n"
    "  whybounce catalogue check mine.cat             is my file in order? Do its examples hold?\n"
    "  whybounce catalogue test                       the examples of every entry\n"
    "  whybounce catalogue test gmail-no-such-user    those of one\n";

/// Lines for standard output. Rules and their faults are told in English: they are for those who write them.
class Page {
public:
    explicit Page(po::variables_map const& values)
        : style_(wants_colour(optional_value(values, "color").value_or("auto"))) {}
    void line(std::string_view text = {}) { text_.append(text).append("\n"); }
    void text(std::string_view lines) { text_ += lines; }
    report::Style const& style() const { return style_; }
    ExitStatus print() const {
        FileSink sink(STDOUT_FILENO, "standard output");
        sink.write(text_);
        return sink.flush() ? ExitStatus::fine : ExitStatus::unreadable;
    }

private:
    report::Style style_;
    std::string text_;
};

constexpr std::array<std::string_view, 9> tier_names{
    "reason", "speaker", "provider", "mta", "words", "status", "reply", "phase", "user"};

std::string tier_name(Tier tier) { return std::string(tier_names[static_cast<std::size_t>(tier)]); }

using Entries = std::vector<Entry const*>;

Entries all_entries(Catalogue const& catalogue) {
    Entries entries;
    for (Entry const& entry : catalogue.speakers()) entries.push_back(&entry);
    for (Entry const& entry : catalogue.entries()) entries.push_back(&entry);
    return entries;
}

std::string number_of(Entries const& entries) {
    return fmt::format("{} {}", entries.size(), entries.size() == 1 ? "entry" : "entries");
}

std::string reason_of(Entry const& entry) { return entry.reason ? entry.reason->id : "-"; }

/// "did you mean `gmail`? ", or nothing.
std::string meant(std::string const& wrong, std::vector<std::string> const& words) {
    std::string const near = nearest_name(ascii::to_lower(wrong), words);
    return near.empty() ? "" : "did you mean `" + near + "`? ";
}

using Property = std::string (*)(Entry const& entry);

/// An option of `list`, and where its values are told.
struct Choice {
    char const* option;
    Property property;
    std::string_view values;
};
constexpr Choice choices[] = {{"provider", [](Entry const& entry) { return entry.provider; },
                                  "`whybounce catalogue show` tells the one of an entry"},
    {"reason", [](Entry const& entry) { return reason_of(entry); }, "`whybounce codes reasons` lists them"},
    {"tier", [](Entry const& entry) { return tier_name(entry.tier); },
        "write speaker, provider, mta, words, status, reply, phase or, with --catalogue, user"}};

/// A value that no entry at all has.
void refuse_unknown(Choice const& choice, std::string const& wanted, Entries const& entries) {
    std::set<std::string> known;
    for (Entry const* entry : entries) known.insert(choice.property(*entry));
    known.erase("");
    if (std::ranges::any_of(known, [&](std::string const& value) { return value.starts_with(wanted); })) return;
    throw UsageError(fmt::format("there is no entry of the {} `{}`", choice.option, wanted),
        meant(wanted, {known.begin(), known.end()}) + std::string(choice.values));
}

Entries chosen(Catalogue const& catalogue, po::variables_map const& values) {
    Entries const all = all_entries(catalogue);
    Entries entries = all;
    for (Choice const& choice : choices) {
        auto const wanted = optional_value(values, choice.option);
        if (!wanted) continue;
        refuse_unknown(choice, *wanted, all);
        std::erase_if(entries, [&](Entry const* entry) { return !choice.property(*entry).starts_with(*wanted); });
    }
    return entries;
}

/// The oldest first; of a month those whose source was not seen before the others.
void sort_by_age(Entries& entries) {
    auto const age = [](Entry const* entry) { return std::pair(entry->checked, entry->source_seen); };
    std::ranges::stable_sort(entries, {}, age);
}

std::string month_of(Entry const& entry) {
    return (entry.checked.empty() ? "-" : entry.checked) + (entry.source_seen ? "" : " unseen");
}

void summarise_ages(Page& page, Entries const& entries) {
    std::map<std::string, std::size_t> months;
    for (Entry const* entry : entries) ++months[month_of(*entry)];
    for (auto const& [month, count] : months) page.line(fmt::format("{:14}  {:5}", month, count));
    page.line();
}

ExitStatus list(Catalogue const& catalogue, po::variables_map const& values) {
    Entries entries = chosen(catalogue, values);
    if (entries.empty()) throw UsageError("no entry fits", "leave out an option");
    Page page(values);
    bool const by_age = values.count("by-age") > 0;
    if (by_age) {
        sort_by_age(entries);
        summarise_ages(page, entries);
    }
    std::size_t width = 0;
    for (Entry const* entry : entries) width = std::max(width, entry->id.size());
    for (Entry const* entry : entries) {
        std::string const front = by_age ? fmt::format("{:14}  ", month_of(*entry)) : "";
        page.line(fmt::format("{}{}  {}  {}", front, report::pad(entry->id, width), entry->name,
            page.style().paint(report::Role::faint, reason_of(*entry))));
    }
    return page.print();
}

std::vector<std::string> ids_of(Catalogue const& catalogue) {
    std::vector<std::string> ids;
    for (Entry const* entry : all_entries(catalogue)) ids.push_back(entry->id);
    return ids;
}

/// A stanza as docs/catalogue.md writes it.
ExitStatus show(Catalogue const& catalogue, std::vector<std::string> const& ids, po::variables_map const& values) {
    if (ids.empty()) throw UsageError("show which entry?", "write `whybounce catalogue show ID`");
    Page page(values);
    auto const keys = [&](std::string_view key, auto const& lines) {
        for (auto const& line : lines) page.line(fmt::format("{:11}{}", std::string(key) + ":", line));
    };
    auto const key = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) page.line(fmt::format("{:11}{}", std::string(name) + ":", value));
    };
    for (std::string const& id : ids) {
        Entry const* const entry = catalogue.entry(id);
        if (!entry)
            throw UsageError("there is no entry `" + id + "`",
                meant(id, ids_of(catalogue)) + "`whybounce catalogue list` lists them");
        page.line(fmt::format("# {}:{}", entry->file, entry->line));
        key("id", entry->id);
        key("name", entry->name);
        key("reply", entry->reply);
        key("status", entry->status);
        key("phase", entry->phase);
        key("verb", entry->verb);
        key("speaker", entry->speaker);
        key("host", entry->host);
        keys("token", entry->tokens);
        keys("beside", entry->beside);
        keys("text", entry->texts);
        keys("unless", entry->exceptions);
        key("reason", reason_of(*entry));
        key("provider", entry->provider);
        key("list", entry->list);
        key("means", entry->means_pattern.empty() ? entry->means : entry->means_pattern);
        key("when", entry->when_pattern.empty() ? entry->when : entry->when_pattern);
        keys("do", entry->step_patterns.empty() ? entry->steps : entry->step_patterns);
        key("who", entry->actor);
        key("retry", entry->retry);
        key("basis", entry->by_report ? "by-report" : "");
        keys("source", entry->sources);
        key("checked", month_of(*entry));
        keys("example", entry->examples);
        keys("near-miss", entry->near_misses);
    }
    return page.print();
}

void tell(Page& page, Catalogue const& catalogue, ExampleFault const& fault, OwnEntries const& own) {
    Entry const& entry = *fault.entry;
    std::string const what = fmt::format("{} of `{}` is decided by `{}`: {}",
        fault.near_miss ? "the near-miss" : "the example", entry.id, fault.decided_by, report::escape(fault.example));
    Stanza const* const stanza = own.find(entry);
    if (!stanza) return page.line(fmt::format("{}:{}: {}", entry.file, entry.line, what));
    Error const advice = advice_on(catalogue, *stanza, fault);
    page.line(fmt::format("{}:{}:{}: {}", advice.file, advice.line, advice.column, what));
    page.text(excerpt_of(advice, own.files));
    page.line("  " + report::escape(advice.hint));
}

/// The number of faults.
std::size_t tell_faults(Page& page, Catalogue const& catalogue, Entries const& entries, OwnEntries const& own) {
    std::size_t count = 0;
    for (Entry const* entry : entries)
        for (ExampleFault const& fault : example_faults(catalogue, *entry)) {
            ++count;
            tell(page, catalogue, fault, own);
        }
    return count;
}

/// What the tests demand of the built-in entries is advice for one's own.
void tell_gaps(Page& page, Entries const& entries) {
    for (Entry const* entry : entries) {
        std::string missing;
        auto const want = [&](bool there, std::string_view key) {
            if (!there) missing.append(missing.empty() ? "" : ", ").append(key);
        };
        want(!entry->means.empty(), "means");
        want(!entry->steps.empty(), "do");
        want(!entry->examples.empty(), "example");
        want(!entry->near_misses.empty(), "near-miss");
        for (std::string const& source : entry->sources)
            if (!is_source(source))
                page.line(
                    fmt::format("{}:{}: note: the source `{}` of `{}` is neither a URL nor an RFC: can others look "
                                "it up?",
                        entry->file, entry->line, report::escape(source), entry->id));
        if (missing.empty()) continue;
        page.line(fmt::format("{}:{}: note: `{}` has no {}", entry->file, entry->line, entry->id, missing));
    }
}

/// "3 entries, 5 examples and near-misses, every one holds"
void summarise(Page& page, Entries const& entries, std::size_t faults) {
    std::size_t count = 0;
    for (Entry const* entry : entries) count += entry->examples.size() + entry->near_misses.size();
    if (count == 0) return page.line(number_of(entries) + ", no example: nothing could be tried");
    std::string const result = faults == 0 ? "every one holds" : fmt::format("{} wrong", faults);
    page.line(fmt::format("{}, {} {}, {}", number_of(entries), count,
        count == 1 ? "example or near-miss" : "examples and near-misses", result));
}

/// @param gaps  whether to tell what entries lack
ExitStatus judge(Catalogue const& catalogue, Entries const& entries, OwnEntries const& own,
    po::variables_map const& values, bool gaps) {
    Page page(values);
    std::size_t const faults = tell_faults(page, catalogue, entries, own);
    if (gaps) tell_gaps(page, entries);
    summarise(page, entries, faults);
    ExitStatus const printed = page.print();
    return faults == 0 ? printed : ExitStatus::failures;
}

ExitStatus tell_all(FaultyEntries const& faulty, OwnEntries const& own) {
    for (Error const& fault : faulty.faults) complain(place_and_fault(fault), fault.hint, excerpt_of(fault, own.files));
    return ExitStatus::usage;
}

ExitStatus check(std::vector<std::string> const& names, po::variables_map const& values) {
    std::vector<std::string> files = catalogue_files(values);
    files.insert(files.end(), names.begin(), names.end());
    if (files.empty()) throw UsageError("check which file?", "write `whybounce catalogue check FILE`");
    OwnEntries const own = read_own_files(files);
    try {
        Catalogue const& catalogue = catalogue_with(own);
        Entries entries = all_entries(catalogue);
        std::erase_if(entries, [](Entry const* entry) { return entry->tier != Tier::user; });
        if (entries.empty())
            throw UsageError(
                files.front() + " holds no entry", "docs/writing-rules.md shows one; is it the right file?");
        return judge(catalogue, entries, own, values, true);
    } catch (FaultyEntries const& faulty) {
        return tell_all(faulty, own);
    }
}

/// Of the words of `test`, which are ids of entries or files with entries.
bool names_file(std::string const& word) {
    std::error_code ignored;
    bool const looks_so = word == "-" || word.ends_with(".cat") || word.find('/') != std::string::npos;
    return !Catalogue::built_in().entry(word) && (looks_so || std::filesystem::exists(word, ignored));
}

/// The entries of these ids; all where there is none, for one's own can hide a built-in one.
Entries entries_named(Catalogue const& catalogue, std::vector<std::string> const& ids) {
    Entries const all = all_entries(catalogue);
    if (ids.empty()) return all;
    Entries entries;
    for (std::string const& id : ids) {
        auto const found = std::ranges::find(all, id, &Entry::id);
        if (found == all.end())
            throw UsageError("there is no entry and no file `" + id + "`",
                meant(id, ids_of(catalogue)) + "`whybounce catalogue list` lists the entries");
        entries.push_back(*found);
    }
    return entries;
}

ExitStatus test(std::vector<std::string> const& words, po::variables_map const& values) {
    std::vector<std::string> files = catalogue_files(values), ids;
    for (std::string const& word : words) (names_file(word) ? files : ids).push_back(word);
    OwnEntries const own = read_own_files(files);
    Catalogue const& catalogue = catalogue_with(own);
    return judge(catalogue, entries_named(catalogue, ids), own, values, false);
}

} // namespace

ExitStatus run_catalogue(Arguments const& arguments) {
    OptionParser parser("whybounce catalogue list|show|check|test [OPTIONS] [ID|FILE]...",
        "Lists and shows the entries of the catalogue, and checks files with entries of your own\n"
        "(docs/writing-rules.md).",
        examples);
    auto const word = [] { return po::value<std::string>(); };
    auto add = parser.options().add_options();
    add("provider", word()->value_name("NAME"), "list: only this provider, or those that begin so");
    add("reason", word()->value_name("REASON"), "list: only this reason, or a group");
    add("tier", word()->value_name("TIER"),
        "list: only this tier: speaker, provider, mta, words, status, reply, phase, user");
    add("by-age", "list: the oldest check first, and how many entries each month has");
    add_catalogue_option(parser.options());
    parser.options().add_options()(
        "color", po::value<std::string>()->value_name("WHEN"), "auto (default), always, never");
    auto const values = parser.parse(arguments);
    if (!values) return ExitStatus::fine;
    auto words = positional(*values);
    std::string const action = words.empty() ? "" : words.front();
    if (!words.empty()) words.erase(words.begin());
    if (action == "check") return check(words, *values);
    if (action == "test") return test(words, *values);
    if (action == "show") return show(catalogue_for(*values), words, *values);
    if (action == "list" && words.empty()) return list(catalogue_for(*values), *values);
    throw UsageError(action.empty() ? "what about the catalogue?" : "`catalogue " + action + "` wants something else",
        "write list, show ID, check FILE or test; `whybounce catalogue --help` tells more");
}

} // namespace whybounce::cli
