#include "dialects/escapes.hpp"

namespace whybounce::dialect {
namespace {

constexpr std::string_view letters = "rnt0\\\"'";
constexpr std::string_view meanings{"\r\n\t\0\\\"'", 7};

} // namespace

std::string_view unescaped(std::string_view text, std::string& octets) {
    if (text.find('\\') == std::string_view::npos) return text;
    octets.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t const known = text[i] == '\\' && i + 1 < text.size() ? letters.find(text[i + 1]) : letters.npos;
        octets += known == letters.npos ? text[i] : meanings[known];
        i += known != letters.npos;
    }
    return octets;
}

} // namespace whybounce::dialect
