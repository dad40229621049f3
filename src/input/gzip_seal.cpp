#include "input/gzip_seal.hpp"
#include "input/sizes.hpp"
#include <algorithm>
#include <array>

namespace whybounce::input {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t tail_size = 128 * kib; // all that a decoder can have read beyond the last trailer
constexpr std::size_t trailer_size = 8;
constexpr std::size_t header_start = 4; // bytes of a header that are looked at
constexpr std::size_t slices = 8;       // bytes a step

using Table = std::array<std::array<std::uint32_t, 256>, slices>;

constexpr std::uint32_t shifted_byte(std::uint32_t value) {
    for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1 ? 0xedb88320U : 0);
    return value;
}

constexpr Table made_table() {
    Table table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) table[0][byte] = shifted_byte(byte);
    for (std::size_t slice = 1; slice < slices; ++slice)
        for (std::size_t byte = 0; byte < 256; ++byte) {
            auto const before = table[slice - 1][byte];
            table[slice][byte] = before >> 8 ^ table[0][before & 0xff];
        }
    return table;
}

constexpr Table table = made_table();

std::uint32_t little_endian(char const* bytes) {
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

std::string bytes_of(std::uint32_t value) {
    std::string bytes;
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xff);
    return bytes;
}

/// RFC 1952 section 2.3.1: the method is deflate, and no reserved flag is set.
bool is_header(std::string_view bytes) {
    constexpr unsigned reserved_flags = 0xe0;
    return bytes.starts_with("\x1f\x8b\x08"sv) && (static_cast<unsigned char>(bytes[3]) & reserved_flags) == 0;
}

} // namespace

std::uint32_t crc32(std::uint32_t crc, std::string_view bytes) {
    crc = ~crc;
    for (; bytes.size() >= slices; bytes.remove_prefix(slices)) {
        auto const low = crc ^ little_endian(bytes.data()), high = little_endian(bytes.data() + 4);
        crc = 0;
        for (unsigned i = 0; i < 4; ++i) crc ^= table[7 - i][low >> 8 * i & 0xff] ^ table[3 - i][high >> 8 * i & 0xff];
    }
    for (char const byte : bytes) crc = crc >> 8 ^ table[0][(crc ^ static_cast<unsigned char>(byte)) & 0xff];
    return ~crc;
}

void GzipSeal::add_packed(std::string_view bytes) {
    constexpr std::size_t seen = header_start - 1;
    std::size_t at = trailer_size + (tail_.size() < trailer_size + seen ? 0 : tail_.size() - trailer_size - seen);
    tail_ += bytes;
    for (; (at = tail_.find('\x1f', at)) != std::string::npos && at + header_start <= tail_.size(); ++at)
        if (is_header(std::string_view(tail_).substr(at))) add_trailer(tail_.data() + at - trailer_size);
    if (tail_.size() > 2 * tail_size) tail_.erase(0, tail_.size() - tail_size);
}

void GzipSeal::add_trailer(char const* bytes) {
    candidates_.push_back({little_endian(bytes), little_endian(bytes + 4)});
    end_member_if_it_fits();
}

/// Starts a new member where the text since the last one fits a trailer.
void GzipSeal::end_member_if_it_fits() {
    if (member_.size == 0 && member_.crc == 0) return; // it has hardly begun, and an empty one does not matter
    auto const fits = [&](Trailer const& end) { return end.crc == member_.crc && end.size == member_.size; };
    auto const end = std::find_if(candidates_.begin(), candidates_.end(), fits);
    if (end == candidates_.end()) return;
    candidates_.erase(candidates_.begin(), end + 1);
    member_ = {0, 0};
}

/// How many bytes it is to where a member may end, `limit` at most. Sizes are modulo 2^32, as in the file.
std::size_t GzipSeal::next_stop(std::size_t limit) const {
    for (auto const& end : candidates_)
        if (std::uint32_t const left = end.size - member_.size; left > 0) limit = std::min<std::size_t>(limit, left);
    return limit;
}

void GzipSeal::add_text(std::string_view text) {
    while (!text.empty()) {
        auto const piece = text.substr(0, next_stop(text.size()));
        member_.crc = crc32(member_.crc, piece);
        member_.size += static_cast<std::uint32_t>(piece.size());
        end_member_if_it_fits();
        text.remove_prefix(piece.size());
    }
}

bool GzipSeal::is_broken() const {
    if (member_.size == 0 && member_.crc == 0) return false;
    return tail_.find(bytes_of(member_.crc) + bytes_of(member_.size)) == std::string::npos;
}

} // namespace whybounce::input
