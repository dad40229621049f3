#include "dialects/log_frame.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::dialect;

TEST_CASE("The frame of a log line is stamp, host, tag and text", "[dialect][log]") {
    struct Case {
        std::string_view name, line, time, host, tag;
        std::optional<std::uint32_t> pid;
        std::string_view text;
    };
    auto const c = GENERATE(values<Case>({
        {"RFC 3164", "Nov 22 10:04:59 mx1 postfix/smtpd[4711]: connect from x", "", "mx1", "postfix/smtpd", 4711,
            "connect from x"},
        {"no pid", "Nov  2 10:04:59 mx1 postfix/postfix-script: starting", "", "mx1", "postfix/postfix-script",
            std::nullopt, "starting"},
        {"RFC 3339", "2026-11-22T10:04:59.123456+01:00 mx1 postfix/qmgr[7]: x: removed",
            "2026-11-22T10:04:59.123456+01:00", "mx1", "postfix/qmgr", 7, "x: removed"},
        {"RFC 3339 in UTC", "2026-11-22T10:04:59Z mx1.example.org postfix/qmgr[7]: x", "2026-11-22T10:04:59Z",
            "mx1.example.org", "postfix/qmgr", 7, "x"},
        {"RFC 3339 without a zone", "2026-11-22 10:04:59 mx1 postfix/qmgr[7]: x", "2026-11-22T10:04:59", "mx1",
            "postfix/qmgr", 7, "x"},
        {"half an hour west", "2026-11-22T10:04:59-03:30 mx1 postfix/qmgr[7]: x", "2026-11-22T10:04:59-03:30", "mx1",
            "postfix/qmgr", 7, "x"},
        {"RFC 5424", "<22>1 2026-11-22T10:04:59Z mx1 postfix/qmgr 7 - - x: removed", "2026-11-22T10:04:59Z", "mx1",
            "postfix/qmgr", 7, "x: removed"},
        {"RFC 5424 without a pid", "<22>1 2026-11-22T10:04:59Z mx1 postfix/qmgr - ID7 - x", "2026-11-22T10:04:59Z",
            "mx1", "postfix/qmgr", std::nullopt, "x"},
        {"RFC 5424 with structured data", "<22>1 2026-11-22T10:04:59Z mx1 postfix/qmgr 7 - [a@1 b=\"c\"][d@1] x y",
            "2026-11-22T10:04:59Z", "mx1", "postfix/qmgr", 7, "x y"},
        {"RFC 5424 with a BOM",
            "<22>1 2026-11-22T10:04:59Z mx1 postfix/qmgr 7 - - \xEF\xBB\xBF"
            "x",
            "2026-11-22T10:04:59Z", "mx1", "postfix/qmgr", 7, "x"},
        {"RFC 5424 by rsyslog, the tag cut at its slash", "<22>1 2026-11-22T10:04:59Z mx1 postfix 7 - -  x: removed",
            "2026-11-22T10:04:59Z", "mx1", "postfix", 7, "x: removed"},
        {"RFC 3164 with a priority", "<22>Nov 22 10:04:59 mx1 postfix/qmgr[7]: x", "", "mx1", "postfix/qmgr", 7, "x"},
        {"Solaris", "Nov 22 10:04:59 mx1 postfix/qmgr[7]: [ID 197553 mail.info] x: removed", "", "mx1", "postfix/qmgr",
            7, "x: removed"},
    }));
    CAPTURE(c.name, c.line);
    auto const got = read_log_frame(c.line);
    REQUIRE(got);
    CHECK(to_iso8601(got->time).value_or("") == c.time);
    CHECK(got->time.month == 11);
    CHECK(got->time.hour == 10);
    CHECK(got->host == c.host);
    CHECK(got->tag == c.tag);
    CHECK(got->pid == c.pid);
    CHECK(got->text == c.text);
}

TEST_CASE("Lines without a frame", "[dialect][log]") {
    for (std::string_view const line : {"", "hello", "Nov 22 10:04:59", "Nov 22 10:04:59 mx1",
             "Nov 22 10:04:59 mx1 no tag here", "2026-11-22T10:04:59Zmx1 x[1]: y", "<22>1 hello", "<x>1 Nov 22",
             "Nov 22 10:04:59 mx1 last message repeated 2 times"}) {
        CAPTURE(line);
        CHECK_FALSE(read_log_frame(line));
    }
}

TEST_CASE("A time is told with what is known of it", "[dialect][log]") {
    LogTime time{2026, 1, 2, 3, 4, 5, {}, {}, TimeBasis::logged};
    CHECK(to_iso8601(time) == "2026-01-02T03:04:05");
    time.fraction = "060";
    CHECK(to_iso8601(time) == "2026-01-02T03:04:05.060");
    time.offset_minutes = 0;
    CHECK(to_iso8601(time) == "2026-01-02T03:04:05.060Z");
    time.offset_minutes = -30;
    CHECK(to_iso8601(time) == "2026-01-02T03:04:05.060-00:30");
    time.offset_minutes = 13 * 60 + 45;
    CHECK(to_iso8601(time) == "2026-01-02T03:04:05.060+13:45");
    time.year = 0;
    CHECK_FALSE(to_iso8601(time));
}
