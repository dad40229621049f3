#pragma once
#include "correlate/attempt.hpp"
#include "dialects/log_digest.hpp"
#include "whybounce/catalogue.hpp"

#include <deque>
#include <vector>

namespace whybounce::analysis {

/// A failed attempt, prepared as far as one line tells.
struct PreparedAttempt {
    correlate::Attempt attempt;
    std::uint64_t likeness = 0; ///< the same for evidence that the catalogue cannot tell apart; 0: not known
};

/// A block of a log, ready to be taken in its turn.
struct LogBlock {
    LogDigest log;
    std::vector<PreparedAttempt> attempts; ///< as many as log.attempts
    std::deque<std::string> texts;         ///< replies of several lines, unfolded: attempts point into them
};

/// Reads a block apart from all others; pure, so that any thread may.
void read_block(Dialect const& dialect, Catalogue const& catalogue, std::string_view text, LogBlock& block);

} // namespace whybounce::analysis
