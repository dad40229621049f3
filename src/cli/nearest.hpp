#pragma once
#include "catalogue/nearest.hpp"

namespace whybounce::cli {

using whybounce::nearest;

} // namespace whybounce::cli
