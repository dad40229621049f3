#include "record_collector.hpp"

/// Message content: what looks like protocol there is none, and who answers for it.
using namespace whybounce;
using namespace whybounce::test;

namespace {

constexpr std::string_view opening = "S: 220 mx.example.org\nC: EHLO c.example.com\nS: 250 CHUNKING\n"
                                     "C: MAIL FROM:<a@example.com>\nS: 250 Ok\n"
                                     "C: RCPT TO:<b@example.org>\nS: 250 Ok\n";
constexpr std::size_t opening_exchanges = 4;

std::string after_opening(std::string_view text) { return std::string(opening).append(text); }

Strings last_codes(SessionRecord const& session) {
    Strings all = codes(session);
    all.erase(all.begin(), all.begin() + opening_exchanges);
    return all;
}

} // namespace

TEST_CASE("Content ends at the dot, at its octets, or where the tool shows none", "[session][content]") {
    struct Case {
        std::string_view name, text;
        Strings want;
        std::string_view phase;
    };
    auto const c = GENERATE(values<Case>({
        {"content and dot",
            "C: DATA\nS: 354 go\nC: Subject: x\nC: \nC: Hello.\nC: .\nS: 250 queued\nC: QUIT\n"
            "S: 221 Bye\n",
            {"DATA 354", "(eod) 250", "QUIT 221"}, "closed"},
        {"content that looks like commands",
            "C: DATA\nS: 354 go\nC: QUIT\nC: RSET\nC: MAIL FROM:<x@example.net>\nC: AUTH PLAIN x\nC: .\n"
            "S: 250 queued\n",
            {"DATA 354", "(eod) 250"}, "ready"},
        {"content that looks like replies", "C: DATA\nS: 354 go\nC: 220 fake\nC: 550 5.1.1 fake\nC: .\nS: 250 queued\n",
            {"DATA 354", "(eod) 250"}, "ready"},
        {"dot-stuffed lines are content", "C: DATA\nS: 354 go\nC: ..\nC: .. \nC: ..x\nC: .x\nC: .\nS: 250 queued\n",
            {"DATA 354", "(eod) 250"}, "ready"},
        {"no content at all", "C: DATA\nS: 354 go\nC: .\nS: 554 empty\n", {"DATA 354", "(eod) 554"}, "ready"},
        {"DATA refused: no content follows", "C: DATA\nS: 451 later\nC: QUIT\nS: 221 Bye\n", {"DATA 451", "QUIT 221"},
            "closed"},
        {"an odd intermediate reply", "C: DATA\nS: 300 go\nC: x\nC: .\nS: 250 queued\n", {"DATA 300", "(eod) 250"},
            "ready"},
        {"chunks", "C: BDAT 7\nC: Hello\nS: 250 7 octets\nC: BDAT 0 LAST\nS: 250 queued\n", {"BDAT 250", "BDAT 250"},
            "ready"},
        {"one chunk", "C: BDAT 12 LAST\nC: Hello\nC: QUIT\nS: 250 queued\nC: QUIT\nS: 221 Bye\n",
            {"BDAT 250", "QUIT 221"}, "closed"},
        {"a chunk that is not shown", "C: BDAT 5000 LAST\nS: 250 queued\nC: QUIT\nS: 221 Bye\n",
            {"BDAT 250", "QUIT 221"}, "closed"},
        {"octets that do not fit: the reply ends it",
            "C: BDAT 900 LAST\nC: Hello\nS: 250 queued\nC: QUIT\nS: 221 Bye\n", {"BDAT 250", "QUIT 221"}, "closed"},
        {"the last word in lower case", "C: bdat 7 last\nC: Hello\nS: 250 queued\nC: NOOP\nS: 250 Ok\n",
            {"BDAT 250", "NOOP 250"}, "ready"},
        {"a chunk refused", "C: BDAT 7\nC: Hello\nS: 552 too big\nC: MAIL FROM:<a@example.com>\nS: 250 Ok\n",
            {"BDAT 552", "MAIL 250"}, "mail"},
        {"421 in the middle", "C: DATA\nS: 354 go\nC: Subject: x\nS: 421 4.4.2 timeout\n", {"DATA 354", "(eod) 421"},
            "closed"},
    }));
    CAPTURE(c.name);
    auto const told = analyse("sc", after_opening(c.text));
    auto const& session = only_session(told);
    CHECK(last_codes(session) == c.want);
    CHECK(to_string(session.phase) == c.phase);
}

TEST_CASE("A chunk is the last one by its word", "[session][content]") {
    auto const told =
        analyse("sc", after_opening("C: BDAT 7\nC: Hello\nS: 250 Ok\nC: BDAT 3 LAST\nC: x\nS: 250 queued\n"));
    auto const& session = only_session(told);
    REQUIRE(session.exchanges.size() == opening_exchanges + 2);
    CHECK(session.exchanges[4].argument == "7");
    CHECK(session.exchanges[4].phase == Phase::rcpt);
    CHECK(session.exchanges[5].argument == "3 LAST");
    CHECK(session.exchanges[5].phase == Phase::data);
    CHECK(session.phase == Phase::ready);
}

