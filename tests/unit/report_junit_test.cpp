#include "report_samples.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;
using namespace whybounce::report;

namespace {

template <typename Send> std::string junit(Send send) { return samples::render("junit", {}, send); }

std::size_t count(std::string_view text, std::string_view word) {
    std::size_t found = 0;
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) ++found;
    return found;
}

bool contains(std::string_view text, std::string_view word) { return count(text, word) > 0; }

} // namespace

TEST_CASE("The root counts what the suites hold", "[report][junit]") {
    auto const xml = junit(samples::send_each);
    CHECK(contains(xml, R"(<testsuites name="whybounce" tests="7" failures="2" errors="1">)"));
    CHECK(count(xml, "<testcase ") == 7);
    CHECK(count(xml, "<failure ") == 2);
    CHECK(count(xml, "<error ") == 1);
    CHECK(count(xml, "<skipped>") == 1);
    CHECK(xml.ends_with("</testsuites>\n"));
}

TEST_CASE("A failure is named by whom and why, and explained", "[report][junit]") {
    auto const xml = junit(samples::send_each);
    auto const part = GENERATE(as<std::string_view>{},
        R"(<testcase name="full@example.org recipient.mailbox-full line 20" classname="postfix.recipient.mailbox-full">)",
        R"(<failure type="recipient.mailbox-full" message="RCPT TO deferred: 452 4.2.2 (temporary): Mailbox full">)",
        "evidence: mail.log:20\n", "do: Tell the recipient another way.\n", "retry: later, not before 5 minutes\n",
        "<skipped>RCPT TO refused: 503 5.7.1 is a consequence of the failure at line 14</skipped>",
        "<system-out>warning SQ03 line 16: RCPT before MAIL was accepted\n</system-out>");
    CAPTURE(part);
    CHECK(contains(xml, part));
}

TEST_CASE("An input without failure still has a case", "[report][junit]") {
    auto const xml = junit([](RecordSink& r) {
        r.on(samples::header(samples::one_log()));
        r.on(samples::summary(0));
    });
    CHECK(contains(xml, R"(<testsuite name="mail.log" tests="1" failures="0" errors="0" skipped="0">)"));
    CHECK(contains(xml, R"(<testcase name="no failures")"));
}

TEST_CASE("A later attempt takes the place of an earlier one", "[report][junit]") {
    auto const xml = junit([](RecordSink& r) {
        r.on(samples::header(samples::one_log()));
        r.on(samples::deferral(20, "a@example.org"));
        r.on(samples::deferral(30, "a@example.org", false));
        r.on(samples::summary(2));
    });
    CHECK(count(xml, "<testcase ") == 1);
    CHECK(contains(xml, "line 30"));
}

TEST_CASE("Equal names are told apart", "[report][junit]") {
    auto const xml = junit([](RecordSink& r) {
        r.on(samples::header(samples::one_log()));
        r.on(samples::deferral(20, "a@example.org"));
        r.on(samples::deferral(20, "a@example.org"));
        r.on(samples::summary(2));
    });
    CHECK(contains(xml, "line 20\""));
    CHECK(contains(xml, "line 20 #2\""));
}

TEST_CASE("Hostile text cannot leave its place", "[report][junit]") {
    auto const xml = junit([](RecordSink& r) {
        auto failure = samples::deferral(20, "\"><failure/>\x1b]0;x");
        failure.text = "</failure>\x01\xFF";
        r.on(samples::header(samples::one_log()));
        r.on(failure);
        r.on(samples::summary(1));
    });
    CHECK(count(xml, "</failure>") == 1);
    CHECK_FALSE(contains(xml, "\x1b"));
    CHECK_FALSE(contains(xml, "\x01"));
    CHECK(contains(xml, "&lt;/failure&gt;\uFFFD"));
}

TEST_CASE("Beyond the limit failures are only counted", "[report][junit]") {
    auto const xml = junit([](RecordSink& r) {
        r.on(samples::header(samples::one_log()));
        for (std::size_t line = 1; line <= 50'002; ++line) r.on(samples::deferral(line, "a@example.org"));
        r.on(samples::summary(50'002));
    });
    CHECK(contains(xml, R"(tests="50000" failures="50000")"));
    CHECK(contains(xml, "2 more failures not listed: the limit is 50000"));
}

TEST_CASE("The mails of an mbox share the suite of the box", "[report][junit]") {
    std::vector<InputInfo> const box{{"box", "mail", InputKind::bounce}};
    auto const xml = junit([&box](RecordSink& r) {
        auto failure = samples::mail_refused();
        failure.where.input = "box#3";
        r.on(samples::header(box));
        r.on(failure);
        r.on(samples::summary(1));
    });
    CHECK(count(xml, "<testsuite ") == 1);
    CHECK(contains(xml, "evidence: box#3:14"));
}
