#include "correlate/links.hpp"

#include "record_collector.hpp"

/// Queue ids that belong together become one message; notices know their origin.
using namespace whybounce;
using namespace whybounce::test;

namespace {

/// Lines "daemon[pid]: text" of one host, each a second later.
std::string log_of(std::initializer_list<std::string_view> lines) {
    std::string text;
    int second = 0;
    for (std::string_view const line : lines) {
        text += "2026-11-22T10:00:" + std::string(second < 10 ? "0" : "") + std::to_string(second) + "Z mx1 postfix/";
        text.append(line).append("\n");
        ++second;
    }
    return text;
}

/// "4A01+4B02 s@example.org: a@example.com sent 1, …; child of 4A01 by bounce"
std::string told(MessageRecord const& message) {
    std::string text;
    for (std::string const& id : message.queue_ids) text += (text.empty() ? "" : "+") + id;
    for (RecipientRecord const& recipient : message.recipients) {
        text.append(" ").append(recipient.recipient).append(" ").append(to_string(recipient.fate));
        if (recipient.attempts != 1) text += "*" + std::to_string(recipient.attempts);
    }
    if (message.parent) text.append(" < ").append(*message.parent).append(" ").append(*message.relation);
    return text;
}

Strings told(RecordCollector const& records) {
    Strings all;
    for (MessageRecord const& message : records.messages) all.push_back(told(message));
    return all;
}

#define CLIENT "smtpd[1]: 4A01: client=out.sender.example[198.51.100.4]"
#define FIRST_ACTIVE "qmgr[3]: 4A01: from=<s@sender.example>, size=900, nrcpt=1 (queue active)"
#define INTO_FILTER                                                                                                    \
    "smtp[4]: 4A01: to=<r@shop.example>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, "       \
    "status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4B02)"
#define BACK "smtpd[5]: 4B02: client=localhost[127.0.0.1]"
#define BACK_ACTIVE "qmgr[3]: 4B02: from=<s@sender.example>, size=950, nrcpt=1 (queue active)"
#define SENT                                                                                                           \
    "smtp[6]: 4B02: to=<r@shop.example>, relay=mx.shop.example[203.0.113.9]:25, delay=1, delays=0/0/0/1, "             \
    "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 9F)"

// A filter that pipe(8) starts, as in FILTER_README: it gives the mail back to sendmail(1).
#define CLIENT_ID "cleanup[2]: 4A01: message-id=<m1@sender.example>"
#define PIPED                                                                                                          \
    "pipe[4]: 4A01: to=<r@shop.example>, relay=spamfilter, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent "           \
    "(delivered via spamfilter service)"
#define GONE "qmgr[3]: 4A01: removed"
#define PICKED_UP "pickup[5]: 4B02: uid=112 from=<s@sender.example>"
#define PICKED_UP_ID "cleanup[2]: 4B02: message-id=<m1@sender.example>"
#define DEFERRED                                                                                                       \
    "smtp[6]: 4B02: to=<r@shop.example>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred "             \
    "(connect to mx.shop.example[203.0.113.9]:25: Connection refused)"

// A filter that speaks LMTP and names no queue id, such as dspam: it gives the mail back by SMTP, without XFORWARD.
#define HANDED(ID, TO)                                                                                                 \
    "lmtp[4]: " ID ": to=<" TO ">, relay=127.0.0.1[127.0.0.1]:10026, delay=1, delays=0/0/0/1, dsn=2.6.0, status=sent " \
    "(250 2.6.0 <" TO "> Message accepted for delivery)"
#define BACK_ID "cleanup[2]: 4B02: message-id=<m1@sender.example>"
#define MAILBOX(ID, TO)                                                                                                \
    "lmtp[6]: " ID ": to=<" TO ">, relay=mx1[private/dovecot-lmtp], delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent "  \
    "(250 2.0.0 <" TO "> Saved)"
#define BACK_GONE "qmgr[3]: 4B02: removed"

} // namespace

