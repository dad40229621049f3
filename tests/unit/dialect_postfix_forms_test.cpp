#include "dialects/postfix_forms.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <variant>
#include <vector>

using namespace whybounce;
using namespace whybounce::dialect;

namespace {

struct FormLine {
    std::string daemon, id, kind, text;
};

/// tests/unit/postfix_forms.tsv
std::vector<FormLine> form_lines() {
    std::ifstream file(WHYBOUNCE_SOURCE_DIR "/tests/unit/postfix_forms.tsv");
    std::vector<FormLine> lines;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) continue;
        std::size_t const a = line.find('\t'), b = line.find('\t', a + 1), c = line.find('\t', b + 1);
        std::size_t const d = std::min(line.find('\t', c + 1), line.size());
        REQUIRE(c != std::string::npos);
        lines.push_back({line.substr(0, a), line.substr(a + 1, b - a - 1), line.substr(b + 1, c - b - 1),
            line.substr(c + 1, d - c - 1)});
    }
    return lines;
}

LogEvent read(std::string_view daemon, std::string_view text) {
    LogEvent event;
    event.daemon = daemon;
    read_postfix_text(text, event);
    return event;
}

/// The queue id at the beginning of a text of the table, or of the words of a warning; empty where there is none.
std::string_view written_queue_id(std::string_view text) {
    if (text.starts_with("warning: ")) text.remove_prefix(9);
    for (std::string_view const id : {"7D1F24C0A9", "4jXPh00sf8zyN5", "NOQUEUE"})
        if (text.starts_with(id)) return id;
    return {};
}

} // namespace

TEST_CASE("Each of Postfix's 227 forms is known by its kind", "[dialect][postfix]") {
    auto const lines = form_lines();
    CHECK(lines.size() == 227);
    for (FormLine const& line : lines) {
        CAPTURE(line.daemon, line.id, line.text);
        LogEvent const event = read(line.daemon, line.text);
        CHECK(event.kind == line.kind);
        CHECK(event.queue_id == written_queue_id(line.text));
        CHECK(event.line_class == LineClass::parsed);
        CHECK_FALSE(std::holds_alternative<std::monostate>(event.form));
    }
}

TEST_CASE("The table of forms names each form once, and every daemon is known", "[dialect][postfix]") {
    std::set<std::string> ids, daemons;
    for (FormLine const& line : form_lines()) {
        CAPTURE(line.daemon, line.id);
        CHECK(ids.insert(line.daemon + '/' + line.id).second);
        daemons.insert(line.daemon);
    }
    CHECK(daemons.size() == 28);
    for (std::string const& daemon : daemons) {
        CAPTURE(daemon);
        CHECK(is_postfix_daemon(daemon));
    }
    for (std::string_view const other : {"", "postfix", "sshd", "smtpdx", "Smtpd", "aaa", "zzz"}) {
        CAPTURE(other);
        CHECK_FALSE(is_postfix_daemon(other));
    }
}

TEST_CASE("A form is parsed, not only named", "[dialect][postfix]") {
    std::set<std::string> const parsed{"delivery", "qmgr-active", "expired", "client", "pickup", "milter", "proxy",
        "content-check", "access", "lost-connection", "connect-failure", "message-id", "sasl-failure"};
    for (FormLine const& line : form_lines()) {
        if (!parsed.contains(line.kind)) continue;
        CAPTURE(line.daemon, line.id, line.text);
        CHECK_FALSE(std::holds_alternative<Message>(read(line.daemon, line.text).form));
    }
}

