#include "cli/terminal.hpp"

#include "cli/command.hpp"
#include "report/escape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <sys/ioctl.h>
#include <unistd.h>

namespace whybounce::cli {
namespace {

constexpr std::size_t buffer_size = 64 * 1024;
constexpr std::size_t default_width = 100;
constexpr std::size_t unbounded = 10000;
constexpr std::size_t widest = 120; // longer lines are hard to read

bool is_set(char const* name) {
    char const* const value = std::getenv(name); // NOLINT(concurrency-mt-unsafe)
    return value && *value != '\0' && std::string_view(value) != "0";
}

bool is_dumb() {
    char const* const terminal = std::getenv("TERM"); // NOLINT(concurrency-mt-unsafe)
    return terminal && std::string_view(terminal) == "dumb";
}

} // namespace

bool wants_colour(std::string const& option) {
    if (option == "always") return true;
    if (option == "never") return false;
    if (option != "auto") throw UsageError("`" + option + "` is no value of --color", "write auto, always or never");
    if (char const* const no = std::getenv("NO_COLOR"); no && *no != '\0')
        return false; // NOLINT(concurrency-mt-unsafe)
    if (is_set("CLICOLOR_FORCE")) return true;
    return isatty(STDOUT_FILENO) == 1 && !is_dumb();
}

namespace {

constexpr std::size_t narrowest = 40;

/// What the environment says, for a pager or a window of its own; nullopt where it says nothing of use.
std::optional<std::size_t> stated_width() {
    char const* const value = std::getenv("COLUMNS"); // NOLINT(concurrency-mt-unsafe)
    std::string_view const digits = value ? value : "";
    std::size_t columns = 0;
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), columns);
    bool const number = fault == std::errc{} && end == digits.data() + digits.size();
    return number && columns >= narrowest ? std::optional(columns) : std::nullopt;
}

/// Columns of the terminal, else of the environment; nullopt where neither tells.
std::optional<std::size_t> known_width() {
    winsize size{};
    bool const known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= narrowest;
    return known ? std::optional<std::size_t>(size.ws_col) : stated_width();
}

} // namespace

std::size_t list_width() { return known_width().value_or(unbounded); }

std::size_t output_width() { return std::min(known_width().value_or(default_width), widest); }

std::size_t help_width() {
    constexpr std::size_t least = 60, usual = 80, most = 100;
    return std::clamp(known_width().value_or(usual), least, most);
}

bool progress_is_seen() { return isatty(STDERR_FILENO) == 1 && !is_dumb() && !is_set("CI"); }

std::size_t error_width() {
    winsize size{};
    constexpr std::size_t usual = 80;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 ? usual : size.ws_col;
}

bool standard_output_is_terminal() { return isatty(STDOUT_FILENO) == 1; }

bool standard_input_is_terminal() { return isatty(STDIN_FILENO) == 1; }

FileSink::FileSink(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {
    buffer_.reserve(buffer_size);
}

FileSink::~FileSink() {
    flush();
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

void FileSink::write(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() >= buffer_size) drain();
}

bool FileSink::flush() {
    drain();
    return !failed_;
}

void FileSink::drain() {
    std::string_view rest = buffer_;
    while (!rest.empty() && !closed_ && !failed_) {
        ssize_t const written = ::write(descriptor_, rest.data(), rest.size());
        if (written >= 0)
            rest.remove_prefix(static_cast<std::size_t>(written));
        else if (errno == EPIPE)
            closed_ = true;
        else if (errno != EINTR) {
            failed_ = true;
            complain("cannot write " + name_ + ": " + std::strerror(errno),
                "free some space or name another file"); // NOLINT(concurrency-mt-unsafe)
        }
    }
    buffer_.clear();
}

void complain(std::string_view what, std::string_view hint, std::string_view excerpt) {
    std::string text = fmt::format("whybounce: {}\n{}", report::escape(what), excerpt);
    if (!hint.empty()) text += fmt::format("           {}\n", report::escape(hint));
    std::fputs(text.c_str(), stderr);
}

} // namespace whybounce::cli
