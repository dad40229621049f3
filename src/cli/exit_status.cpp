#include "cli/exit_status.hpp"

#include <algorithm>
#include <array>

namespace whybounce::cli {

ExitStatus worse(ExitStatus a, ExitStatus b) {
    using enum ExitStatus;
    constexpr std::array order{usage, bug, unreadable, unrecognised, failures, fine};
    return *std::ranges::find_if(order, [&](ExitStatus status) { return status == a || status == b; });
}

} // namespace whybounce::cli
