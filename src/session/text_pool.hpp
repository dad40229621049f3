#pragma once
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace whybounce::session {

/// Keeps copies of texts until it is cleared; the views it gives stay valid until then. Cleared, it keeps its first
/// block.
class TextPool {
public:
    /// Copies one text.
    std::string_view keep(std::string_view text);
    /// The text with more behind it: in place, if it is the last one kept. `first` lies in this pool.
    std::string_view extend(std::string_view first, std::string_view separator, std::string_view second);
    /// Joins texts by a separator into one copy.
    std::string_view keep_joined(std::string_view first, std::string_view separator, std::string_view second);
    void clear();

private:
    /// Takes so many octets of the last block, or of a new one.
    char* room_for(std::size_t size) {
        if (static_cast<std::size_t>(end_ - free_) < size) begin_block(size);
        return std::exchange(free_, free_ + size);
    }
    void begin_block(std::size_t size);

    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };
    std::vector<Block> blocks_;
    char* free_ = nullptr; ///< of the last block: what is not taken, up to
    char* end_ = nullptr;
};

} // namespace whybounce::session
