#pragma once
#include "whybounce/event.hpp"

/// One row a dialect, defined in the dialect's own file.
namespace whybounce::dialect {

extern Dialect const postfix, swaks, smtplib, curl, sc, reply, telnet, netcat;

} // namespace whybounce::dialect
