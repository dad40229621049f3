#include "input_support.hpp"
#include "program.hpp"

/// What a postmaster reads of a log: whose mail it was, who tried to log in, what a client was refused for.
using namespace whybounce::test;
using whybounce::input::test::Folder;

namespace {

std::string log_of(std::initializer_list<std::string_view> lines) {
    std::string text;
    for (std::string_view const line : lines)
        text.append("2026-11-22T10:00:00Z mx1 postfix/").append(line).append("\n");
    return text;
}

std::string report(std::string const& log, std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.end(), {"--dialect", "postfix", "-"});
    Outcome const outcome = run(Call{.arguments = arguments, .input = log});
    CAPTURE(outcome.err);
    CHECK(outcome.status == 0);
    return outcome.out;
}

/// The failures of a report in ndjson, one a line: "field=value …" of what a rejection tells.
std::string rejection(std::string const& log) {
    std::string told;
    auto const say = [&](char const* name, rapidjson::Value const& value) {
        told += std::string(told.empty() ? "" : " ") + name + '=';
        told += value.IsString() ? value.GetString() : value.IsInt() ? std::to_string(value.GetInt()) : "-";
    };
    for (auto const& record : records_of(report(log, {"--format", "ndjson"}))) {
        if (std::string_view(record["record"].GetString()) != "failure") continue;
        say("host", record["relay"]["host"]), say("ip", record["relay"]["ip"]), say("port", record["relay"]["port"]);
        say("helo", record["client"]["helo"]), say("from", record["sender"]), say("to", record["recipient"]);
        say("phase", record["phase"]), say("class", record["client"]["restriction"]);
        say("list", record["diagnosis"]["list"]), say("reason", record["diagnosis"]["reason"]);
    }
    return told;
}

} // namespace

