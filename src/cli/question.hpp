#pragma once
#include "cli/topic.hpp"

#include <string>
#include <string_view>

namespace whybounce::cli {

/// What a person means who writes "Status: 5.1.1.", "(550)", "smtp error 550" or "550/5.7.1": the word without label,
/// quotes, brackets and stops. Empty when more than that stands there.
std::string plain_word(std::string_view text);

/// A topic of this word, of the plain word, or of the last part of a reason ("mailbox-full").
std::optional<Topic> find_meant(Catalogue const& catalogue, std::string_view word);

/// Throws UsageError, with what is near, when the text is one word that names no topic but almost one: a class of codes
/// ("4xx"), a group of statuses ("5.7") or of reasons ("auth"), a misspelt id, a field of a delivery status.
void refuse_near_topic(Catalogue const& catalogue, std::string_view text);

} // namespace whybounce::cli
