#include "language/languages.hpp"
#include "report/text_traffic.hpp"

#include <catch2/catch.hpp>

/// The table by time of the text format.
using namespace whybounce;

namespace {

Traffic traffic(std::initializer_list<std::string_view> periods) {
    Traffic rows;
    std::uint64_t number = 0;
    for (std::string_view const period : periods) rows[Period::parse(period).value()] = {++number, number, 0, 0, 0, 0};
    return rows;
}

/// The first column of the table, heading left out.
std::string times(Traffic const& rows) {
    std::string const text = report::render_traffic(language::english(), rows, report::Style(false), 80);
    std::string out;
    for (std::size_t at = text.find('\n'); at != std::string::npos && at + 1 < text.size();
         at = text.find('\n', at + 1)) {
        std::size_t const begin = text.find_first_not_of(' ', at + 1);
        out += (out.empty() ? "" : " ") + text.substr(begin, text.find_first_of(" \n", begin) - begin);
    }
    return out;
}

} // namespace

TEST_CASE("The table by time chooses a unit and shows what lies between", "[report][time]") {
    struct Case {
        std::string_view name;
        Traffic rows;
        std::string_view times;
    };
    auto const c = GENERATE(values<Case>({
        {"nothing", {}, ""},
        {"one hour", traffic({"2026-11-22T05"}), ""},
        {"two hours", traffic({"2026-11-22T05", "2026-11-22T06"}), "2026-11-22T05 2026-11-22T06"},
        {"over midnight, the hour between without mail", traffic({"2026-11-22T22", "2026-11-23T00"}),
            "2026-11-22T22 2026-11-22T23 2026-11-23T00"},
        {"a gap of two hours", traffic({"2026-11-22T05", "2026-11-22T08"}),
            "2026-11-22T05 2026-11-22T06 2026-11-22T07 2026-11-22T08"},
        {"a long gap", traffic({"2026-11-22T05", "2026-11-22T15"}),
            "2026-11-22T05 2026-11-22T06 … 2026-11-22T14 2026-11-22T15"},
        {"over two days", traffic({"2026-11-22T05", "2026-11-22T06", "2026-11-24T05"}),
            "2026-11-22 2026-11-23 2026-11-24"},
        {"the end of February in a leap year", traffic({"2028-02-28T01", "2028-03-01T02"}),
            "2028-02-28 2028-02-29 2028-03-01"},
        {"over two months", traffic({"2026-01-31T05", "2026-04-10T05"}), "2026-01 2026-04"},
        {"days", traffic({"2026-11-22", "2026-11-24"}), "2026-11-22 2026-11-23 2026-11-24"},
        {"months", traffic({"2026-11", "2027-01"}), "2026-11 2027-01"},
        {"years", traffic({"1999", "2026"}), "1999 2026"},
    }));
    CAPTURE(c.name);
    CHECK(times(c.rows) == c.times);
}

TEST_CASE("The table by time has its numbers under their headings and a bar of the problems", "[report][time]") {
    Traffic rows;
    rows[Period::of(2026, 11, 22, 5)] = {100, 90, 10, 2, 3, 8};
    rows[Period::of(2026, 11, 22, 6)] = {1000, 0, 0, 0, 0, 0};
    rows[Period::of(2026, 11, 22, 7)] = {0, 0, 1, 0, 0, 1};
    auto const render = [&](std::size_t width) {
        return report::render_traffic(language::english(), rows, report::Style(false), width);
    };
    CHECK(render(76) ==
        "  time           messages    sent  deferred  bounced  rejected  problems\n"
        "  2026-11-22T05       100      90        10        2         3         8\n"
        "  2026-11-22T06      1000       0         0        0         0         0\n"
        "  2026-11-22T07         0       0         1        0         0         1\n");
    CHECK(render(82) ==
        "  time           messages    sent  deferred  bounced  rejected  problems\n"
        "  2026-11-22T05       100      90        10        2         3         8  ████████\n"
        "  2026-11-22T06      1000       0         0        0         0         0\n"
        "  2026-11-22T07         0       0         1        0         0         1  █\n");
}

TEST_CASE("In every language a line of the table by time fits 80 columns", "[report][time][language]") {
    Traffic rows;
    rows[Period::of(2026, 11, 22, 5)] = {99'999, 99'999, 9999, 999, 9999, 999};
    rows[Period::of(2026, 11, 22, 6)] = {};
    for (std::string_view const id : language::language_ids()) {
        std::string const table = report::render_traffic(language::built_in(id), rows, report::Style(false), 80);
        for (std::size_t begin = 0; begin < table.size();) {
            std::size_t const end = table.find('\n', begin);
            CHECK(report::display_width(table.substr(begin, end - begin)) <= 80);
            begin = end + 1;
        }
    }
}
