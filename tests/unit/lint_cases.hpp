#pragma once
#include "record_collector.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// Short transcripts for the rules of the linter, one table a family; lint_table_test.cpp looks at all of them.
namespace whybounce::test {

/// One transcript, and whether a finding is made of it.
struct LintCase {
    std::string_view id;
    std::string_view name;
    bool fires = false;
    std::string text;
    std::string_view dialect = "sc";
};
using LintCases = std::vector<LintCase>;

// clang-format off
LintCases tls_cases(), auth_cases(), sequence_cases(), pipelining_cases(), reply_cases(), enhanced_cases(), syntax_cases(),
    size_cases(), content_cases(), lmtp_cases(), information_cases(), retry_cases();
// clang-format on

// ---- pieces of sessions, in S: and C: ------------------------------------------------------------------------------

inline std::string const greeting = "S: 220 mx.example.net ESMTP\n";
inline std::string const mail = "C: MAIL FROM:<a@example.org>\nS: 250 Ok\n";
inline std::string const rcpt = "C: RCPT TO:<b@example.net>\nS: 250 Ok\n";
inline std::string const data = "C: DATA\nS: 354 go\n";
inline std::string const message = "C: From: a@example.org\nC: Subject: x\nC: \nC: Hello\nC: .\n";
inline std::string const sent = mail + rcpt + data + message + "S: 250 Ok\n";
inline std::string const quit = "C: QUIT\nS: 221 Bye\n";

/// EHLO, or another hello, and its answer with these offers.
inline std::string hello(std::initializer_list<std::string_view> offers, std::string_view verb = "EHLO") {
    std::string text = "C: " + std::string(verb) + " client.example.org\nS: 250";
    text += offers.size() == 0 ? " mx.example.net\n" : "-mx.example.net\n";
    std::size_t left = offers.size();
    for (std::string_view const offer : offers)
        text += (--left == 0 ? "S: 250 " : "S: 250-") + std::string(offer) + '\n';
    return text;
}

inline std::string say(std::string_view command, std::string_view reply) {
    return "C: " + std::string(command) + "\nS: " + std::string(reply) + '\n';
}

inline std::string const starttls = say("STARTTLS", "220 2.0.0 go");
/// A session up to the hello, without offers.
inline std::string const opening = greeting + hello({});

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// The same session as swaks prints it, on a port, with a last line of its own.
inline std::string swaks(std::string text, std::string_view port = "25",
    std::string_view end = "=== Connection closed with remote host.\n") {
    text = replaced(replaced("\n" + text, "\nS: ", "\n<-  "), "\nC: ", "\n -> ");
    return "=== Trying mx.example.net:" + std::string(port) + "...\n=== Connected to mx.example.net." + text +
        std::string(end);
}
inline constexpr std::string_view lost = "*** Remote host closed connection unexpectedly.\n";

/// A line as smtplib prints it; the text is that of a Python literal.
inline std::string sends(std::string_view literal) { return "send: '" + std::string(literal) + "'\n"; }
inline std::string hears(std::string_view line) { return "reply: b'" + std::string(line) + "\\r\\n'\n"; }
/// A session of smtplib up to 354, then this content.
inline std::string smtplib_content(std::string_view literal) {
    return "connect: to ('mx.example.net', 25) None\n" + hears("220 mx.example.net ESMTP") +
        sends("ehlo client.example.org\\r\\n") + hears("250 mx.example.net") +
        sends("mail FROM:<a@example.org>\\r\\n") + hears("250 Ok") + sends("rcpt TO:<b@example.net>\\r\\n") +
        hears("250 Ok") + sends("data\\r\\n") + hears("354 go") + sends(literal) + hears("250 Ok") +
        sends("QUIT\\r\\n") + hears("221 Bye");
}

// ---- asking
// ----------------------------------------------------------------------------------------------------------

inline Strings finding_ids(RecordCollector const& told) {
    Strings ids;
    for (AnomalyRecord const& anomaly : told.anomalies)
        if (is_finding(anomaly)) ids.emplace_back(anomaly.id);
    return ids;
}

inline void check_cases(LintCases const& cases) {
    for (LintCase const& c : cases) {
        INFO(c.id << ": " << c.name << "\n" << c.text);
        auto const told = analyse(c.dialect, c.text);
        CHECKED_IF(!told.sessions.empty()) {
            Strings const ids = finding_ids(told);
            INFO("found: " << Catch::StringMaker<Strings>::convert(ids));
            CHECK((std::ranges::find(ids, c.id) != ids.end()) == c.fires);
        }
        CHECK_FALSE(told.sessions.empty());
    }
}

} // namespace whybounce::test
