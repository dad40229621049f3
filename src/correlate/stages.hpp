#pragma once
#include "whybounce/smtp.hpp"

#include <string_view>

namespace whybounce::correlate {

/// A step of the dialogue as Postfix names it in a log line.
struct Stage {
    std::string_view words; ///< beginning of what the log says
    std::string_view verb;  ///< upper case, or a pseudo-verb
    Step step;
};

/// "RCPT TO" of "(in reply to RCPT TO command)", "sending MAIL FROM" of "lost connection with … while …",
/// "END-OF-MESSAGE" of a refusal, "DATA (12 bytes)" of a lost client. Unknown words give an empty verb and Step::none.
Stage stage_of(std::string_view words);

} // namespace whybounce::correlate
