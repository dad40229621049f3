#include "input/utf16_source.hpp"
#include <array>

namespace whybounce::input {
namespace {

constexpr char32_t replacement = 0xfffd;

bool is_high(char16_t unit) { return (unit & 0xfc00) == 0xd800; }
bool is_low(char16_t unit) { return (unit & 0xfc00) == 0xdc00; }

/// RFC 3629 section 3
void append_utf8(std::string& text, char32_t point) {
    auto const continuation = [&](int shift) { text += static_cast<char>(0x80 | ((point >> shift) & 0x3f)); };
    if (point < 0x80) {
        text += static_cast<char>(point);
    } else if (point < 0x800) {
        text += static_cast<char>(0xc0 | (point >> 6));
        continuation(0);
    } else if (point < 0x10000) {
        text += static_cast<char>(0xe0 | (point >> 12));
        continuation(6);
        continuation(0);
    } else {
        text += static_cast<char>(0xf0 | (point >> 18));
        continuation(12);
        continuation(6);
        continuation(0);
    }
}

} // namespace

void Utf16Source::take_unit(char16_t unit) {
    if (high_ != 0 && is_low(unit)) {
        append_utf8(text_, 0x10000U + ((char32_t{high_} & 0x3ff) << 10) + (char32_t{unit} & 0x3ff));
        high_ = 0;
        return;
    }
    if (high_ != 0) append_utf8(text_, replacement);
    high_ = is_high(unit) ? unit : char16_t{0};
    if (high_ == 0) append_utf8(text_, is_low(unit) ? replacement : char32_t{unit});
}

void Utf16Source::take(std::string_view bytes) {
    for (char const byte : bytes) {
        if (odd_.empty()) {
            odd_ = byte;
            continue;
        }
        auto const first = static_cast<unsigned char>(odd_[0]), second = static_cast<unsigned char>(byte);
        take_unit(static_cast<char16_t>(big_endian_ ? first << 8 | second : second << 8 | first));
        odd_.clear();
    }
}

void Utf16Source::finish() {
    ended_ = true;
    if (high_ != 0 || !odd_.empty()) append_utf8(text_, replacement);
}

Result<bool> Utf16Source::refill() {
    std::array<char, 16 * kib> bytes;
    auto const got = bytes_->read(bytes);
    if (!got) return got.error();
    text_.clear();
    taken_ = 0;
    if (*got == 0)
        finish();
    else
        take({bytes.data(), *got});
    return true;
}

Result<std::size_t> Utf16Source::read(std::span<char> room) {
    while (taken_ == text_.size() && !ended_)
        if (auto const more = refill(); !more) return more.error();
    std::size_t const size = text_.copy(room.data(), room.size(), taken_);
    taken_ += size;
    return size;
}

} // namespace whybounce::input