TEST_CASE("A rejection tells client, HELO, addresses, what was judged and the list", "[cli][rejection]") {
    struct Case {
        std::string_view name, line, told;
    };
    auto const c = GENERATE(values<Case>({
        {"relay denied",
            "smtpd[1]: NOQUEUE: reject: RCPT from c.example[192.0.2.1]: 554 5.7.1 <r@example.com>: Relay access "
            "denied; "
            "from=<s@example.org> to=<r@example.com> proto=ESMTP helo=<c.example>",
            "host=c.example ip=192.0.2.1 port=- helo=c.example from=s@example.org to=r@example.com phase=rcpt "
            "class=Relay access list=- reason=route.relay-denied"},
        {"block list",
            "smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 Service unavailable; Client host "
            "[192.0.2.1] blocked using zen.example.org; listed; from=<> to=<r@example.com> proto=ESMTP helo=<x>",
            "host=- ip=192.0.2.1 port=- helo=x from= to=r@example.com phase=rcpt class=Client host "
            "list=zen.example.org "
            "reason=reputation.ip-public-list"},
        {"HELO, before any address",
            "smtpd[1]: NOQUEUE: reject: EHLO from c.example[192.0.2.1]: 504 5.5.2 <c>: Helo command rejected: need "
            "fully-qualified hostname; proto=SMTP helo=<c>",
            "host=c.example ip=192.0.2.1 port=- helo=c from=- to=- phase=hello class=Helo command list=- "
            "reason=identity.helo"},
        {"sender",
            "smtpd[1]: NOQUEUE: reject: RCPT from c.example[192.0.2.1]: 450 4.1.8 <s@nosuch.example>: Sender address "
            "rejected: Domain not found; from=<s@nosuch.example> to=<r@example.com> proto=ESMTP helo=<c.example>",
            "host=c.example ip=192.0.2.1 port=- helo=c.example from=s@nosuch.example to=r@example.com phase=rcpt "
            "class=Sender address list=- reason=identity.sender-domain"},
        {"policy service",
            "smtpd[1]: NOQUEUE: reject: RCPT from c.example[192.0.2.1]: 450 4.2.0 <r@example.com>: Recipient address "
            "rejected: Greylisted, see postgrey.example; from=<s@example.org> to=<r@example.com> proto=ESMTP "
            "helo=<c.example>",
            "host=c.example ip=192.0.2.1 port=- helo=c.example from=s@example.org to=r@example.com phase=rcpt "
            "class=Recipient address list=- reason=rate.greylisted"},
        {"client host without a name",
            "smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 450 4.7.25 Client host rejected: cannot find "
            "your "
            "hostname, [192.0.2.1]; from=<s@example.org> to=<r@example.com> proto=SMTP helo=<c.example>",
            "host=- ip=192.0.2.1 port=- helo=c.example from=s@example.org to=r@example.com phase=rcpt class=Client "
            "host "
            "list=- reason=identity.no-ptr"},
        {"end of data",
            "smtpd[1]: 4ABCDE1234: reject: END-OF-MESSAGE from c.example[192.0.2.1]: 554 5.7.1 <END-OF-MESSAGE>: "
            "End-of-data rejected: Access denied; from=<s@example.org> to=<r@example.com> proto=ESMTP helo=<c.example>",
            "host=c.example ip=192.0.2.1 port=- helo=c.example from=s@example.org to=r@example.com phase=eod "
            "class=End-of-data list=- reason=policy.local"},
        {"postscreen's block list",
            "postscreen[1]: NOQUEUE: reject: RCPT from [192.0.2.1]:40000: 550 5.7.1 Service unavailable; client "
            "[192.0.2.1] blocked using zen.example.org; from=<s@example.org>, to=<r@example.com>, proto=ESMTP, "
            "helo=<c.example>",
            "host=- ip=192.0.2.1 port=40000 helo=c.example from=s@example.org to=r@example.com phase=rcpt class=client "
            "list=zen.example.org reason=reputation.ip-public-list"},
        {"postscreen is busy", "postscreen[1]: reject: connect from [192.0.2.1]:40000: all screening ports busy",
            "host=- ip=192.0.2.1 port=40000 helo=- from=- to=- phase=connect class=- list=- reason=rate.connections"},
        {"header check with words",
            "cleanup[1]: 4ABCDE1234: reject: header Subject: x from c.example[192.0.2.1]; from=<s@example.org> "
            "to=<r@example.com> proto=ESMTP helo=<c.example>: not here",
            "host=c.example ip=192.0.2.1 port=- helo=c.example from=s@example.org to=r@example.com phase=eod "
            "class=header list=- reason=policy.local"},
        {"body check without words",
            "cleanup[1]: 4ABCDE1234: reject: body buy from c.example[192.0.2.1]; from=<s@example.org> "
            "to=<r@example.com> proto=ESMTP helo=<c.example>",
            "host=c.example ip=192.0.2.1 port=- helo=c.example from=s@example.org to=r@example.com phase=eod "
            "class=body "
            "list=- reason=policy.local"},
        {"milter at the end of the message",
            "cleanup[1]: 4ABCDE1234: milter-reject: END-OF-MESSAGE from c.example[192.0.2.1]: 5.7.1 spam; "
            "from=<s@example.org> to=<r@example.com> proto=ESMTP helo=<c.example>",
            "host=c.example ip=192.0.2.1 port=- helo=c.example from=s@example.org to=r@example.com phase=eod "
            "class=milter list=- reason=content.spam"},
        {"milter at RCPT",
            "smtpd[1]: NOQUEUE: milter-reject: RCPT from c.example[192.0.2.1]: 550 5.7.1 no; from=<s@example.org> "
            "to=<r@example.com> proto=ESMTP helo=<c.example>",
            "host=c.example ip=192.0.2.1 port=- helo=c.example from=s@example.org to=r@example.com phase=rcpt "
            "class=milter list=- reason=policy.local"},
        {"a proxy filter",
            "smtpd[7]: NOQUEUE: client=c.example[192.0.2.1]\n2026-11-22T10:00:01Z mx1 postfix/smtpd[7]: proxy-reject: "
            "END-OF-MESSAGE: 554 5.7.0 Reject, id=1 - spam; from=<s@example.org> to=<r@example.com> proto=ESMTP "
            "helo=<c.example>",
            "host=c.example ip=192.0.2.1 port=- helo=c.example from=s@example.org to=r@example.com phase=eod "
            "class=proxy filter list=- reason=content.spam"},
    }));
    CAPTURE(c.name);
    CHECK(rejection(log_of({c.line})) == c.told);
}

TEST_CASE("Failed logins are counted by method, user and client", "[cli][rejection]") {
    std::string const text = report(log_of({
        "smtpd[1]: warning: unknown[192.0.2.1]: SASL LOGIN authentication failed: x, sasl_username=admin",
        "smtpd[1]: warning: unknown[192.0.2.1]: SASL LOGIN authentication failed: x, sasl_username=admin",
        "smtps/smtpd[1]: warning: c.example[192.0.2.2]: SASL PLAIN authentication failed: x, sasl_username=root",
        "smtpd[1]: warning: unknown[192.0.2.3]: SASL LOGIN authentication failed: x",
    }));
    CHECK_THAT(text,
        Catch::Contains("\n  logins     4 failed: LOGIN (3) and PLAIN (1)\n"
                        "             as admin (2) and root (1)\n"
                        "             from 192.0.2.1 (2), 192.0.2.2 (1) and 192.0.2.3 (1)\n"));
    CHECK_THAT(report(log_of({"smtpd[1]: disconnect from c.example[192.0.2.1] quit=1 commands=1"})),
        !Catch::Contains("logins"));
}

