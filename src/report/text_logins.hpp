#pragma once
#include "report/fields.hpp"
#include "report/words.hpp"
#include "whybounce/records.hpp"

#include <string>

namespace whybounce::report {

/// The lines of the summary that tell of failed logins; empty when no login failed.
std::string render_logins(Language const& in, Fields const& fields, LoginCounts const& logins);

} // namespace whybounce::report
