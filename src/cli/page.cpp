#include "cli/page.hpp"

#include "cli/language_option.hpp"
#include "cli/peer.hpp"
#include "cli/terminal.hpp"
#include "whybounce/catalogue.hpp"
#include "whybounce/version.hpp"

#include <algorithm>
#include <array>

#include <unistd.h>

namespace whybounce::cli {
namespace {

constexpr std::array<std::string_view, 4> formats{"text", "markdown", "html", "json"};
constexpr std::string_view schema = "whybounce-page/1";

std::string json_page(std::function<void(report::JsonWriter&)> const& members) {
    report::JsonWriter json;
    json.open_object();
    json.field("schema", schema);
    json.field("version", WHYBOUNCE_VERSION);
    json.field("catalogue", Catalogue::built_in_month());
    members(json);
    json.close_object();
    return std::string(json.text()) + '\n';
}

std::string foot(language::Language const& in) {
    return in.say(
        "page.made-by", {{"version", WHYBOUNCE_VERSION}, {"month", std::string(Catalogue::built_in_month())}});
}

} // namespace

void add_page_options(OptionParser& parser) {
    auto const word = [] { return po::value<std::string>(); };
    parser.options().add_options()("format,f", word()->value_name("FORMAT"), "text (default), markdown, html, json")(
        "color", word()->value_name("WHEN"), "auto (default), always, never");
    add_language_option(parser.options());
    add_peer_option(parser.options(), "not in JSON");
}

PageOptions page_options(po::variables_map const& values) {
    std::string const format = optional_value(values, "format").value_or("text");
    if (std::ranges::find(formats, format) == formats.end())
        throw UsageError("there is no format `" + format + "` for pages", "known: text, markdown, html, json");
    bool const colour = wants_colour(optional_value(values, "color").value_or("auto"));
    return {format, &language_of(values), colour, output_width(), peer_of(values)};
}

ExitStatus print_page(PageOptions const& options, std::function<report::Document(language::Language const&)> document,
    std::function<void(report::JsonWriter&)> json) {
    FileSink sink(STDOUT_FILENO, "standard output");
    if (options.format == "json") {
        sink.write(json_page(json));
    } else {
        report::Document page = document(*options.language);
        page.foot = foot(*options.language);
        sink.write(options.format == "html"    ? render_html(page, *options.language)
                : options.format == "markdown" ? render_markdown(page)
                                               : render_text(page, report::Style(options.colour), options.width));
    }
    return sink.flush() ? ExitStatus::fine : ExitStatus::unreadable;
}

} // namespace whybounce::cli
