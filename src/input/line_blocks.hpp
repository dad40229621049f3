#pragma once
#include "input/byte_source.hpp"
#include "input/damage_queue.hpp"
#include <memory>
#include <string>
#include <string_view>

namespace whybounce::input {

/// Longest line that is kept whole, in bytes without its LF.
inline constexpr std::size_t longest_line = mib;

/// Cuts a text into blocks of whole lines, in memory that does not grow with it.
class LineBlocks {
public:
    /// @param text, sink, input  must outlive this
    /// @param lines_before       where the text does not begin with its first line
    LineBlocks(ByteSource& text, BlockSink& sink, std::string const& input, std::size_t lines_before = 0);

    /// Reads to the end; once only.
    /// @return the number of lines, an unterminated last one counted; or what stopped the text, after how many lines
    Result<std::size_t> run();

    // The same in steps, for a text that grows.
    /// Reads once and hands over the whole lines. @return bytes that were read; 0: no more are there now
    Result<std::size_t> step();
    /// The text is over: hands over a last line without its end.
    void finish();
    /// Bytes that were read of a line whose end was not; they are not handed over yet.
    std::size_t pending() const { return carried_; }
    /// Lines handed over, and those before.
    std::size_t lines() const { return lines_; }

private:
    void take(std::size_t size);
    std::size_t cut(std::size_t size);
    std::size_t drop(std::size_t size);
    std::size_t move_to_front(std::size_t offset, std::size_t size);
    void hand_over(std::size_t size);
    void renew_buffer();
    std::string_view front(std::size_t size) const { return {buffer_, size}; }

    ByteSource& text_;
    BlockSink& sink_;
    DamageQueue damage_;
    std::unique_ptr<char[]> own_buffer_; ///< where the sink gives none
    char* buffer_ = nullptr;
    bool handed_over_ = false;  ///< the buffer belongs to the sink now
    std::size_t carried_ = 0;   ///< bytes of an unfinished line at the front of the buffer
    std::size_t long_size_ = 0; ///< bytes seen of a line that was cut and has not ended yet; 0: none
    std::size_t lines_;         ///< handed over, and those before
};

} // namespace whybounce::input
