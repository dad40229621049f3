#include "analysis/redact.hpp"

#include "session/sasl_payload.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>

namespace whybounce::analysis {
namespace {

bool is_base64(char c) { return ascii::is_alnum(c) || c == '+' || c == '/'; }

/// The next run of base64 with its padding, from `at` on.
std::string_view next_word(std::string_view text, std::size_t at) {
    auto const begin = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_base64);
    auto end = std::find_if_not(begin, text.end(), is_base64);
    for (int padding = 0; padding < 2 && end != text.end() && *end == '='; ++padding) ++end;
    return {begin, end};
}

/// Words after which programs print what they log in with.
constexpr std::array<std::string_view, 4> secret_words{"pass", "auth", "secret", "credential"};

/// Where the value begins that such a word gives: "auth_pass":"value", password = value, pass value, (decoded) value.
std::size_t secret_value(std::string_view text) {
    constexpr std::string_view decoded = "decoded"; // "(decoded) value", "decoded response: value"
    if (std::size_t const at = text.find(decoded); at != std::string_view::npos) {
        std::size_t const end = text.find_first_of("):", at);
        if (end != std::string_view::npos) return end + 1;
    }
    constexpr std::string_view plain = "\\000"; // SASL PLAIN with its NUL octets written out
    if (std::size_t const at = text.find(plain); at != std::string_view::npos) return at;
    constexpr std::string_view given_as = " = "; // a variable of whatever name
    if (std::size_t const at = text.find(given_as); at != std::string_view::npos) return at + given_as.size();
    for (std::string_view const option : {"--user ", "-u ", "--password ", "-ap ", "--auth-password "})
        if (std::size_t const at = text.find(option); at != std::string_view::npos) return at + option.size();
    std::string const folded = ascii::to_lower(text);
    for (std::string_view const word : secret_words) {
        for (std::size_t at = folded.find(word); at != std::string::npos; at = folded.find(word, at + 1)) {
            std::size_t end = at + word.size();
            while (end < text.size() && (ascii::is_alnum(text[end]) || text[end] == '_')) ++end;
            std::size_t const value = text.find_first_not_of(" \t\\\"'=:", end);
            std::string_view const between = text.substr(end, value == std::string_view::npos ? 0 : value - end);
            bool const given = between.find_first_of(word == "pass" ? "=\":" : "=\"") != std::string_view::npos;
            bool const named = text.substr(at, end - at) == "pass" && between == " ";
            if (given || named) return value;
        }
    }
    return std::string_view::npos;
}

/// Base64 of a login, wherever it stands.
std::optional<std::string> without_payloads(std::string_view text, bool (*is_payload)(std::string_view)) {
    std::optional<std::string> clean;
    std::size_t copied = 0;
    for (std::string_view word = next_word(text, 0); !word.empty();) {
        auto const from = static_cast<std::size_t>(word.data() - text.data());
        if (is_payload(word)) {
            if (!clean) clean.emplace();
            clean->append(text.substr(copied, from - copied)).append(session::redacted);
            copied = from + word.size();
        }
        word = next_word(text, from + word.size());
    }
    if (clean) clean->append(text.substr(copied));
    return clean;
}

} // namespace

std::optional<std::string> redacted(std::string_view text) {
    std::size_t const secret = secret_value(text);
    if (secret == std::string_view::npos) return without_payloads(text, session::looks_like_payload);
    std::string_view const before = text.substr(0, secret);
    return without_payloads(before, session::looks_like_payload)
        .value_or(std::string(before))
        .append(session::redacted);
}

void remember_logins(std::string_view text, session::Credentials& credentials) {
    for (std::string_view word = next_word(text, 0); !word.empty();
         word = next_word(text, static_cast<std::size_t>(word.data() - text.data()) + word.size()))
        if (session::carries_login(word)) credentials.remember(word);
}

std::optional<std::string> without_logins(std::string_view text) {
    return without_payloads(text, session::carries_login);
}

} // namespace whybounce::analysis
