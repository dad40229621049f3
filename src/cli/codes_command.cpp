#include "cli/command.hpp"
#include "cli/page.hpp"
#include "cli/terminal.hpp"
#include "language/languages.hpp"
#include "report/anomaly_words.hpp"
#include "report/columns.hpp"
#include "report/explanation.hpp"
#include "report/json_value.hpp"
#include "report/words.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/catalogue.hpp"
#include "whybounce/event.hpp"
#include "whybounce/lint.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::cli {
namespace {

using language::Language;

constexpr std::size_t place_columns = 12;
constexpr std::string_view examples =
    "  whybounce codes                                reply codes and enhanced status codes\n"
    "  whybounce codes 5.7                            those that begin so\n"
    "  whybounce codes reasons                        the reasons that a diagnosis can give\n"
    "  whybounce codes lint                           the findings that `whybounce lint` can make\n"
    "  whybounce codes dialects                       what --dialect takes\n"
    "  whybounce codes --search greylist              whatever the catalogue says of it\n";

/// One line of the list: an entry, a reason, a finding or a dialect.
struct CodeLine {
    std::string key, place, last;
    Entry const* entry = nullptr;
    Reason const* reason = nullptr;
    std::string name, words; ///< of what the catalogue does not explain: what it is called, what else is said of it
    LintRow const* finding = nullptr;
};

CodeLine line_of(Entry const& entry) {
    std::string const& key = entry.tier == Tier::reply ? entry.reply
        : entry.tier == Tier::status                   ? entry.status
                                                       : entry.id;
    return {key, entry.verb.empty() ? entry.phase : entry.verb, entry.reason ? entry.reason->id : "-", &entry,
        entry.reason, {}, {}, nullptr};
}

CodeLine line_of(Reason const& reason) { return {reason.id, {}, reason.actor, nullptr, &reason, {}, {}, nullptr}; }

CodeLine line_of(LintRow const& row) {
    std::string const words = fmt::format("{} {} {}", row.what, row.why, row.rfc);
    return {std::string(row.id), std::string(to_string(row.severity)), std::string(row.rfc), nullptr, nullptr, {},
        words, &row};
}

CodeLine line_of(Dialect const& dialect) {
    return {std::string(dialect.id), std::string(to_string(dialect.kind)), {}, nullptr, nullptr,
        std::string(dialect.summary), {}, nullptr};
}

std::string name_of(Language const& in, CodeLine const& line) {
    if (line.finding) return report::finding_words(in, *line.finding).what;
    return line.name.empty() ? report::explanation(in, line.entry, line.reason).name : line.name;
}

/// Do the words of the line, in English or in the reader's language, hold the wanted one?
bool speaks_of(Language const& in, CodeLine const& line, std::string const& wanted) {
    std::string all = line.key + ' ' + (line.entry ? line.entry->id : "") + ' ' + (line.reason ? line.reason->id : "");
    all += ' ' + line.name + ' ' + line.words;
    if (line.finding) all += ' ' + report::finding_words(in, *line.finding).what;
    for (Language const* language : {&language::english(), &in}) {
        auto const words = report::explanation(*language, line.entry, line.reason);
        all += ' ' + words.name + ' ' + words.means + ' ' + words.when;
    }
    return report::without_break_marks(ascii::to_lower(all)).find(wanted) != std::string::npos;
}

/// The lists that have a name of their own.
struct List {
    std::string_view word;
    void (*fill)(std::vector<CodeLine>& lines);
};
constexpr List lists[] = {
    {"reasons",
        [](std::vector<CodeLine>& lines) {
            for (Reason const& reason : Catalogue::of_codes().reasons()) lines.push_back(line_of(reason));
        }},
    {"lint",
        [](std::vector<CodeLine>& lines) {
            for (LintRow const& row : lint_rows()) lines.push_back(line_of(row));
        }},
    {"dialects",
        [](std::vector<CodeLine>& lines) {
            for (Dialect const& dialect : dialects()) lines.push_back(line_of(dialect));
        }},
};

/// @param everything  also entries that are no codes, and reasons
std::vector<CodeLine> all_codes(bool everything) {
    std::vector<CodeLine> lines;
    for (Entry const& entry : (everything ? Catalogue::built_in() : Catalogue::of_codes()).entries()) {
        bool const code = entry.tier == Tier::reply || entry.tier == Tier::status;
        if (code || (everything && entry.tier != Tier::phase)) lines.push_back(line_of(entry));
    }
    if (everything) lists[0].fill(lines);
    auto const rank = [](CodeLine const& line) { return line.key.empty() ? '~' : line.key.front(); };
    std::ranges::stable_sort(lines, {}, rank);
    return lines;
}

/// "X.1.1" begins with "5.1" as well as with "x.1".
bool begins_with(std::string const& key, std::string_view prefix) {
    if (key.starts_with(prefix)) return true;
    return key.starts_with("X.") && prefix.size() > 1 && prefix[1] == '.' &&
        std::string_view(key).substr(1).starts_with(prefix.substr(1));
}

report::Document list_page(Language const& in, std::vector<CodeLine> const& lines) {
    report::Listing listing{
        {in.say("codes.key"), in.say("codes.place"), in.say("codes.name"), in.say("codes.reason")}, {}};
    for (CodeLine const& line : lines) {
        std::string const place = line.finding ? in.say("anomalies." + line.place) : line.place;
        std::string const last = line.finding ? report::source_words(in, line.last) : line.last;
        listing.rows.push_back({line.key, report::clip(place, 0, place_columns), name_of(in, line), last});
    }
    report::Document page;
    page.title = in.say("codes.heading");
    page.blocks = {std::move(listing)};
    return page;
}

void put_list(report::JsonWriter& json, std::vector<CodeLine> const& lines) {
    auto const filled = [](std::string const& text) { return text.empty() ? OptionalView{} : OptionalView(text); };
    report::put_objects(json, "codes", lines, [&](CodeLine const& line) {
        json.field("key", line.key);
        json.field("entry", line.entry ? OptionalView(line.entry->id) : std::nullopt);
        json.field("phase", line.entry ? filled(line.entry->phase) : std::nullopt);
        json.field("verb", line.entry ? filled(line.entry->verb) : std::nullopt);
        json.field("name", name_of(language::english(), line));
        json.field("reason", line.reason ? OptionalView(line.reason->id) : std::nullopt);
    });
}

/// "5yz", "4xx" and "5.7.x" are prefixes too.
std::string without_placeholders(std::string prefix) {
    bool const numbers = !prefix.empty() && ascii::is_digit(prefix.front());
    while (numbers && std::string_view("xXyYzZ*").find(prefix.back()) != std::string_view::npos) prefix.pop_back();
    while (numbers && prefix.ends_with("..")) prefix.pop_back();
    return prefix;
}

/// What the word asks for: one of the lists, or the codes that begin with it.
std::vector<CodeLine> lines_for(std::string const& what, bool everything) {
    std::vector<CodeLine> lines;
    auto const list = std::ranges::find(lists, what, &List::word);
    if (list != std::end(lists)) {
        list->fill(lines);
        return lines;
    }
    lines = all_codes(everything);
    std::erase_if(lines, [&](CodeLine const& line) { return !begins_with(line.key, what); });
    return lines;
}

} // namespace

