#pragma once
#include "dialects/log_digest.hpp"

namespace whybounce::dialect {

/// Looks at whole lines of a Postfix log and keeps what counting needs: the quick lane (docs/performance.md). A line of
/// one of the usual forms is told by a few octets in known places; every other one, and every one that is not quite as
/// it should be, becomes a fact of kind `line`. The quick lane never says anything that reading in full would not say.
/// Pure: the answer depends on the text alone.
void digest_postfix(std::string_view text, LogDigest& digest);

} // namespace whybounce::dialect
