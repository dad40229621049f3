#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::session {

/// Stands where a credential was.
inline constexpr std::string_view redacted = "<redacted>";

/// Does a word look like base64 of something: whole groups of four, and not merely a word, a number or a path?
bool looks_like_payload(std::string_view word);

/// What a session sent as a credential, so that replies that repeat it can be told without it. Never goes anywhere
/// else.
class Credentials {
public:
    /// Very short texts are left alone: they would blot out ordinary words.
    void remember(std::string_view payload);
    /// Replaces every credential in the text; false when there is none in it.
    bool take_out_of(std::string_view text, std::string& clean) const;
    void clear() { known_.clear(); }

private:
    std::vector<std::string> known_;
};

} // namespace whybounce::session
