#include "input_support.hpp"
#include "program.hpp"

/// `trace`: the story of messages, with the lines that prove it.
using namespace whybounce::test;
using whybounce::input::test::Folder;

namespace {

/// A hop through a content filter whose first delivery is logged late; a queue id that is used again; a requeued mail;
/// a refusal without a queue id.
constexpr std::string_view log_text =
    "Nov 22 10:00:00 mx postfix/smtpd[100]: Anonymous TLS connection established from desk.example.org[192.0.2.31]: "
    "TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\n"
    "Nov 22 10:00:00 mx postfix/smtpd[100]: 1A2B3C4D5E: client=desk.example.org[192.0.2.31], sasl_method=PLAIN, "
    "sasl_username=alice\n"
    "Nov 22 10:00:00 mx postfix/cleanup[101]: 1A2B3C4D5E: message-id=<one@desk.example.org>\n"
    "Nov 22 10:00:00 mx postfix/qmgr[102]: 1A2B3C4D5E: from=<alice@example.org>, size=503, nrcpt=1 (queue active)\n"
    "Nov 22 10:00:01 mx postfix/smtpd[103]: 2B3C4D5E6F: client=localhost[127.0.0.1]\n"
    "Nov 22 10:00:01 mx postfix/cleanup[101]: 2B3C4D5E6F: message-id=<one@desk.example.org>\n"
    "Nov 22 10:00:01 mx postfix/qmgr[102]: 2B3C4D5E6F: from=<alice@example.org>, size=903, nrcpt=1 (queue active)\n"
    "Nov 22 10:00:01 mx postfix/smtp[105]: 2B3C4D5E6F: to=<carol@example.com>, relay=mx.example.com[198.51.100.10]:25, "
    "delay=0.5, delays=0.1/0/0.2/0.2, dsn=4.2.0, status=deferred (host mx.example.com[198.51.100.10] said: 450 4.2.0 "
    "<carol@example.com>: Greylisted (in reply to RCPT TO command))\n"
    "Nov 22 10:00:01 mx amavis[99]: (00099-01) Passed CLEAN {RelayedOutbound}, <alice@example.org> -> "
    "<carol@example.com>, queued_as: 2B3C4D5E6F\n"
    "Nov 22 10:00:01 mx postfix/smtp[104]: 1A2B3C4D5E: to=<carol@example.com>, relay=127.0.0.1[127.0.0.1]:10024, "
    "delay=0.9, delays=0.1/0/0/0.8, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: "
    "queued as 2B3C4D5E6F)\n"
    "Nov 22 10:00:01 mx postfix/qmgr[102]: 1A2B3C4D5E: removed\n"
    "Nov 22 10:05:01 mx postfix/qmgr[102]: 2B3C4D5E6F: from=<alice@example.org>, size=903, nrcpt=1 (queue active)\n"
    "Nov 22 10:05:01 mx postfix/smtp[105]: 2B3C4D5E6F: to=<carol@example.com>, relay=mx.example.com[198.51.100.10]:25, "
    "delay=300, delays=300/0/0.2/0.2, dsn=4.2.0, status=deferred (host mx.example.com[198.51.100.10] said: 450 4.2.0 "
    "<carol@example.com>: Greylisted (in reply to RCPT TO command))\n"
    "Nov 22 10:15:01 mx postfix/qmgr[102]: 2B3C4D5E6F: from=<alice@example.org>, size=903, nrcpt=1 (queue active)\n"
    "Nov 22 10:15:01 mx postfix/smtp[105]: 2B3C4D5E6F: to=<carol@example.com>, relay=mx.example.com[198.51.100.10]:25, "
    "delay=900, delays=900/0/0.2/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as ABCDEF0123)\n"
    "Nov 22 10:15:01 mx postfix/qmgr[102]: 2B3C4D5E6F: removed\n"
    "Nov 22 10:16:00 mx postfix/smtpd[100]: NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 554 5.7.1 Service "
    "unavailable; Client host [203.0.113.9] blocked using zen.example.net; listed; from=<spam@example.biz> "
    "to=<alice@example.org> proto=ESMTP helo=<bad.example.biz>\n"
    "Nov 22 10:17:00 mx postfix/smtpd[100]: warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: "
    "authentication failure, sasl_username=alice\n"
    "Nov 22 10:18:00 mx postfix/pickup[100]: 1A2B3C4D5E: uid=0 from=<root>\n"
    "Nov 22 10:18:00 mx postfix/cleanup[101]: 1A2B3C4D5E: message-id=<two@mx.example.org>\n"
    "Nov 22 10:18:00 mx postfix/qmgr[102]: 1A2B3C4D5E: from=<root@mx.example.org>, size=103, nrcpt=1 (queue active)\n"
    "Nov 22 10:18:00 mx postfix/local[106]: 1A2B3C4D5E: to=<alice@example.org>, orig_to=<root>, relay=local, "
    "delay=0.1, delays=0.1/0/0/0, dsn=2.0.0, status=sent (delivered to mailbox)\n"
    "Nov 22 10:18:00 mx postfix/qmgr[102]: 1A2B3C4D5E: removed\n"
    "Nov 22 10:19:00 mx postfix/smtpd[100]: 3C4D5E6F70: client=desk.example.org[192.0.2.31]\n"
    "Nov 22 10:19:00 mx postfix/cleanup[101]: 3C4D5E6F70: message-id=<three@desk.example.org>\n"
    "Nov 22 10:19:00 mx postfix/qmgr[102]: 3C4D5E6F70: from=<alice@example.org>, size=503, nrcpt=1 (queue active)\n"
    "Nov 22 10:19:01 mx postfix/smtp[105]: 3C4D5E6F70: to=<dave@example.com>, relay=none, delay=1, delays=1/0/0/0, "
    "dsn=4.4.1, status=deferred (connect to mx.example.com[198.51.100.10]:25: Connection timed out)\n"
    "Nov 22 10:20:00 mx postfix/postsuper[200]: 3C4D5E6F70: requeued\n"
    "Nov 22 10:20:00 mx postfix/postsuper[200]: Requeued: 1 message\n"
    "Nov 22 10:20:01 mx postfix/pickup[100]: 4D5E6F7081: uid=89 from=<alice@example.org> orig_id=3C4D5E6F70\n"
    "Nov 22 10:20:01 mx postfix/cleanup[101]: 4D5E6F7081: message-id=<three@desk.example.org>\n"
    "Nov 22 10:20:01 mx postfix/qmgr[102]: 4D5E6F7081: from=<alice@example.org>, size=503, nrcpt=1 (queue active)\n"
    "Nov 22 10:20:02 mx postfix/smtp[105]: 4D5E6F7081: to=<dave@example.com>, relay=mx.example.com[198.51.100.10]:25, "
    "delay=62, delays=61/0/1/0, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as ABCDEF0124)\n"
    "Nov 22 10:20:02 mx postfix/qmgr[102]: 4D5E6F7081: removed\n";

struct Story {
    std::string_view name, word;
    int status;
    std::vector<std::string_view> holds, lacks;
};

Outcome trace(std::vector<std::string> options, std::string_view text = log_text) {
    Folder const folder;
    folder.write("mail.log", text);
    options.insert(options.begin(), "trace");
    options.insert(options.end(), {"--year", "2026", "mail.log"});
    return run(Call{.arguments = options, .folder = folder.path()});
}

std::string squeezed(std::string_view text) {
    std::string words;
    for (char const c : text) {
        char const blank = c == '\n' ? ' ' : c;
        if (blank != ' ' || (!words.empty() && words.back() != ' ')) words += blank;
    }
    return words;
}

} // namespace

