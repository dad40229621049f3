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
    Likeness likeness; ///< of its evidence
};

/// A block of a log, ready to be taken in its turn.
struct LogBlock {
    LogDigest log;
    std::vector<PreparedAttempt> attempts; ///< as many as log.attempts
    std::deque<std::string> texts;         ///< replies of several lines, unfolded: attempts point into them
    LikenessMemo memo;                     ///< of the blocks before
};

/// What the catalogue is asked about an attempt.
Evidence evidence_of(correlate::Attempt const& attempt, LogEvent const& event, bool expired);

/// Reads a block apart from all others; pure, so that any thread may.
void read_block(Dialect const& dialect, Catalogue const& catalogue, std::string_view text, LogBlock& block);

} // namespace whybounce::analysis
