#include "record_collector.hpp"

/// Nothing is dropped in silence: lines = parsed + irrelevant + unrecognised, for each input and in all.
using namespace whybounce;
using namespace whybounce::test;

namespace {

void check_adds_up(LineCounts const& counts) {
    CHECK(counts.lines == counts.parsed + counts.irrelevant + counts.unrecognised);
}

} // namespace

TEST_CASE("Each line is counted once, by what it is", "[analysis][counts]") {
    struct Case {
        std::string_view name, dialect, text;
        std::uint64_t parsed, irrelevant, unrecognised;
    };
    auto const c = GENERATE(values<Case>({
        {"nothing", "sc", "", 0, 0, 0},
        {"one line without its end", "sc", "S: 220 mx", 1, 0, 0},
        {"one line with its end", "sc", "S: 220 mx\n", 1, 0, 0},
        {"carriage returns", "sc", "S: 220 mx\r\nC: EHLO c\r\n", 2, 0, 0},
        {"blank lines", "sc", "S: 220 mx\n\n\nC: EHLO c\n", 2, 2, 0},
        {"content", "sc",
            "S: 220 mx\nC: EHLO c\nS: 250 Ok\nC: MAIL FROM:<a@example.com>\nS: 250 Ok\n"
            "C: RCPT TO:<b@example.org>\nS: 250 Ok\nC: DATA\nS: 354 go\n"
            "C: Subject: x\nC: \nC: Hello\nC: .\nS: 250 queued\n",
            11, 3, 0},
        {"prose", "sc", "what is this\nS: 220 mx\n", 1, 0, 1},
        {"content and dot in one line", "smtplib",
            "send: 'data\\r\\n'\nreply: b'354 go\\r\\n'\nsend: b'Subject: x\\r\\n.\\r\\n'\n"
            "reply: b'250 Ok\\r\\n'\n",
            4, 0, 0},
        {"before anything was said", "netcat", "hello there\n220 mx\nEHLO c\n250 Ok\n", 3, 0, 1},
        {"replies", "reply", "550-a\n550 b\n\n452 c\nno code here\n", 4, 1, 0},
        {"log: Postfix, another program, an unknown form, no frame", "postfix",
            "Nov 22 10:00:00 mx1 postfix/smtpd[42]: connect from c.example[192.0.2.1]\n"
            "Nov 22 10:00:00 mx1 sshd[1]: hello\n"
            "Nov 22 10:00:00 mx1 postfix/smtpd[42]: something new\nNov 22 10:00:00 mx1 dovecot: imap: x\n"
            "\nhello\n",
            1, 2, 3},
    }));
    CAPTURE(c.name);
    auto const told = analyse(c.dialect, c.text);
    CHECK(told.summary.counts.parsed == c.parsed);
    CHECK(told.summary.counts.irrelevant == c.irrelevant);
    CHECK(told.summary.counts.unrecognised == c.unrecognised);
    CHECK(told.summary.counts.lines == c.parsed + c.irrelevant + c.unrecognised);
    CHECK(told.summary.unrecognised_samples.size() == c.unrecognised);
}