TEST_CASE("A story tells what its lines prove", "[cli][trace]") {
    auto const c = GENERATE(values<Story>({
        {"recipient behind a content filter", "carol@example.com", 0,
            {"message 1A2B3C4D5E, 2B3C4D5E6F from <alice@example.org>",
                "came from desk.example.org[192.0.2.31], logged in as alice (PLAIN) (mail.log:2)",
                "TLS with desk.example.org[192.0.2.31]: TLSv1.3 TLS_AES_256_GCM_SHA384 (Anonymous) (mail.log:1)",
                "message-id <one@desk.example.org> (mail.log:3)", "503 octets, 1 recipient (mail.log:4)",
                "came back from the content filter as 2B3C4D5E6F, from localhost[127.0.0.1] (mail.log:5)",
                "carol@example.com: deferred, relay mx.example.com[198.51.100.10]:25 (mail.log:8)",
                "450 4.2.0 <carol@example.com>: Greylisted",
                "0.5 s in all: 0.1 s before the active queue, 0 s in it, 0.2 s to connect, 0.2 s to send",
                "why: Greylisted (rate.greylisted); who: nobody; retry: later",
                "= carol@example.com: sent; 3 attempts (mail.log:15)", "carol@example.com: 1 message (1 sent)"},
            {"two@mx", "mail.log:17"}},
        {"the address in other letters", "<CAROL@Example.COM>", 0, {"CAROL@Example.COM>: 1 message (1 sent)"}, {}},
        {"a queue id that is used again names both mails", "1A2B3C4D5E", 0,
            {"message 1A2B3C4D5E, 2B3C4D5E6F from", "message 1A2B3C4D5E from <root>", ": 2 messages (2 sent)",
                "= alice@example.org (for root): sent; 1 attempt (mail.log:22)"},
            {}},
        {"the second queue id names the whole mail", "2B3C4D5E6F", 0, {"came from desk.example.org"}, {"root"}},
        {"a message-id", "<two@mx.example.org>", 0,
            {"handed in by a program on this host, uid 0, from <root> (mail.log:19)", "1 message (1 sent)"},
            {"one@desk"}},
        {"the id that the next host gave it", "ABCDEF0123", 0, {"message 1A2B3C4D5E, 2B3C4D5E6F"}, {"3C4D5E6F70"}},
        {"a login", "alice", 0, {"message 1A2B3C4D5E, 2B3C4D5E6F", "1 message"}, {"root"}},
        {"an alias", "root", 0, {"1 message (1 sent)"}, {"carol"}},
        {"requeued", "dave@example.com", 0,
            {"message 3C4D5E6F70, 4D5E6F7081",
                "put into the queue again as 4D5E6F7081; it was 3C4D5E6F70 (mail.log:30)",
                "= dave@example.com: sent; 2 attempts (mail.log:33)"},
            {"TLS"}}, // the one of another session
        {"a refusal", "spam@example.biz", 0,
            {"refused before it came into the queue",
                "[203.0.113.9], from <spam@example.biz> to <alice@example.org> "
                "(mail.log:17)",
                "reputation.ip-public-list", "spam@example.biz: 1 rejection"},
            {"message "}},
        {"a domain", "@example.com", 0, {"example.com: 2 messages (2 sent)"}, {"root"}},
        {"a part of a domain is none", "ample.com", 1, {"nothing found of ample.com"}, {}},
        {"nobody", "nobody@example.net", 1, {"nothing found of nobody@example.net"}, {}},
    }));
    CAPTURE(c.name);
    auto const outcome = trace({std::string(c.word)});
    CHECK(outcome.status == c.status);
    CHECK(outcome.err.empty());
    std::string const words = squeezed(outcome.out);
    CAPTURE(words);
    for (std::string_view const part : c.holds) CHECK_THAT(words, Catch::Contains(std::string(part)));
    for (std::string_view const part : c.lacks) CHECK_THAT(words, !Catch::Contains(std::string(part)));
}

