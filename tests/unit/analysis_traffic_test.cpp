#include "analysis/tally.hpp"
#include "record_collector.hpp"

/// Mail and failures by time, failed logins, anomalies: the sums of the summary that come from no record alone.
using namespace whybounce;
using namespace whybounce::test;

namespace {

/// "2026-11-22T10: 3 2 1 0 0 1; …": messages, sent, deferred, bounced, rejected, problems.
std::string told(Traffic const& rows) {
    std::string text;
    for (auto const& [period, c] : rows) {
        text += (text.empty() ? "" : "; ") + to_string(period) + ":";
        for (std::uint64_t const count : {c.messages, c.sent, c.deferred, c.bounced, c.rejected, c.problems})
            text += ' ' + std::to_string(count);
    }
    return text;
}

std::string told(CountMap const& counts) {
    std::string text;
    for (auto const& [name, count] : counts) text += (text.empty() ? "" : ", ") + name + ' ' + std::to_string(count);
    return text;
}

std::string line(std::string_view time, std::string_view words) {
    return "2026-11-22T" + std::string(time) + "Z mx1 postfix/" + std::string(words) + "\n";
}

std::string attempt(std::string_view time, std::string_view id, std::string_view rest) {
    return line(time,
        "smtp[7]: " + std::string(id) + ": to=<r@example.com>, relay=mx.example.com[192.0.2.1]:25, " +
            "delay=1, delays=1/0/0/0, " + std::string(rest));
}

std::string begin(std::string_view time, std::string_view id) {
    return line(time, "smtpd[3]: " + std::string(id) + ": client=c.example.org[192.0.2.9]");
}
std::string end(std::string_view time, std::string_view id) {
    return line(time, "qmgr[5]: " + std::string(id) + ": removed");
}

constexpr std::string_view sent = "dsn=2.0.0, status=sent (250 2.0.0 Ok)",
                           full = "dsn=4.2.2, status=deferred (host mx.example.com[192.0.2.1] said: 452 4.2.2 Mailbox "
                                  "full (in reply to RCPT TO command))",
                           unknown = "dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 User "
                                     "unknown (in reply to RCPT TO command))",
                           refusal = "smtpd[3]: NOQUEUE: reject: RCPT from c.example.net[203.0.113.1]: 554 5.7.1 "
                                     "<r@example.org>: Relay access denied; from=<s@example.net> "
                                     "to=<r@example.org> proto=ESMTP helo=<c.example.net>";

} // namespace

TEST_CASE("Mail and failures are counted by the hour", "[analysis][time]") {
    struct Case {
        std::string_view name;
        std::string log, told;
    };
    auto const c = GENERATE_COPY(values<Case>({
        {"reached at once", begin("10:00:00", "ABCDEF1") + attempt("10:00:01", "ABCDEF1", sent),
            "2026-11-22T10: 1 1 0 0 0 0"},
        {"it came in one hour and was reached in another",
            begin("10:59:59", "ABCDEF1") + attempt("11:00:00", "ABCDEF1", sent) + end("12:00:00", "ABCDEF1"),
            "2026-11-22T10: 1 0 0 0 0 0; 2026-11-22T11: 0 1 0 0 0 0"},
        {"deferred three times is one problem, in the hour of the first time",
            begin("10:00:00", "ABCDEF1") + attempt("10:00:01", "ABCDEF1", full) + attempt("11:00:01", "ABCDEF1", full) +
                attempt("11:30:01", "ABCDEF1", full) + attempt("12:00:01", "ABCDEF1", sent),
            "2026-11-22T10: 1 0 1 0 0 1; 2026-11-22T11: 0 0 2 0 0 0; 2026-11-22T12: 0 1 0 0 0 0"},
        {"bounced", begin("10:00:00", "ABCDEF1") + attempt("11:00:01", "ABCDEF1", unknown),
            "2026-11-22T10: 1 0 0 0 0 0; 2026-11-22T11: 0 0 0 1 0 1"},
        {"a client that was refused", line("07:00:00", refusal), "2026-11-22T07: 0 0 0 0 1 1"},
        {"a hop through a content filter is no second mail and reaches nobody",
            begin("10:00:00", "ABCDEF1") +
                line("11:00:00",
                    "smtpd[4]: ABCDEF2: client=localhost[127.0.0.1], orig_queue_id=ABCDEF1, "
                    "orig_client=c.example.org[192.0.2.9]") +
                line("11:00:01",
                    "smtp[7]: ABCDEF1: to=<r@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, "
                    "delays=1/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): "
                    "250 2.0.0 Ok: queued as ABCDEF2)") +
                end("11:00:01", "ABCDEF1") + attempt("12:00:01", "ABCDEF2", sent) + end("12:00:02", "ABCDEF2"),
            "2026-11-22T10: 1 0 0 0 0 0; 2026-11-22T12: 0 1 0 0 0 0"},
    }));
    CAPTURE(c.name);
    CHECK(told(analyse("postfix", c.log).summary.by_time) == c.told);
}

