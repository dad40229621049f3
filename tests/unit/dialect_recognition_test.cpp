#include "whybounce/event.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace whybounce;

namespace {

struct Case {
    std::string_view name, head, want;
};

std::string_view recognised(std::string_view head) {
    Dialect const* const dialect = recognise_dialect(head);
    return dialect ? dialect->id : "none";
}

} // namespace

TEST_CASE("A dialect is recognised by the beginning of the text", "[dialect][recognition]") {
    auto const c = GENERATE(values<Case>({
        {"swaks",
            "=== Trying mx.example.org:25...\n=== Connected to mx.example.org.\n"
            "<-  220 mx.example.org ESMTP\n -> EHLO c.example.com\n<-  250 Ok\n",
            "swaks"},
        {"swaks inside TLS", "<~  250 Ok\n ~> MAIL FROM:<a@example.com>\n<~* 550 no\n", "swaks"},
        {"swaks that got no reply",
            "=== Trying mx.example.org:25...\n*** Error connecting to mx.example.org:25:\n"
            "*** \tIO::Socket::INET6: connect: Connection refused\n",
            "swaks"},
        {"curl",
            "*   Trying 192.0.2.9:25...\n* Connected to mx.example.org (192.0.2.9) port 25\n"
            "< 220 mx.example.org ESMTP\n> EHLO c.example.com\n< 250 Ok\n",
            "curl"},
        {"curl with carriage returns",
            "* Connected to mx.example.org\r\n< 220 mx.example.org\r\n> EHLO c\r\n< 250 Ok\r\n", "curl"},
        {"smtplib",
            "send: 'ehlo c.example.com\\r\\n'\nreply: b'250-mx.example.org\\r\\n'\n"
            "reply: b'250 HELP\\r\\n'\nreply: retcode (250); Msg: b'x'\n",
            "smtplib"},
        {"smtplib of level 2", "10:00:00.000001 send: 'ehlo c\\r\\n'\n10:00:00.100001 reply: b'250 Ok\\r\\n'\n",
            "smtplib"},
        {"S: and C:", "S: 220 mx.example.org\nC: EHLO c.example.com\nS: 250 Ok\n", "sc"},
        {"S: and C:, indented as in an RFC", "   S: 220 mx.example.org\n   C: EHLO c.example.com\n   S: 250 Ok\n",
            "sc"},
        {"telnet",
            "Trying 192.0.2.9...\nConnected to mx.example.org.\nEscape character is '^]'.\n"
            "220 mx.example.org\nEHLO c\n250 Ok\n",
            "telnet"},
        {"netcat",
            "220 mx.example.org ESMTP\nEHLO c.example.com\n250-mx.example.org\n250 HELP\n"
            "MAIL FROM:<a@example.com>\n550 no\n",
            "netcat"},
        {"netcat, refused at the door", "554 mx.example.org no service\nQUIT\n221 Bye\n", "netcat"},
        {"bare replies", "550 5.1.1 no such user\n452 4.2.2 full\n421 4.7.0 later\n", "reply"},
        {"one bare reply", "550 5.1.1 no such user", "reply"},
        {"a bare reply of several lines", "550-5.1.1 The account\n550-5.1.1 does not\n550 5.1.1 exist\n", "reply"},
        {"Postfix", "Nov 22 10:00:00 mx1 postfix/smtpd[42]: connect from c.example[192.0.2.1]\n", "postfix"},
        {"Postfix with RFC 3339", "2026-11-22T10:00:00.123456+01:00 mx1 postfix/qmgr[42]: 4ABCDE1234: removed\n",
            "postfix"},
        {"Postfix with RFC 5424", "<22>1 2026-11-22T10:00:00Z mx1 postfix/qmgr 42 - - 4ABCDE1234: removed\n",
            "postfix"},
        {"Postfix under another name", "Nov 22 10:00:00 mx1 relay-out/smtpd[42]: connect from c.example[192.0.2.1]\n",
            "postfix"},
        {"Postfix between others",
            "Nov 22 10:00:00 mx1 CRON[1]: (root) CMD (x)\n"
            "Nov 22 10:00:00 mx1 postfix/pickup[2]: 4ABCDE1234: uid=0 from=<root>\n",
            "postfix"},
        {"Postfix wins over the replies in it",
            "Nov 22 10:00:00 mx1 postfix/smtp[1]: > mx.example.org[192.0.2.9]:25: EHLO c\n"
            "Nov 22 10:00:00 mx1 postfix/smtp[1]: < mx.example.org[192.0.2.9]:25: 250 Ok\n",
            "postfix"},
        {"blank lines and a fence before it", "\n```\nS: 220 mx.example.org\nC: EHLO c\nS: 250 Ok\n```\n", "sc"},
    }));
    CAPTURE(c.name);
    CHECK(recognised(c.head) == c.want);
}

TEST_CASE("What is of no dialect is not taken for one", "[dialect][recognition]") {
    auto const c = GENERATE(values<Case>({
        {"empty", "", ""},
        {"blank lines", "\n\n \n", ""},
        {"prose", "Dear postmaster,\nyour mail server refused my message.\n> Why?\nRegards\n", ""},
        {"prose with a number at the beginning of a line", "The list has\n550 people on it, and\nmore to come.\n", ""},
        {"a web request shown by curl",
            "* Connected to www.example.org\n> GET / HTTP/1.1\n> Host: www.example.org\n"
            "< HTTP/1.1 200 OK\n< Server: x\n",
            "curl"},
        {"the log of another program",
            "Nov 22 10:00:00 mx1 sshd[1]: Accepted publickey for root\n"
            "Nov 22 10:00:00 mx1 CRON[1]: (root) CMD (x)\n",
            ""},
        {"a table", "id,code,text\n1,550,no\n2,250,yes\n", ""},
        {"source text", "#include <cstdio>\nint main() { return 0; }\n", ""},
        {"a mail", "From: a@example.com\nTo: b@example.org\nSubject: x\n\nHello.\n", ""},
        {"S: without a server", "S: some text\nC: more text\n", ""},
        {"arrows in prose", "> EHLO\n> MAIL\n< see above\n", ""},
        {"send: without literals", "send: nothing\nreply: none\n", ""},
    }));
    CAPTURE(c.name);
    if (c.want.empty())
        CHECK(recognised(c.head) == "none");
    else
        CHECK(recognised(c.head) == c.want); // curl's own words are curl's, whatever it fetched
}

TEST_CASE("Each dialect is found by its id, and no other", "[dialect][recognition]") {
    for (Dialect const& dialect : dialects()) {
        CAPTURE(dialect.id);
        CHECK(find_dialect(dialect.id) == &dialect);
        CHECK_FALSE(dialect.summary.empty());
    }
    CHECK(find_dialect("postfix")->kind == InputKind::log);
    CHECK(find_dialect("reply")->kind == InputKind::replies);
    CHECK(find_dialect("swaks")->kind == InputKind::transcript);
    CHECK(find_dialect("") == nullptr);
    CHECK(find_dialect("Postfix") == nullptr);
    CHECK(find_dialect("exim99") == nullptr);
}