TEST_CASE("One of many recipients is told alone, the others are counted", "[cli][trace]") {
    auto const outcome = run({"trace", "nobody@example.net", sample_path("postfix/mail.log"), "--year", "2026"});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::Contains("= 2 other recipients: 1 expired, 1 sent"));
    CHECK_THAT(outcome.out, !Catch::Contains("alice@example.net"));
    CHECK_THAT(
        outcome.out, Catch::Contains("message 4jXJ7J40TNzGY from <>: tells the sender that 4jXJ7J3cv2zGT was not"));
    CHECK_THAT(outcome.out, Catch::Contains("4jXJ7K0KPgzGc from <alice@example.org>: 4jXJ7K0JS2zGb, forwarded"));
}

TEST_CASE("The records of a story are those of the report", "[cli][trace]") {
    std::string const log = sample_path("postfix/mail.log");
    auto const told = records_of(run({"trace", "4jXJ7J3cv2zGT", log, "--format", "ndjson"}).out);
    auto const reported =
        records_of(run({"report", "--queue-id", "4jXJ7J3cv2zGT", "--all", "--events", log, "--format", "ndjson"}).out);
    REQUIRE(!told.empty());
    CHECK(text_at(told.front(), "record") == "header");
    CHECK(text_at(told.back(), "record") == "summary");
    CHECK(told.back()["messages"].GetInt() == 3); // with its two notices
    CHECK(told.back()["problems"].GetInt() == reported.back()["problems"].GetInt());
    for (char const* const kind : {"message", "failure", "delivery", "event"}) {
        CAPTURE(kind);
        std::size_t found = 0;
        auto const all = of_kind(told, kind);
        for (auto const* const record : of_kind(reported, kind))
            found += std::ranges::any_of(all, [&](auto const* other) { return *other == *record; }) ? 1U : 0U;
        CHECK(found > 0);
        CHECK(found == of_kind(reported, kind).size());
    }
}

