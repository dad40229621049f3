#include "grammars/parse.hpp"

#include <catch2/catch.hpp>

#include <tuple>

using namespace whybounce::grammar;

TEST_CASE("TIMESTAMP of RFC 3164 has no year", "[grammar][rfc3164]") {
    struct Case {
        std::string_view name, line;
        TrafficStamp want;
        std::size_t length;
    };
    auto const c = GENERATE(values<Case>({
        {"two digits", "Nov 22 10:04:59 mx1 x", {11, 22, 10, 4, 59}, 15},
        {"day padded with a blank", "Feb  1 00:00:00", {2, 1, 0, 0, 0}, 15},
        {"day padded with a zero", "Jan 02 23:59:59", {1, 2, 23, 59, 59}, 15},
        {"day not padded", "Mar 3 01:02:03", {3, 3, 1, 2, 3}, 14},
        {"leap second", "Jun 30 23:59:60", {6, 30, 23, 59, 60}, 15},
    }));
    CAPTURE(c.name, c.line);
    auto const got = parse_rfc3164_timestamp(c.line);
    REQUIRE(got);
    auto const& [month, day, hour, minute, second] = got->value;
    CHECK(std::tuple(month, day, hour, minute, second) ==
        std::tuple(c.want.month, c.want.day, c.want.hour, c.want.minute, c.want.second));
    CHECK(got->length == c.length);
}

TEST_CASE("Every month has its number", "[grammar][rfc3164]") {
    int number = 0;
    for (std::string const name :
        {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}) {
        CAPTURE(name);
        auto const got = parse_rfc3164_timestamp(name + " 10 11:12:13");
        REQUIRE(got);
        CHECK(int(got->value.month) == ++number);
    }
}

TEST_CASE("What is no TIMESTAMP of RFC 3164", "[grammar][rfc3164]") {
    struct Case {
        std::string_view name, line;
    };
    auto const c = GENERATE(values<Case>({
        {"empty", ""},
        {"another language", "Okt 22 10:04:59"},
        {"lower case", "nov 22 10:04:59"},
        {"no seconds", "Nov 22 10:04 x"},
        {"one digit", "Nov 22 1:04:59"},
        {"a year", "Nov 22 2026 10:04:59"},
        {"cut", "Nov 22 10:04:5"},
        {"no such day", "Nov 32 10:04:59"},
        {"day zero", "Nov  0 10:04:59"},
        {"no such hour", "Nov 22 24:00:00"},
        {"no such minute", "Nov 22 10:60:00"},
        {"no such second", "Nov 22 10:00:61"},
    }));
    CAPTURE(c.name, c.line);
    CHECK_FALSE(parse_rfc3164_timestamp(c.line));
}

TEST_CASE("date-time of RFC 3339 and RFC 5424", "[grammar][rfc3339]") {
    struct Case {
        std::string_view name, line, fraction;
        std::optional<int> offset_minutes;
        std::size_t length;
    };
    auto const c = GENERATE(values<Case>({
        {"Z", "2026-11-22T10:04:59Z x", "", 0, 20},
        {"east", "2026-11-22T10:04:59+01:00 x", "", 60, 25},
        {"west with half an hour", "2026-11-22T10:04:59-03:30", "", -210, 25},
        {"microseconds", "2026-11-22T10:04:59.123456+00:00", "123456", 0, 32},
        {"comma before the fraction", "2026-11-22T10:04:59,12Z", "12", 0, 23},
        {"offset without a colon", "2026-11-22T10:04:59+0530", "", 330, 24},
        {"no offset", "2026-11-22T10:04:59 mx1", "", std::nullopt, 19},
        {"blank for the T", "2026-11-22 10:04:59 mx1", "", std::nullopt, 19},
        {"lower case", "2026-11-22t10:04:59z", "", 0, 20},
    }));
    CAPTURE(c.name, c.line);
    auto const got = parse_rfc3339_timestamp(c.line);
    REQUIRE(got);
    FullStamp const& stamp = got->value;
    CHECK(std::tuple(stamp.year, stamp.month, stamp.day) == std::tuple(2026, 11, 22));
    CHECK(std::tuple(stamp.hour, stamp.minute, stamp.second) == std::tuple(10, 4, 59));
    CHECK(stamp.fraction == c.fraction);
    REQUIRE(stamp.offset.has_value() == c.offset_minutes.has_value());
    if (stamp.offset)
        CHECK((stamp.offset->negative ? -1 : 1) * (stamp.offset->hours * 60 + stamp.offset->minutes) ==
            *c.offset_minutes);
    CHECK(got->length == c.length);
}

TEST_CASE("What is no date-time", "[grammar][rfc3339]") {
    struct Case {
        std::string_view name, line;
    };
    auto const c = GENERATE(values<Case>({
        {"empty", ""},
        {"date alone", "2026-11-22"},
        {"no seconds", "2026-11-22T10:04"},
        {"two digits of a year", "26-11-22T10:04:59"},
        {"slashes", "2026/11/22 10:04:59"},
        {"another divider", "2026-11-22_10:04:59"},
        {"no such month", "2026-13-22T10:04:59"},
        {"month zero", "2026-00-22T10:04:59"},
        {"no such day", "2026-11-32T10:04:59"},
        {"no such hour", "2026-11-22T24:04:59"},
        {"no such minute", "2026-11-22T10:99:59"},
        {"no such second", "2026-11-22T10:04:61"},
    }));
    CAPTURE(c.name, c.line);
    CHECK_FALSE(parse_rfc3339_timestamp(c.line));
}

TEST_CASE("A stamp before a pasted line, as a locale writes it", "[grammar][pasted]") {
    struct Case {
        std::string_view name, line;
        std::optional<std::size_t> length;
    };
    auto const c = GENERATE(values<Case>({
        {"clock", "10:15:23 220 mx", 8},
        {"clock with a fraction", "10:15:23.456 220 mx", 12},
        {"RFC 3339", "2026-11-22 10:15:23 220 mx", 19},
        {"syslog", "Nov 22 10:15:23 220 mx", 15},
        {"month first", "11/22/2026 10:00:00 AM 220 mx", 22},
        {"dots", "22.11.2026 10:00:00 220 mx", 19},
        {"name of the month", "22-Nov-2026 10:00:00 220 mx", 20},
        {"no time of day", "22.11.2026 220 mx", std::nullopt},
        {"two letters of a month", "22-No-2026 10:00:00 220 mx", std::nullopt},
        {"octets above 127 for the letters", "22-\xFC\xE4\xF6-2026 10:00:00 220 mx", std::nullopt},
        {"the line ends in such an octet", "2/\xFC", std::nullopt},
    }));
    CAPTURE(c.name, c.line);
    CHECK(parse_pasted_stamp(c.line) == c.length);
}
