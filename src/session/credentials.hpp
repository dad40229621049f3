#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::session {

/// Stands where a credential was.
inline constexpr std::string_view redacted = "<redacted>";

/// Does a word look like base64 of something: whole groups of four, and not merely a word, a number or a path?
bool looks_like_payload(std::string_view word);

/// Does a line that is no command of SMTP give a password: a command line, a setting, an assignment, a URL with a
/// login?
bool names_secret(std::string_view line);

/// What a session sent as a credential, so that replies that repeat it can be told without it. Never goes anywhere
/// else.
class Credentials {
public:
    /// Very short texts are left alone: they would blot out ordinary words.
    void remember(std::string_view payload);
    /// Replaces every credential in the text; false when there is none in it.
    bool take_out_of(std::string_view text, std::string& clean) const {
        return (!known_.empty() || !before_.empty()) && replace_all(text, clean);
    }
    /// A session is over. What it sent may be repeated behind it, in a summary; what the one before sent, no more.
    void end_session() {
        before_ = std::move(known_);
        known_.clear();
    }

private:
    bool replace_all(std::string_view text, std::string& clean) const;

    std::vector<std::string> known_, before_;
};

} // namespace whybounce::session
