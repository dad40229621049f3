#include "cli/wishes_to_stop.hpp"

#include <csignal>

#include <poll.h>
#include <sys/signalfd.h>

namespace whybounce::cli {

WishesToStop::WishesToStop() {
    sigset_t set;
    sigemptyset(&set);
    for (int const signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, signal);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    signals_ = input::FileDescriptor(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

bool WishesToStop::asked() {
    pollfd look{signals_.number(), POLLIN, 0};
    asked_ = asked_ || ::poll(&look, 1, 0) > 0;
    return asked_;
}

} // namespace whybounce::cli