TEST_CASE("A cause names the recipient, the queue id and the other side", "[cli][text]") {
    struct Case {
        std::string_view name, line, told;
    };
    auto const c = GENERATE(values<Case>({
        {"a bounce",
            "smtp[1]: 4ABCDE1234: to=<r@example.com>, relay=mx.example.com[192.0.2.9]:25, delay=1, delays=0/0/0/1, "
            "dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.9] said: 550 5.1.1 no (in reply to RCPT TO "
            "command))",
            "\n  for     r@example.com (4ABCDE1234, mx.example.com[192.0.2.9]:25)\n"},
        {"no host was reached",
            "smtp[1]: 4ABCDE1234: to=<r@example.com>, relay=none, delay=1, delays=0/0/0/1, dsn=5.4.4, status=bounced "
            "(Host or domain name not found. Name service error for name=example.com type=AAAA: Host not found)",
            "\n  for     r@example.com (4ABCDE1234)\n"},
        {"a client that was refused before it named anybody",
            "smtpd[1]: NOQUEUE: reject: EHLO from c.example[192.0.2.1]: 504 5.5.2 <c>: Helo command rejected: need "
            "fully-qualified hostname; proto=SMTP helo=<c>",
            "\n  for     c.example[192.0.2.1]\n"},
    }));
    CAPTURE(c.name);
    CHECK_THAT(report(log_of({c.line})), Catch::Contains(std::string(c.told)));
}

TEST_CASE("A greeting that refuses is no refused connection", "[cli][text]") {
    std::string const text = report(log_of({
        "smtp[1]: 4ABCDE1234: to=<r@example.com>, relay=mx.example.com[192.0.2.9]:25, delay=1, delays=0/0/0/1, "
        "dsn=5.7.1, status=bounced (host mx.example.com[192.0.2.9] refused to talk to me: 554 5.7.1 no)",
    }));
    CHECK_THAT(text, Catch::Contains("line 1  greeting refused: 554 5.7.1\n"));
}

TEST_CASE("Warnings, fatal errors and panics are told by topic, with how the program ended", "[cli][text]") {
    std::string const text = report(log_of({
        "master[1]: fatal: bind 0.0.0.0 port 25: Address already in use",
        "smtpd[2]: panic: vbuf_write: bad",
        "smtpd[3]: warning: dict_nis_init: NIS domain name not set",
        "smtpd[3]: warning: dnsblog reply timeout 10s for zen.example.org",
        "smtpd[3]: warning: dnsblog reply timeout 10s for bl.example.org",
    }));
    CHECK_THAT(text,
        Catch::Contains("anomalies: 2 errors, 3 warnings\n") &&
            Catch::Contains("error   LG-NETWORK  line 1: fatal: bind 0.0.0.0 port 25: Address already in use\n") &&
            Catch::Contains("error   LG-OTHER  line 2: panic: vbuf_write: bad\n") &&
            Catch::Contains("warning LG-DNS  line 4: dnsblog reply timeout 10s for zen.example.org\n") &&
            Catch::Contains("and 1 more of LG-DNS"));
}

TEST_CASE("A file that is missing or empty is only that", "[cli][text]") {
    Folder folder;
    folder.write("empty.log", "");
    Outcome const missing = run(Call{.arguments = {"nosuch.log"}, .folder = folder.path()});
    CHECK(missing.status == 3);
    CHECK_THAT(missing.out,
        Catch::StartsWith(
            "nosuch.log  not read\n\nanomalies: 1 error\n  error   IN-UNREADABLE  nosuch.log: No such file"));
    Outcome const empty = run(Call{.arguments = {"empty.log"}, .folder = folder.path()});
    CHECK(empty.status == 5);
    CHECK_THAT(empty.out, Catch::StartsWith("empty.log  not read\n\nanomalies: 1 error\n  error   IN-EMPTY"));
}

TEST_CASE("A gate that has nothing to judge says so, and can be made to fail", "[cli][exit]") {
    struct Case {
        std::string_view name;
        std::vector<std::string> arguments;
        int status;
        std::string_view err;
    };
    std::string const log = sample_path("postfix/mail.log");
    auto const c = GENERATE(values<Case>({
        {"a domain that is nowhere", {"--domain", "nowhere.example"}, 0,
            "whybounce: nothing passed the options that narrow, so there was nothing to judge\n"
            "           --must-match makes this status 5\n"},
        {"the same, strictly", {"--must-match", "--domain", "nowhere.example"}, 5,
            "whybounce: nothing passed the options that narrow, so there was nothing to judge\n"},
        {"something was judged", {"--must-match", "--fail-on", "never", "--domain", "example.org"}, 0, ""},
    }));
    CAPTURE(c.name);
    std::vector<std::string> arguments{"check", "--year", "2026"};
    arguments.insert(arguments.end(), c.arguments.begin(), c.arguments.end());
    arguments.push_back(log);
    Outcome const outcome = run(arguments);
    CHECK(outcome.status == c.status);
    CHECK_THAT(outcome.err, Catch::Contains(std::string(c.err)));
    CHECK(outcome.err.empty() == c.err.empty());
}