TEST_CASE("The hops through a content filter are one message", "[correlate][links]") {
    struct Case {
        std::string_view name;
        std::string log, told;
    };
    auto const c = GENERATE(values<Case>({
        {"amavis, named by its reply",
            log_of({CLIENT, FIRST_ACTIVE, BACK, BACK_ACTIVE, INTO_FILTER, "qmgr[3]: 4A01: removed", SENT,
                "qmgr[3]: 4B02: removed"}),
            "4A01+4B02 r@shop.example sent"},
        {"the last hop ends before the first is logged",
            log_of({CLIENT, FIRST_ACTIVE, BACK, BACK_ACTIVE, SENT, "qmgr[3]: 4B02: removed", INTO_FILTER,
                "qmgr[3]: 4A01: removed"}),
            "4A01+4B02 r@shop.example sent"},
        {"named by XFORWARD",
            log_of({CLIENT, FIRST_ACTIVE,
                "smtpd[5]: 4B02: client=localhost[127.0.0.1], orig_queue_id=4A01, "
                "orig_client=out.sender.example[198.51.100.4]",
                BACK_ACTIVE, SENT, "qmgr[3]: 4B02: removed", INTO_FILTER, "qmgr[3]: 4A01: removed"}),
            "4A01+4B02 r@shop.example sent"},
        {"the filter expands an alias",
            log_of({CLIENT, FIRST_ACTIVE, BACK, BACK_ACTIVE, INTO_FILTER, "qmgr[3]: 4A01: removed",
                "smtp[6]: 4B02: to=<x@shop.example>, orig_to=<r@shop.example>, relay=mx[203.0.113.9]:25, delay=1, "
                "delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)",
                "smtp[6]: 4B02: to=<y@shop.example>, orig_to=<r@shop.example>, relay=mx[203.0.113.9]:25, delay=1, "
                "delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx[203.0.113.9] said: 550 no (in reply to RCPT TO "
                "command))",
                "qmgr[3]: 4B02: removed"}),
            "4A01+4B02 x@shop.example sent y@shop.example bounced"},
        {"three hops, as Zimbra has them",
            log_of({CLIENT, FIRST_ACTIVE, BACK, BACK_ACTIVE, INTO_FILTER, "qmgr[3]: 4A01: removed",
                "smtpd[7]: 4C03: client=localhost[127.0.0.1]",
                "smtp[6]: 4B02: to=<r@shop.example>, relay=127.0.0.1[127.0.0.1]:10032, delay=1, delays=0/0/0/1, "
                "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4C03)",
                "qmgr[3]: 4B02: removed",
                "lmtp[8]: 4C03: to=<r@shop.example>, relay=store.shop.example[203.0.113.9]:7025, delay=1, "
                "delays=0/0/0/1, dsn=2.1.5, status=sent (250 2.1.5 Delivery OK)",
                "qmgr[3]: 4C03: removed"}),
            "4A01+4B02+4C03 r@shop.example sent"},
        {"still in the queue behind the filter",
            log_of({CLIENT, FIRST_ACTIVE, BACK, BACK_ACTIVE, INTO_FILTER, "qmgr[3]: 4A01: removed"}),
            "4A01+4B02 r@shop.example filtered*0"},
        {"a filter started by pipe, picked up after it ended",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, PIPED, GONE, PICKED_UP, PICKED_UP_ID, BACK_ACTIVE, SENT,
                "qmgr[3]: 4B02: removed"}),
            "4A01+4B02 r@shop.example sent"},
        {"a filter started by pipe, picked up before it ended",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, PICKED_UP, PICKED_UP_ID, PIPED, BACK_ACTIVE, GONE, SENT,
                "qmgr[3]: 4B02: removed"}),
            "4A01+4B02 r@shop.example sent"},
        {"a filter started by pipe, and delivered before it ended",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, PICKED_UP, PICKED_UP_ID, BACK_ACTIVE, SENT, PIPED, GONE,
                "qmgr[3]: 4B02: removed"}),
            "4A01+4B02 r@shop.example sent"},
        {"a filter started by pipe, and then deferred twice",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, PIPED, PICKED_UP, GONE, PICKED_UP_ID, BACK_ACTIVE, DEFERRED,
                DEFERRED}),
            "4A01+4B02 r@shop.example deferred*2"},
        {"a filter without queue ids, back before it answers",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, BACK, BACK_ID, BACK_ACTIVE, HANDED("4A01", "r@shop.example"), GONE,
                MAILBOX("4B02", "r@shop.example"), BACK_GONE}),
            "4A01+4B02 r@shop.example sent"},
        {"a filter without queue ids, back after it answered",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, HANDED("4A01", "r@shop.example"), GONE, BACK, BACK_ID, BACK_ACTIVE,
                MAILBOX("4B02", "r@shop.example"), BACK_GONE}),
            "4A01+4B02 r@shop.example sent"},
        {"a filter without queue ids, delivered and gone before it answers",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, BACK, BACK_ID, BACK_ACTIVE, MAILBOX("4B02", "r@shop.example"),
                BACK_GONE, HANDED("4A01", "r@shop.example"), GONE}),
            "4A01+4B02 r@shop.example sent"},
        {"a filter without queue ids, back from the host's own name",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, "smtpd[5]: 4B02: client=mx1.shop.example[203.0.113.20]", BACK_ID,
                BACK_ACTIVE, HANDED("4A01", "r@shop.example"), GONE, MAILBOX("4B02", "r@shop.example"), BACK_GONE}),
            "4A01+4B02 r@shop.example sent"},
        {"a filter on a socket",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, BACK, BACK_ID, BACK_ACTIVE,
                "lmtp[4]: 4A01: to=<r@shop.example>, relay=mx1[/run/dspam/dspam.sock], delay=1, delays=0/0/0/1, "
                "dsn=2.6.0, status=sent (250 2.6.0 <r@shop.example> Message accepted for delivery)",
                GONE, MAILBOX("4B02", "r@shop.example"), BACK_GONE}),
            "4A01+4B02 r@shop.example sent"},
        {"a filter that has queue ids of its own",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, BACK, BACK_ID, BACK_ACTIVE,
                "smtp[4]: 4A01: to=<r@shop.example>, relay=127.0.0.1[127.0.0.1]:10026, delay=1, delays=0/0/0/1, "
                "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 77)",
                GONE, MAILBOX("4B02", "r@shop.example"), BACK_GONE}),
            "4A01+4B02 r@shop.example sent"},
        {"a filter without queue ids, deferred behind it",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, BACK, BACK_ID, BACK_ACTIVE, HANDED("4A01", "r@shop.example"), GONE,
                DEFERRED, DEFERRED}),
            "4A01+4B02 r@shop.example deferred*2"},
        {"a filter without queue ids, then a mailbox server on the loopback",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, BACK, BACK_ID, BACK_ACTIVE, HANDED("4A01", "r@shop.example"), GONE,
                HANDED("4B02", "r@shop.example"), BACK_GONE}),
            "4A01+4B02 r@shop.example sent"},
        {"a filter without queue ids, an alias behind it",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, BACK, BACK_ID, BACK_ACTIVE, HANDED("4A01", "r@shop.example"), GONE,
                "smtp[6]: 4B02: to=<x@shop.example>, orig_to=<r@shop.example>, relay=mx[203.0.113.9]:25, delay=1, "
                "delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)",
                BACK_GONE}),
            "4A01+4B02 x@shop.example sent"},
        {"a filter without queue ids that takes two recipients in one",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, BACK, BACK_ID, BACK_ACTIVE, HANDED("4A01", "r@shop.example"),
                MAILBOX("4B02", "r@shop.example"), MAILBOX("4B02", "q@shop.example"), BACK_GONE,
                HANDED("4A01", "q@shop.example"), GONE}),
            "4A01+4B02 r@shop.example sent q@shop.example sent"},
        {"a filter without queue ids that takes recipients one by one",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, BACK, BACK_ID, BACK_ACTIVE, HANDED("4A01", "r@shop.example"),
                MAILBOX("4B02", "r@shop.example"), "smtpd[5]: 4C03: client=localhost[127.0.0.1]",
                "cleanup[2]: 4C03: message-id=<m1@sender.example>",
                "qmgr[3]: 4C03: from=<s@sender.example>, size=950, nrcpt=1 (queue active)", BACK_GONE,
                HANDED("4A01", "q@shop.example"), GONE, MAILBOX("4C03", "q@shop.example"), "qmgr[3]: 4C03: removed"}),
            "4A01+4B02+4C03 r@shop.example sent q@shop.example sent"},
        {"requeued by postsuper -r",
            log_of({CLIENT, FIRST_ACTIVE, "postsuper[9]: 4A01: requeued",
                "pickup[2]: 4B02: uid=0 from=<s@sender.example> orig_id=4A01", BACK_ACTIVE, SENT,
                "qmgr[3]: 4B02: removed"}),
            "4A01+4B02 r@shop.example sent"},
    }));
    CAPTURE(c.name);
    CHECK(told(analyse("postfix", c.log)) == Strings{c.told});
}

