#include "input/text_shape.hpp"
#include "input/line_end_source.hpp"
#include "input/magic.hpp"
#include "input/memory_source.hpp"
#include "input/peek_source.hpp"
#include "input/utf16_source.hpp"
#include <algorithm>

namespace whybounce::input {
namespace {

using namespace std::string_view_literals;
using Encoding = TextShape::Encoding;

/// How many of the bytes at `first`, `first + 2`, ... are NUL.
std::size_t nuls_from(std::string_view head, std::size_t first) {
    std::size_t count = 0;
    for (std::size_t i = first; i < head.size(); i += 2) count += head[i] == '\0';
    return count;
}

/// UTF-16 without a mark: three of four characters are ASCII, so that one byte of the pair is NUL and the other is not.
std::optional<Encoding> unmarked_utf16(std::string_view head) {
    std::size_t const pairs = head.size() / 2;
    if (pairs < 2) return std::nullopt;
    std::size_t const even = nuls_from(head, 0), odd = nuls_from(head, 1);
    if (odd * 4 >= pairs * 3 && even * 10 <= pairs) return Encoding::utf16_little;
    if (even * 4 >= pairs * 3 && odd * 10 <= pairs) return Encoding::utf16_big;
    return std::nullopt;
}

/// A CR before more text, and no LF at all.
bool has_bare_cr(std::string_view head) {
    auto const cr = head.find('\r');
    return cr < head.size() - 1 && head.find('\n') == std::string_view::npos;
}

bool is_control(char c) {
    bool const used_in_text = "\a\b\t\n\v\f\r\x1b"sv.find(c) != std::string_view::npos;
    return (static_cast<unsigned char>(c) < ' ' && !used_in_text) || c == 0x7f;
}

Error not_text(std::string what, std::string hint) {
    return Error{.code = Errc::not_recognised, .file = {}, .what = std::move(what), .hint = std::move(hint)};
}

/// Bytes that text has no use for; a run of NULs, as a crash or copytruncate leaves in a log, counts once.
bool is_mostly_control(std::string_view head) {
    std::size_t control = 0, counted = 0;
    char before = ' ';
    for (char const c : head) {
        bool const in_run = c == '\0' && before == '\0';
        counted += !in_run;
        control += !in_run && is_control(c);
        before = c;
    }
    constexpr std::size_t alert = 8; // octets of TLS in a short text
    bool const little = control <= alert && control * 2 <= counted;
    return !little && control * 12 > counted; // random bytes have one in ten
}

} // namespace

TextShape shape_of(std::string_view head) {
    TextShape shape;
    if (head.starts_with("\xef\xbb\xbf"sv))
        shape = {Encoding::bytes, 3, false};
    else if (head.starts_with("\xff\xfe"sv))
        shape = {Encoding::utf16_little, 2, false};
    else if (head.starts_with("\xfe\xff"sv))
        shape = {Encoding::utf16_big, 2, false};
    else
        shape.encoding = unmarked_utf16(head).value_or(Encoding::bytes);
    shape.bare_cr = has_bare_cr(decoded_head(head, shape, head_size));
    return shape;
}

std::optional<Error> binary_problem(std::string_view head) {
    if (auto const* kind = binary_kind(head))
        return not_text("binary data: " + std::string(kind->what), std::string(kind->hint));
    if (head.starts_with("\xff\xfe\0\0"sv) || head.starts_with("\0\0\xfe\xff"sv))
        return not_text("UTF-32 text", "convert it first: iconv -f UTF-32 -t UTF-8");
    if (shape_of(head).encoding != Encoding::bytes) return std::nullopt;
    if (!head.empty() && head.find_first_not_of('\0') == std::string_view::npos)
        return not_text(
            "binary data: only NUL bytes at its start", "cut them off: tr -d '\\0' < FILE | whybounce ... -");
    if (is_mostly_control(head)) return not_text("binary data", "give a text file: a log, a transcript or a mail");
    return std::nullopt;
}

SourcePtr decoded(SourcePtr bytes, TextShape const& shape) {
    if (char mark[3]; shape.mark_size > 0) {
        auto marked = peekable(std::move(bytes));
        marked->peek(shape.mark_size);
        static_cast<void>(marked->read(std::span(mark).first(shape.mark_size)));
        bytes = std::move(marked);
    }
    if (shape.encoding != Encoding::bytes)
        bytes = std::make_unique<Utf16Source>(std::move(bytes), shape.encoding == Encoding::utf16_big);
    if (shape.bare_cr) bytes = std::make_unique<LineEndSource>(std::move(bytes));
    return bytes;
}

std::string decoded_head(std::string_view head, TextShape const& shape, std::size_t limit) {
    PeekSource text(decoded(std::make_unique<MemorySource>(head), shape));
    std::string_view const start = text.peek(limit + 1);
    if (start.size() <= limit && head.size() < head_size) return std::string(start);
    auto const last_end = start.substr(0, limit).rfind('\n');
    return std::string(start.substr(0, last_end == std::string_view::npos ? limit : last_end + 1));
}

std::vector<Damage> damage_of(TextShape const& shape, std::string const& input) {
    std::vector<Damage> damages;
    if (shape.encoding != Encoding::bytes)
        damages.push_back({input, 0, "IN-UTF16", Severity::info, "UTF-16 text, read as UTF-8",
            "convert it for other tools: iconv -f UTF-16 -t UTF-8"});
    if (shape.bare_cr)
        damages.push_back({input, 0, "IN-BARE-CR", Severity::warning, "lines end in CR alone, read as line ends",
            "convert it for other tools: tr '\\r' '\\n'"});
    return damages;
}

} // namespace whybounce::input
