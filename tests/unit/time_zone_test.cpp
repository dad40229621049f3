#include "cli/time_zone.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace whybounce;

namespace {

LogTime at(unsigned month, unsigned day, unsigned hour) { return {2026, month, day, hour, 30, 0, {}, {}, {}}; }

} // namespace

TEST_CASE("A time zone tells the offset of a stamp", "[log][zone]") {
    struct Case {
        std::string_view name, zone;
        unsigned month, day, hour;
        int offset;
    };
    auto const c = GENERATE(values<Case>({
        {"an offset", "+02:00", 1, 1, 0, 120},
        {"an offset without a colon", "-0330", 7, 1, 0, -210},
        {"UTC", "UTC", 7, 1, 0, 0},
        {"winter", "Europe/Berlin", 1, 15, 12, 60},
        {"summer", "Europe/Berlin", 7, 15, 12, 120},
        {"before the clocks go on", "Europe/Berlin", 3, 29, 1, 60},
        {"after", "Europe/Berlin", 3, 29, 3, 120},
        {"after the clocks go back", "Europe/Berlin", 10, 25, 3, 60},
        {"a place without summer time", "Asia/Tokyo", 7, 15, 12, 540},
    }));
    CAPTURE(c.name);
    auto const zone = cli::read_time_zone(std::string(c.zone));
    REQUIRE(zone);
    CHECK(zone->offset_at(at(c.month, c.day, c.hour)) == c.offset);
}

TEST_CASE("What is no time zone is not taken for UTC", "[log][zone]") {
    for (std::string const name :
        {"", "Nowhere/Atall", "+2", "+99:00", "+02:75", "../../etc/passwd", "/etc/localtime", "02:00", "+0a:00"}) {
        CAPTURE(name);
        CHECK_FALSE(cli::read_time_zone(name));
    }
}

TEST_CASE("Reading a time zone leaves the environment as it was", "[log][zone]") {
    setenv("TZ", "Asia/Tokyo", 1);
    REQUIRE(cli::read_time_zone("Europe/Berlin"));
    CHECK(std::string_view(std::getenv("TZ")) == "Asia/Tokyo");
    unsetenv("TZ");
    REQUIRE(cli::read_time_zone("Europe/Berlin"));
    CHECK(std::getenv("TZ") == nullptr);
}
