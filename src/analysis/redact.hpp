#pragma once
#include "session/credentials.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace whybounce::analysis {

/// A text of unknown form without what looks like a SASL payload, which is base64, and without what is given as a
/// password. Where a line's form is known,
/// nothing has to be looked for: payloads never leave the grammar or the session.
///
/// @return nullopt when nothing had to be taken out; allocates only otherwise
std::optional<std::string> redacted(std::string_view text);

/// A text of known form, which repeats what a client sent, without logins: base64 of text.
/// @return nullopt when nothing had to be taken out
std::optional<std::string> without_logins(std::string_view text);
/// Remembers the logins in a text, so that what repeats them can be told without.
void remember_logins(std::string_view text, session::Credentials& credentials);

} // namespace whybounce::analysis
