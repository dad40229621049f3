#pragma once
#include "whybounce/records.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

/// Where a reply stands in the raw line that holds it.
namespace whybounce::report {

/// A byte range of a line.
struct ByteRange {
    std::size_t from = 0, to = 0;
};

/// Code, status and first line of the text, as far as found, in the order of the line.
struct ReplyPosition {
    std::vector<ByteRange> parts;
    int weight = 0; ///< how much was found; 0 when nothing was
};

ReplyPosition find_reply(std::string_view line, FailureRecord const& failure);

} // namespace whybounce::report
