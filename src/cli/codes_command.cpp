#include "cli/command.hpp"
#include "cli/mark.hpp"
#include "cli/page.hpp"
#include "cli/terminal.hpp"
#include "cli/topic.hpp"
#include "language/languages.hpp"
#include "report/anomaly_words.hpp"
#include "report/columns.hpp"
#include "report/explanation.hpp"
#include "report/json_value.hpp"
#include "report/peer_label.hpp"
#include "report/words.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/catalogue.hpp"
#include "whybounce/event.hpp"
#include "whybounce/lint.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace whybounce::cli {
namespace {

using language::Language;

constexpr std::size_t place_columns = 12;
constexpr std::string_view examples =
    "  whybounce codes                                reply codes and enhanced status codes\n"
    "  whybounce codes 5.7                            those that begin so\n"
    "  whybounce codes recipient                      the reasons of a group\n"
    "  whybounce codes reasons                        the reasons that a diagnosis can give\n"
    "  whybounce codes lint                           the findings that `whybounce lint` can make\n"
    "  whybounce codes dialects                       what --dialect takes\n"
    "  whybounce codes --search greylist              whatever the catalogue says of it\n"
    "  whybounce codes --search TSS04                 a mark of a provider; a status such as 5.7.26\n";

/// The heads of a table: keys of messages; empty where the table has no such column.
using Heads = std::array<std::string_view, 4>;
constexpr Heads heads_of_codes{"codes.key", "codes.place", "codes.name", "codes.reason"};

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
    if (line.entry)
        for (std::string const& marks : line.entry->tokens) all += ' ' + marks;
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
    Heads heads;
    void (*fill)(std::vector<CodeLine>& lines);
};
constexpr List lists[] = {
    {"reasons", {"codes.reason", "", "codes.name", "label.who"},
        [](std::vector<CodeLine>& lines) {
            for (Reason const& reason : Catalogue::of_codes().reasons()) lines.push_back(line_of(reason));
        }},
    {"lint", {"codes.finding", "codes.severity", "codes.name", "label.rfc"},
        [](std::vector<CodeLine>& lines) {
            for (LintRow const& row : lint_rows()) lines.push_back(line_of(row));
        }},
    {"dialects", {"codes.dialect", "codes.kind", "codes.name", ""},
        [](std::vector<CodeLine>& lines) {
            for (Dialect const& dialect : dialects()) lines.push_back(line_of(dialect));
        }},
};

/// In this order lines stand: codes and statuses by their numbers, "4yz" and "X.1.*" behind all of 4 and X.1; names as
/// they came.
std::pair<char, std::vector<int>> place_of(CodeLine const& line) {
    char const first = line.key.empty() ? '~' : line.key.front();
    if (!ascii::is_digit(first) && first != 'X') return {first, {}};
    std::vector<int> numbers;
    bool inside = false; // a number
    constexpr int behind_all = 1000;
    for (char const c : line.key) {
        bool const digit = ascii::is_digit(c), any = inside && (c == 'y' || c == 'z');
        if (digit && !inside) numbers.push_back(0);
        if (digit || any) numbers.back() = numbers.back() * 10 + (digit ? c - '0' : 9);
        if (c == '*') numbers.push_back(behind_all);
        inside = digit || any;
    }
    return {first, std::move(numbers)};
}

/// @param everything  also entries that are no codes, and reasons
std::vector<CodeLine> all_codes(bool everything) {
    std::vector<CodeLine> lines;
    for (Entry const& entry : (everything ? Catalogue::built_in() : Catalogue::of_codes()).entries()) {
        bool const code = entry.tier == Tier::reply || entry.tier == Tier::status;
        if (code || (everything && entry.tier != Tier::phase)) lines.push_back(line_of(entry));
    }
    if (everything)
        for (Reason const& reason : Catalogue::of_codes().reasons()) {
            lines.push_back(line_of(reason));
            lines.back().last = reason.id;
        }
    std::ranges::stable_sort(lines, {}, place_of);
    return lines;
}

/// "X.1.1" begins with "5", and with "5.1" as well as with "x.1".
bool begins_with(std::string const& key, std::string_view prefix) {
    if (key.starts_with(prefix)) return true;
    bool const klass = prefix == "2" || prefix == "4" || prefix == "5"; // RFC 3463 has no class 3
    if (klass && key.starts_with("X.")) return true;
    return key.starts_with("X.") && prefix.size() > 1 && prefix[1] == '.' &&
        std::string_view(key).substr(1).starts_with(prefix.substr(1));
}

std::string label_of(Language const& in, std::string const& peer, CodeLine const& line) {
    return line.reason ? report::peer_label(in, peer, line.entry, *line.reason) : "-";
}

