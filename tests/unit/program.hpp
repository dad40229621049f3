#pragma once
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <poll.h>
#include <rapidjson/document.h>
#include <spawn.h>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utility>
#include <vector>

/// Runs the built program as a user would: no shell, pipes or pseudo-terminals at its ends, an environment of our
/// choice.
namespace whybounce::test {

/// One call of the program.
struct Call {
    enum class End : std::uint8_t {
        pipe,     ///< a pipe that we read, or write `input` to
        terminal, ///< a pseudo-terminal of 100 columns unless `columns` says otherwise; as input: one nobody types at
        gone,     ///< output only: a pipe whose reader has gone away already
        full,     ///< output only: /dev/full, a disk without room
    };
    std::vector<std::string> arguments;
    std::string input = {};                                            ///< standard input, then its end
    std::vector<std::pair<std::string, std::string>> environment = {}; ///< besides what the tests themselves were given
    std::string folder = {};                                           ///< working directory; empty: that of the tests
    End in = End::pipe, out = End::pipe;
    unsigned short columns = 100;
};

/// What came of it.
struct Outcome {
    std::string out, err;
    int status = -1; ///< exit status; -1 when a signal ended the program
    int signal = 0;
    long peak_kib = 0; ///< most memory it ever held
};

/// Owns a file descriptor.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }
    int number() const { return number_; }
    bool open() const { return number_ >= 0; }

private:
    int number_;
};

/// Two ends of a pipe or of a pseudo-terminal: ours and the program's.
struct Ends {
    Descriptor ours, theirs;
};

inline Ends pipe_for(bool program_writes) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    Descriptor reader(ends[0]), writer(ends[1]);
    if (program_writes) return {std::move(reader), std::move(writer)};
    return {std::move(writer), std::move(reader)};
}