TEST_CASE("What only looks like a hop stays a message of its own", "[correlate][links]") {
    struct Case {
        std::string_view name;
        std::string log;
        Strings told;
    };
    auto const c = GENERATE(values<Case>({
        {"a remote server's queue id that is one of ours",
            log_of({CLIENT, FIRST_ACTIVE, "smtpd[5]: 4B02: client=peer.example[198.51.100.9]", BACK_ACTIVE, INTO_FILTER,
                "qmgr[3]: 4A01: removed", SENT, "qmgr[3]: 4B02: removed"}),
            {"4A01 r@shop.example sent", "4B02 r@shop.example sent"}},
        {"a list server that sends on under its own sender",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, PIPED, GONE,
                "pickup[5]: 4B02: uid=112 from=<list-owner@shop.example>", PICKED_UP_ID, SENT,
                "qmgr[3]: 4B02: removed"}),
            {"4B02 r@shop.example sent", "4A01 r@shop.example sent"}},
        {"a program for mailboxes that forwards",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE,
                "pipe[4]: 4A01: to=<r@shop.example>, relay=dovecot, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent "
                "(delivered via dovecot service)",
                GONE, PICKED_UP, PICKED_UP_ID, SENT, "qmgr[3]: 4B02: removed"}),
            {"4A01 r@shop.example sent", "4B02 r@shop.example sent"}},
        {"another mail that is picked up",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, PIPED, PICKED_UP, "cleanup[2]: 4B02: message-id=<m2@mx1>", SENT,
                GONE, "qmgr[3]: 4B02: removed"}),
            {"4B02 r@shop.example sent", "4A01 r@shop.example sent"}},
        {"a mailbox server on the loopback whose user has mail sent on to another address",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, BACK, BACK_ID, BACK_ACTIVE, HANDED("4A01", "r@shop.example"), GONE,
                MAILBOX("4B02", "other@shop.example"), BACK_GONE}),
            {"4A01 r@shop.example sent", "4B02 other@shop.example sent"}},
        {"handed to a server of this host, and another sender sends it on",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, BACK, BACK_ID,
                "qmgr[3]: 4B02: from=<list-owner@shop.example>, size=950, nrcpt=1 (queue active)",
                HANDED("4A01", "r@shop.example"), GONE, MAILBOX("4B02", "r@shop.example"), BACK_GONE}),
            {"4A01 r@shop.example sent", "4B02 r@shop.example sent"}},
        {"handed to a server of this host, and a mail with another message-id comes from it",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, BACK, "cleanup[2]: 4B02: message-id=<m2@mx1>", BACK_ACTIVE,
                HANDED("4A01", "r@shop.example"), GONE, MAILBOX("4B02", "r@shop.example"), BACK_GONE}),
            {"4A01 r@shop.example sent", "4B02 r@shop.example sent"}},
        {"handed to a server of this host, and the same mail comes from another host",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, "smtpd[5]: 4B02: client=peer.example[198.51.100.9]", BACK_ID,
                BACK_ACTIVE, HANDED("4A01", "r@shop.example"), GONE, MAILBOX("4B02", "r@shop.example"), BACK_GONE}),
            {"4B02 r@shop.example sent", "4A01 r@shop.example sent"}},
        {"two mails wait for the same recipient in the filter, so nobody knows which of them comes back",
            log_of({CLIENT, CLIENT_ID, FIRST_ACTIVE, "smtpd[1]: 4D04: client=out.sender.example[198.51.100.4]",
                "cleanup[2]: 4D04: message-id=<m1@sender.example>",
                "qmgr[3]: 4D04: from=<s@sender.example>, size=900, nrcpt=1 (queue active)",
                HANDED("4A01", "r@shop.example"), HANDED("4D04", "r@shop.example"), GONE, BACK, BACK_ID, BACK_ACTIVE,
                MAILBOX("4B02", "r@shop.example"), BACK_GONE}),
            {"4A01 r@shop.example sent", "4D04 r@shop.example sent", "4B02 r@shop.example sent"}},
        {"it came in before the mail that was handed over",
            log_of({BACK, BACK_ID, BACK_ACTIVE, CLIENT, CLIENT_ID, FIRST_ACTIVE, HANDED("4A01", "r@shop.example"), GONE,
                MAILBOX("4B02", "r@shop.example"), BACK_GONE}),
            {"4B02 r@shop.example sent", "4A01 r@shop.example sent"}},
        {"a local program that speaks SMTP", log_of({BACK, BACK_ACTIVE, SENT, "qmgr[3]: 4B02: removed"}),
            {"4B02 r@shop.example sent"}},
        {"an id that is used again",
            log_of({CLIENT, FIRST_ACTIVE, INTO_FILTER, CLIENT, FIRST_ACTIVE, INTO_FILTER, "qmgr[3]: 4A01: removed"}),
            {"4A01 r@shop.example sent", "4A01 r@shop.example sent"}},
    }));
    CAPTURE(c.name);
    CHECK(told(analyse("postfix", c.log)) == c.told);
}

