#pragma once
#include "whybounce/event.hpp"

namespace whybounce::dialect {

/// What curl's own words tell of the connection, with --verbose ("* ") and with --trace ("== Info: ").
TranscriptEvent::Kind kind_of_curl_words(std::string_view words);

/// A line that no mark of --verbose or --trace explains: the progress meter, the last word of curl, or none of its own.
TranscriptEvent::Kind kind_of_curl_line(std::string_view line);

} // namespace whybounce::dialect
