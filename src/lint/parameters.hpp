#pragma once
#include "lint/rules.hpp"

/// The parameters of MAIL and RCPT: two rules of the family SY.
namespace whybounce::lint {

/// SY05
void parameter_not_offered(Scene const& scene, Notes& notes);
/// SY06
void bad_parameter(Scene const& scene, Notes& notes);

} // namespace whybounce::lint
