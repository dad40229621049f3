#include "cli/command.hpp"
#include "cli/page.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/catalogue.hpp"
#include "whybounce/lint.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace whybounce::cli {
namespace {

constexpr std::string_view examples =
    "  whybounce codes                                reply codes and enhanced status codes\n"
    "  whybounce codes 5.7                            those that begin so\n"
    "  whybounce codes reasons                        the reasons that a diagnosis can give\n"
    "  whybounce codes lint                           the findings that `whybounce lint` can make\n"
    "  whybounce codes --search greylist              whatever the catalogue says of it\n";

/// One line of the list.
struct CodeLine {
    std::string key, place, name, reason;
    std::string all; ///< what --search looks at, lower case
};

CodeLine line_of(Entry const& entry) {
    std::string const key = entry.tier == Tier::reply ? entry.reply
        : entry.tier == Tier::status                  ? entry.status
                                                      : entry.id;
    std::string const place = entry.verb.empty() ? entry.phase : entry.verb;
    std::string const reason = entry.reason ? entry.reason->id : "-";
    return {key, place, entry.name, reason,
        ascii::to_lower(key + ' ' + entry.id + ' ' + entry.name + ' ' + entry.means + ' ' + entry.when + ' ' + reason)};
}

CodeLine line_of(Reason const& reason) {
    return {
        reason.id, "", reason.name, reason.actor, ascii::to_lower(reason.id + ' ' + reason.name + ' ' + reason.means)};
}

CodeLine line_of(LintRow const& row) {
    std::string const all =
        std::string(row.id).append(" ").append(row.what).append(" ").append(row.why).append(" ").append(row.rfc);
    return {std::string(row.id), std::string(to_string(row.severity)), std::string(row.what), std::string(row.rfc),
        ascii::to_lower(all)};
}

std::vector<CodeLine> findings() {
    std::vector<CodeLine> lines;
    for (LintRow const& row : lint_rows()) lines.push_back(line_of(row));
    return lines;
}

std::vector<CodeLine> lines_for(std::string const& what, bool everything) {
    if (what == "lint") return findings();
    std::vector<CodeLine> lines;
    Catalogue const& catalogue = Catalogue::built_in();
    if (what != "reasons")
        for (Entry const& entry : catalogue.entries()) {
            bool const code = entry.tier == Tier::reply || entry.tier == Tier::status;
            if (code || (everything && entry.tier != Tier::phase)) lines.push_back(line_of(entry));
        }
    if (what == "reasons" || everything)
        for (Reason const& reason : catalogue.reasons()) lines.push_back(line_of(reason));
    auto const rank = [](CodeLine const& line) { return line.key.empty() ? '~' : line.key.front(); };
    if (what != "reasons") std::ranges::stable_sort(lines, {}, rank);
    return lines;
}

/// "X.1.1" begins with "5.1" as well as with "x.1".
bool begins_with(std::string const& key, std::string_view prefix) {
    if (key.starts_with(prefix)) return true;
    return key.starts_with("X.") && prefix.size() > 1 && prefix[1] == '.' &&
        std::string_view(key).substr(1).starts_with(prefix.substr(1));
}

void print(Page& page, std::vector<CodeLine> const& lines) {
    std::size_t key_width = 0, place_width = 0;
    for (CodeLine const& line : lines) {
        key_width = std::max(key_width, line.key.size());
        place_width = std::max(place_width, std::min<std::size_t>(line.place.size(), 12));
    }
    for (CodeLine const& line : lines) {
        std::string const place = report::pad(report::clip(line.place, 0, 12), place_width);
        page.line(fmt::format("{}  {}  {}  {}", report::pad(line.key, key_width),
            page.style().paint(report::Role::faint, place), line.name,
            page.style().paint(report::Role::faint, line.reason)));
    }
}

} // namespace

ExitStatus run_codes(Arguments const& arguments) {
    OptionParser parser("whybounce codes [OPTIONS] [PREFIX|reasons|lint]",
        "Lists reply codes, enhanced status codes and reasons, with the reason each stands for,\n"
        "or the findings of `lint`.",
        examples);
    add_colour_option(parser);
    parser.options().add_options()(
        "search,s", po::value<std::string>()->value_name("WORD"), "only what speaks of this");
    auto const values = parser.parse(arguments);
    if (!values) return ExitStatus::fine;
    auto const words = positional(*values);
    if (words.size() > 1) throw UsageError("codes takes one prefix", "write `whybounce codes 5.7`");
    auto const search = optional_value(*values, "search");
    std::string const what = words.empty() ? "" : words.front();
    auto lines = lines_for(what, search.has_value());
    if (!what.empty() && what != "reasons" && what != "lint")
        std::erase_if(lines, [&](CodeLine const& line) { return !begins_with(line.key, what); });
    if (search)
        std::erase_if(
            lines, [&](CodeLine const& line) { return line.all.find(ascii::to_lower(*search)) == std::string::npos; });
    if (lines.empty())
        throw UsageError("nothing in the catalogue fits `" + search.value_or(what) + "`", "try a shorter word");
    Page page = page_for(*values);
    print(page, lines);
    return page.print();
}

} // namespace whybounce::cli
