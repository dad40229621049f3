#pragma once
#include "whybounce/records.hpp"
#include <cstddef>
#include <string>
#include <string_view>

namespace whybounce::input {

/// Damage met while reading; becomes an anomaly record. Reading goes on after it.
struct Damage {
    std::string input;    ///< name of the item
    std::size_t line = 0; ///< 1-based; 0: the whole input
    std::string_view id;  ///< stable: IN-UTF16, IN-BARE-CR, IN-NUL, IN-LONG-LINE; static storage
    Severity severity{};
    std::string what; ///< one sentence without final stop
    std::string hint; ///< what to do next; may be empty
};

/// Receives the text of an item.
class BlockSink {
public:
    virtual ~BlockSink() = default;

    /// Whole lines with their LF; only the very last line of an item may lack it.
    /// @param text        never empty; valid during the call only
    /// @param first_line  1-based number of the first line in `text`
    virtual void block(std::string_view text, std::size_t first_line) = 0;

    /// Where the next block shall stand: `size` bytes that the sink leaves alone until block() was called; nullptr: the
    /// reader's own buffer. Called before the first block and after each one; a sink that gives buffers may use a text
    /// after block() returned, until it gives the same buffer again.
    virtual char* buffer(std::size_t /*size*/) { return nullptr; }

    /// In the order of `line` within one item; may come later than the block it tells of.
    virtual void damage(Damage const& damage) = 0;
};

} // namespace whybounce::input
