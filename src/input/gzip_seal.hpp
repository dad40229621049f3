#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace whybounce::input {

/// CRC-32 (RFC 1952 section 8) of more bytes. @param crc  of those before them; 0 at the start
std::uint32_t crc32(std::uint32_t crc, std::string_view bytes);

/// Compares a gzip file's text with the checksums in it, which libarchive 3.6 does not do.
///
/// The bytes pass by in the order in which a decoder takes them. A member ends where its successor has its header.
class GzipSeal {
public:
    /// The next compressed bytes, before any text in them.
    void add_packed(std::string_view bytes);

    /// The next decoded bytes.
    void add_text(std::string_view text);

    /// At the end of the text: does no checksum fit it?
    bool is_broken() const;

private:
    /// RFC 1952 section 2.3.1: what follows the compressed data of a member.
    struct Trailer {
        std::uint32_t crc = 0, size = 0;
        bool operator==(Trailer const&) const = default;
    };

    void look_at(std::string_view place);
    void end_members();

    std::string tail_;         ///< of the compressed bytes, with the last trailer in it
    std::deque<Trailer> ends_; ///< of members whose text has not passed by yet
    Trailer member_;           ///< of the text since the last member that ended as it should
    bool unsure_ = false;      ///< something is perhaps a header: nothing can be said
};

} // namespace whybounce::input
