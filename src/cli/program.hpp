#pragma once
#include <string>
#include <vector>

namespace whybounce::cli {

/// The whole program: finds the command, runs it, turns every trouble into a message and a status.
int run_program(std::vector<std::string> const& arguments);

} // namespace whybounce::cli
