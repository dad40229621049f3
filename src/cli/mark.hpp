#pragma once
#include "cli/topic.hpp"

#include <string_view>

namespace whybounce::cli {

/// The entry that a provider's mark names ("[TSS04]", "S3150", "OFR506", "?p=NoSuchUser"), whatever brackets and
/// strokes are written with it. Other entries with the same mark are its uses. A mark that a provider puts into very
/// many replies names no entry: all are its uses.
std::optional<Topic> find_mark(Catalogue const& catalogue, std::string_view word);

/// Throws UsageError, with what to ask instead, when the word names a provider or is the bare answer of a block list.
void refuse_speaker(Catalogue const& catalogue, std::string_view word);

} // namespace whybounce::cli
