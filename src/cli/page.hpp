#pragma once
#include "cli/options.hpp"
#include "report/document.hpp"
#include "report/json_writer.hpp"

#include <functional>
#include <string>

namespace whybounce::cli {

/// How a page for people is to be written.
struct PageOptions {
    std::string format; ///< "text", "markdown", "html", "json"
    language::Language const* language;
    bool colour;
    std::size_t width;
    std::string peer; ///< whose labels stand beside ours; empty: nobody's
};

/// --format, --lang, --color and --labels for the commands that print pages.
void add_page_options(OptionParser& parser);
PageOptions page_options(po::variables_map const& values);

/// Writes a page to standard output. Only what the format needs is asked for.
/// @param document  makes the page in a language
/// @param json      writes the members of one object after its schema and version; always in English
ExitStatus print_page(PageOptions const& options, std::function<report::Document(language::Language const&)> document,
    std::function<void(report::JsonWriter&)> json);

} // namespace whybounce::cli
