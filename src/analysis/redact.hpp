#pragma once
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

} // namespace whybounce::analysis
