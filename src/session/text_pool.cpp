#include "session/text_pool.hpp"

#include <algorithm>
#include <cstring>

namespace whybounce::session {
namespace {

constexpr std::size_t block_size = 16 * 1024;

/// @return  where the copy ends
char* copy(std::string_view text, char* to) {
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    return to + text.size();
}

} // namespace

void TextPool::begin_block(std::size_t size) {
    std::size_t const wanted = std::max(block_size, size);
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(wanted), wanted});
    free_ = blocks_.back().bytes.get();
    end_ = free_ + wanted;
}

std::string_view TextPool::keep(std::string_view text) {
    char* const room = room_for(text.size());
    copy(text, room);
    return {room, text.size()};
}

std::string_view TextPool::keep_joined(std::string_view first, std::string_view separator, std::string_view second) {
    std::size_t const size = first.size() + separator.size() + second.size();
    char* const room = room_for(size);
    copy(second, copy(separator, copy(first, room)));
    return {room, size};
}

std::string_view TextPool::extend(std::string_view first, std::string_view separator, std::string_view second) {
    std::size_t const more = separator.size() + second.size();
    bool const at_end = !blocks_.empty() && first.data() + first.size() == free_;
    if (!at_end || static_cast<std::size_t>(end_ - free_) < more) {
        char* const room = room_for(2 * (first.size() + more)); // room to grow: each octet is moved a few times at most
        copy(first, room);
        free_ -= first.size() + 2 * more;
        first = {room, first.size()};
    }
    copy(second, copy(separator, room_for(more)));
    return {first.data(), first.size() + more};
}

void TextPool::clear() {
    if (blocks_.empty()) return;
    blocks_.resize(1);
    free_ = blocks_.front().bytes.get();
    end_ = free_ + blocks_.front().size;
}

} // namespace whybounce::session
