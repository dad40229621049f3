#include "cli/time_zone.hpp"

#include <cstdlib>
#include <ctime>
#include <filesystem>

namespace whybounce::cli {
namespace {

/// [+-]HH[:]MM
std::optional<int> read_offset(std::string_view text) {
    if (text.size() < 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    std::string digits(text.substr(1, 2));
    digits += text.substr(text[3] == ':' ? 4 : 3);
    if (digits.size() != 4 || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    int const hours = std::stoi(digits.substr(0, 2)), minutes = std::stoi(digits.substr(2));
    if (hours > 18 || minutes > 59) return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

/// The C library reads the zone files; it knows of one zone only, that of the environment.
class BorrowedZone {
public:
    explicit BorrowedZone(std::string const& name) {
        if (char const* const old = std::getenv("TZ")) old_ = old;
        setenv("TZ", (":" + name).c_str(), 1);
        tzset();
    }
    ~BorrowedZone() {
        if (old_)
            setenv("TZ", old_->c_str(), 1);
        else
            unsetenv("TZ");
        tzset();
    }
    BorrowedZone(BorrowedZone const&) = delete;
    BorrowedZone& operator=(BorrowedZone const&) = delete;

    static int offset_minutes(std::time_t moment) {
        std::tm parts{};
        localtime_r(&moment, &parts);
        return static_cast<int>(parts.tm_gmtoff / 60);
    }

private:
    std::optional<std::string> old_;
};

/// The first second of the new offset, found by halving.
std::time_t change_between(std::time_t before, std::time_t after) {
    int const old = BorrowedZone::offset_minutes(before);
    while (after - before > 1) {
        std::time_t const middle = before + (after - before) / 2;
        (BorrowedZone::offset_minutes(middle) == old ? before : after) = middle;
    }
    return after;
}

TimeZone changes_of(std::string const& name) {
    constexpr std::time_t step = 14L * 86'400, last = 2'208'988'800; // two weeks; 2040
    BorrowedZone const zone(name);
    std::vector<TimeZone::Change> changes{{0, BorrowedZone::offset_minutes(0)}};
    for (std::time_t at = 0; at < last; at += step) {
        if (BorrowedZone::offset_minutes(at) == BorrowedZone::offset_minutes(at + step)) continue;
        std::time_t const change = change_between(at, at + step);
        int const offset = BorrowedZone::offset_minutes(change);
        changes.push_back({change + offset * 60L, offset});
    }
    return TimeZone(std::move(changes));
}

bool is_known_place(std::string const& name) {
    if (name.empty() || name.front() == '/' || name.find("..") != std::string::npos) return false;
    char const* const folder = std::getenv("TZDIR");
    std::error_code ignored;
    return std::filesystem::is_regular_file(
        std::filesystem::path(folder ? folder : "/usr/share/zoneinfo") / name, ignored);
}

} // namespace

std::optional<TimeZone> read_time_zone(std::string const& name) {
    if (name == "UTC" || name == "Z" || name == "GMT") return TimeZone(0);
    if (auto const offset = read_offset(name)) return TimeZone(*offset);
    if (!is_known_place(name)) return std::nullopt;
    return changes_of(name);
}

} // namespace whybounce::cli
