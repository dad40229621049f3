#pragma once
#include "whybounce/analysis.hpp"
#include "whybounce/log_event.hpp"

#include <cstdint>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace whybounce::analysis {

/// Finds the lines of logs that an earlier input had already: rotated files that share their last lines, copies, a
/// journal and the file that was written from it.
///
/// A line is repeated when an earlier input had it too, octet by octet, or, where inputs are written in several ways,
/// one of the same second, host, process and words. Each pairs with one line only: twins inside one input are two
/// lines. Only lines of a time that two inputs cover are compared, and of those at most `most_lines` are remembered, at
/// eight octets each.
class Overlaps {
public:
    static constexpr std::size_t most_lines = 4'000'000;

    /// The inputs in the order in which they are read.
    void begin(std::vector<AnalysisInput> const& inputs);
    void begin_input(std::size_t number);
    void end_input();

    /// May the present input share lines with another one? False costs nothing.
    bool active() const { return active_; }
    /// Is this line one that was read before? Asked once for each line, in the order of the input.
    /// @param whole  as it stands in the input
    bool repeats(LogEvent const& event, std::string_view whole);
    /// The same for a line that says nothing of its time: it has that of the line before.
    bool repeats(std::string_view whole);
    /// Does this block hold a repeated line, so that its lines must be looked at one by one? When it does not, they
    /// are remembered; when it does, nothing happened yet.
    bool any_repeated(LogDigest const& block);

    /// Lines of the present input that were repeated.
    std::uint64_t repeated() const { return repeated_; }
    /// There were more lines to remember than memory is for.
    bool overflowed() const { return overflowed_; }

private:
    using Seconds = std::int64_t;
    static constexpr Seconds never = std::numeric_limits<Seconds>::max(), always = std::numeric_limits<Seconds>::min();

    bool in_reach() const { return time_ <= known_until_ || time_ >= next_begins_; }
    void saw(LogTime const& time);
    bool take(std::uint64_t key);
    void remember(std::uint64_t key);

    std::vector<Seconds> begins_; ///< of each input; `never`: it is not compared
    Seconds slack_ = 0;           ///< by which stamps of the same moment may differ
    bool active_ = false;
    bool as_written_ = true;                   ///< all inputs are written alike: lines are compared octet by octet
    Seconds next_begins_ = never;              ///< when the next inputs begin
    Seconds known_until_ = always;             ///< the last stamp of what is known
    Seconds time_ = always;                    ///< of the present line
    Seconds until_ = always;                   ///< the last stamp of the present input
    std::vector<std::uint64_t> known_, fresh_; ///< keys of the inputs before, sorted; of the present one
    std::vector<bool> paired_;                 ///< for each key that is known
    std::unordered_map<std::uint64_t, std::size_t> twins_paired_; ///< of keys that are known several times
    std::vector<std::uint64_t> block_;
    std::uint64_t repeated_ = 0;
    bool overflowed_ = false;
};

} // namespace whybounce::analysis
