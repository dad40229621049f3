#pragma once
#include "input/archive.hpp"
#include "input/file_source.hpp"
#include "input/peek_source.hpp"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace whybounce::input {

/// The way to an item: an origin, then the number of a member in each archive on the way (0-based).
struct Place {
    std::size_t origin = 0;
    std::vector<std::size_t> members;

    Place member(std::size_t index) const;
    bool operator==(Place const&) const = default;
};

/// All that was opened on the command line, and the way back to each item. Holds no file open but piped ones and the
/// archive read last.
class Origins {
public:
    /// A file that can be opened again by its path.
    Place add_file(std::string path);
    /// A pipe: it can be opened once, and goes on from where it was peeked.
    Place add_pipe(PeekPtr bytes);
    /// An open file that is read from its start each time.
    Place add_copy(FileDescriptor copy);

    /// The same bytes, counted.
    SourcePtr counted(SourcePtr bytes) const;
    /// Bytes that were read so far, as they lie on the disk or came through a pipe.
    std::uint64_t bytes_read() const { return *read_; }
    /// Bytes of all files together; none where something is a pipe.
    std::optional<std::uint64_t> size() const;

    /// Can it be opened more than once?
    bool lasts(Place const& place) const;
    /// Is it one file, by whatever names?
    bool same_file(Place const& one, Place const& other) const;
    /// Opens a place, unwrapped. Members of one archive that are opened in order cost one pass over it.
    Result<PeekPtr> open(Place const& place);

private:
    struct Origin {
        std::string path; ///< empty: not a file
        PeekPtr pipe;     ///< null: none, or already opened
        FileDescriptor copy;
    };

    /// The archive read last and the member that comes next in it.
    struct Cursor {
        Place container;
        std::shared_ptr<Archive> archive;
        std::size_t next = 0;
    };

    Place add(Origin origin);
    Result<PeekPtr> open_origin(Origin& origin);
    Result<std::shared_ptr<Archive>> archive_before(Place const& container, std::size_t member);

    std::vector<Origin> origins_;
    std::shared_ptr<std::uint64_t> read_ = std::make_shared<std::uint64_t>(0);
    Cursor cursor_;
};

} // namespace whybounce::input
