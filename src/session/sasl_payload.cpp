#include "session/sasl_payload.hpp"

#include "whybounce/ascii.hpp"

#include <algorithm>
#include <string>

namespace whybounce::session {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t shortest = 4; ///< a quartet; less is a word, not a credential

std::string_view without_padding(std::string_view payload) {
    for (int i = 0; i < 2 && payload.ends_with('='); ++i) payload.remove_suffix(1);
    return payload;
}

/// The octets; empty for what is no base64.
std::string decode(std::string_view payload) {
    std::string octets;
    unsigned bits = 0, count = 0;
    for (char const c : without_padding(payload)) {
        bits = bits << 6U | unsigned(alphabet.find(c));
        count += 6;
        if (count < 8) continue;
        count -= 8;
        octets += static_cast<char>(bits >> count & 0xFFU);
    }
    return octets;
}

/// Text, apart from the octets that part user, password and token.
bool is_text(std::string_view octets) {
    return std::ranges::all_of(octets, [](char c) {
        auto const octet = static_cast<unsigned char>(c);
        return octet >= ' ' || octet <= 1;
    });
}

} // namespace

bool is_base64(std::string_view payload) {
    if (payload == "=" || payload == "*") return true;
    if (payload.size() % 4 != 0) return false;
    return without_padding(payload).find_first_not_of(alphabet) == std::string_view::npos;
}

bool is_readable_credential(std::string_view payload) {
    if (payload.size() < shortest || !is_base64(payload)) return false;
    std::string const octets = decode(payload);
    return !octets.empty() && is_text(octets);
}

bool carries_login(std::string_view word) {
    constexpr std::size_t least = 12;
    if (word.size() < least || !is_base64(word)) return false;
    std::string const octets = decode(word);
    auto const is_ascii = [](char c) { return (c >= ' ' && c <= '~') || c == '\0' || c == '\1'; };
    return std::ranges::all_of(octets, is_ascii);
}

std::string secret_in(std::string_view payload) {
    if (!is_readable_credential(payload)) return {};
    std::string octets = decode(payload);
    constexpr std::string_view bearer = "Bearer ";
    if (std::size_t const at = octets.find(bearer); at != std::string::npos) {
        octets.erase(0, at + bearer.size());
        return octets.substr(0, octets.find('\1'));
    }
    return octets.substr(octets.rfind('\0') + 1);
}

bool is_mask(std::string_view payload) {
    if (payload.find_first_of("<>[]{}()") != std::string_view::npos) return true;
    std::string const low = ascii::to_lower(payload);
    for (std::string_view const word :
        {"redacted", "removed", "hidden", "masked", "omitted", "credential", "secret", "..."})
        if (low.find(word) != std::string::npos) return true;
    if (payload.find("**") != std::string_view::npos) return true;
    bool const one_letter = std::ranges::all_of(low, [&](char c) { return c == low.front(); });
    return payload.size() >= 3 && one_letter && payload != "===";
}

} // namespace whybounce::session
