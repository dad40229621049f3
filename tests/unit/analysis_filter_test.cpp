#include "record_collector.hpp"

/// What a narrowed report leaves out.
using namespace whybounce;
using namespace whybounce::test;

namespace {

/// Two mails of one day and one of the next, one delivery line each.
constexpr std::string_view three_mails =
    "2026-11-22T10:00:00Z mx1 postfix/qmgr[1]: 4AAA01: from=<one@example.net>, size=1, nrcpt=1 (queue active)\n"
    "2026-11-22T10:00:01Z mx1 postfix/local[1]: 4AAA01: to=<a@example.com>, relay=local, delay=1, delays=0/0/0/1, "
    "dsn=5.1.1, status=bounced (unknown user: \"a\")\n"
    "2026-11-22T23:59:59Z mx1 postfix/qmgr[1]: 4AAA02: from=<Two@example.net>, size=1, nrcpt=1 (queue active)\n"
    "2026-11-22T23:59:59Z mx1 postfix/smtp[1]: 4AAA02: to=<b@sub.example.org>, relay=mx.example.org[192.0.2.9]:25, "
    "delay=1, delays=0/0/0/1, dsn=4.2.2, "
    "status=deferred (host mx.example.org[192.0.2.9] said: 452 4.2.2 mailbox full (in reply to RCPT TO command))\n"
    "2026-11-23T00:00:00Z mx1 postfix/qmgr[1]: 4AAA03: from=<one@example.net>, size=1, nrcpt=1 (queue active)\n"
    "2026-11-23T00:00:01Z mx1 postfix/local[1]: 4AAA03: to=<c@notexample.org>, relay=local, delay=1, delays=0/0/0/1, "
    "dsn=5.1.1, status=bounced (unknown user: \"c\")\n";

Strings recipients(RecordCollector const& told) {
    Strings found;
    for (FailureRecord const& failure : told.failures) found.emplace_back(failure.recipient.value_or("-"));
    return found;
}

/// A property of the filter and what it shall be.
using Wish = std::pair<std::optional<std::string> Filter::*, std::string>;

Filter filter_of(std::vector<Wish> const& wishes) {
    Filter filter;
    for (auto const& [member, value] : wishes) filter.*member = value;
    return filter;
}

} // namespace

TEST_CASE("A report is narrowed to what was asked", "[analysis][filter]") {
    struct Case {
        std::string_view name;
        std::vector<Wish> wishes;
        Strings want;
    };
    auto const c = GENERATE(values<Case>({
        {"nothing asked", {}, {"a@example.com", "b@sub.example.org", "c@notexample.org"}},
        {"since a day", {{&Filter::since, "2026-11-23"}}, {"c@notexample.org"}},
        {"since a second", {{&Filter::since, "2026-11-22T23:59:59"}}, {"b@sub.example.org", "c@notexample.org"}},
        {"until a day, which is not in it", {{&Filter::until, "2026-11-23"}}, {"a@example.com", "b@sub.example.org"}},
        {"until a second, which is not in it", {{&Filter::until, "2026-11-22T23:59:59"}}, {"a@example.com"}},
        {"between", {{&Filter::since, "2026-11-22T12"}, {&Filter::until, "2026-11-23"}}, {"b@sub.example.org"}},
        {"sender", {{&Filter::from, "one@example.net"}}, {"a@example.com", "c@notexample.org"}},
        {"sender in another case", {{&Filter::from, "TWO@"}}, {"b@sub.example.org"}},
        {"recipient in part", {{&Filter::to, "@example.com"}}, {"a@example.com"}},
        {"domain and below, not beside", {{&Filter::domain, "example.org"}}, {"b@sub.example.org"}},
        {"domain in another case", {{&Filter::domain, "EXAMPLE.com"}}, {"a@example.com"}},
        {"reason", {{&Filter::reason, "recipient.unknown"}}, {"a@example.com", "c@notexample.org"}},
        {"group of reasons", {{&Filter::reason, "recipient"}},
            {"a@example.com", "b@sub.example.org", "c@notexample.org"}},
        {"half a group", {{&Filter::reason, "recip"}}, {}},
        {"queue id", {{&Filter::queue_id, "4AAA02"}}, {"b@sub.example.org"}},
        {"half a queue id", {{&Filter::queue_id, "4AAA"}}, {}},
        {"all at once",
            {{&Filter::since, "2026-11-22"}, {&Filter::from, "one"}, {&Filter::domain, "example.com"},
                {&Filter::queue_id, "4AAA01"}},
            {"a@example.com"}},
    }));
    CAPTURE(c.name);
    auto const told =
        analyse("postfix", three_mails, {.deliveries = false, .events = false, .filter = filter_of(c.wishes)});
    CHECK(recipients(told) == c.want);
    CHECK(told.summary.failures == c.want.size());
    CHECK(told.summary.counts.lines == 6); // narrowing hides records, not lines
}

TEST_CASE("Messages and deliveries are narrowed alike", "[analysis][filter]") {
    auto const told = analyse("postfix", three_mails,
        {.deliveries = true, .events = true, .filter = filter_of({{&Filter::domain, "example.org"}})});
    REQUIRE(told.messages.size() == 1);
    CHECK(told.messages.front().queue_ids.front() == "4AAA02");
    REQUIRE(told.deliveries.size() == 1);
    CHECK(told.deliveries.front().recipient == "b@sub.example.org");
    CHECK(told.events.empty()); // an event names no recipient to ask for
    CHECK(told.summary.messages == 1);
}
