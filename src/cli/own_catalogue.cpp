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

UsageError to_usage_error(Error const& error, std::vector<OwnFile> const& files) {
    return {fmt::format("{}:{}:{}: {}", error.file, error.line, error.column, error.what), error.hint,
        excerpt_of(error, files)};
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
    for (OwnFile const& file : own.files) {
        auto stanzas = parse_stanzas(file.name, file.text);
        if (!stanzas) throw to_usage_error(stanzas.error(), own.files);
        std::ranges::move(*stanzas, std::back_inserter(own.stanzas));
    }
    return own;
}

Catalogue const& catalogue_with(OwnEntries const& own) {
    if (own.files.empty()) return Catalogue::built_in();
    auto catalogue = whybounce::catalogue_with(own.stanzas);
    if (!catalogue) throw to_usage_error(catalogue.error(), own.files);
    static std::list<Catalogue> kept; // lives as long as the built-in one
    return kept.emplace_back(*std::move(catalogue));
}

Catalogue const& catalogue_for(po::variables_map const& values) {
    if (!values.count("catalogue")) return Catalogue::built_in();
    return catalogue_with(read_own_files(values["catalogue"].as<std::vector<std::string>>()));
}

} // namespace whybounce::cli