TEST_CASE("Notices and forwarded mails know what they come of", "[correlate][links]") {
    struct Case {
        std::string_view name, line, relation;
    };
    auto const c = GENERATE(values<Case>({
        {"a bounce", "bounce[4]: 4A01: sender non-delivery notification: 4N09", "bounce"},
        {"a delay notice", "bounce[4]: 4A01: sender delay notification: 4N09", "delay-notice"},
        {"a success notice", "bounce[4]: 4A01: sender delivery status notification: 4N09", "success-notice"},
        {"a copy for the postmaster", "bounce[4]: 4A01: postmaster non-delivery notification: 4N09",
            "postmaster-notice"},
        {"a forwarded mail",
            "local[4]: 4A01: to=<r@shop.example>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent "
            "(forwarded as 4N09)",
            "forward"},
    }));
    CAPTURE(c.name);
    for (bool const named_first : {true, false}) {
        CAPTURE(named_first);
        std::string_view const child = "cleanup[2]: 4N09: message-id=<n@mx1>";
        auto const records = analyse("postfix",
            named_first ? log_of({CLIENT, FIRST_ACTIVE, c.line, child})
                        : log_of({CLIENT, FIRST_ACTIVE, child, c.line}));
        REQUIRE(records.messages.size() == 2);
        CHECK(records.messages[1].parent == "4A01");
        CHECK(records.messages[1].relation == c.relation);
        CHECK_FALSE(records.messages[0].parent);
    }
}

