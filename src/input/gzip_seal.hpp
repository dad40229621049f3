#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::input {

/// CRC-32 (RFC 1952 section 8) of more bytes. @param crc  of those before them; 0 at the start
std::uint32_t crc32(std::uint32_t crc, std::string_view bytes);

/// Compares a gzip file's text with the checksums in it, which libarchive 3.6 does not do.
///
/// The bytes pass by in the order in which a decoder takes them. Where a member ends is found by its successor's
/// header, and believed when checksum and length before it fit the text.
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
        std::uint32_t crc, size;
    };

    void add_trailer(char const* bytes);
    void end_member_if_it_fits();
    std::size_t next_stop(std::size_t limit) const;

    std::string tail_;                ///< of the compressed bytes, with the last trailer in it
    std::vector<Trailer> candidates_; ///< before each header seen, in order; hardly ever not one
    Trailer member_{0, 0};            ///< of the text since the last member that was found to end
};

} // namespace whybounce::input