TEST_CASE("Inputs are counted each and in all", "[analysis][counts]") {
    RecordCollector told;
    Analysis analysis(Catalogue::built_in(), {}, told);
    analysis.begin({{"one.txt", find_dialect("sc")}, {"two.txt", nullptr}, {"mail.log", find_dialect("postfix")}});
    constexpr std::array texts{std::string_view("what is this\nS: 220 mx\nC: EHLO c\n\n"),
        std::string_view("no dialect\nat all\n"),
        std::string_view("2026-11-22T10:00:00Z mx1 postfix/qmgr[1]: 4ABC01: removed\n"
                         "2026-11-22T10:00:01Z mx1 CRON[1]: x\n")};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        analysis.begin_input(i, {{}, texts[i]});
        analysis.block(texts[i], 1);
        analysis.end_input();
    }
    analysis.close();
    analysis.finish(3);

    SummaryRecord const& summary = told.summary;
    CHECK(summary.exit_status == 3);
    REQUIRE(summary.by_input.size() == 3);
    LineCounts sum;
    for (auto const& [name, counts] : summary.by_input) {
        CAPTURE(name);
        check_adds_up(counts);
        sum.lines += counts.lines;
        sum.parsed += counts.parsed;
    }
    check_adds_up(summary.counts);
    CHECK(summary.counts.lines == 8);
    CHECK(sum.lines == summary.counts.lines);
    CHECK(sum.parsed == summary.counts.parsed);
    CHECK(summary.by_input[0].second.unrecognised == 1);
    CHECK(summary.by_input[1].first == "two.txt");
    CHECK(summary.by_input[1].second.unrecognised == 2);
    CHECK(summary.by_input[2].second.irrelevant == 1);
    REQUIRE(summary.unrecognised_samples.size() == 3);
    CHECK(summary.unrecognised_samples[0].input == "one.txt");
    CHECK(summary.unrecognised_samples[0].line == 1);
    CHECK(summary.unrecognised_samples[2].input == "two.txt");
    CHECK(summary.unrecognised_samples[2].line == 2);
}

TEST_CASE("Samples are ten at most", "[analysis][counts]") {
    std::string text;
    for (int i = 0; i < 25; ++i) text += "what is this\n";
    auto const told = analyse("sc", text);
    CHECK(told.summary.counts.unrecognised == 25);
    CHECK(told.summary.unrecognised_samples.size() == 10);
}

TEST_CASE("Where a text is cut into blocks makes no difference", "[analysis][counts]") {
    std::string const text = "220 mx.example.org\r\nEHLO c.example.com\r\n250-mx.example.org\r\n250 HELP\r\n"
                             "MAIL FROM:<a@example.com>\r\n550 5.7.1 no\r\nQUIT\r\n221 Bye\r\n";
    auto const whole = analyse("netcat", text);
    RecordCollector told;
    Analysis analysis(Catalogue::built_in(), {}, told);
    analysis.begin({{"input", find_dialect("netcat")}});
    analysis.begin_input(0, {});
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size();) { // one line a block, each block gone after the call
        std::size_t const end = text.find('\n', at) + 1;
        std::string block = text.substr(at, end - at);
        analysis.block(block, ++number);
        std::ranges::fill(block, 'X');
        at = end;
    }
    analysis.end_input();
    analysis.close();
    analysis.finish(0);
    CHECK(codes(only_session(told)) == codes(only_session(whole)));
    CHECK(brief(told.failures) == Strings{"MAIL mail 550"});
    CHECK(told.failures.front().text == "no");
    CHECK(told.failures.front().where.line == whole.failures.front().where.line);
    CHECK(only_session(told).exchanges[1].text == "mx.example.org\nHELP");
}

TEST_CASE("A list of replies gives one record each", "[analysis][replies]") {
    auto const told =
        analyse("reply", "550-5.1.1 The account\n550 5.1.1 is gone\n452 4.2.2 full\n250 2.0.0 Ok\nmailbox full\n");
    REQUIRE(told.failures.size() == 3);
    REQUIRE(told.reports.size() == 1);
    CHECK(told.failures[0].where.line == 1);
    CHECK(told.failures[0].text == "The account\nis gone");
    CHECK(told.failures[0].origin == Origin::reply);
    CHECK(told.failures[0].phase == Step::none);
    CHECK(told.failures[1].where.line == 3);
    CHECK(told.failures[1].outcome == Outcome::temporary);
    CHECK(told.reports[0].where.line == 4);
    CHECK(told.failures[2].where.line == 5);
    CHECK_FALSE(told.failures[2].code);
    CHECK(told.failures[2].outcome == Outcome::unknown);
    CHECK(told.summary.failures == 3);
    CHECK(told.summary.problems == 3);
}
