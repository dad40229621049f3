#pragma once
#include "whybounce/result.hpp"
#include <string>
#include <string_view>

namespace whybounce::input {

/// Compressed data that stops in the middle. @param subject  "the gzip data", "the archive"
inline Error broken_off(std::string_view subject) {
    return Error{.code = Errc::damaged_archive,
        .file = {},
        .what = std::string(subject) + " ends early",
        .hint = "fetch the file again; what could be read is in the report"};
}

/// Compressed data that makes no sense. @param detail  what the decoder said; may be null
inline Error corrupt(std::string_view subject, char const* detail) {
    return Error{.code = Errc::damaged_archive,
        .file = {},
        .what = std::string(subject) + " is damaged" + (detail ? " (" + std::string(detail) + ")" : ""),
        .hint = "fetch the file again; what could be read is in the report"};
}

} // namespace whybounce::input
