#include "cli/progress.hpp"

#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include <unistd.h>

namespace whybounce::cli {
namespace {

constexpr std::chrono::milliseconds patience(800), pause(200);
constexpr double kilo = 1000;

/// "412 MB", "2.8 GB": three digits at most.
std::string amount(double bytes) {
    constexpr std::string_view units[] = {"B", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    for (; bytes >= 999.5 && unit + 1 < std::size(units); ++unit) bytes /= kilo;
    return fmt::format("{:.{}f} {}", bytes, bytes < 9.95 && unit > 0 ? 1 : 0, units[unit]);
}

std::string time_left(double seconds) {
    auto const all = static_cast<std::uint64_t>(std::ceil(seconds));
    if (all < 60) return fmt::format("{} s", all);
    if (all < 3600) return fmt::format("{}:{:02} min", all / 60, all % 60);
    return fmt::format("{}:{:02} h", all / 3600, all % 3600 / 60);
}

void put(std::string const& text) {
    if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return; // it is no loss
}

} // namespace

std::string reach_words(Reach const& reach) {
    double const read = static_cast<double>(reach.read), speed = read / std::max(reach.seconds, 0.001);
    std::string const pace = amount(speed) + "/s";
    double const size = static_cast<double>(std::max(reach.size.value_or(0), reach.read)); // some is read twice
    if (!reach.size || size == 0) return fmt::format("{}, {}", amount(read), pace);
    std::string out =
        fmt::format("{:.0f} %, {} of {}, {}", std::floor(100 * read / size), amount(read), amount(size), pace);
    if (speed > 0) out += fmt::format(", {} left", time_left((size - read) / speed));
    return out;
}

Progress::Progress(bool wanted, std::optional<std::uint64_t> size, std::function<std::uint64_t()> read)
    : shown_(wanted && progress_is_seen()), size_(size), read_(std::move(read)), begin_(Clock::now()),
      next_(begin_ + patience) {
    if (shown_) before_ = read_();
}

void Progress::look() {
    auto const now = Clock::now();
    if (now < next_) return;
    next_ = now + pause;
    std::string line =
        "whybounce: " + reach_words({read_() - before_, size_, std::chrono::duration<double>(now - begin_).count()});
    line = line.substr(0, std::max<std::size_t>(error_width(), 2) - 1); // the last column would begin another line
    std::size_t const columns = line.size();
    if (line.size() < columns_) line.append(columns_ - line.size(), ' ');
    columns_ = columns;
    put('\r' + line);
}

void Progress::clear() {
    if (columns_ > 0) put('\r' + std::string(columns_, ' ') + '\r');
    columns_ = 0;
}

} // namespace whybounce::cli
