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

TEST_CASE("Mail that the queue gave up is not retried", "[cli][findings]") {
    std::string const id = "Nov 22 10:00:00 mx postfix/qmgr[102]: 4A1B2C3D4E: from=<s@example.com>, size=1, nrcpt=1 "
                           "(queue active)\n";
    std::string const tried = "Nov 22 10:00:00 mx postfix/smtp[105]: 4A1B2C3D4E: to=<r@example.org>, "
                              "relay=mx.example.org[203.0.113.5]:25, delay=1, delays=0/0/0/1, dsn=4.2.2, "
                              "status=deferred (host mx.example.org[203.0.113.5] said: 452 4.2.2 mailbox full (in "
                              "reply to RCPT TO command))\n";
    std::string const end = "Nov 27 10:00:00 mx postfix/qmgr[102]: 4A1B2C3D4E: from=<s@example.com>, status=expired, "
                            "returned to sender\n";
    std::string const waits = report_of(id + tried), over = report_of(id + tried + end);
    CAPTURE(waits, over);
    CHECK(waits.find("  retry   later\n") != std::string::npos);
    CHECK(over.find("  retry   no more: the queue gave up (line 3); send the mail anew when this is mended\n") !=
        std::string::npos);
}