/// @param peer  whose labels stand in a last column; empty: nobody's
report::Document list_page(
    Language const& in, Heads const& heads, std::vector<CodeLine> const& lines, std::string const& peer) {
    report::Listing listing;
    listing.rows.resize(lines.size());
    auto const column = [&](std::string const& head, auto const& cell) {
        listing.heads.push_back(head);
        for (std::size_t i = 0; i < lines.size(); ++i) listing.rows[i].push_back(cell(lines[i]));
    };
    auto const known = [&](std::size_t number, auto const& cell) {
        if (!heads[number].empty()) column(in.say(heads[number]), cell);
    };
    known(0, [](CodeLine const& line) { return line.key; });
    known(1, [&](CodeLine const& line) {
        return report::clip(line.finding ? in.say("anomalies." + line.place) : line.place, 0, place_columns);
    });
    listing.long_column = listing.heads.size();
    known(2, [&](CodeLine const& line) { return name_of(in, line); });
    known(3, [&](CodeLine const& line) { return line.finding ? report::source_words(in, line.last) : line.last; });
    if (!peer.empty()) column(peer, [&](CodeLine const& line) { return label_of(in, peer, line); });
    report::Document page;
    page.title = in.say("codes.heading");
    page.blocks = {std::move(listing)};
    return page;
}

/// Of what is no cause nobody is told.
OptionalView actor_of(CodeLine const& line) {
    if (!line.reason) return std::nullopt;
    std::string const& actor = line.entry ? line.entry->actor : line.reason->actor;
    return actor.empty() ? OptionalView{} : OptionalView(actor);
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
        json.field("actor", actor_of(line));
    });
}

/// "5yz", "4xx" and "5.7.x" are prefixes too.
std::string without_placeholders(std::string prefix) {
    bool const numbers = !prefix.empty() && ascii::is_digit(prefix.front());
    while (numbers && std::string_view("xXyYzZ*").find(prefix.back()) != std::string_view::npos) prefix.pop_back();
    while (numbers && prefix.ends_with("..")) prefix.pop_back();
    return prefix;
}

/// nullptr where the word names no list.
List const* list_named(std::string const& word) {
    auto const* const list = std::ranges::find(lists, word, &List::word);
    return list == std::end(lists) ? nullptr : list;
}

struct Found {
    List const* list = nullptr; ///< nullptr for codes
    std::vector<CodeLine> lines;
};

/// What the word asks for: one of the lists, the codes that begin with it, or the reasons that do.
Found found_for(std::string const& what, bool everything) {
    Found found{list_named(what), {}};
    if (found.list) {
        found.list->fill(found.lines);
        return found;
    }
    auto const other = [&](CodeLine const& line) { return !begins_with(line.key, what); };
    found.lines = all_codes(everything);
    std::erase_if(found.lines, other);
    if (!found.lines.empty()) return found;
    found.list = list_named("reasons");
    found.list->fill(found.lines);
    std::erase_if(found.lines, other);
    return found;
}

/// The entries that have the word as a mark.
std::vector<Entry const*> entries_with_mark(std::string const& word) {
    auto mark = find_mark(Catalogue::built_in(), word);
    if (!mark) return {};
    mark->uses.push_back(mark->entry);
    return std::move(mark->uses);
}

/// Leaves what speaks of the word, or has it as a mark or a status.
void search(std::vector<CodeLine>& lines, std::string const& word, Language const& in) {
    auto const marked = entries_with_mark(word);
    auto const has_it = [&](Entry const* entry) {
        return entry && (names_status(*entry, word) || std::ranges::find(marked, entry) != marked.end());
    };
    std::erase_if(lines,
        [&](CodeLine const& line) { return !has_it(line.entry) && !speaks_of(in, line, ascii::to_lower(word)); });
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
    auto const wanted = optional_value(*values, "search");
    if (wanted && ascii::trim(*wanted).empty())
        throw UsageError(
            "--search looks for nothing", "name a word, a mark or a status: `whybounce codes --search full`");
    std::string const what = words.empty() ? "" : without_placeholders(words.front());
    auto [list, lines] = found_for(what, wanted.has_value());
    if (wanted) search(lines, *wanted, *options.language);
    if (lines.empty())
        throw UsageError("nothing in the catalogue fits `" + wanted.value_or(what) + "`",
            wanted ? "try a shorter word"
                   : "`whybounce codes --search " + what + "` looks for it in names and meanings");
    return print_page(
        options,
        [&, &list = list, &lines = lines](
            Language const& in) { return list_page(in, list ? list->heads : heads_of_codes, lines, options.peer); },
        [&lines = lines](report::JsonWriter& json) { put_list(json, lines); });
}

} // namespace whybounce::cli