TEST_CASE("What postsuper does to a waiting mail is its fate", "[correlate][links]") {
    constexpr std::string_view deferred =
        "smtp[4]: 4A01: to=<r@shop.example>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred "
        "(connect to mx[203.0.113.9]:25: Connection refused)";
    CHECK(told(analyse("postfix", log_of({CLIENT, FIRST_ACTIVE, deferred, "postsuper[5]: 4A01: placed on hold"}))) ==
        Strings{"4A01 r@shop.example held"});
    CHECK(told(analyse("postfix",
              log_of({CLIENT, FIRST_ACTIVE, deferred, "postsuper[5]: 4A01: placed on hold",
                  "postsuper[5]: 4A01: released from hold"}))) == Strings{"4A01 r@shop.example deferred"});
    CHECK(told(analyse("postfix", log_of({CLIENT, FIRST_ACTIVE, deferred, "postsuper[5]: 4A01: removed"}))) ==
        Strings{"4A01 r@shop.example discarded"});
}

TEST_CASE("A mail that a proxy filter brings back is its client's", "[correlate][links]") {
    auto const records = analyse("postfix",
        log_of({"smtpd[1]: NOQUEUE: client=out.sender.example[198.51.100.4]", BACK, BACK_ACTIVE,
            "smtpd[1]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 4B02; from=<s@sender.example> "
            "to=<r@shop.example> proto=ESMTP helo=<out.sender.example>",
            SENT, "qmgr[3]: 4B02: removed"}));
    REQUIRE(records.messages.size() == 1);
    CHECK(records.messages[0].client.ip == "198.51.100.4");
}

