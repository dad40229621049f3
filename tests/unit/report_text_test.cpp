#include "report_samples.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::report;

namespace {

bool contains(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

void send_transcript(RecordSink& r) {
    r.on(samples::header(samples::one_transcript()));
    r.on(samples::mail_refused());
    r.on(samples::consequence(16, "RCPT"));
    r.on(samples::consequence(18, "DATA"));
    r.on(samples::session());
    auto end = samples::summary(3);
    end.sessions = 1;
    end.counts = {20, 20, 0, 0};
    end.unrecognised_samples.clear();
    r.on(end);
}

/// 20 deferrals of 16 recipients, with the raw line of the first.
void send_log(RecordSink& r) {
    static constexpr std::string_view raw =
        "Nov  2 06:25:01 mx1 postfix/smtp[4711]: 4F1: to=<füll@example.org>, relay=mx.example.org[192.0.2.1]:25, "
        "delay=3.1, delays=0.1/0.02/2/1, dsn=4.2.2, status=deferred (host mx.example.org[192.0.2.1] said: 452 4.2.2 "
        "Mailbox full (in reply to RCPT TO command))";
    static constexpr std::array excerpt{SourceLine{20, raw}};
    r.on(samples::header(samples::one_log()));
    auto first = samples::deferral(20, "füll@example.org");
    first.excerpt = excerpt;
    r.on(first);
    for (std::size_t line = 21; line < 40; ++line) r.on(samples::deferral(line, "x@example.org", line < 36));
    auto end = samples::summary(20);
    end.problems = 16;
    r.on(end);
}

template <typename Send> std::string text(Send send, RenderOptions const& options = {}) {
    return samples::render("text", options, send);
}

} // namespace

TEST_CASE("A transcript's failure is shown, explained and followed up", "[report][text]") {
    CHECK(text(send_transcript) == R"(pipelined.txt  swaks dialect, 1 session, 1 failure (2 consequences folded)

line 14  MAIL FROM refused: 550 5.7.1
   13 |  -> MAIL FROM:<news@example.com>
   14 | <** 550 5.7.1 Sender address rejected: not owned by user
      |     ^^^ ^^^^^ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |     permanent: This login does not own that sender
  means   The server accepts mail from this login only with sender addresses it owns.
  do      Send with the account's own address, or have the address added to the account.
  who     account-owner: our own login, tenant or quota
  retry   after the fix
  because tier 20 mta, entry postfix-sender-login-mismatch, confidence 0.93
          matched "not owned by user", status 5.7.1
  source  RFC 3463 section 3.8
  then    RCPT TO (line 16, 503) and DATA (line 18, 503) failed because of this

anomalies: none        (`whybounce check` would end with status 1)
)");
}

TEST_CASE("Failures of a log are grouped by cause", "[report][text]") {
    auto const report = text(send_log);
    auto const part = GENERATE(as<std::string_view>{}, "mail.log  postfix log, 20 failures of 16 problems\n",
        "line 20  RCPT TO deferred: 452 4.2.2  (16 problems, 20 lines, 2 recipients)\n",
        "  do      1. Try later.\n          2. Tell the recipient another way.\n",
        "line 23 (x@example.org) and 12 more\n", "  lines      40: 36 parsed, 3 irrelevant, 1 unrecognised (line 17)\n",
        "  recipients 20 deferred, 7 sent\n", "        16        20  recipient.mailbox-full  -         recipient\n");
    CAPTURE(report, part);
    CHECK(contains(report, part));
}

TEST_CASE("A long log line shows the window around the reply", "[report][text]") {
    RenderOptions narrow;
    narrow.width = 70;
    CHECK(contains(text(send_log, narrow), //
        "   20 | …host mx.example.org[192.0.2.1] said: 452 4.2.2 Mailbox full …\n"
        "      |                                       ^^^ ^^^^^ ^^^^^^^^^^^^\n"
        "      |                     temporary: Mailbox full\n"));
}

TEST_CASE("Carets count columns, not octets", "[report][text]") {
    static constexpr std::array excerpt{SourceLine{14, "名前 für\x1b 550 5.7.1 no"}};
    auto const report = text([](RecordSink& r) {
        auto failure = samples::mail_refused();
        failure.text = "no";
        failure.excerpt = excerpt;
        r.on(samples::header(samples::one_transcript()));
        r.on(failure);
        r.on(samples::summary(1));
    });
    CHECK(contains(report,
        "   14 | 名前 für\\x1b 550 5.7.1 no\n"
        "      |              ^^^ ^^^^^ ^^ permanent: This login does not own that sender\n"));
}

TEST_CASE("Without failures the report says so", "[report][text]") {
    auto const report = text([](RecordSink& r) {
        r.on(samples::header(samples::one_transcript()));
        r.on(samples::session());
        auto end = samples::summary(0);
        end.sessions = 1;
        r.on(end);
    });
    CHECK(contains(report, "\nno failures: 1 session, 3 replies read\n"));
    CHECK(contains(report, "status 0)\n"));
}

TEST_CASE("An input of which nothing was understood is no success", "[report][text]") {
    auto const report = text([](RecordSink& r) {
        r.on(samples::header(samples::one_transcript()));
        auto end = samples::summary(0);
        end.counts = {5, 0, 0, 5};
        r.on(end);
    });
    CHECK(contains(report, "nothing recognised: 5 lines read\n"));
    CHECK_FALSE(contains(report, "no failures"));
}

TEST_CASE("Anomalies stand with place and hint, errors first", "[report][text]") {
    auto const report = text([](RecordSink& r) {
        r.on(samples::header(samples::one_transcript()));
        r.on(samples::finding());
        r.on(samples::finding());
        r.on(samples::damage());
        r.on(samples::summary(0));
    });
    CHECK(contains(report, R"(anomalies: 1 error, 2 warnings
  error   IN-empty  box.gz: the file is empty
          hint: check how it was copied
  warning SQ03  line 16: RCPT before MAIL was accepted (RFC 5321 section 4.1.4)
          hint: wait for the reply to MAIL
          and 1 more of SQ03
)"));
}

TEST_CASE("Only the first causes are shown in full", "[report][text]") {
    RenderOptions options;
    options.top = 1;
    auto const report = text(
        [](RecordSink& r) {
            r.on(samples::header(samples::one_log()));
            r.on(samples::mail_refused());
            r.on(samples::deferral(20, "a@example.org"));
            r.on(samples::deferral(21, "b@example.org"));
            r.on(samples::summary(3));
        },
        options);
    CHECK(contains(report, "line 20  RCPT TO deferred"));
    CHECK_FALSE(contains(report, "MAIL FROM refused"));
    CHECK(contains(report, "and 1 more cause not shown here\n"));
}

TEST_CASE("A consequence whose cause was not read stands by itself", "[report][text]") {
    auto const report = text([](RecordSink& r) {
        r.on(samples::header(samples::one_transcript()));
        r.on(samples::consequence(16, "RCPT"));
        r.on(samples::summary(1));
    });
    CHECK(contains(report, "line 16  RCPT TO refused: 503 5.7.1\n"));
}

TEST_CASE("No terminal escape of the input reaches the terminal", "[report][text]") {
    static constexpr std::array excerpt{SourceLine{14, "550 \x1b[2J\xC2\x9B"}};
    auto const report = text([](RecordSink& r) {
        auto failure = samples::mail_refused();
        failure.where.input = "\x1b[2J";
        failure.verb = "\x1b[2J";
        failure.recipient = "\x1b[2J";
        failure.text = "\x1b[2J";
        failure.excerpt = excerpt;
        auto finding = samples::finding();
        finding.what = finding.input = "\x1b[2J";
        r.on(samples::header(samples::one_transcript()));
        r.on(failure);
        r.on(finding);
        r.on(samples::summary(1));
    });
    CHECK_FALSE(contains(report, "\x1b"));
    CHECK_FALSE(contains(report, "\xC2\x9B"));
}

TEST_CASE("Colours are used only when asked for", "[report][text]") {
    RenderOptions colour;
    colour.colour = true;
    CHECK_FALSE(contains(text(send_transcript), "\x1b"));
    CHECK(contains(text(send_transcript, colour), "\x1b[31m    ^^^"));
}

TEST_CASE("Formats are rows with unique ids", "[report]") {
    std::string ids;
    for (FormatRow const& row : formats()) ids += std::string(row.id) + ' ';
    CHECK(ids == "text json ndjson junit addresses ");
}

TEST_CASE("A reply that the window cuts is said in full", "[report][text]") {
    static std::string const words(120, 'w');
    static std::string const line = "550 5.7.1 " + words;
    static std::array const excerpt{SourceLine{14, line}};
    auto const report = text([](RecordSink& r) {
        auto failure = samples::mail_refused();
        failure.text = words;
        failure.excerpt = excerpt;
        r.on(samples::header(samples::one_transcript()));
        r.on(failure);
        r.on(samples::summary(1));
    });
    CHECK(contains(report, "www…\n"));
    CHECK(contains(report, "  said    550 5.7.1\n          " + words + "\n"));
}

TEST_CASE("A reply is said in full where the excerpt lacks lines of it", "[report][text]") {
    auto const report = text([](RecordSink& r) {
        auto failure = samples::mail_refused();
        failure.origin = Origin::reply;
        failure.verb.reset();
        failure.phase = Step::none;
        failure.text = "Sender address rejected: not owned by user\nlisted at example.org";
        failure.excerpt = failure.excerpt.last(1);
        r.on(samples::header(samples::one_transcript()));
        r.on(failure);
        r.on(samples::summary(1));
    });
    CHECK(contains(report, "line 14  mail refused: 550 5.7.1\n"));
    CHECK(contains(report, "  said    550 5.7.1 Sender address rejected: not owned by user listed at example.org\n"));
}

TEST_CASE("A long reply is said without its middle, and says so", "[report][text]") {
    static std::string const words = "the first words " + std::string(5000, 'w') + " the last words";
    auto const report = text([](RecordSink& r) {
        auto failure = samples::mail_refused();
        failure.text = words;
        r.on(samples::header(samples::one_transcript()));
        r.on(failure);
        r.on(samples::summary(1));
    });
    CHECK(contains(report, "the first words"));
    auto const said = report.substr(report.find("said"));
    CHECK(contains(said.substr(0, said.find("means")), "…"));
    CHECK(contains(report, "the last words"));
    CHECK(!contains(report, std::string(2000, 'w')));
}