ExitStatus run_codes(Arguments const& arguments) {
    OptionParser parser("whybounce codes [OPTIONS] [PREFIX|reasons|lint|dialects]",
        "Lists reply codes, enhanced status codes and reasons, with the reason each stands for,\n"
        "the findings of `lint`, or the kinds of input.",
        examples);
    add_page_options(parser);
    parser.options().add_options()(
        "search,s", po::value<std::string>()->value_name("WORD"), "only what speaks of this");
    auto const values = parser.parse(arguments);
    if (!values) return ExitStatus::fine;
    PageOptions options = page_options(*values);
    options.width = list_width();
    auto const words = positional(*values);
    if (words.size() > 1)
        throw UsageError("codes takes one prefix",
            "write `whybounce codes 5.7`, or look for words: `whybounce codes --search \"mailbox full\"`");
    auto const search = optional_value(*values, "search");
    std::string const what = words.empty() ? "" : without_placeholders(words.front());
    auto lines = lines_for(what, search.has_value());
    if (search)
        std::erase_if(
            lines, [&](CodeLine const& line) { return !speaks_of(*options.language, line, ascii::to_lower(*search)); });
    if (lines.empty())
        throw UsageError("nothing in the catalogue fits `" + search.value_or(what) + "`",
            search ? "try a shorter word"
                   : "`whybounce codes --search " + what + "` looks for it in names and meanings");
    return print_page(
        options, [&](Language const& in) { return list_page(in, lines); },
        [&](report::JsonWriter& json) { put_list(json, lines); });
}

} // namespace whybounce::cli
