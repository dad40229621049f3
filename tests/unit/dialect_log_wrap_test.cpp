#include "dialects/log_wrap.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace whybounce;
using namespace whybounce::dialect;

namespace {

constexpr std::string_view text = "7D1F24C0A9: removed";

struct Told {
    LogFraming::Found found;
    std::string time, host, tag, text;
    std::optional<std::uint32_t> pid;
    std::size_t line;
};

/// What each line of an input is, and what it says.
std::vector<Told> read_all(std::string_view input) {
    std::vector<Told> told;
    LogFraming framing;
    std::size_t number = 0;
    auto const keep = [&](LogFraming::Found found, LineView const& line, LogFrame const& frame) {
        bool const whole = found == LogFraming::Found::frame;
        told.push_back({found, whole ? to_iso8601(frame.time).value_or("") : "", std::string(frame.host),
            std::string(frame.tag), std::string(frame.text), frame.pid, line.number});
    };
    while (!input.empty()) {
        std::size_t const end = std::min(input.find('\n'), input.size());
        LineView line{input.substr(0, end), ++number};
        LogFrame frame;
        auto const found = framing.read(line, frame);
        keep(found, line, frame);
        input.remove_prefix(std::min(end + 1, input.size()));
    }
    LineView line;
    LogFrame frame;
    if (auto const found = framing.finish(line, frame); found == LogFraming::Found::frame) keep(found, line, frame);
    return told;
}

} // namespace

TEST_CASE("A log line is found in whatever wraps it", "[dialect][log]") {
    struct Case {
        std::string_view name, line, time, host;
    };
    auto const c = GENERATE(values<Case>({
        {"journalctl -o short", "Nov 22 10:04:59 mx1 postfix/qmgr[7]: 7D1F24C0A9: removed", "", "mx1"},
        {"journalctl -o short-precise", "Nov 22 10:04:59.123456 mx1 postfix/qmgr[7]: 7D1F24C0A9: removed", "", "mx1"},
        {"journalctl -o short-iso", "2026-11-22T10:04:59+0100 mx1 postfix/qmgr[7]: 7D1F24C0A9: removed",
            "2026-11-22T10:04:59+01:00", "mx1"},
        {"journalctl -o short-iso-precise", "2026-11-22T10:04:59.123456-0330 mx1 postfix/qmgr[7]: 7D1F24C0A9: removed",
            "2026-11-22T10:04:59.123456-03:30", "mx1"},
        {"journalctl -o short-full", "Sun 2026-11-22 10:04:59 CET mx1 postfix/qmgr[7]: 7D1F24C0A9: removed",
            "2026-11-22T10:04:59", "mx1"},
        {"journalctl -o short-full in UTC", "Sun 2026-11-22 10:04:59 UTC mx1 postfix/qmgr[7]: 7D1F24C0A9: removed",
            "2026-11-22T10:04:59Z", "mx1"},
        {"journalctl -o short-unix", "1795341899.123456 mx1 postfix/qmgr[7]: 7D1F24C0A9: removed",
            "2026-11-22T10:04:59.123456Z", "mx1"},
        {"journalctl -o short-monotonic", "[ 1234.567890] mx1 postfix/qmgr[7]: 7D1F24C0A9: removed", "", "mx1"},
        {"journalctl -o short-delta", "[ 1234.567890  <    0.000123 >] mx1 postfix/qmgr[7]: 7D1F24C0A9: removed", "",
            "mx1"},
        {"BusyBox", "Nov 22 10:04:59 mx1 mail.info postfix/qmgr[7]: 7D1F24C0A9: removed", "", "mx1"},
        {"OpenWrt", "Sun Nov 22 10:04:59 2026 mail.info postfix/qmgr[7]: 7D1F24C0A9: removed", "2026-11-22T10:04:59",
            ""},
        {"FreeBSD -v", "Nov 22 10:04:59 <mail.info> mx1 postfix/qmgr[7]: 7D1F24C0A9: removed", "", "mx1"},
        {"containerd",
            "2026-11-22T10:04:59.123456789Z stdout F Nov 22 11:04:59 mx1 postfix/qmgr[7]: 7D1F24C0A9: removed",
            "2026-11-22T10:04:59.123456789Z", "mx1"},
        {"containerd, without a stamp inside", "2026-11-22T10:04:59.1Z stderr F postfix/qmgr[7]: 7D1F24C0A9: removed",
            "2026-11-22T10:04:59.1Z", ""},
        {"containerd, a full stamp inside",
            "2026-11-22T10:05:02Z stdout F 2026-11-22T11:04:59+01:00 mx1 postfix/qmgr[7]: 7D1F24C0A9: removed",
            "2026-11-22T11:04:59+01:00", "mx1"},
        {"kubectl --timestamps --prefix",
            "[pod/mail-0/postfix] 2026-11-22T10:04:59Z Nov 22 11:04:59 mx1 postfix/qmgr[7]: 7D1F24C0A9: removed",
            "2026-11-22T10:04:59Z", "mx1"},
        {"Docker Compose", "mail-1  | 2026-11-22T10:04:59Z mx1 postfix/qmgr[7]: 7D1F24C0A9: removed",
            "2026-11-22T10:04:59Z", "mx1"},
        {"Docker's json-file",
            R"({"log":"Nov 22 11:04:59 mx1 postfix/qmgr[7]: 7D1F24C0A9: removed\n","stream":"stdout","time":"2026-11-22T10:04:59.5Z"})",
            "2026-11-22T10:04:59.5Z", "mx1"},
        {"journalctl -o json",
            R"({"__CURSOR":"s=1","_PID":"9","SYSLOG_PID":"7","MESSAGE":"7D1F24C0A9: removed","SYSLOG_IDENTIFIER":"postfix/qmgr","_HOSTNAME":"mx1","__REALTIME_TIMESTAMP":"1795341899123456"})",
            "2026-11-22T10:04:59.123456Z", "mx1"},
        {"journalctl -o json, the text as octets",
            R"({"MESSAGE":[55,68,49,70,50,52,67,48,65,57,58,32,114,101,109,111,118,101,100],"SYSLOG_PID":"7","SYSLOG_IDENTIFIER":"postfix/qmgr","_HOSTNAME":"mx1","__REALTIME_TIMESTAMP":"1795341899000000"})",
            "2026-11-22T10:04:59.000000Z", "mx1"},
        {"fluentd",
            R"({"host":"mx1","ident":"postfix/qmgr","pid":7,"message":"7D1F24C0A9: removed","time":"2026-11-22 10:04:59 +0100"})",
            "2026-11-22T10:04:59", "mx1"},
        {"rsyslog's template for JSON",
            R"({"@timestamp":"2026-11-22T10:04:59+01:00","host":"mx1","syslogtag":"postfix/qmgr[7]:","message":"7D1F24C0A9: removed","nested":{"message":"no"}})",
            "2026-11-22T10:04:59+01:00", "mx1"},
    }));
    CAPTURE(c.name, c.line);
    auto const told = read_all(c.line);
    REQUIRE(told.size() == 1);
    REQUIRE(told[0].found == LogFraming::Found::frame);
    CHECK(told[0].time == c.time);
    CHECK(told[0].host == c.host);
    CHECK(told[0].tag == "postfix/qmgr");
    CHECK(told[0].pid == 7U);
    CHECK(told[0].text == text);
}

