#pragma once
#include "input/file_source.hpp"

namespace whybounce::cli {

/// Hears SIGINT, SIGTERM and SIGHUP from when it is made, so that they end the program where it stands well. A signal
/// that was ignored (nohup) stays so.
class WishesToStop {
public:
    WishesToStop();
    /// Did one come?
    bool asked();
    /// Has something to read when one came.
    int descriptor() const { return signals_.number(); }

private:
    input::FileDescriptor signals_;
    bool asked_ = false;
};

} // namespace whybounce::cli