TEST_CASE("Forms of other versions", "[dialect][postfix]") {
    struct Case {
        std::string_view name, daemon, text, kind, queue_id;
    };
    auto const c = GENERATE(values<Case>({
        {"before 3.6", "postscreen", "BLACKLISTED [192.0.2.1]:40000", "postscreen-access", ""},
        {"before 3.6, allowed", "postscreen", "WHITELISTED [192.0.2.1]:40000", "postscreen-access", ""},
        {"before 3.6, vetoed", "postscreen", "WHITELIST VETO [192.0.2.1]:40000", "postscreen-access", ""},
        {"long queue id", "qmgr", "4jXPh00sf8zyN5: removed", "removed", "4jXPh00sf8zyN5"},
        {"timeout with an id", "smtpd", "4ABCDE1234: timeout after DATA (12 bytes) from c.example[192.0.2.1]",
            "lost-connection", "4ABCDE1234"},
        {"removed by hand", "postsuper", "4ABCDE1234: removed", "postsuper", "4ABCDE1234"},
        {"held by hand", "postsuper", "4ABCDE1234: placed on hold", "postsuper", "4ABCDE1234"},
        {"postsuper's summary", "postsuper", "Deleted: 3 messages", "postsuper", ""},
        {"message id without brackets", "cleanup", "4ABCDE1234: message-id=x", "message-id", "4ABCDE1234"},
        {"a warning whose words look like a form", "smtpd",
            "warning: SASL authentication failure: cannot connect to saslauthd server: Connection refused", "warning",
            ""},
        {"an error whose words look like a form", "smtp", "error: host mx.example.com[192.0.2.9] said: x", "warning",
            ""},
        {"a fault whose words look like a form", "cleanup", "fatal: removed", "fatal", ""},
        {"a warning about a message", "cleanup", "warning: 4bXkFc2hTzzQ1nP: write queue file: x", "warning",
            "4bXkFc2hTzzQ1nP"},
        {"a warning that begins with a word", "smtpd", "warning: dict_ldap: x", "warning", ""},
        {"a warning that begins with a short number", "master", "warning: 1234: x", "warning", ""},
        {"a naked line end", "smtpd", "bare <LF> received after DATA from c.example[192.0.2.1]", "bare-newline", ""},
        {"an address without brackets", "local",
            "4ABCDE1234: to=r@localhost, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (x)", "delivery",
            "4ABCDE1234"},
        {"asked whether it runs", "postfix-script", "the Postfix mail system is running: PID: 77", "start", ""},
    }));
    CAPTURE(c.name, c.text);
    LogEvent const event = read(c.daemon, c.text);
    CHECK(event.kind == c.kind);
    CHECK(event.queue_id == c.queue_id);
    CHECK(event.line_class == LineClass::parsed);
}

TEST_CASE("What Postfix never wrote is unknown, and counted so", "[dialect][postfix]") {
    for (std::string_view const text : {"", "hello", "4ABCDE1234: hello", "4ABCDE1234: to=<r@example.com>", "removed",
             "4ABCDE1234:removed", "NOQUEUE: hello"}) {
        CAPTURE(text);
        LogEvent const event = read("smtpd", text);
        CHECK(event.kind == "unknown");
        CHECK(event.queue_id.empty());
        CHECK(event.line_class == LineClass::unrecognised);
        REQUIRE(std::holds_alternative<Message>(event.form));
        CHECK(std::get<Message>(event.form).message == text);
    }
}

TEST_CASE("A message id loses its brackets only if it has both", "[dialect][postfix]") {
    struct Case {
        std::string_view text, id;
        bool resent;
    };
    auto const c = GENERATE(
        values<Case>({{"4A: message-id=<a@example.org>", "a@example.org", false}, {"4A: message-id=<>", "", false},
            {"4A: message-id=foo <a@b> bar", "foo <a@b> bar", false}, {"4A: message-id=<a@b", "<a@b", false},
            {"4A: message-id=", "", false}, {"4A: message-id=<a=b@example.org>", "a=b@example.org", false},
            {"4A: resent-message-id=<a@example.org>", "a@example.org", true}}));
    CAPTURE(c.text);
    auto const form = read("cleanup", c.text).form;
    REQUIRE(std::holds_alternative<MessageId>(form));
    CHECK(std::get<MessageId>(form).id == c.id);
    CHECK(std::get<MessageId>(form).resent == c.resent);
}
