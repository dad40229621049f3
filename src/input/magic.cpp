#include "input/magic.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>

namespace whybounce::input {
namespace {

using namespace std::string_view_literals;

struct WrappingMagic {
    std::string_view magic;
    Wrapping wrapping;
};

// clang-format off
constexpr std::array wrappings{
    WrappingMagic{"\x1f\x8b"sv,                 Wrapping::gzip},
    WrappingMagic{"\xfd" "7zXZ\0"sv,            Wrapping::xz},
    WrappingMagic{"\x28\xb5\x2f\xfd"sv,         Wrapping::zstd},
    WrappingMagic{"\x04\x22\x4d\x18"sv,         Wrapping::lz4},
    WrappingMagic{"\x5d\0\0"sv,                 Wrapping::lzma},
    WrappingMagic{"\x1f\x9d"sv,                 Wrapping::compress}, // .Z
    WrappingMagic{"LZIP\x01"sv,                 Wrapping::lzip},
    WrappingMagic{"PK\x03\x04"sv,               Wrapping::container},
    WrappingMagic{"PK\x05\x06"sv,               Wrapping::container}, // a zip without members
    WrappingMagic{"7z\xbc\xaf\x27\x1c"sv,       Wrapping::container},
};

constexpr std::array binaries{
    BinaryKind{"\x7f" "ELF"sv,                  "an ELF program", "name the log or transcript that it wrote"},
    BinaryKind{"\x89PNG"sv,                     "a PNG image", "give the text instead of a picture of it"},
    BinaryKind{"\xff\xd8\xff"sv,                "a JPEG image", "give the text instead of a picture of it"},
    BinaryKind{"GIF8"sv,                        "a GIF image", "give the text instead of a picture of it"},
    BinaryKind{"%PDF-"sv,                       "a PDF document", "extract its text first: pdftotext -layout FILE"},
    BinaryKind{"SQLite format 3\0"sv,           "an SQLite database", "export its rows as text first"},
    BinaryKind{"LPKSHHRH"sv,                    "a systemd journal", "print it first: journalctl -o short-iso --file FILE"},
    BinaryKind{"\xd4\xc3\xb2\xa1"sv,            "a packet capture", "extract the dialogue first: tshark -q -z follow,tcp,ascii,0 -r FILE"},
    BinaryKind{"\xa1\xb2\xc3\xd4"sv,            "a packet capture", "extract the dialogue first: tshark -q -z follow,tcp,ascii,0 -r FILE"},
    BinaryKind{"\x0a\x0d\x0d\x0a"sv,            "a packet capture", "extract the dialogue first: tshark -q -z follow,tcp,ascii,0 -r FILE"},
    BinaryKind{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an Outlook message or old Office file", "save the message as .eml"},
    BinaryKind{"ElfFile\0"sv,                   "a Windows event log", "export it as text first"},
    BinaryKind{"Rar!\x1a\x07"sv,                "a RAR archive", "unpack it and name the directory"},
};
// clang-format on

/// A bzip2 header is text up to its fourth byte: the block behind it must begin as one, or the stream end there.
bool is_bzip2(std::string_view head) {
    return head.size() >= 10 && head.starts_with("BZh") && head[3] >= '1' && head[3] <= '9' &&
        (head.substr(4, 6) == "1AY&SY"sv || head.substr(4, 6) == "\x17\x72\x45\x38\x50\x90"sv);
}

/// A cpio header is all digits, hexadecimal ones in the newer kinds, and so is no line of a log.
bool is_cpio(std::string_view head) {
    constexpr std::size_t shortest_header = 76;
    auto const digits = head.substr(0, shortest_header);
    return digits.size() == shortest_header && digits.starts_with("0707") &&
        digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// A tar header carries the sum of its own 512 bytes, the sum itself counted as blanks.
bool is_tar(std::string_view head) {
    constexpr std::size_t header_size = 512, sum_at = 148, sum_size = 8;
    if (head.size() < header_size) return false;
    auto field = head.substr(sum_at, sum_size);
    field.remove_prefix(std::min(field.find_first_not_of(' '), field.size()));
    unsigned stored = 0;
    if (std::from_chars(field.data(), field.data() + field.size(), stored, 8).ec != std::errc{}) return false;
    auto const add = [](unsigned sum, char c) { return sum + static_cast<unsigned char>(c); };
    auto const* const at = head.data();
    unsigned const before = std::accumulate(at, at + sum_at, unsigned{' '} * unsigned{sum_size}, add);
    return stored == std::accumulate(at + sum_at + sum_size, at + header_size, before, add);
}

} // namespace

Wrapping wrapping_of(std::string_view head) {
    for (auto const& row : wrappings)
        if (head.starts_with(row.magic)) return row.wrapping;
    if (is_bzip2(head)) return Wrapping::bzip2;
    return is_tar(head) || is_cpio(head) ? Wrapping::container : Wrapping::none;
}

BinaryKind const* binary_kind(std::string_view head) {
    auto const* const row =
        std::find_if(binaries.begin(), binaries.end(), [&](auto const& kind) { return head.starts_with(kind.magic); });
    return row == binaries.end() ? nullptr : row;
}

} // namespace whybounce::input
