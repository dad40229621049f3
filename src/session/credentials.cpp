#include "session/credentials.hpp"

#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::session {
namespace {

constexpr std::size_t shortest = 4;
constexpr std::size_t most = 64; // logins of one session; a longer one is an attack, and its words are all alike

constexpr std::string_view mark = "<redacted>";

} // namespace

void Credentials::remember(std::string_view payload) {
    payload = ascii::trim(payload);
    if (payload.size() < shortest || known_.size() >= most || std::ranges::find(known_, payload) != known_.end())
        return;
    known_.emplace_back(payload);
}

bool Credentials::take_out_of(std::string_view text, std::string& clean) const {
    bool found = false;
    for (std::string const& credential : known_) {
        if (text.find(credential) == std::string_view::npos) continue;
        if (!found) clean = text;
        found = true;
        for (std::size_t at = clean.find(credential); at != std::string::npos;
             at = clean.find(credential, at + mark.size()))
            clean.replace(at, credential.size(), mark);
    }
    return found;
}

} // namespace whybounce::session
