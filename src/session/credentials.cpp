#include "session/credentials.hpp"

#include "session/sasl_payload.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::session {
namespace {

constexpr std::size_t shortest = 4;
constexpr std::size_t most = 64; // logins of one session; a longer one is an attack, and its words are all alike

constexpr std::size_t shortest_secret = 6; // decoded

constexpr std::size_t shortest_payload = 8; // base64 of four octets

} // namespace

bool looks_like_payload(std::string_view word) {
    if (word.size() < shortest_payload || word.size() % 4 != 0) return false;
    std::string_view const body = word.substr(0, word.find_last_not_of('=') + 1);
    auto const is_base64 = [](char c) { return ascii::is_alnum(c) || c == '+' || c == '/'; };
    if (word.size() - body.size() > 2 || !std::ranges::all_of(body, is_base64)) return false;
    bool const upper = std::ranges::any_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
    bool const lower = std::ranges::any_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    return upper && lower && (word.ends_with('=') || std::ranges::any_of(word, ascii::is_digit));
}

void Credentials::remember(std::string_view payload) {
    payload = ascii::trim(payload);
    if (payload.size() < shortest || known_.size() >= most || std::ranges::find(known_, payload) != known_.end())
        return;
    known_.emplace_back(payload);
    std::string const secret = secret_in(payload);
    bool const address = secret.find('@') != std::string::npos; // a user's name, which may be told
    if (secret.size() >= shortest_secret && !address) known_.push_back(secret);
}

bool Credentials::replace_all(std::string_view text, std::string& clean) const {
    bool found = false;
    for (auto const* const credentials : {&known_, &before_})
        for (std::string const& credential : *credentials) {
            if ((found ? std::string_view(clean) : text).find(credential) == std::string_view::npos) continue;
            if (!found) clean = text;
            found = true;
            for (std::size_t at = clean.find(credential); at != std::string::npos;
                 at = clean.find(credential, at + redacted.size()))
                clean.replace(at, credential.size(), redacted);
        }
    return found;
}

bool names_secret(std::string_view line) {
    constexpr std::string_view words[] = {"pass", "pwd", "secret", "token", "bearer", "credential", "oauth", "login(",
        "base64", " -ap", " -u ", "--user"};
    bool const named =
        std::ranges::any_of(words, [&](std::string_view word) { return ascii::contains_no_case(line, word); });
    std::size_t const address = line.find("://");
    std::size_t const colon = address == std::string_view::npos ? address : line.find(':', address + 3);
    return named || (colon != std::string_view::npos && line.find('@', colon) != std::string_view::npos);
}

} // namespace whybounce::session
