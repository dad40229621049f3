#include "record_collector.hpp"

/// Records of a log: deliveries, years, what was cut.
using namespace whybounce;
using namespace whybounce::test;

TEST_CASE("A delivery is told when asked for, whole", "[analysis][log]") {
    constexpr std::string_view line =
        "2026-11-22T10:00:00Z mx1 postfix/smtp[42]: 4ABC01: to=<r@example.com>, relay=mx.example.com[192.0.2.9]:25, "
        "delay=1.2, delays=0.1/0/0.5/0.6, "
        "tls=dane/requiretls, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4AAAAA0001)\n";
    CHECK(analyse("postfix", line).deliveries.empty());
    auto const told = analyse("postfix", line, {.deliveries = true, .events = false, .filter = {}});
    REQUIRE(told.deliveries.size() == 1);
    DeliveryRecord const& delivery = told.deliveries.front();
    CHECK(delivery.time == "2026-11-22T10:00:00Z");
    CHECK(delivery.queue_id == "4ABC01");
    CHECK(delivery.recipient == "r@example.com");
    CHECK(delivery.relay.host == "mx.example.com");
    CHECK(delivery.relay.ip == "192.0.2.9");
    CHECK(delivery.relay.port == 25);
    CHECK(delivery.delay == 1.2);
    CHECK(delivery.delays == std::array{0.1, 0.0, 0.5, 0.6});
    CHECK(delivery.tls == "dane/requiretls");
    CHECK(delivery.status == "sent");
    CHECK(delivery.code == 250);
    CHECK(delivery.enhanced == EnhancedStatusCode{2, 0, 0});
    CHECK(delivery.text == "Ok: queued as 4AAAAA0001");
    CHECK(told.failures.empty());
}

TEST_CASE("Lines before and after a long queue id get its year", "[analysis][log][year]") {
    auto const told = analyse("postfix",
        "Nov 21 10:00:00 mx1 postfix/smtpd[1]: NOQUEUE: reject: CONNECT from [192.0.2.1]:40000: too many connections\n"
        "Nov 22 10:00:05 mx1 postfix/local[1]: 4jXPh00sf8zyN5: to=<r@example.com>, relay=local, delay=1, "
        "delays=0/0/0/1, dsn=5.1.1, status=bounced (no)\n"
        "Jan  1 00:00:05 mx1 postfix/local[1]: 4ABC01: to=<r@example.com>, relay=local, delay=1, delays=0/0/0/1, "
        "dsn=5.1.1, status=bounced (no)\n");
    REQUIRE(told.failures.size() == 3);
    CHECK(told.failures[0].time == "2026-11-21T10:00:00");
    CHECK(told.failures[0].time_basis == TimeBasis::year_from_order);
    CHECK(told.failures[1].time == "2026-11-22T10:00:05");
    CHECK(told.failures[1].time_basis == TimeBasis::year_from_queue_id);
    CHECK(told.failures[2].time == "2027-01-01T00:00:05");
    CHECK(told.failures[2].time_basis == TimeBasis::year_from_order);
    CHECK(told.summary.first_time == "2026-11-21T10:00:00");
    CHECK(told.summary.last_time == "2027-01-01T00:00:05");
}

TEST_CASE("Without an anchor the caller's year counts, or there is no time", "[analysis][log][year]") {
    constexpr std::string_view line = "Nov 22 10:00:05 mx1 postfix/local[1]: 4ABC01: to=<r@example.com>, relay=local, "
                                      "delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (no)\n";
    auto const assumed = analyse("postfix", line, {}, 2019);
    CHECK(assumed.failures.at(0).time == "2019-11-22T10:00:05");
    CHECK(assumed.failures.at(0).time_basis == TimeBasis::assumed);
    auto const unknown = analyse("postfix", line);
    CHECK_FALSE(unknown.failures.at(0).time);
    CHECK_FALSE(unknown.failures.at(0).time_basis);
    CHECK_FALSE(unknown.summary.first_time);
}

TEST_CASE("A record that the log cut says so", "[analysis][log]") {
    auto const told = analyse("postfix",
        "2026-11-22T10:00:00Z mx1 postfix/smtp[1]: 4ABC01: to=<r@example.com>, relay=mx.example.com[192.0.2.9]:25, "
        "delay=1, "
        "delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.9] said: 550 5.1.1 the acc\n");
    REQUIRE(told.failures.size() == 1);
    CHECK(told.failures.front().cut);
    CHECK(told.failures.front().text == "the acc");
    CHECK(told.failures.front().code == 550);
    CHECK(told.failures.front().phase == Step::none); // the log does not tell any more
}
