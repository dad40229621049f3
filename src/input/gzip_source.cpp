#include "input/gzip_source.hpp"
#include "input/archive_error.hpp"
#include <cstring>
#include <new>

namespace whybounce::input {
namespace {
constexpr std::size_t packed_size = 64 * kib;
constexpr int gzip_only = MAX_WBITS + 16; // window bits, as zlib.h spells "expect a gzip header"
constexpr Bytef magic[] = {0x1f, 0x8b};
} // namespace

GzipSource::GzipSource(SourcePtr packed) : packed_(std::move(packed)), buffer_(packed_size) {
    if (inflateInit2(&stream_, gzip_only) != Z_OK) throw std::bad_alloc();
}

GzipSource::~GzipSource() { inflateEnd(&stream_); }

/// Reads more packed bytes behind those not yet used. False: there are none.
Result<bool> GzipSource::refill() {
    if (stream_.avail_in > 0) std::memmove(buffer_.data(), stream_.next_in, stream_.avail_in);
    stream_.next_in = buffer_.data();
    auto const room = std::span(buffer_).subspan(stream_.avail_in);
    auto const got = packed_->read({reinterpret_cast<char*>(room.data()), room.size()});
    if (!got) return got.error();
    stream_.avail_in += static_cast<uInt>(*got);
    return *got > 0;
}

/// False: the file ends here, or goes on with something that is not gzip, such as padding of a tape.
Result<bool> GzipSource::next_member() {
    while (stream_.avail_in < sizeof magic) {
        auto more = refill();
        if (!more || !*more) return more;
    }
    if (std::memcmp(stream_.next_in, magic, sizeof magic) != 0) return false;
    inflateReset(&stream_);
    between_members_ = false;
    return true;
}

/// Moves on when zlib can do nothing more with what it was given. False: the end of the file.
Result<bool> GzipSource::feed() {
    if (between_members_) {
        auto more = next_member();
        ended_ = more && !*more;
        return more;
    }
    auto more = refill();
    if (more && !*more) return broken_off("the gzip data");
    return more;
}

Result<std::size_t> GzipSource::read(std::span<char> room) {
    stream_.next_out = reinterpret_cast<Bytef*>(room.data());
    stream_.avail_out = static_cast<uInt>(room.size());
    while (stream_.avail_out == room.size() && !ended_) {
        int const state = between_members_ ? Z_BUF_ERROR : inflate(&stream_, Z_NO_FLUSH);
        between_members_ = between_members_ || state == Z_STREAM_END;
        if (stream_.avail_out < room.size()) break; // trouble, if any, is told by the next call
        if (state == Z_DATA_ERROR) return corrupt("the gzip data", stream_.msg);
        if (state != Z_BUF_ERROR) continue;
        if (auto const more = feed(); !more) return more.error();
    }
    return room.size() - stream_.avail_out;
}

} // namespace whybounce::input
