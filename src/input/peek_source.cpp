#include "input/peek_source.hpp"
#include <unistd.h>

namespace whybounce::input {

std::string_view PeekSource::peek(std::size_t wanted) {
    while (ahead() < wanted && !ended_ && !failure_) {
        std::size_t const size = buffer_.size();
        buffer_.resize(taken_ + wanted);
        auto const got = bytes_->read(std::span(buffer_).subspan(size));
        buffer_.resize(size + (got ? *got : 0));
        if (!got)
            failure_ = got.error();
        else
            ended_ = *got == 0;
    }
    return std::string_view(buffer_).substr(taken_, wanted);
}

Result<std::size_t> PeekSource::read(std::span<char> room) {
    if (ahead() > 0) {
        std::size_t const size = buffer_.copy(room.data(), room.size(), taken_);
        taken_ += size;
        return size;
    }
    buffer_ = {};
    taken_ = 0;
    if (failure_) return *failure_;
    if (ended_) return std::size_t{0};
    return bytes_->read(room);
}

std::int64_t PeekSource::seek(std::int64_t offset, int whence) {
    std::int64_t const there = bytes_->seek(whence == SEEK_CUR ? offset - std::int64_t(ahead()) : offset, whence);
    if (there >= 0) forget();
    return there;
}

bool PeekSource::rewind() {
    if (!bytes_->rewind()) return false;
    forget();
    return true;
}

/// Drops what was read ahead, and what came behind it.
void PeekSource::forget() {
    buffer_ = {};
    taken_ = 0;
    ended_ = false;
    failure_.reset();
}

} // namespace whybounce::input
