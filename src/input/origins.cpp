#include "input/origins.hpp"
#include "input/archive_error.hpp"
#include "input/unwrapping.hpp"
#include <cerrno>
#include <filesystem>
#include <unistd.h>

namespace whybounce::input {
namespace {

/// Passes bytes on and counts them.
class CountedSource final : public ByteSource {
public:
    CountedSource(SourcePtr bytes, std::shared_ptr<std::uint64_t> read)
        : bytes_(std::move(bytes)), read_(std::move(read)) {}
    Result<std::size_t> read(std::span<char> room) override {
        auto const got = bytes_->read(room);
        if (got) *read_ += *got;
        return got;
    }
    std::int64_t seek(std::int64_t offset, int whence) override { return bytes_->seek(offset, whence); }
    bool rewind() override { return bytes_->rewind(); }

private:
    SourcePtr bytes_;
    std::shared_ptr<std::uint64_t> read_;
};

} // namespace

Place Place::member(std::size_t index) const {
    Place inner = *this;
    inner.members.push_back(index);
    return inner;
}

Place Origins::add(Origin origin) {
    origins_.push_back(std::move(origin));
    return Place{.origin = origins_.size() - 1, .members = {}};
}

Place Origins::add_file(std::string path) { return add({std::move(path), nullptr, FileDescriptor()}); }
Place Origins::add_pipe(PeekPtr bytes) { return add({{}, std::move(bytes), FileDescriptor()}); }
Place Origins::add_copy(FileDescriptor copy) { return add({{}, nullptr, std::move(copy)}); }

SourcePtr Origins::counted(SourcePtr bytes) const { return std::make_unique<CountedSource>(std::move(bytes), read_); }

std::optional<std::uint64_t> Origins::size() const {
    std::uint64_t size = 0;
    for (Origin const& origin : origins_) {
        if (origin.path.empty()) return std::nullopt;
        std::error_code failure;
        std::uint64_t const bytes = std::filesystem::file_size(origin.path, failure);
        if (!failure) size += bytes;
    }
    return size;
}

bool Origins::lasts(Place const& place) const {
    Origin const& origin = origins_[place.origin];
    return !origin.path.empty() || bool(origin.copy);
}

bool Origins::same_file(Place const& one, Place const& other) const {
    std::error_code failure;
    return one.origin == other.origin ||
        std::filesystem::equivalent(origins_[one.origin].path, origins_[other.origin].path, failure);
}

Result<PeekPtr> Origins::open_origin(Origin& origin) {
    if (origin.pipe) return std::move(origin.pipe);
    if (origin.copy) {
        FileDescriptor copy = origin.copy.duplicate();
        if (!copy || ::lseek(copy.number(), 0, SEEK_SET) < 0) return unreadable(errno);
        return peekable(counted(std::make_unique<FileSource>(std::move(copy))));
    }
    if (origin.path.empty())
        return Error{.code = Errc::unreadable_input, .file = {}, .what = "a pipe can be read only once", .hint = {}};
    auto file = open_file(origin.path);
    if (!file) return file.error();
    return peekable(counted(std::make_unique<FileSource>(*std::move(file))));
}

/// The archive at a container, ready to go on to a member that it has not passed yet.
Result<std::shared_ptr<Archive>> Origins::archive_before(Place const& container, std::size_t member) {
    if (cursor_.archive && cursor_.container == container && cursor_.next <= member) return cursor_.archive;
    auto bytes = open(container);
    if (!bytes) return bytes.error();
    cursor_ = Cursor{container, opened_archive(*std::move(bytes)), 0};
    return cursor_.archive;
}

Result<PeekPtr> Origins::open(Place const& place) {
    if (place.members.empty()) {
        cursor_ = {};
        auto bytes = open_origin(origins_[place.origin]);
        if (!bytes) return bytes;
        return unwrapped(*std::move(bytes));
    }
    Place container = place;
    container.members.pop_back();
    auto archive = archive_before(container, place.members.back());
    if (!archive) return archive.error();
    while (cursor_.next <= place.members.back()) {
        auto const member = (*archive)->next();
        if (!member) return member.error();
        if (!*member) return broken_off("the archive");
        ++cursor_.next;
    }
    return opened_member(*archive);
}

} // namespace whybounce::input
