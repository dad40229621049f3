#pragma once
#include <string>
#include <string_view>

/// What a SASL payload looks like from outside.
namespace whybounce::session {

/// base64 of RFC 4648 section 4, as RFC 4954 section 4 wants it; "=" alone is the empty one, "*" cancels.
bool is_base64(std::string_view payload);
/// Does it decode to what PLAIN, LOGIN, XOAUTH2 or OAUTHBEARER send: text, parted by NUL or SOH?
bool is_readable_credential(std::string_view payload);
/// A word that is base64 of ASCII text, too long to be one by chance: a login, wherever it stands.
bool carries_login(std::string_view word);
/// The password or token that a payload carries, decoded, so that it can be taken out of what a server repeats; empty
/// where it carries none that is text.
std::string secret_in(std::string_view payload);
/// What tools and people put in the place of a credential: "***", "<hidden>", "[removed]".
bool is_mask(std::string_view payload);

} // namespace whybounce::session
