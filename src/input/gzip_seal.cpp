#include "input/gzip_seal.hpp"
#include "input/sizes.hpp"
#include <algorithm>
#include <array>

namespace whybounce::input {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t tail_size = 128 * kib; // all that a decoder can have read beyond the last trailer
constexpr std::size_t trailer_size = 8;
constexpr std::size_t header_size = 10;
constexpr std::size_t slices = 8; // bytes a step

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
    auto const at = [=](int i) { return std::uint32_t{static_cast<unsigned char>(bytes[i])} << 8 * i; };
    return at(0) | at(1) | at(2) | at(3); // one load for the compiler
}

std::string bytes_of(std::uint32_t value) {
    std::string bytes;
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xff);
    return bytes;
}

/// RFC 1952 section 2.3.1: the method is deflate, and no reserved flag is set.
bool may_be_header(std::string_view bytes) {
    constexpr unsigned reserved_flags = 0xe0;
    return bytes.starts_with("\x1f\x8b\x08"sv) && (static_cast<unsigned char>(bytes[3]) & reserved_flags) == 0;
}

/// The bytes XFL and OS have values that programs write. Chance makes that once in 200 GB.
bool is_header(std::string_view bytes) {
    auto const system = static_cast<unsigned char>(bytes[9]);
    return (bytes[8] == 0 || bytes[8] == 2 || bytes[8] == 4) && (system <= 13 || system == 255);
}

} // namespace

std::uint32_t crc32(std::uint32_t crc, std::string_view bytes) {
    crc = ~crc;
    for (; bytes.size() >= slices; bytes.remove_prefix(slices)) {
        auto const low = crc ^ little_endian(bytes.data()), high = little_endian(bytes.data() + 4);
        crc = table[7][low & 0xff] ^ table[6][low >> 8 & 0xff] ^ table[5][low >> 16 & 0xff] ^ table[4][low >> 24] ^
            table[3][high & 0xff] ^ table[2][high >> 8 & 0xff] ^ table[1][high >> 16 & 0xff] ^ table[0][high >> 24];
    }
    for (char const byte : bytes) crc = crc >> 8 ^ table[0][(crc ^ static_cast<unsigned char>(byte)) & 0xff];
    return ~crc;
}

void GzipSeal::add_packed(std::string_view bytes) {
    constexpr std::size_t overlap = trailer_size + header_size - 1;
    std::size_t at = tail_.size() - std::min(tail_.size(), overlap) + trailer_size;
    tail_ += bytes;
    for (; (at = tail_.find('\x1f', at)) != std::string::npos && at + header_size <= tail_.size(); ++at)
        look_at(std::string_view(tail_).substr(at - trailer_size, trailer_size + header_size));
    if (tail_.size() > 2 * tail_size) tail_.erase(0, tail_.size() - tail_size);
}

/// Takes note of a place where one member may end and the next begin.
void GzipSeal::look_at(std::string_view place) {
    auto const header = place.substr(trailer_size);
    if (!may_be_header(header)) return;
    if (!is_header(header)) {
        unsure_ = true;
        return;
    }
    ends_.push_back({little_endian(place.data()), little_endian(place.data() + 4)});
    end_members();
}

void GzipSeal::end_members() {
    while (!ends_.empty() && ends_.front() == member_) {
        ends_.pop_front();
        member_ = {};
    }
}

void GzipSeal::add_text(std::string_view text) {
    while (!text.empty()) {
        std::uint32_t const left = ends_.empty() ? 0 : ends_.front().size - member_.size; // modulo 2^32, as in the file
        auto const piece = text.substr(0, left == 0 ? text.size() : left);
        member_.crc = crc32(member_.crc, piece);
        member_.size += static_cast<std::uint32_t>(piece.size());
        end_members();
        text.remove_prefix(piece.size());
    }
}

bool GzipSeal::is_broken() const {
    if (unsure_ || member_ == Trailer{}) return false;
    return tail_.find(bytes_of(member_.crc) + bytes_of(member_.size)) == std::string::npos;
}

} // namespace whybounce::input
