#pragma once
#include "input/byte_source.hpp"
#include "input/magic.hpp"
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct archive;
struct archive_entry;

namespace whybounce::input {

/// What an archive says of one thing in it.
struct Member {
    std::string name;                     ///< path inside the archive without "./" in front
    std::optional<std::int64_t> modified; ///< seconds since 1970
    bool regular = false;                 ///< a file, not a directory, link or device
    bool encrypted = false;
};

/// A tar, zip, 7zip or cpio archive, or a single compressed stream, read from front to back by libarchive.
class Archive {
public:
    /// @param wrapping  container: expect members; a kind of compression: expect one text without a name
    /// @param command   a command line that decompresses instead of libarchive; empty: none
    Archive(SourcePtr bytes, Wrapping wrapping, std::string command = {});
    Archive(Archive const&) = delete;
    Archive& operator=(Archive const&) = delete;

    /// Goes on to the next member; none at the end.
    Result<std::optional<Member>> next();

    /// Reads on in the current member; 0 at its end. Holes of sparse files read as NUL bytes, 64 KiB at most.
    Result<std::size_t> read(std::span<char> room);

    /// Leaves out what was not read of the current member. @return why the archive cannot be followed any further
    std::optional<Error> skip_rest();

    /// Goes back to the start of the current member, or to the start of all before the first one.
    /// False: the bytes come only once, or are no longer what they were.
    bool rewind();

    /// What it reads from.
    ByteSource& bytes() { return *bytes_; }

    /// How often the data is compressed, as far as known: at least once.
    int layers() const;

private:
    struct Deleter {
        void operator()(archive* handle) const;
    };

    static std::ptrdiff_t on_read(archive* handle, void* self, void const** bytes);
    static std::int64_t on_seek(archive* handle, void* self, std::int64_t offset, int whence);
    bool is_stream() const { return wrapping_ != Wrapping::container; }
    void configure();
    void configure_stream();
    bool open();
    bool has_header();
    Result<bool> next_block();
    Error trouble() const;

    SourcePtr bytes_;
    Wrapping wrapping_;
    std::string command_;
    bool opened_ = false;
    bool source_ended_ = false;
    std::size_t members_ = 0;           ///< gone on to
    std::optional<Error> source_error_; ///< what `bytes_` said when it failed inside libarchive
    std::optional<Error> failure_;      ///< the end of all reading, met inside a member
    std::array<char, 64 * kib> buffer_{};
    std::string_view block_;                   ///< decoded and not yet taken; owned by libarchive
    std::int64_t block_at_ = 0, position_ = 0; ///< offsets in the current member
    std::unique_ptr<archive, Deleter> handle_; ///< last, for it calls back into the others when closed
};

/// The current member of an archive as a source.
class MemberSource final : public ByteSource {
public:
    explicit MemberSource(std::shared_ptr<Archive> owner) : owner_(std::move(owner)) {}
    Result<std::size_t> read(std::span<char> room) override { return owner_->read(room); }
    bool rewind() override { return owner_->rewind(); }

private:
    std::shared_ptr<Archive> owner_;
};

} // namespace whybounce::input
