#include "input_support.hpp"
#include "program.hpp"

/// What a finding of the text report is about, whose address stays on the list, and what a queue gave up.
using namespace whybounce::test;
using whybounce::input::test::Folder;

namespace {

struct Bounce {
    std::string recipient, status, said;
};

std::string line_of(std::size_t number, Bounce const& bounce) {
    std::string const id = "4A" + std::to_string(1000 + number);
    std::string const host = bounce.recipient.substr(bounce.recipient.find('@') + 1);
    return "Nov 22 10:00:00 mx postfix/smtp[105]: " + id + ": to=<" + bounce.recipient + ">, relay=mx." + host +
        "[203.0.113.5]:25, delay=1, delays=0/0/0/1, dsn=" + bounce.status.substr(4) + ", status=bounced (host mx." +
        host + "[203.0.113.5] said: " + bounce.status + ' ' + bounce.said + " (in reply to RCPT TO command))\n";
}

std::string report_of(std::string const& log) {
    Folder const folder;
    folder.write("mail.log", log);
    return run(Call{.arguments = {"--year", "2026", "mail.log"}, .folder = folder.path()}).out;
}

std::string report_of(std::vector<Bounce> const& bounces) {
    std::string log;
    for (std::size_t i = 0; i < bounces.size(); ++i) log += line_of(i, bounces[i]);
    return report_of(log);
}

Bounce listed(std::string const& ip) {
    return {
        "r@example.org", "554 5.7.1", "Service unavailable; Client host [" + ip + "] blocked using zen.spamhaus.org"};
}

} // namespace

TEST_CASE("A finding names all that it is about", "[cli][findings]") {
    std::string const three = report_of({listed("198.51.100.7"), listed("198.51.100.8"), listed("198.51.100.8")});
    CAPTURE(three);
    CHECK(three.find("  about   198.51.100.8 (2 problems) and 198.51.100.7 (1 problem)\n") != std::string::npos);
    std::string const one = report_of({listed("198.51.100.7"), listed("198.51.100.7")});
    CHECK(one.find("  about ") == std::string::npos);
}

TEST_CASE("Two findings about one thing say so", "[cli][findings]") {
    std::string const report = report_of({
        {"a@example.org", "550 5.7.25", "Client host rejected: cannot find your reverse hostname, [198.51.100.7]"},
        {"b@example.org", "550 5.7.25", "Client host rejected: cannot find your reverse hostname, [198.51.100.7]"},
        {"c@example.net", "550 5.7.25",
            "[198.51.100.7] The IP address sending this message does not have a PTR record setup gsmtp"},
    });
    CAPTURE(report);
    CHECK(report.find("  about   198.51.100.7, with line 1: 3 problems in all\n") != std::string::npos);
}

TEST_CASE("A finding says whether the address stays on the list", "[cli][findings]") {
    struct Case {
        std::string name, status, said, address;
    };
    auto const c = GENERATE(values<Case>({
        {"unknown", "550 5.1.1", "<r@example.org>: Recipient address rejected: User unknown in local recipient table",
            "take the address off the list"},
        {"a listed IP", "554 5.7.1", "Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org",
            "keep it on the list"},
    }));
    INFO(c.name);
    std::string const report = report_of({{"r@example.org", c.status, c.said}});
    CAPTURE(report);
    CHECK(report.find("  address " + c.address + '\n') != std::string::npos);
}

TEST_CASE("A finding says how many recipients it hit", "[cli][findings]") {
    struct Case {
        std::string name;
        std::vector<std::string> recipients;
        std::string often;
    };
    auto const c = GENERATE(values<Case>({
        {"once", {"a@example.org"}, "line 1  RCPT TO refused: 554 5.7.1\n"},
        {"one three times", {"a@example.org", "A@example.org", "a@example.ORG"}, "  (3 times, 1 recipient)\n"},
        {"some twice", {"a@example.org", "b@example.org", "a@example.org"}, "  (3 times, 2 recipients)\n"},
        {"each once", {"a@example.org", "b@example.org"}, "  (2 times, 2 recipients)\n"},
    }));
    CAPTURE(c.name);
    std::vector<Bounce> bounces;
    for (std::string const& recipient : c.recipients) {
        bounces.push_back(listed("198.51.100.7"));
        bounces.back().recipient = recipient;
    }
    CHECK_THAT(report_of(bounces), Catch::Contains(c.often));
}

namespace {

/// A log in which a message is tried, and perhaps given up; `number` makes it another message.
std::string story(std::size_t number, std::string const& reply, bool ends) {
    std::string const id = "4A1B2C3D4" + std::to_string(number);
    std::string log = "Nov 22 10:00:00 mx postfix/qmgr[102]: " + id +
        ": from=<s@example.com>, size=1, nrcpt=1 (queue active)\nNov 22 10:00:00 mx postfix/smtp[105]: " + id +
        ": to=<r" + std::to_string(number) + "@example.org>, " + reply;
    if (ends)
        log += "Nov 27 10:00:00 mx postfix/qmgr[102]: " + id +
            ": from=<s@example.com>, status=expired, returned to sender\n";
    return log;
}

std::string const full =
    "relay=mx.example.org[203.0.113.5]:25, delay=1, delays=0/0/0/1, dsn=4.2.2, status=deferred (host "
    "mx.example.org[203.0.113.5] said: 452 4.2.2 mailbox full (in reply to RCPT TO command))\n";
std::string const silent = "relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to "
                           "mx.example.org[203.0.113.5]:25: Connection refused)\n";

} // namespace

TEST_CASE("Of mail that the queue gave up the report says how much, and what is left to do", "[cli][findings]") {
    struct Case {
        std::string name, log, said;
        bool there = true;
    };
    auto const c = GENERATE(values<Case>({
        {"waiting", story(1, full, false), "  retry   later\n"},
        {"waiting, steps", story(1, full, false), "has to be sent anew", false},
        {"over", story(1, full, true),
            "  retry   no more: the queue gave up (line 3); send the mail anew when this is mended\n"},
        {"over, steps", story(1, full, true), "  do      1. A mail that the queue gave up has to be sent anew;"},
        {"two over", story(1, full, true) + story(2, full, true), "the queue gave up (line 3 and line 6);"},
        {"one of three", story(1, full, true) + story(2, full, false) + story(3, full, false),
            "  retry   later; no more for 1 of 3 problems: the queue gave up (line 3); send that mail anew"},
        {"two of three", story(1, full, true) + story(2, full, true) + story(3, full, false),
            "  retry   later; no more for 2 of 3 problems: the queue gave up (line 3 and line 6); send those\n"},
        {"nobody has to act yet", story(1, silent, false), "  who     nobody: time heals it\n"},
        {"somebody has to act", story(1, silent, true), "  who     recipient-admin: runs the destination\n"},
        {"the address", story(1, silent, true), "  address look again before you take the address off\n"},
    }));
    std::string const report = report_of(c.log);
    CAPTURE(c.name, report);
    CHECK((report.find(c.said) != std::string::npos) == c.there);
}
