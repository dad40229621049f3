#pragma once
#include "input/line_blocks.hpp"
#include "input/rotated.hpp"
#include <deque>
#include <string>

namespace whybounce::input {

/// Receives what a followed log says. A log is many texts: each rotation begins a new one.
class FollowSink : public BlockSink {
public:
    /// Blocks of another text follow.
    /// @param head  its first lines, as far as they are there  @param modified  seconds since 1970, of a file
    virtual void begin_text(std::string_view head, std::optional<std::int64_t> modified) = 0;
    virtual void end_text() = 0;
    /// The lines that follow were there before (true), or are news (false). What was there before is read so that the
    /// news are understood.
    virtual void quiet(bool on) = 0;
};

/// A part of a text: from where it is worth reading again, up to where it was told.
struct Stretch {
    std::uint64_t from = 0, lines_before = 0; ///< bytes; lines before that place
    TextMark told;
};

/// One text of a followed log, read as far as it goes.
class FollowedText final : private ByteSource, private BlockSink {
public:
    /// @param found      stands at `stretch.told`; reading begins at `stretch.from` where it can go back
    /// @param only_old   read no further than `stretch.told`
    /// @param look_back  bytes before the end of what was told that stretch() holds
    FollowedText(FoundText found, Stretch const& stretch, bool only_old, std::uint64_t look_back,
        std::string const& name, FollowSink& sink);

    /// Reads a block. @return bytes; 0: nothing more is there now
    Result<std::size_t> step();
    /// The text is over, with its last line, whether that has an end or not.
    void finish();
    /// The text goes on elsewhere; an unfinished last line is read again there.
    void leave();

    /// Can more be written to it? Not to copies, compressed files, and what shall be read only in part.
    bool grows() const { return plain_ && !only_old_; }
    /// The file holds another text now, or a shorter one.
    bool was_cut() const { return cut_; }
    FoundText const& file() const { return found_; }
    Stretch stretch() const;

private:
    Result<std::size_t> read(std::span<char> room) override;
    void block(std::string_view text, std::size_t first_line) override;
    void damage(Damage const& damage) override { sink_.damage(damage); }
    bool stands_as_before();
    TextMark mark() const;
    void remember_way();

    struct Waypoint {
        std::uint64_t offset, lines;
    };

    FoundText found_;
    FollowSink& sink_;
    SourcePtr text_;
    Imprint imprint_;
    TextMark told_;
    std::uint64_t read_; ///< bytes of the text
    std::uint64_t look_back_;
    bool plain_, only_old_, quiet_ = true, begun_ = false, cut_ = false;
    std::deque<Waypoint> way_; ///< ends of lines within look_back_, and the first
    LineBlocks lines_;
};

} // namespace whybounce::input
