#pragma once
#include "catalogue/nearest.hpp"

namespace whybounce::cli {

using whybounce::nearest;
using whybounce::nearest_name;

} // namespace whybounce::cli
