#pragma once
#include <string_view>

namespace whybounce::dialect {

/// The daemon in a tag: "smtpd" of "postfix/submission/smtpd".
inline std::string_view last_part(std::string_view tag) { return tag.substr(tag.rfind('/') + 1); }

/// Any syslog_name: "postfix/smtpd", "postfix/submission/smtpd", "relay-out/smtp"; the daemon is the last word.
bool is_postfix_tag(std::string_view tag);
/// A mail daemon whose lines have no forms here yet: they are counted as not understood.
bool is_other_mail_daemon(std::string_view tag);

} // namespace whybounce::dialect
