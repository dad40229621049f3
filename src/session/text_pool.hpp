#pragma once
#include <memory>
#include <string_view>
#include <vector>

namespace whybounce::session {

/// Keeps copies of texts until it is cleared; the views it gives stay valid until then. Cleared, it keeps its first
/// block.
class TextPool {
public:
    /// Copies one text.
    std::string_view keep(std::string_view text);
    /// Joins texts by a separator into one copy.
    /// The text with more behind it: in place, if it is the last one kept. `first` lies in this pool.
    std::string_view extend(std::string_view first, std::string_view separator, std::string_view second);
    std::string_view keep_joined(std::string_view first, std::string_view separator, std::string_view second);
    void clear();

private:
    char* room_for(std::size_t size);

    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };
    std::vector<Block> blocks_;
    std::size_t used_ = 0;
};

} // namespace whybounce::session