TEST_CASE("What has no time is in no hour", "[analysis][time]") {
    CHECK(analyse("sc", "S: 220 mx\nC: EHLO c\nS: 550 no\n").summary.by_time.empty());
    std::string const short_stamp = "Nov 22 10:00:00 mx1 postfix/smtpd[3]: ABCDEF1: client=c.example.org[192.0.2.9]\n";
    CHECK(analyse("postfix", short_stamp).summary.by_time.empty());
    CHECK(told(analyse("postfix", short_stamp, {}, 2026).summary.by_time) == "2026-11-22T10: 1 0 0 0 0 0");
}

TEST_CASE("Narrowed, the hours count what is told", "[analysis][time]") {
    std::string const log = begin("10:00:00", "ABCDEF1") + attempt("11:00:01", "ABCDEF1", unknown) +
        begin("12:00:00", "ABCDEF2") + attempt("12:00:01", "ABCDEF2", full);
    AnalysisOptions options;
    options.filter.queue_id = "ABCDEF2";
    CHECK(told(analyse("postfix", log, options).summary.by_time) == "2026-11-22T12: 1 0 1 0 0 1");
}

TEST_CASE("Too many hours become days, then months, then years, whatever their order", "[analysis][time]") {
    struct Case {
        std::string_view name;
        int days, step; ///< one hour is counted every `step` days
        Period::Unit unit;
    };
    auto const c = GENERATE(values<Case>({
        {"two months by the hour", 62, 1, Period::Unit::hour},
        {"three months", 93, 1, Period::Unit::day},
        {"six years", 2200, 1, Period::Unit::month},
        {"two hundred years", 74'000, 30, Period::Unit::year},
    }));
    CAPTURE(c.name);
    auto const hours_of = [&](bool backwards, int from, int to) {
        Traffic rows;
        analysis::TrafficCounter counter(rows);
        for (int i = from; i < to; ++i) {
            int const number = backwards ? to - 1 - (i - from) : i;
            int const day = number / 24 * c.step;
            Period const hour = Period::of(2000 + day / 372, 1 + static_cast<unsigned>(day / 31 % 12),
                1 + static_cast<unsigned>(day % 31), static_cast<unsigned>(number % 24));
            REQUIRE(counter.of(hour));
            ++counter.of(hour)->messages;
        }
        return rows;
    };
    int const all = c.days / c.step * 24;
    Traffic const rows = hours_of(false, 0, all);
    CHECK(rows.begin()->first.unit() == c.unit);
    CHECK(rows.size() <= analysis::TrafficCounter::most_rows);
    CHECK(hours_of(true, 0, all) == rows);
    Traffic sum = hours_of(false, 0, all / 3);
    analysis::add(sum, hours_of(false, all / 3, all));
    CHECK(sum == rows);
    Traffic other_sum = hours_of(false, all / 3, all);
    analysis::add(other_sum, hours_of(false, 0, all / 3));
    CHECK(other_sum == rows);
}

TEST_CASE("A period is written as the beginning of an ISO 8601 time, and read back", "[model][time]") {
    struct Case {
        std::string_view text;
        Period::Unit unit;
    };
    auto const c = GENERATE(values<Case>({
        {"2026-11-22T05", Period::Unit::hour},
        {"2026-11-22T00", Period::Unit::hour},
        {"2026-12-31T23", Period::Unit::hour},
        {"2026-11-22", Period::Unit::day},
        {"2026-11", Period::Unit::month},
        {"0999", Period::Unit::year},
    }));
    auto const period = Period::parse(c.text);
    REQUIRE(period);
    CHECK(to_string(*period) == c.text);
    CHECK(period->unit() == c.unit);
    for (std::string_view const bad : {"", "26", "2026-", "2026-13", "2026-1", "2026-11-32", "2026-11-22T24",
             "2026-11-22T05:00", "2026-11-22 05", "0000-01-01", "2026-+1", "x"})
        CHECK_FALSE(Period::parse(bad));
    CHECK_FALSE(Period::of(0, 1, 1, 0));
    CHECK(Period::of(2026, 11, 22, 23) < Period::of(2026, 11, 23, 0));
}

TEST_CASE("Failed logins and anomalies are summed up", "[analysis][logins]") {
    std::string const log = line("10:00:00",
                                "smtpd[3]: warning: unknown[203.0.113.1]: SASL LOGIN authentication "
                                "failed: UGFzc3dvcmQ6, sasl_username=admin") +
        line("10:00:01",
            "smtpd[3]: warning: unknown[203.0.113.1]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, "
            "sasl_username=root") +
        line("10:00:02", "smtpd[3]: warning: unknown[203.0.113.2]: SASL PLAIN authentication failed: ") +
        line("10:00:03", "smtpd[3]: warning: connect to Milter service inet:127.0.0.1:8891: Connection refused") +
        line("10:00:04", "smtpd[3]: fatal: bind 0.0.0.0 port 25: Address already in use");
    auto const summary = analyse("postfix", log).summary;
    CHECK(summary.failed_logins.failed == 3);
    CHECK(told(summary.failed_logins.by_method) == "LOGIN 2, PLAIN 1");
    CHECK(told(summary.failed_logins.by_user) == "admin 1, root 1");
    CHECK(told(summary.failed_logins.by_client) == "203.0.113.1 2, 203.0.113.2 1");
    CHECK(told(summary.by_anomaly) == "LG-MILTER 1, LG-NETWORK 1");
    CHECK(told(summary.by_severity) == "error 1, warning 1");
    CHECK(told(summary.by_time) == "2026-11-22T10: 0 0 0 0 3 3");
}

TEST_CASE("Stamps that go back are told of once an input", "[analysis][time]") {
    auto const at = [](std::string_view stamp) {
        return std::string(stamp) + " mx1 postfix/smtpd[3]: connect from c.example.org[192.0.2.9]\n";
    };
    struct Case {
        std::string_view name;
        std::string log, told;
    };
    auto const c = GENERATE_COPY(values<Case>({
        {"forward", at("2026-11-22T10:00:00Z") + at("2026-11-23T10:00:00Z"), ""},
        {"the end of summer time", at("2026-10-25T02:59:59+02:00") + at("2026-10-25T02:00:00+01:00"), ""},
        {"an hour and a second", at("2026-11-22T10:00:01Z") + at("2026-11-22T09:00:00Z"), ""},
        {"a day", at("2026-11-22T10:00:00Z") + at("2026-11-21T10:59:00Z"),
            "2 IN-CLOCK stamps go back by 24 h in this line"},
        {"over midnight, twice",
            at("2026-11-22T01:00:00Z") + at("2026-11-21T23:00:00Z") + at("2026-11-22T01:00:00Z") +
                at("2026-11-21T22:00:00Z"),
            "2 IN-CLOCK stamps go back by 2 h in this line, and 2 times in all"},
        {"the New Year of stamps without a year", at("Dec 31 23:00:00") + at("Jan  1 00:00:00"), ""},
        {"a line of another program", at("2026-11-22T10:00:00Z") + "2026-11-22T03:00:00Z mx1 cron[3]: hello\n", ""},
    }));
    CAPTURE(c.name);
    AnalysisOptions narrowed;
    narrowed.filter.to = "r@example.com";
    std::string told;
    for (AnomalyRecord const& anomaly : analyse("postfix", c.log, {}, 2026).anomalies)
        told += std::to_string(anomaly.line) + " " + std::string(anomaly.id) + " " + std::string(anomaly.what);
    CHECK(told == c.told);
    CHECK(analyse("postfix", c.log, narrowed, 2026).anomalies.empty());
}
