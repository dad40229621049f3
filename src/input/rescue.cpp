#include "input/rescue.hpp"
#include "input/archive.hpp"
#include "input/memory_source.hpp"
#include "input/peek_source.hpp"
#include "input/spool.hpp"
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <string>
#include <unistd.h>
#include <vector>

namespace whybounce::input {
namespace {

constexpr std::array rescuers{
    Rescuer{Wrapping::gzip, "gzip", "gzip -dc"},
    Rescuer{Wrapping::xz, "xz", "xz -dc"},
    Rescuer{Wrapping::zstd, "zstd", "zstd -dc -q"},
    Rescuer{Wrapping::bzip2, "bzip2", "bzip2 -dc"},
};

constexpr std::size_t kept_in_memory = mib; // of the rest, which is hardly ever more than a block of libarchive's

/// Bytes that end where they break off, so that the program is told of an end and writes out what it has.
class SoundPart final : public ByteSource {
public:
    explicit SoundPart(ByteSource& bytes) : bytes_(bytes) {}
    Result<std::size_t> read(std::span<char> room) override {
        auto got = bytes_.read(room);
        return got ? got : std::size_t{0};
    }

private:
    ByteSource& bytes_;
};

/// Keeps SIGPIPE from this thread: a program that gives up before its input ends must not end us too.
class NoBrokenPipe {
public:
    NoBrokenPipe() : was_pending_(is_pending()) {
        sigset_t const pipe = broken_pipe();
        ::pthread_sigmask(SIG_BLOCK, &pipe, &before_);
    }
    NoBrokenPipe(NoBrokenPipe const&) = delete;
    NoBrokenPipe& operator=(NoBrokenPipe const&) = delete;
    ~NoBrokenPipe() {
        sigset_t const pipe = broken_pipe();
        timespec const at_once{};
        if (!was_pending_ && is_pending()) ::sigtimedwait(&pipe, nullptr, &at_once);
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

private:
    static sigset_t broken_pipe() {
        sigset_t set;
        ::sigemptyset(&set);
        ::sigaddset(&set, SIGPIPE);
        return set;
    }
    static bool is_pending() {
        sigset_t set;
        ::sigpending(&set);
        return ::sigismember(&set, SIGPIPE) == 1;
    }

    bool was_pending_;
    sigset_t before_{};
};

/// One argument as libarchive takes a command line apart; it drops all other environment, so PATH is handed over in
/// one.
std::string as_argument(std::string_view text) {
    std::string argument;
    for (char const c : text) {
        if (c == ' ' || c == '"' || c == '\\') argument += '\\';
        argument += c;
    }
    return argument;
}

/// The shell drops messages and makes a success of everything but a missing program, for libarchive throws its last
/// block away when the program fails.
std::string command_line(RescueOrder const& order) {
    std::string pipeline(order.rescuer->command);
    for (int layer = 1; layer < order.layers; ++layer) pipeline += " | " + std::string(order.rescuer->command);
    char const* const path = std::getenv("PATH");
    return "/bin/sh -c \"PATH=$0; export PATH; exec 2>/dev/null; " + pipeline +
        " || case $? in 126|127) exit 1;; esac\" " + as_argument(path && *path ? path : "/usr/bin:/bin");
}

void skip(ByteSource& text, std::uint64_t size) {
    std::vector<char> buffer(64 * kib);
    while (size > 0) {
        auto const got = text.read(std::span(buffer).first(std::size_t(std::min<std::uint64_t>(size, buffer.size()))));
        if (!got || *got == 0) return;
        size -= *got;
    }
}

Error because(std::string hint) {
    return Error{.code = Errc::unreadable_input, .file = {}, .what = "cannot be read again", .hint = std::move(hint)};
}

/// Reads a text to its end, so that the program behind it is done: its successor would inherit the pipes of a program
/// that still runs, and hold them open.
Result<SourcePtr> collected(PeekPtr text) {
    if (text->peek(kept_in_memory).size() < kept_in_memory) return SourcePtr(std::move(text));
    auto copy = spooled(*text);
    if (!copy || ::lseek(copy->number(), 0, SEEK_SET) < 0) return because("point TMPDIR to a directory with room");
    return SourcePtr(std::make_unique<FileSource>(*std::move(copy)));
}

} // namespace

Rescuer const* rescuer_of(Wrapping wrapping) {
    auto const* const row = std::find_if(
        rescuers.begin(), rescuers.end(), [=](auto const& rescuer) { return rescuer.wrapping == wrapping; });
    return row == rescuers.end() ? nullptr : row;
}

Result<SourcePtr> rescued(ByteSource& packed, RescueOrder const& order) {
    static std::recursive_mutex one_at_a_time; // recursive, for the damaged data may lie in damaged data
    std::scoped_lock const lock(one_at_a_time);
    NoBrokenPipe const guard;
    if (!packed.rewind()) return because("name the file instead of piping it");
    auto const program =
        std::make_shared<Archive>(std::make_unique<SoundPart>(packed), order.rescuer->wrapping, command_line(order));
    auto const text = program->next();
    if (!text) return because("install " + std::string(order.rescuer->name));
    if (!*text) return SourcePtr(std::make_unique<MemorySource>(std::string_view()));
    auto rest = peekable(std::make_unique<MemberSource>(program));
    skip(*rest, order.skip);
    return collected(std::move(rest));
}

} // namespace whybounce::input