TEST_CASE("Standard input can be traced, plain and in the wraps of a journal", "[cli][trace]") {
    for (char const* const sample :
        {"mail.log", "journal-json.log", "journal-export.log", "docker.log", "kubernetes.log"}) {
        CAPTURE(sample);
        std::string const text = file_text(sample_path("postfix/" + std::string(sample)));
        auto const records =
            records_of(run({"report", "--format", "ndjson", sample_path("postfix/" + std::string(sample))}).out);
        auto const* const message = of_kind(records, "message").front();
        std::string const id = (*message)["queue_ids"][0].GetString();
        auto const outcome = run(Call{.arguments = {"trace", id, "-"}, .input = text});
        CHECK(outcome.status == 0);
        CHECK_THAT(outcome.out, Catch::Contains("message " + id));
    }
}

TEST_CASE("A trace says what it cannot read", "[cli][trace]") {
    struct Case {
        std::string_view name;
        std::vector<std::string> arguments;
        int status;
        std::string_view says;
    };
    auto const c = GENERATE(values<Case>({
        {"no word", {"trace"}, 2, "nothing to look for"},
        {"an empty word", {"trace", "<>", sample_path("postfix/mail.log")}, 2, "nothing to look for"},
        {"no such file", {"trace", "carol@example.com", "/nowhere/mail.log"}, 3, "/nowhere/mail.log"},
        {"a session", {"trace", "bob@example.org", sample_path("telnet/rcpt-550-unknown.txt")}, 5, "no mail log"},
        {"no such option", {"trace", "--domain", "x", "y"}, 2, "--domain"},
    }));
    CAPTURE(c.name);
    auto const outcome = run(c.arguments);
    CHECK(outcome.status == c.status);
    CHECK_THAT(squeezed(outcome.out + outcome.err), Catch::Contains(std::string(c.says)));
}

TEST_CASE("Narrowed by time and number, the last stories stay", "[cli][trace]") {
    CHECK_THAT(trace({"alice@example.org", "--since", "2026-11-22T10:18"}).out, Catch::Contains(": 2 messages ("));
    CHECK_THAT(
        trace({"alice@example.org", "--until", "2026-11-22T10:18"}).out, Catch::Contains(": 1 message, 1 rejection"));
    auto const last = trace({"alice@example.org", "--top", "1"});
    CHECK_THAT(last.out, Catch::Contains("message 3C4D5E6F70, 4D5E6F7081") && !Catch::Contains("message 1A2B3C4D5E"));
    CHECK_THAT(last.out, Catch::Contains("only the last 1 is shown"));
}

TEST_CASE("A deferral that is logged before the filter's reply is one problem", "[cli][trace]") {
    Folder const folder;
    folder.write("mail.log", log_text);
    for (char const* const format : {"json", "text"}) {
        auto const outcome = run(
            Call{.arguments = {"report", "--year", "2026", "--format", format, "mail.log"}, .folder = folder.path()});
        CAPTURE(outcome.out);
        bool const json = std::string_view(format) == "json";
        CHECK_THAT(outcome.out, Catch::Contains(json ? "\"problems\":4" : "5 lines about 4 problems"));
    }
}

TEST_CASE("Damage of what is piped is told, and what stands before it is traced", "[cli][trace][damage]") {
    std::string log;
    for (int i = 0; i < 200; ++i) log += log_text;
    std::string const packed = whybounce::input::test::gzipped(log);
    auto const traced = run(Call{.arguments = {"trace", "--year", "2026", "carol@example.com", "-"},
        .input = packed.substr(0, packed.size() / 2)});
    CHECK(traced.status == 3);
    CHECK_THAT(traced.out, Catch::Contains("carol@example.com") && Catch::Contains("IN-DAMAGED-ARCHIVE"));
}

TEST_CASE("A rejection that stands in two logs is one story", "[cli][trace][overlaps]") {
    Folder folder;
    std::string const log(log_text), more = "Nov 22 11:00:00 mx postfix/qmgr[1]: warning: more\n";
    folder.write("mail.log", log + more);
    folder.write("mail.log.1", log);
    auto const outcome = run(Call{
        .arguments = {"trace", "--format", "ndjson", "--year", "2026", "spam@example.biz", "mail.log", "mail.log.1"},
        .folder = folder.path()});
    CHECK(outcome.status == 0);
    auto const records = records_of(outcome.out);
    CHECK(of_kind(records, "failure").size() == 1);
}
