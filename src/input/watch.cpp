#include "input/watch.hpp"
#include <algorithm>
#include <array>
#include <filesystem>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace whybounce::input {
namespace {

constexpr std::uint32_t events =
    IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ATTRIB | IN_CLOSE_WRITE;

/// What is said for the folder of a log; both that of a link and that of the file it leads to.
bool add_folders(FileDescriptor const& watch, std::string const& log) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    fs::path const named(log), real = fs::weakly_canonical(named, ignored);
    bool ok = true;
    for (fs::path const& path : {named, real}) {
        auto const folder = path.parent_path();
        ok = ::inotify_add_watch(watch.number(), folder.empty() ? "." : folder.c_str(), events) >= 0 && ok;
    }
    return ok;
}

} // namespace

Watch::Watch(std::span<std::string const> paths, bool by_time) {
    pipe_ = std::ranges::find(paths, "-") != paths.end();
    if (by_time) return;
    events_ = FileDescriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    for (std::string const& path : paths)
        if (events_ && path != "-" && !add_folders(events_, path)) events_ = FileDescriptor();
}

void Watch::wait(std::chrono::milliseconds longest, int other) {
    std::array<pollfd, 3> looks{pollfd{other, POLLIN, 0}, pollfd{events_ ? events_.number() : -1, POLLIN, 0},
        pollfd{pipe_ ? STDIN_FILENO : -1, POLLIN, 0}};
    ::poll(looks.data(), looks.size(), static_cast<int>(longest.count()));
    std::array<char, 4096> room;
    while (events_ && ::read(events_.number(), room.data(), room.size()) > 0) { // what happened does not matter
    }
}

} // namespace whybounce::input
