#include "cli/own_catalogue.hpp"

#include "catalogue/own_entries.hpp"
#include "cli/whole_text.hpp"
#include "report/escape.hpp"
#include "report/style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <list>

namespace whybounce::cli {
namespace {

OwnFile read_file(std::string const& name) {
    return {name, read_whole(name, "a file with entries is a text of some kilobytes; is it the right one?")};
}

std::string_view line_of(std::string_view text, std::size_t number) {
    while (--number > 0 && !text.empty()) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    return text.substr(0, text.find_first_of("\r\n"));
}

/// In the order of files and lines; of a line the first only, for the others often follow from it.
Faults in_order(Faults faults, std::vector<OwnFile> const& files) {
    auto const place = [&](Error const& fault) {
        return std::pair(std::ranges::find(files, fault.file, &OwnFile::name) - files.begin(), fault.line);
    };
    std::ranges::stable_sort(faults, {}, place);
    auto const same_place = [&](Error const& one, Error const& other) { return place(one) == place(other); };
    faults.erase(std::unique(faults.begin(), faults.end(), same_place), faults.end());
    return faults;
}

std::string hint_of(Faults const& faults) {
    std::string const& hint = faults.front().hint;
    if (faults.size() == 1) return hint;
    return fmt::format(
        "{}; `whybounce catalogue check {}` shows {} more", hint, faults.front().file, faults.size() - 1);
}

} // namespace

void add_catalogue_option(po::options_description& options) {
    options.add_options()("catalogue", po::value<std::vector<std::string>>()->composing()->value_name("FILE"),
        "also use the entries of this file, before the built-in ones; may be repeated");
}

std::string excerpt_of(Error const& error, std::vector<OwnFile> const& files) {
    for (OwnFile const& file : files) {
        if (file.name != error.file) continue;
        std::string_view const line = line_of(file.text, error.line);
        std::size_t const before = report::display_width(report::escape(line.substr(0, error.column - 1)));
        return fmt::format("  {}\n  {:>{}}\n", report::escape(line), "^", before + 1);
    }
    return {};
}

Stanza const* OwnEntries::find(Entry const& entry) const {
    auto const found = std::ranges::find_if(
        stanzas, [&](Stanza const& stanza) { return stanza.file == entry.file && stanza.line == entry.line; });
    return found == stanzas.end() ? nullptr : &*found;
}

OwnEntries read_own_files(std::vector<std::string> const& names) {
    OwnEntries own;
    for (std::string const& name : names) own.files.push_back(read_file(name));
    for (OwnFile const& file : own.files)
        std::ranges::move(parse_stanzas(file.name, file.text, own.faults), std::back_inserter(own.stanzas));
    return own;
}

std::string place_and_fault(Error const& fault) {
    return fmt::format("{}:{}:{}: {}", fault.file, fault.line, fault.column, fault.what);
}

FaultyEntries::FaultyEntries(Faults all, std::vector<OwnFile> const& files)
    : UsageError(place_and_fault(all.front()), hint_of(all), excerpt_of(all.front(), files)), faults(std::move(all)) {}

Catalogue const& catalogue_with(OwnEntries const& own) {
    if (own.files.empty()) return Catalogue::built_in();
    Faults faults = own.faults;
    auto catalogue = whybounce::catalogue_with(own.stanzas, faults);
    if (!catalogue) throw FaultyEntries(in_order(std::move(faults), own.files), own.files);
    static std::list<Catalogue> kept; // lives as long as the built-in one
    return kept.emplace_back(*std::move(catalogue));
}

Catalogue const& catalogue_for(po::variables_map const& values) {
    return catalogue_with(read_own_files(catalogue_files(values)));
}

std::vector<std::string> catalogue_files(po::variables_map const& values) {
    return values.count("catalogue") ? values["catalogue"].as<std::vector<std::string>>() : std::vector<std::string>{};
}

} // namespace whybounce::cli
