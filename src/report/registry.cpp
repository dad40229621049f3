#include "report/renderer.hpp"

#include <array>

namespace whybounce::report {

RendererMaker make_text, make_json, make_ndjson, make_junit, make_addresses;

std::span<FormatRow const> formats() {
    // clang-format off
    static constexpr std::array rows{
        FormatRow{"text",   ".txt",    "for people, coloured on a terminal",       make_text},
        FormatRow{"json",   ".json",   "one document with all records",            make_json},
        FormatRow{"ndjson", ".ndjson", "one record a line, written as it is found", make_ndjson},
        FormatRow{"junit",  ".xml",    "JUnit XML for Jenkins and GitLab",         make_junit},
        FormatRow{"addresses", ".addresses", "dead recipients, one a line",        make_addresses},
    };
    // clang-format on
    return rows;
}

} // namespace whybounce::report
