#pragma once
#include "lint/rules.hpp"

/// How a session ends: three rules of the family SQ.
namespace whybounce::lint {

/// SQ09
void left_without_quit(Scene const& scene, Notes& notes);
/// SQ10
void lost_in_transaction(Scene const& scene, Notes& notes);
/// SQ13
void never_answered(Scene const& scene, Notes& notes);

} // namespace whybounce::lint
