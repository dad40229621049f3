#pragma once
#include "whybounce/time_zone.hpp"

#include <optional>
#include <string>

namespace whybounce::cli {

/// "+02:00", "-0330", "UTC", or the name of a place ("Europe/Berlin") that the system's zone files know; nullopt for
/// anything else. Changes the environment of the process for a moment: to be called before there are threads.
std::optional<TimeZone> read_time_zone(std::string const& name);

} // namespace whybounce::cli