TEST_CASE("Content without marks is content too", "[session][content]") {
    auto const told = analyse("netcat",
        "220 mx.example.org\nEHLO c.example.com\n250 Ok\nMAIL FROM:<a@example.com>\n250 Ok\n"
        "RCPT TO:<b@example.org>\n250 Ok\n"
        "DATA\n354 go\nSubject: x\n\n220 fake\nQUIT\n..\n.\n550 5.7.1 spam\nQUIT\n221 Bye\n");
    CHECK(codes(only_session(told)) ==
        Strings{"(connect) 220", "EHLO 250", "MAIL 250", "RCPT 250", "DATA 354", "(eod) 550", "QUIT 221"});
    CHECK(brief(told.failures) == Strings{"(eod) eod 550"});
    CHECK(told.failures.front().recipient == "b@example.org");
    CHECK(told.summary.counts.irrelevant == 5); // Subject, blank, 220, QUIT, ..
}

TEST_CASE("221 answers QUIT, not content that the tool shows nothing of", "[session][content]") {
    std::string const begin = "11/22/26 10:00:00\tSMTP-IN\t1A.MAI\t816\t192.0.2.1\t";
    std::string text;
    for (std::string_view const row : {"\t\t220 mx.example.org", "EHLO\tEHLO c.example.com\t250 mx.example.org",
             "MAIL\tMAIL FROM:<a@example.com>\t250 ok", "RCPT\tRCPT TO:<b@example.org>\t250 ok", "DATA\tDATA\t354 go",
             "QUIT\tQUIT\t221 Bye"})
        text.append(begin).append(row).append("\t1\t2\t\t\n");
    auto const told = analyse("mailenable", text);
    auto const& session = only_session(told);
    CHECK(last_codes(session) == Strings{"DATA 354", "(eod) -", "QUIT 221"});
    CHECK(session.exchanges[5].seen == ExchangeRecord::Seen::unseen);
    CHECK(told.failures.empty());
    CHECK(told.anomalies.empty());
}

TEST_CASE("What a tool does not show is elided, not missing", "[session][content]") {
    auto const told = analyse("curl",
        "*   Trying 192.0.2.9:25...\n* Connected to mx.example.org (192.0.2.9) port 25\n"
        "< 220 mx.example.org\n> EHLO c.example.com\n"
        "< 250 mx.example.org\n> MAIL FROM:<a@example.com>\n< 250 Ok\n> RCPT TO:<b@example.org>\n"
        "< 250 Ok\n> DATA\n< 354 go\n"
        "} [57 bytes data]\n< 550 5.7.1 spam\n* Connection #0 to host mx.example.org left intact\n");
    auto const& session = only_session(told);
    REQUIRE(session.exchanges.size() == 6);
    CHECK(codes(session).back() == "(eod) 550");
    CHECK(session.exchanges.back().seen == ExchangeRecord::Seen::elided);
    CHECK(session.exchanges[4].seen == ExchangeRecord::Seen::both);
    CHECK(brief(told.failures) == Strings{"(eod) eod 550"});
}

TEST_CASE("LMTP answers the content once for each accepted recipient", "[session][content][lmtp]") {
    constexpr std::string_view lmtp =
        "S: 220 mx.example.org LMTP\nC: LHLO c.example.com\nS: 250 CHUNKING\n"
        "C: MAIL FROM:<a@example.com>\nS: 250 Ok\n"
        "C: RCPT TO:<one@example.org>\nS: 250 Ok\nC: RCPT TO:<two@example.org>\nS: 550 5.1.1 no\n"
        "C: RCPT TO:<three@example.org>\nS: 250 Ok\n";
    auto const content = GENERATE(as<std::string>(), "C: DATA\nS: 354 go\nC: x\nC: .\n", "C: BDAT 3 LAST\nC: x\n");
    auto const quit = GENERATE(as<std::string>(), "S: 250 2.0.0 saved\nS: 452 4.2.2 full\nC: QUIT\nS: 221 Bye\n",
        "C: QUIT\nS: 250 2.0.0 saved\nS: 452 4.2.2 full\nS: 221 Bye\n"); // after the replies, or pipelined
    CAPTURE(content, quit);
    auto const told = analyse("sc", std::string(lmtp) + content + quit);
    std::string const verb = content.starts_with("C: DATA") ? "(eod)" : "BDAT";
    Strings got = codes(only_session(told));
    REQUIRE(got.size() >= 3);
    CHECK(Strings(got.end() - 3, got.end()) == Strings{verb + " 250", verb + " 452", "QUIT 221"});
    CHECK(brief(told.failures) == Strings{"RCPT rcpt 550", verb + " eod 452"});
    CHECK(told.failures.back().recipient == "three@example.org");
}

TEST_CASE("LMTP counts recipients anew in each transaction", "[session][content][lmtp]") {
    auto const told = analyse("sc",
        "S: 220 mx LMTP\nC: LHLO c\nS: 250 Ok\nC: MAIL FROM:<a@example.com>\nS: 250 Ok\n"
        "C: RCPT TO:<one@example.org>\nS: 250 Ok\n"
        "C: RSET\nS: 250 Ok\nC: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: RCPT TO:<two@example.org>\n"
        "S: 250 Ok\n"
        "C: DATA\nS: 354 go\nC: .\nS: 550 5.2.1 no\nC: QUIT\nS: 221 Bye\n");
    Strings const got = codes(only_session(told));
    CHECK(Strings(got.end() - 3, got.end()) == Strings{"DATA 354", "(eod) 550", "QUIT 221"});
    REQUIRE(told.failures.size() == 1);
    CHECK(told.failures.front().recipient == "two@example.org");
}