/// Nothing is echoed or translated, so that what comes out is what was written.
inline Ends terminal_of(unsigned short columns) {
    Descriptor ours(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    REQUIRE((ours.open() && ::grantpt(ours.number()) == 0 && ::unlockpt(ours.number()) == 0));
    std::array<char, 64> name{};
    REQUIRE(::ptsname_r(ours.number(), name.data(), name.size()) == 0);
    Descriptor theirs(::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    REQUIRE(theirs.open());
    termios plain{};
    ::tcgetattr(theirs.number(), &plain);
    ::cfmakeraw(&plain);
    ::tcsetattr(theirs.number(), TCSANOW, &plain);
    winsize const size{50, columns, 0, 0};
    ::ioctl(theirs.number(), TIOCSWINSZ, &size);
    return {std::move(ours), std::move(theirs)};
}

inline Ends ends_for(Call::End end, bool program_writes, unsigned short columns) {
    if (end == Call::End::terminal) return terminal_of(columns);
    if (end == Call::End::full) return {Descriptor(), Descriptor(::open("/dev/full", O_WRONLY | O_CLOEXEC))};
    Ends ends = pipe_for(program_writes);
    if (end == Call::End::gone) ends.ours.close();
    return ends;
}

/// "NAME=value" for all that is inherited, less what would colour or translate the output, and what the call adds.
inline std::vector<std::string> environment_of(Call const& call) {
    constexpr std::array<std::string_view, 8> left_out{
        "NO_COLOR=", "CLICOLOR_FORCE=", "CLICOLOR=", "TERM=", "COLUMNS=", "LC_ALL=", "LC_MESSAGES=", "LANG="};
    std::vector<std::string> all{"TERM=xterm"};
    for (char** entry = environ; *entry; ++entry)
        if (std::ranges::none_of(
                left_out, [&](std::string_view name) { return std::string_view(*entry).starts_with(name); }))
            all.emplace_back(*entry);
    for (auto const& [name, value] : call.environment) {
        std::erase_if(all, [&](std::string const& entry) { return entry.starts_with(name + '='); });
        all.push_back(name + '=' + value);
    }
    return all;
}

inline std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Starts the program; SIGPIPE does there what it does by default.
inline pid_t start(Call const& call, int in, int out, int err) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    if (!call.folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, call.folder.c_str());
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t pipe_signal;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    std::vector<std::string> words{WHYBOUNCE_PROGRAM}, environment = environment_of(call);
    words.insert(words.end(), call.arguments.begin(), call.arguments.end());
    pid_t child = -1;
    int const error = ::posix_spawn(
        &child, WHYBOUNCE_PROGRAM, &actions, &attributes, pointers_to(words).data(), pointers_to(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    REQUIRE(error == 0);
    return child;
}

/// Takes what is there; closes at the end. A terminal whose other side is closed says EIO.
inline void take(Descriptor& from, std::string& text) {
    std::array<char, 65536> buffer{};
    ssize_t const size = ::read(from.number(), buffer.data(), buffer.size());
    if (size > 0)
        text.append(buffer.data(), static_cast<std::size_t>(size));
    else if (size == 0 || errno != EINTR)
        from.close();
}

inline void give(Descriptor& to, std::string_view& rest) {
    ssize_t const size =
        rest.empty() ? -1 : ::write(to.number(), rest.data(), std::min<std::size_t>(rest.size(), 4096));
    if (size > 0) rest.remove_prefix(static_cast<std::size_t>(size));
    if (rest.empty() || size < 0) to.close();
}

/// Feeds and listens until the program has closed its ends.
inline void converse(Call const& call, Descriptor in, Descriptor out, Descriptor err, Outcome& outcome) {
    std::string_view rest = call.input;
    bool const feeds = call.in == Call::End::pipe;
    if (feeds && rest.empty()) in.close();
    while (out.open() || err.open()) {
        std::array<pollfd, 3> ends{pollfd{out.number(), POLLIN, 0}, pollfd{err.number(), POLLIN, 0},
            pollfd{feeds ? in.number() : -1, POLLOUT, 0}};
        if (::poll(ends.data(), ends.size(), -1) < 0) continue;
        if (ends[0].revents != 0) take(out, outcome.out);
        if (ends[1].revents != 0) take(err, outcome.err);
        if (ends[2].revents != 0) give(in, rest);
    }
}

/// Runs the program to its end.
inline Outcome run(Call const& call) {
    std::signal(SIGPIPE, SIG_IGN);
    Ends in = ends_for(call.in, false, call.columns), out = ends_for(call.out, true, call.columns),
         err = pipe_for(true);
    pid_t const child = start(call, in.theirs.number(), out.theirs.number(), err.theirs.number());
    in.theirs.close();
    out.theirs.close();
    err.theirs.close();
    Outcome outcome;
    converse(call, std::move(in.ours), std::move(out.ours), std::move(err.ours), outcome);
    int status = 0;
    rusage used{};
    while (::wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
    }
    outcome.peak_kib = used.ru_maxrss;
    if (WIFEXITED(status)) outcome.status = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
    return outcome;
}

inline Outcome run(std::vector<std::string> arguments) { return run(Call{.arguments = std::move(arguments)}); }

// ---- the repository's own files
// --------------------------------------------------------------------------------------

inline std::string source_path(std::string_view name) {
    return std::string(WHYBOUNCE_SOURCE_DIR) + "/" + std::string(name);
}
inline std::string sample_path(std::string_view name) { return source_path("samples/" + std::string(name)); }

inline std::string file_text(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    INFO(path);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        std::size_t const end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Columns of a line of UTF-8 without wide characters.
inline std::size_t columns_of(std::string_view line) {
    return static_cast<std::size_t>(
        std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// "telnet/clean.txt" and all others, sorted.
inline std::vector<std::string> sample_names() {
    std::filesystem::path const root = sample_path("");
    std::vector<std::string> names;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(root)) {
        auto const name = entry.path().lexically_relative(root);
        bool const made = name.begin()->string() == "make";
        if (entry.is_regular_file() && !made && name.extension() != ".about" && name.has_parent_path())
            names.push_back(name.string());
    }
    std::ranges::sort(names);
    return names;
}

// ---- what the program says to machines
// --------------------------------------------------------------------------------

using Records = std::vector<rapidjson::Document>;

inline Records records_of(std::string_view ndjson) {
    Records records;
    for (std::string const& line : lines_of(ndjson)) {
        records.emplace_back().Parse(line.c_str(), line.size());
        INFO(line);
        REQUIRE_FALSE(records.back().HasParseError());
    }
    return records;
}

inline std::string_view text_at(rapidjson::Value const& record, char const* key) {
    auto const member = record.FindMember(key);
    if (member == record.MemberEnd() || !member->value.IsString()) return {};
    return {member->value.GetString(), member->value.GetStringLength()};
}

/// The records of one kind.
inline std::vector<rapidjson::Value const*> of_kind(Records const& records, std::string_view kind) {
    std::vector<rapidjson::Value const*> found;
    for (auto const& record : records)
        if (text_at(record, "record") == kind) found.push_back(&record);
    return found;
}

/// The anomalies that tell of damage; findings of the linter have ids without a hyphen.
inline std::vector<rapidjson::Value const*> damage_in(Records const& records) {
    auto damage = of_kind(records, "anomaly");
    std::erase_if(
        damage, [](auto const* anomaly) { return text_at(*anomaly, "id").find('-') == std::string_view::npos; });
    return damage;
}

/// Their ids in order, joined by blanks.
inline std::string damage_ids(Records const& records) {
    std::string ids;
    for (auto const* anomaly : damage_in(records)) ids.append(ids.empty() ? "" : " ").append(text_at(*anomaly, "id"));
    return ids;
}

} // namespace whybounce::test
