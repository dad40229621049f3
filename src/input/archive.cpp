#include "input/archive.hpp"
#include "input/archive_error.hpp"
#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <unistd.h>

namespace whybounce::input {
namespace {

constexpr std::int64_t longest_hole = std::int64_t{64} * kib; // a few bytes may claim a hole of exabytes

/// The name as its bytes where the locale allows, else in UTF-8.
std::string name_of(archive_entry* entry) {
    char const* name = archive_entry_pathname(entry);
    if (!name) name = archive_entry_pathname_utf8(entry);
    std::string_view path = name ? name : "(unreadable name)";
    while (path.starts_with("./")) path.remove_prefix(2);
    return std::string(path);
}

Member member_of(archive_entry* entry) {
    Member member{.name = name_of(entry), .modified = std::nullopt};
    if (archive_entry_mtime_is_set(entry)) member.modified = archive_entry_mtime(entry);
    member.regular = archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry);
    member.encrypted = archive_entry_is_data_encrypted(entry) > 0;
    return member;
}

struct Filter {
    Wrapping wrapping;
    int (*support)(archive*);
};

constexpr std::array filters{
    Filter{Wrapping::gzip, archive_read_support_filter_gzip},
    Filter{Wrapping::xz, archive_read_support_filter_xz},
    Filter{Wrapping::zstd, archive_read_support_filter_zstd},
    Filter{Wrapping::bzip2, archive_read_support_filter_bzip2},
    Filter{Wrapping::lz4, archive_read_support_filter_lz4},
    Filter{Wrapping::lzma, archive_read_support_filter_lzma},
    Filter{Wrapping::lzip, archive_read_support_filter_lzip},
    Filter{Wrapping::compress, archive_read_support_filter_compress},
};

std::string_view subject_of(Wrapping wrapping) {
    if (wrapping == Wrapping::container) return "the archive";
    return wrapping == Wrapping::gzip ? "the gzip data" : "the compressed data";
}

bool tells_of_the_end(std::string_view message) {
    auto const says = [&](std::string_view words) { return message.find(words) != std::string_view::npos; };
    return says("runcated") || says("No progress") || says("(-5)"); // the last two: liblzma, deflate in a zip
}

} // namespace

void Archive::Deleter::operator()(archive* handle) const { archive_read_free(handle); }

Archive::Archive(SourcePtr bytes, Wrapping wrapping, std::string command)
    : bytes_(std::move(bytes)), wrapping_(wrapping), command_(std::move(command)) {
    configure();
}

void Archive::configure() {
    handle_.reset(archive_read_new());
    if (is_stream()) return configure_stream();
    for (auto const support : {archive_read_support_format_tar, archive_read_support_format_zip,
             archive_read_support_format_7zip, archive_read_support_format_cpio})
        support(handle_.get());
}

void Archive::configure_stream() {
    archive* const handle = handle_.get();
    archive_read_support_format_raw(handle);
    archive_read_support_format_empty(handle);
    if (!command_.empty()) {
        archive_read_support_filter_program(handle, command_.c_str());
        return;
    }
    for (auto const& filter : filters)
        if (filter.wrapping == wrapping_) filter.support(handle);
}

bool Archive::open() {
    opened_ = true;
    archive* const handle = handle_.get();
    archive_read_set_read_callback(handle, on_read);
    if (bytes_->seek(0, SEEK_CUR) >= 0) archive_read_set_seek_callback(handle, on_seek);
    archive_read_set_callback_data(handle, this);
    return archive_read_open1(handle) >= ARCHIVE_WARN && has_header();
}

/// libarchive takes gzip data with a broken header for plain bytes.
bool Archive::has_header() {
    archive* const handle = handle_.get();
    bool const filtered = archive_filter_count(handle) > 1; // one is always there
    if (filtered || wrapping_ != Wrapping::gzip) return true;
    archive_set_error(handle, EINVAL, source_ended_ ? "truncated gzip header" : "unknown gzip header");
    return false;
}

int Archive::layers() const { return std::max(archive_filter_count(handle_.get()) - 1, 1); }

std::ptrdiff_t Archive::on_read(archive* handle, void* self, void const** bytes) {
    auto& here = *static_cast<Archive*>(self);
    auto const got = here.bytes_->read(here.buffer_);
    *bytes = here.buffer_.data();
    here.source_ended_ = got && *got == 0;
    if (got) return std::ptrdiff_t(*got);
    here.source_error_ = got.error();
    archive_set_error(handle, EIO, "%s", got.error().what.c_str());
    return ARCHIVE_FATAL;
}

std::int64_t Archive::on_seek(archive* /*handle*/, void* self, std::int64_t offset, int whence) {
    std::int64_t const there = static_cast<Archive*>(self)->bytes_->seek(offset, whence);
    return there < 0 ? ARCHIVE_FATAL : there;
}

Error Archive::trouble() const {
    if (source_error_) return *source_error_;
    char const* const message = archive_error_string(handle_.get());
    auto const subject = subject_of(wrapping_);
    return message && tells_of_the_end(message) ? broken_off(subject) : corrupt(subject, message);
}

Result<std::optional<Member>> Archive::next() {
    if (!opened_ && !open()) return trouble();
    block_ = {};
    block_at_ = position_ = 0;
    archive_entry* entry = nullptr;
    int state = ARCHIVE_RETRY;
    while (state == ARCHIVE_RETRY) state = archive_read_next_header(handle_.get(), &entry);
    if (state == ARCHIVE_EOF) return std::optional<Member>{};
    if (state < ARCHIVE_WARN) return trouble();
    ++members_;
    return std::optional(member_of(entry));
}

/// Fetches the next decoded piece. False: the member is at its end.
Result<bool> Archive::next_block() {
    void const* bytes = nullptr;
    std::size_t size = 0;
    int state = ARCHIVE_RETRY;
    while (state == ARCHIVE_RETRY) state = archive_read_data_block(handle_.get(), &bytes, &size, &block_at_);
    if (state == ARCHIVE_FATAL) failure_ = trouble();
    if (state < ARCHIVE_WARN) return trouble();
    block_ = {static_cast<char const*>(bytes), size};
    position_ = std::max(position_, block_at_ - longest_hole);
    return state != ARCHIVE_EOF || block_at_ > position_;
}

Result<std::size_t> Archive::read(std::span<char> room) {
    while (block_.empty() && block_at_ <= position_) {
        auto const more = next_block();
        if (!more) return more.error();
        if (!*more) return std::size_t{0};
    }
    std::size_t size = 0;
    if (block_at_ > position_) {
        size = std::size_t(std::min(block_at_ - position_, std::int64_t(room.size())));
        std::fill_n(room.begin(), size, '\0');
    } else {
        size = block_.copy(room.data(), room.size());
        block_.remove_prefix(size);
        block_at_ += std::int64_t(size);
    }
    position_ += std::int64_t(size);
    return size;
}

std::optional<Error> Archive::skip_rest() {
    if (!failure_ && archive_read_data_skip(handle_.get()) < ARCHIVE_WARN) failure_ = trouble();
    return failure_;
}

bool Archive::rewind() {
    if (!bytes_->rewind()) return false;
    configure();
    opened_ = source_ended_ = false;
    block_ = {};
    block_at_ = position_ = 0;
    source_error_.reset();
    failure_.reset();
    for (std::size_t left = std::exchange(members_, 0); left > 0; --left)
        if (auto const member = next(); !member || !*member) return false;
    return true;
}

} // namespace whybounce::input
