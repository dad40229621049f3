#include "cli/own_catalogue.hpp"

#include "report/escape.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <list>
#include <optional>

namespace whybounce::cli {
namespace {

struct OwnFile {
    std::string name, text;
};

/// Nothing where it cannot be read; `-` is standard input.
std::optional<std::string> text_of(std::string const& name) {
    if (name == "-") return std::string{std::istreambuf_iterator<char>(std::cin), {}};
    std::ifstream stream(name, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.good() && !stream.eof()) return std::nullopt;
    return text;
}

OwnFile read_file(std::string const& name) {
    auto text = text_of(name);
    if (!text)
        throw UsageError("the catalogue " + name + " cannot be read", "check the name and the rights of the file");
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text->starts_with(byte_order_mark)) text->erase(0, byte_order_mark.size());
    return {name, *std::move(text)};
}

std::string_view line_of(std::string_view text, std::size_t number) {
    while (--number > 0 && !text.empty()) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    return text.substr(0, text.find_first_of("\r\n"));
}

/// The line of an error, and a caret below the column.
std::string excerpt_of(Error const& error, std::vector<OwnFile> const& files) {
    for (OwnFile const& file : files)
        if (file.name == error.file)
            return fmt::format("  {}\n  {:>{}}\n", report::escape(line_of(file.text, error.line)), "^", error.column);
    return {};
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

Catalogue const& catalogue_with(std::vector<std::string> const& names) {
    if (names.empty()) return Catalogue::built_in();
    std::vector<OwnFile> files;
    for (std::string const& name : names) files.push_back(read_file(name));
    std::vector<std::pair<std::string, std::string_view>> own;
    for (OwnFile const& file : files) own.emplace_back(file.name, file.text);
    auto catalogue = Catalogue::with(own);
    if (!catalogue) throw to_usage_error(catalogue.error(), files);
    static std::list<Catalogue> kept; // lives as long as the built-in one
    return kept.emplace_back(*std::move(catalogue));
}

Catalogue const& catalogue_for(po::variables_map const& values) {
    if (!values.count("catalogue")) return Catalogue::built_in();
    return catalogue_with(values["catalogue"].as<std::vector<std::string>>());
}

} // namespace whybounce::cli
