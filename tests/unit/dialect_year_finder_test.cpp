#include "dialects/year_finder.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace whybounce;
using namespace whybounce::dialect;

namespace {

LogTime stamp(unsigned month, unsigned day, unsigned hour = 12) {
    return {0, month, day, hour, 0, 0, {}, {}, TimeBasis::assumed};
}

struct Line {
    unsigned month, day;
    std::string_view queue_id;
};

} // namespace

TEST_CASE("A long queue id holds the second in which the mail came", "[dialect][year]") {
    struct Case {
        std::string_view name, queue_id;
        std::optional<std::int64_t> want;
    };
    auto const c = GENERATE(values<Case>({
        {"worked example", "4jXPh00sf8zyN5", 1'795'341'600},                               // 2026-11-22 10:00:00 UTC
        {"worked example with a z in the microseconds", "4bXkFc2hTzzQ1nP", 1'751'516'708}, // 2025-07-03 04:25:08 UTC
        {"short", "4ABCDE1234", std::nullopt},
        {"short, of lower case letters", "3f8a2c1b9d", std::nullopt},
        {"none", "", std::nullopt},
        {"NOQUEUE", "NOQUEUE", std::nullopt},
        {"nothing behind the divider", "4jXPh00sf8z", std::nullopt},
        {"divider too early", "4jXPh0z0sf8yN5", std::nullopt},
        {"a vowel", "4jXPa00sf8zyN5", std::nullopt},
        {"before there were any", "0000000sf8zyN5", std::nullopt},
        {"far beyond all there will be", "4jXPh00000z0z7", std::nullopt},
    }));
    CAPTURE(c.name, c.queue_id);
    CHECK(arrival_of(c.queue_id) == c.want);
}

TEST_CASE("A year comes from a queue id, from the order, from the caller, or not at all", "[dialect][year]") {
    using enum TimeBasis;
    struct Case {
        std::string_view name;
        std::optional<int> assumed;
        std::vector<Line> lines;
        std::vector<int> years;
        std::vector<TimeBasis> bases;
    };
    constexpr std::string_view nov_2026 = "4jXPh00sf8zyN5", jul_2025 = "4bXkFc2hTzzQ1nP";
    auto const c = GENERATE_COPY(values<Case>({
        {"the id's own year", {}, {{11, 22, nov_2026}}, {2026}, {year_from_queue_id}},
        {"the id wins over the caller", 1999, {{11, 22, nov_2026}}, {2026}, {year_from_queue_id}},
        {"the line is logged later than the mail came, over New Year", {}, {{1, 3, nov_2026}}, {2027},
            {year_from_queue_id}},
        {"the next line goes by the order", {}, {{11, 22, nov_2026}, {11, 23, "4ABCDE1234"}}, {2026, 2026},
            {year_from_queue_id, year_from_order}},
        {"forward over New Year", {}, {{11, 22, nov_2026}, {12, 31, ""}, {1, 1, ""}, {1, 2, ""}},
            {2026, 2026, 2027, 2027}, {year_from_queue_id, year_from_order, year_from_order, year_from_order}},
        {"a late line of the old year", {}, {{1, 1, nov_2026}, {12, 31, ""}, {1, 1, ""}}, {2027, 2026, 2027},
            {year_from_queue_id, year_from_order, year_from_order}},
        {"a small step back is no new year", {}, {{11, 22, nov_2026}, {10, 31, ""}}, {2026, 2026},
            {year_from_queue_id, year_from_order}},
        {"an older id takes the year back", {}, {{11, 22, nov_2026}, {7, 3, jul_2025}, {7, 4, ""}}, {2026, 2025, 2025},
            {year_from_queue_id, year_from_queue_id, year_from_order}},
        {"no anchor, but a caller", 2020, {{12, 31, ""}, {1, 1, ""}}, {2020, 2021}, {assumed, assumed}},
        {"no anchor at all", {}, {{12, 31, ""}, {1, 1, "4ABCDE1234"}}, {0, 0}, {}},
    }));
    CAPTURE(c.name);
    YearFinder finder(c.assumed);
    for (std::size_t i = 0; i < c.lines.size(); ++i) {
        CAPTURE(i);
        LogTime time = stamp(c.lines[i].month, c.lines[i].day);
        finder.complete(time, c.lines[i].queue_id);
        CHECK(time.year == c.years[i]);
        if (i < c.bases.size()) CHECK(to_string(time.basis) == to_string(c.bases[i]));
    }
}

TEST_CASE("The first anchor dates the lines before it too", "[dialect][year]") {
    YearFinder finder(1999);
    finder.anchor(stamp(1, 3), "4jXPh00sf8zyN5");  // the mail came in November 2026
    finder.anchor(stamp(7, 3), "4bXkFc2hTzzQ1nP"); // not the first any more
    LogTime before = stamp(12, 31);
    finder.complete(before, "");
    CHECK(before.year == 2026);
    CHECK(to_string(before.basis) == "year-from-order");
    LogTime after = stamp(1, 2);
    finder.complete(after, "");
    CHECK(after.year == 2027);
}

TEST_CASE("A stamp with a year keeps it", "[dialect][year]") {
    YearFinder finder(1999);
    LogTime time{2030, 5, 6, 7, 8, 9, {}, 0, TimeBasis::logged};
    finder.anchor(time, "4jXPh00sf8zyN5");
    finder.complete(time, "4jXPh00sf8zyN5");
    CHECK(time.year == 2030);
    CHECK(to_string(time.basis) == "logged");
    LogTime without = stamp(5, 6);
    finder.complete(without, "");
    CHECK(without.year == 1999); // it was no anchor
}