TEST_CASE("Words of a notice and of a reply", "[correlate][links]") {
    using namespace whybounce::correlate;
    CHECK(queued_as("250 2.0.0 Ok: queued as 4bXkFc2hTzzQ1nP") == "4bXkFc2hTzzQ1nP");
    CHECK(queued_as("250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4B02)") == "4B02");
    CHECK(queued_as("250 2.0.0 Ok").empty());
    CHECK(queued_as("250 queued as ").empty());
    CHECK(relation_of("sender something new").empty());
}

TEST_CASE("A failure before the next host is that of the recipient whom it names", "[correlate][links]") {
    auto const records = analyse("postfix",
        log_of({CLIENT, FIRST_ACTIVE,
            "smtp[4]: 4A01: host mx[203.0.113.9] said: 450 4.2.0 <r@shop.example>: Greylisted (in reply to RCPT TO "
            "command)",
            "smtp[4]: 4A01: lost connection with mx2[203.0.113.10] while receiving the initial server greeting"}));
    REQUIRE(records.failures.size() == 2);
    CHECK(records.failures[0].recipient == "r@shop.example");
    CHECK_FALSE(records.failures[1].recipient);
}

TEST_CASE("A suspended delivery follows from the recipient's own failure", "[correlate][links]") {
    auto const records = analyse("postfix",
        log_of({CLIENT, FIRST_ACTIVE,
            "smtp[4]: 4A01: to=<r@shop.example>, relay=mx[203.0.113.9]:25, delay=1, delays=0/0/0/1, dsn=4.2.0, "
            "status=deferred (host mx[203.0.113.9] said: 450 4.2.0 later (in reply to RCPT TO command))",
            "error[5]: 4A01: to=<r@shop.example>, relay=none, delay=2, delays=2/0/0/0, dsn=4.4.2, status=deferred "
            "(delivery temporarily suspended: lost connection with mx[203.0.113.9] while sending end of data)",
            "error[5]: 4A01: to=<q@shop.example>, relay=none, delay=2, delays=2/0/0/0, dsn=4.4.2, status=deferred "
            "(delivery temporarily suspended: lost connection with mx[203.0.113.9] while sending end of data)"}));
    REQUIRE(records.failures.size() == 3);
    CHECK_FALSE(records.failures[0].caused_by);
    CHECK(records.failures[1].caused_by == 3U);
    CHECK_FALSE(records.failures[2].caused_by);
}
