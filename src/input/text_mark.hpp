#pragma once
#include "input/file_source.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace whybounce::input {

/// Which file it is, whatever its name, and how it looks now.
struct FileLook {
    std::uint64_t device = 0, inode = 0, size = 0; ///< size in bytes
    std::int64_t modified = 0;                     ///< nanoseconds since 1970
    bool regular = false;
    bool is(FileLook const& other) const { return device == other.device && inode == other.inode; }
};
std::optional<FileLook> look_at(std::string const& path);
std::optional<FileLook> look_at(FileDescriptor const& file);

/// A place in a text that grows, and how the text looked up to there: by that it is found again when its file was
/// renamed, copied or compressed. Holds sums of the text, never the text.
struct TextMark {
    std::uint64_t device = 0, inode = 0;
    std::uint64_t offset = 0;                   ///< bytes before the place
    std::uint64_t lines = 0;                    ///< lines before it
    std::uint32_t head = 0, tail = 0;           ///< CRC-32 of the first bytes, and of those before the place
    std::uint32_t head_size = 0, tail_size = 0; ///< how many bytes that are
    std::int64_t modified = 0;                  ///< of the file, nanoseconds since 1970
    bool in(FileLook const& file) const { return device == file.device && inode == file.inode; }
    bool knows_text() const { return head_size > 0 && tail_size > 0; }
};

/// Remembers both ends of a text that passes by, to make marks of.
class Imprint {
public:
    void add(std::string_view text);
    /// What was added last was not quite what stands in the file.
    void forget_tail() { tail_.clear(); }
    /// Fills in the sums. The sizes of what was added must be `mark.offset`.
    void put(TextMark& mark) const;

private:
    std::string head_, tail_;
};

/// Does the text of a plain file look as it did? Says yes where the mark knows nothing of the text.
bool fits(FileDescriptor const& file, TextMark const& mark);
/// The imprint of a plain file up to a place.
Imprint imprint_of(FileDescriptor const& file, std::uint64_t offset);

} // namespace whybounce::input
