#pragma once

namespace whybounce::cli {

/// What the program's exit status says: docs/exit-status.md. When several apply, the first of this order wins:
/// usage, bug, unreadable, unrecognised, failures, fine.
enum class ExitStatus : int {
    fine = 0,         ///< nothing to complain of
    failures = 1,     ///< `check`: a failure reached the threshold
    usage = 2,        ///< the command line is wrong; nothing was read
    unreadable = 3,   ///< an input could not be read, or an output not be written
    bug = 4,          ///< our own fault
    unrecognised = 5, ///< nothing in the inputs looks like mail: a gate must not pass by a wrong path
};

/// The worse of two.
ExitStatus worse(ExitStatus a, ExitStatus b);

} // namespace whybounce::cli
