#pragma once
#include "whybounce/log_event.hpp"

#include <cstdint>
#include <vector>

/// A block of a log, looked at without regard to what stood before it, so that several blocks can be looked at at once.
/// Views point into the block.
namespace whybounce {

/// What one line comes to for those who only count. 32 octets: a fact a message is all that the usual line leaves.
struct LogFact {
    enum class Kind : std::uint8_t {
        line,      ///< unusual: to be read in full, in its turn
        attempt,   ///< an event that tells of a failure; `value` is its place in `attempts`
        touch,     ///< says no more than that the message is there; `value` is the hash of its sender, or 0
        begin,     ///< the same, by a line with which messages begin; `value` is the hash of its message-id, or 0
        sent,      ///< status=sent; `value` is the hash of the address
        discarded, ///< the same by the discard daemon
        piped,     ///< the same by the pipe daemon, into a program that may bring the mail back
        picked_up, ///< a message of sendmail(1); `value` is the hash of its sender
        removed,   ///< the message left the queue
        unknown,   ///< a line of another mail daemon, whose forms are not known
        stamps     ///< a new run of stamps begins; `value` is its place in `runs`
    };
    std::uint64_t story = 0; ///< hash of host and queue id
    std::uint64_t value = 0;
    std::uint32_t line = 0;           ///< number in the block, from 0
    std::uint32_t at = 0, length = 0; ///< in the block: the queue id, or the whole line
    Kind kind{};
};

/// Stamps of one hour that get the same year, whatever it is.
struct StampRun {
    LogTime begin, first, last; ///< first: the least, last: the greatest
    std::string_view queue_id;  ///< that dates the first line; empty when none does
};

/// Cleared and used again: a warm digest allocates nothing.
struct LogDigest {
    std::string_view text;
    std::size_t lines = 0;
    std::size_t understood = 0; ///< lines that are `parsed`; those that are left to be read in full do not count
    std::size_t irrelevant = 0; ///< lines of programs that have nothing to do with mail; the same
    std::vector<LogFact> facts;
    std::vector<LogEvent> attempts; ///< their line numbers count from 0 in the block, their years are not found yet
    std::vector<StampRun> runs;

    void clear() {
        lines = understood = irrelevant = 0;
        facts.clear();
        attempts.clear();
        runs.clear();
    }
};

} // namespace whybounce
