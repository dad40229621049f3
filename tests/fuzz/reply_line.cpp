#include "grammars/parse.hpp"

#include <string>

namespace {

// Random bytes rarely look like SMTP. Folded into this alphabet they do.
constexpr std::string_view alphabet = "0123456789 -.<>@:=;abAB\r\n\t[]\"\\#\x80\xff";

void must_hold(bool claim) {
    if (!claim) __builtin_trap();
}

/// What a parser returns points into what it was given.
void check(std::string_view line) {
    auto const reply = whybounce::grammar::parse_reply_line(line);
    if (!reply || reply->text.empty()) return;
    must_hold(reply->text.data() >= line.data());
    must_hold(reply->text.data() + reply->text.size() <= line.data() + line.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string text(reinterpret_cast<char const*>(data), size); // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    check(text);
    for (char& c : text) c = alphabet[static_cast<unsigned char>(c) % alphabet.size()];
    check(text);
    return 0;
}
