#pragma once
#include "input/followed_text.hpp"
#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace whybounce::input {

/// How a log is followed.
struct FollowOptions {
    bool from_start = false;                ///< a log that is there is news from its beginning, else from its end
    std::string olddir = {};                ///< folder that rotated logs are moved to; empty: they stay beside the log
    std::uint64_t look_back = 64 * mib;     ///< bytes before the news that are read to understand them
    std::chrono::milliseconds linger{1000}; ///< how long a file that was rotated must be silent before it is left
};

/// Reads one log as it grows, through rotation by renaming or copying, truncation, and being made anew.
///
/// It keeps the open file, not the name: a renamed file is read to its end, also the last line without its end, and is
/// left when the new file of that name holds something and the old one has been silent for a while. What was rotated in
/// between is read in its order. A text that is cut short goes on in its rotated copy, if there is one.
class Follower {
public:
    /// @param path    of the log, which need not exist yet; "-" is standard input
    /// @param resume  what stretches() said; none: the first run
    Follower(std::string path, FollowSink& sink, FollowOptions options,
        std::optional<std::vector<Stretch>> const& resume = {});

    /// Reads a block of what is there. False: nothing new is there.
    bool step();

    /// Where to go on after the blocks that were handed over, and what to read again before; the last is the present
    /// text. Empty: nothing was read.
    std::vector<Stretch> stretches() const;

    /// Standard input is over.
    bool ended() const { return ended_; }
    std::string const& path() const { return path_; }
    bool is_pipe() const { return path_ == "-"; }

private:
    struct Leg {
        Stretch stretch;
        bool only_old;
    };

    bool open_next();
    bool open_log();
    bool open_rotated();
    bool open_pipe();
    void begin(FoundText found, Stretch const& stretch, bool only_old);
    bool look_around();
    bool look_for_copy();
    bool fail(Error const& error);
    bool given_up();
    void leave();
    void remember(Stretch const& stretch);
    void lost(Stretch const& stretch);
    void tell(std::size_t line, std::string_view id, Severity severity, std::string what, std::string hint);
    void cannot_read(Error const& error);

    std::string path_;
    FollowSink& sink_;
    FollowOptions options_;
    std::deque<Leg> legs_; ///< of an earlier run, before the log itself
    std::unique_ptr<FollowedText> text_;
    std::deque<Stretch> past_;                                    ///< texts that were left, within look_back
    Stretch last_;                                                ///< of the text that was left last
    std::optional<std::chrono::steady_clock::time_point> missed_; ///< since then a text is looked for in vain
    bool at_end_;                                                 ///< begin behind what is there
    bool leaving_ = false, ended_ = false, unreadable_ = false, left_any_ = false;
};

} // namespace whybounce::input
