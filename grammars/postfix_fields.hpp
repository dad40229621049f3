#pragma once
#include "whybounce/records.hpp"

#include <string_view>
#include <vector>

/// Doors to the grammar of the variables in Postfix's lines (grammars/dialects/postfix_fields.hpp). Names are those of
/// docs/events.md, values views into the text; all doors append to `fields`.
namespace whybounce::grammar {

using Fields = std::vector<EventField>;

/// The variables of a line that is known by its kind alone, without the queue id and the level before its words.
///
/// @return false, and nothing appended, when the kind has none or the text does not fit
bool parse_line_fields(std::string_view kind, std::string_view daemon, std::string_view text, Fields& fields);

/// HOST[ADDRESS]:PORT of the SMTP client; what has no brackets appends nothing.
void parse_client_fields(std::string_view peer, Fields& fields);
/// HOST[ADDRESS]:PORT or HOST[/path] of a relay, whole and split.
void parse_relay_fields(std::string_view peer, Fields& fields);

/// tls=LEVEL[:FINAL][?][/[!]requiretls[:FINAL][?]]                     Postfix 3.11: global/pol_stats.c
void parse_tls_features(std::string_view features, Fields& fields);

/// The words of a refusal: what was refused, the restriction class, the DNS list, and `text`.
void parse_refusal_words(std::string_view words, Fields& fields);

} // namespace whybounce::grammar
