#pragma once
#include "input/byte_source.hpp"
#include <vector>
#include <zlib.h>

namespace whybounce::input {

/// The text of a gzip file (RFC 1952), members joined, what follows the last member ignored as gzip(1) does.
///
/// Not left to libarchive: its filter keeps up to 64 KiB back when the file breaks off, which is all of a small log.
class GzipSource final : public ByteSource {
public:
    explicit GzipSource(SourcePtr packed);
    GzipSource(GzipSource const&) = delete;
    GzipSource& operator=(GzipSource const&) = delete;
    ~GzipSource() override;
    Result<std::size_t> read(std::span<char> room) override;

private:
    Result<bool> refill();
    Result<bool> next_member();
    Result<bool> feed();

    SourcePtr packed_;
    std::vector<Bytef> buffer_;
    z_stream stream_{};
    bool between_members_ = true;
    bool ended_ = false;
};

} // namespace whybounce::input
