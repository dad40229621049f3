#pragma once
#include "whybounce/event.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// The quick way over a message inside a session (docs/decisions/0008-quick-lane.md).
namespace whybounce::dialect {

/// Lines of content that begin a text and hold words alone.
struct ContentRun {
    std::size_t lines = 0;
    std::size_t size = 0;     ///< of all of them in the text, with marks and line ends
    std::uint64_t octets = 0; ///< of the content on the wire, with CR LF
};

/// As many whole lines as begin with the mark and are surely no more than words of a message: neither empty nor longer
/// than RFC 5321 section 4.5.3.1.6 allows, nor with a dot, a blank, a digit or a bracket in front, with a control
/// character or with an octet above 127. The line behind them is to be read in full.
ContentRun content_run(std::string_view text, ContentMark const& mark);

} // namespace whybounce::dialect
