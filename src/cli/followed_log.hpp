#pragma once
#include "cli/report_options.hpp"
#include "input/follower.hpp"
#include "whybounce/analysis.hpp"

#include <map>
#include <string>
#include <vector>

namespace whybounce::cli {

/// How much was told, for the words at the end.
struct FollowCounts {
    std::uint64_t lines = 0, failures = 0;
    std::map<std::string, std::uint64_t, std::less<>> by_outcome, by_reason;

    void add(FailureRecord const& record);
    void add(FollowCounts const& other);
    std::string summary() const; ///< "12 failures (8 permanent, 4 temporary) in 1234 lines"
    std::string reasons() const; ///< "5 recipient.unknown, 4 rate.connection, 3 others"
};

/// One log that is followed: lines in, failures and anomalies out. What was told before is understood, and not told
/// again.
class FollowedLog final : private input::FollowSink, private RecordSink {
public:
    /// @param options, outputs  must outlive this
    /// @param resume            what stretches() said in an earlier run; none: it is the first
    FollowedLog(std::string name, ReportOptions const& options, RecordSink& outputs,
        std::optional<std::vector<input::Stretch>> const& resume);

    /// Reads a block; false: nothing new is there.
    bool step() { return follower_.step(); }
    std::vector<input::Stretch> stretches() const { return follower_.stretches(); }
    std::string const& name() const { return name_; }
    Dialect const& dialect() const { return *dialect_; }
    FollowCounts const& counts() const { return counts_; }
    bool ended() const { return follower_.ended(); }
    /// It could not be read.
    bool unread() const { return unreadable_ || (!follower_.is_pipe() && follower_.stretches().empty()); }

private:
    void block(std::string_view text, std::size_t first_line) override;
    void damage(input::Damage const& damage) override;
    void begin_text(std::string_view head, std::optional<std::int64_t> modified) override;
    void end_text() override { analysis_.end_input(); }
    void quiet(bool on) override { quiet_ = on; }

    void on(FailureRecord const& record) override;
    void on(AnomalyRecord const& record) override;

    std::string name_;
    ReportOptions const& options_;
    RecordSink& outputs_;
    Dialect const* dialect_;
    Analysis analysis_;
    FollowCounts counts_;
    bool quiet_ = false, unreadable_ = false;
    input::Follower follower_; // last: it calls the others
};

} // namespace whybounce::cli
