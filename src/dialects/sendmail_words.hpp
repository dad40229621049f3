#pragma once
#include <string_view>

/// sendmail's own words between the lines of a dialogue; many look like replies.
namespace whybounce::dialect {

/// Does sendmail say that the connection failed or was lost?
bool is_sendmail_loss(std::string_view line);

/// The address that a line is about, "550 5.1.1 <a@example.com>... User unknown": with its brackets, if it has some;
/// empty when it names none.
std::string_view sendmail_recipient(std::string_view line);

} // namespace whybounce::dialect
