#pragma once
#include "dialects/log_digest.hpp"

namespace whybounce::dialect {

/// Divides the stamps of a block into runs of the same hour that get the same year, without knowing the year: it
/// changes only with the month, or by a long queue id that tells another one (YearFinder).
class StampRuns {
public:
    explicit StampRuns(LogDigest& digest) : digest_(digest) {}

    /// The lines that follow have this stamp.
    void set(LogTime const& time) {
        time_ = time;
        noted_ = false;
    }
    LogTime const& time() const { return time_; }
    /// A line of a mail daemon. @param queue_id  empty when it has none @param line  number in the block
    void note(std::string_view queue_id, std::uint32_t line) {
        if (open_ && noted_ && (!dates(queue_id) || is_dated(queue_id))) return;
        note_slowly(queue_id, line);
    }
    /// The present stamp is of the month of the run that goes on: whatever has it gets the same year and changes none.
    bool in_run() const {
        return open_ && digest_.runs.back().begin.month == time_.month && digest_.runs.back().begin.year == time_.year;
    }
    /// A line that is read in full comes between: it may change the year.
    void interrupt() { open_ = false; }

private:
    void note_slowly(std::string_view queue_id, std::uint32_t line);
    void begin(std::string_view queue_id, std::optional<std::int64_t> arrival, std::uint32_t line);
    bool is_within(std::int64_t from, std::int64_t to) const { return dated_ && from > earliest_ && to < latest_; }
    /// May this queue id tell the year of a stamp that has none? A short one never does.
    bool dates(std::string_view queue_id) const { return time_.year == 0 && queue_id.size() >= 12; }
    bool is_dated(std::string_view queue_id) const;

    LogDigest& digest_;
    LogTime time_;
    bool open_ = false;                      ///< there is a run that goes on
    bool noted_ = false;                     ///< the present stamp was compared with its first and last
    bool dated_ = false;                     ///< a long queue id told the year of the run
    std::int64_t earliest_ = 0, latest_ = 0; ///< seconds: queue ids made between these tell the same year
    char known_[4] = {}; ///< first octets of long queue ids that lie between them, whatever the next two
    bool any_known_ = false;
};

} // namespace whybounce::dialect