TEST_CASE("Lines that hold no log line", "[dialect][log]") {
    using Found = LogFraming::Found;
    struct Case {
        std::string_view name, line;
        Found found;
    };
    auto const c = GENERATE(values<Case>({
        {"an empty line", "", Found::nothing},
        {"any text", "hello", Found::nothing},
        {"broken JSON", R"({"MESSAGE":"x)", Found::nothing},
        {"JSON without a text", R"({"a":1})", Found::nothing},
        {"JSON of something else", R"({"log":"GET / 200","time":"2026-11-22T10:04:59Z"})", Found::part},
        {"a tower of JSON",
            std::string_view(
                R"({"a":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],"log":"x"})"),
            Found::nothing},
        {"journalctl's own words", "-- Boot 6f1c --", Found::part},
        {"a bar in another text", "a b | c", Found::nothing},
    }));
    CAPTURE(c.name);
    auto const told = read_all(std::string(c.line) + '\n');
    REQUIRE(told.size() == 1);
    CHECK(told[0].found == c.found);
}

TEST_CASE("An entry of journald's export format is told when it ends", "[dialect][log]") {
    auto const told =
        read_all("__CURSOR=s=1\n__REALTIME_TIMESTAMP=1795341899123456\n_PID=9\nSYSLOG_IDENTIFIER=postfix/qmgr\n"
                 "SYSLOG_PID=7\n_HOSTNAME=mx1\nMESSAGE=7D1F24C0A9: removed\n_COMM=qmgr\n\n\n"
                 "__CURSOR=s=2\nSYSLOG_IDENTIFIER=postfix/smtp\nMESSAGE=x\n");
    REQUIRE(told.size() == 14);
    CHECK(told[7].found == LogFraming::Found::part);
    CHECK(told[8].found == LogFraming::Found::frame);
    CHECK(told[8].text == text);
    CHECK(told[8].line == 7);
    CHECK(told[8].time == "2026-11-22T10:04:59.123456Z");
    CHECK(told[8].pid == 7U);
    CHECK(told[9].found == LogFraming::Found::part);
    CHECK(told[13].found == LogFraming::Found::frame);
    CHECK(told[13].tag == "postfix/smtp");
    CHECK(told[13].host.empty());
}

TEST_CASE("A field of the export format with a length may hold line ends", "[dialect][log]") {
    std::string entry = "__CURSOR=s=1\nSYSLOG_IDENTIFIER=postfix/smtp\nMESSAGE\n";
    entry.append("\x0A\0\0\0\0\0\0\0", 8).append("4567\n90123").append("\n_COMM=smtp\n\n");
    auto const told = read_all(entry);
    REQUIRE(told.back().found == LogFraming::Found::frame);
    CHECK(told.back().text == "4567\n90123");
    CHECK(told.back().line == 3);
}
