#include "input/line_blocks.hpp"
#include "input/line_count.hpp"
#include <algorithm>
#include <cstring>
#include <utility>

namespace whybounce::input {
namespace {

constexpr std::size_t block_size = 256 * kib; // bytes a read(2); fits the second-level cache
static_assert(block_size < longest_line);     // so that only the first line of the buffer can be too long

Error with_lines(Error error, std::size_t lines) {
    error.line = lines;
    error.what += " after " + std::to_string(lines) + (lines == 1 ? " line" : " lines");
    return error;
}

} // namespace

LineBlocks::LineBlocks(ByteSource& text, BlockSink& sink, std::string const& input, std::size_t lines_before)
    : text_(text), sink_(sink), damage_(sink, input), lines_(lines_before) {
    renew_buffer();
}

void LineBlocks::renew_buffer() {
    constexpr std::size_t size = longest_line + block_size;
    handed_over_ = false;
    buffer_ = sink_.buffer(size);
    if (buffer_) return;
    if (!own_buffer_) own_buffer_ = std::make_unique_for_overwrite<char[]>(size);
    buffer_ = own_buffer_.get();
}

Result<std::size_t> LineBlocks::run() {
    for (;;) {
        auto const got = step();
        if (got && *got > 0) continue;
        finish();
        if (!got) return with_lines(got.error(), lines_);
        return lines_;
    }
}

Result<std::size_t> LineBlocks::step() {
    auto const got = text_.read({buffer_ + carried_, block_size});
    if (got && *got > 0) take(carried_ + *got);
    return got;
}

/// The buffer holds so many bytes now.
void LineBlocks::take(std::size_t size) {
    auto const first_end = std::min(front(size).find('\n', carried_), size);
    if (long_size_ == 0 && first_end > longest_line) size = cut(size);
    if (long_size_ > 0) size = drop(size);
    auto const last_end = front(size).rfind('\n');
    if (last_end == std::string_view::npos) {
        carried_ = size;
        return;
    }
    hand_over(last_end + 1);
    carried_ = move_to_front(last_end + 1, size);
}

/// Hands over the start of a line that is too long. @return the bytes behind it, now at the front
std::size_t LineBlocks::cut(std::size_t size) {
    buffer_[longest_line] = '\n';
    hand_over(longest_line + 1);
    long_size_ = longest_line + 1;
    return move_to_front(longest_line + 1, size);
}

/// Drops the rest of the line that was cut. @return the bytes behind it, now at the front
std::size_t LineBlocks::drop(std::size_t size) {
    auto const end = front(size).find('\n');
    long_size_ += std::min(end, size);
    if (end == std::string_view::npos) return 0;
    damage_.long_line(lines_, long_size_);
    long_size_ = 0;
    return move_to_front(end + 1, size);
}

std::size_t LineBlocks::move_to_front(std::size_t offset, std::size_t size) {
    char const* const rest = buffer_ + offset;
    if (handed_over_) renew_buffer();
    std::memmove(buffer_, rest, size - offset);
    return size - offset;
}

void LineBlocks::hand_over(std::size_t size) {
    auto const block = front(size);
    damage_.look_for_nul(block, lines_ + 1);
    std::size_t const lines = line_ends_in(block) + (block.back() != '\n');
    handed_over_ = true;
    sink_.block(block, lines_ + 1);
    lines_ += lines;
}

void LineBlocks::finish() {
    if (carried_ > 0) hand_over(std::exchange(carried_, 0));
    if (long_size_ > 0) damage_.long_line(lines_, long_size_);
    damage_.finish();
}

} // namespace whybounce::input
