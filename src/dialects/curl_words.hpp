#pragma once
#include "whybounce/event.hpp"

namespace whybounce::dialect {

/// What curl's own words tell of the connection, with --verbose ("* ") and with --trace ("== Info: ").
TranscriptEvent::Kind kind_of_curl_words(std::string_view words);

} // namespace whybounce::dialect
