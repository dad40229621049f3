#pragma once
#include "input/file_source.hpp"
#include <chrono>
#include <span>
#include <string>
#include <vector>

namespace whybounce::input {

/// Waits until something may have happened to some logs. The kernel says when (inotify), by the folders of the logs, so
/// that rotation is seen too; where it cannot, or a folder is on a network, time has to pass.
class Watch {
public:
    /// @param paths    of logs; "-" is standard input
    /// @param by_time  do not ask the kernel
    Watch(std::span<std::string const> paths, bool by_time);

    /// @param longest  wait no longer than this
    /// @param other    a descriptor that ends the waiting when there is something to read from it
    void wait(std::chrono::milliseconds longest, int other);

    /// False: logs are looked at by time alone.
    bool asks_kernel() const { return static_cast<bool>(events_); }
    /// Standard input is not waited for any more.
    void forget_pipe() { pipe_ = false; }

private:
    FileDescriptor events_;
    bool pipe_ = false;
};

} // namespace whybounce::input
