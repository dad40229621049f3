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
    /// @param text, sink, input  must outlive the call of run()
    LineBlocks(ByteSource& text, BlockSink& sink, std::string const& input);

    /// Reads to the end; once only.
    /// @return the number of lines, an unterminated last one counted; or what stopped the text, after how many lines
    Result<std::size_t> run();

private:
    void take(std::size_t size);
    std::size_t cut(std::size_t size);
    std::size_t drop(std::size_t size);
    std::size_t move_to_front(std::size_t offset, std::size_t size);
    void hand_over(std::size_t size);
    void finish();
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
    std::size_t lines_ = 0;     ///< handed over
};

} // namespace whybounce::input
