#include "input_support.hpp"
#include "program.hpp"

using namespace whybounce::test;
using whybounce::input::test::Folder;
using whybounce::input::test::gzipped;
using namespace std::string_literals;

namespace {

constexpr bool sanitized =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#else
    false;
#endif

/// A log in which each line reports a failure of its own.
std::string failing_line(int number) {
    auto const id = std::to_string(number);
    return "Nov 22 05:49:48 mail postfix/smtp[531]: 4jXJ7J3cv2zGT: to=<user" + id +
        "@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=0.06, delays=0/0/0/0.05, dsn=5.1.1, "
        "status=bounced (host mx.example.net[192.0.2.25] said: 550 5.1.1 <user" +
        id + "@example.net>: no such user (in reply to RCPT TO command))\n";
}

std::string failing_lines(int first, int last) {
    std::string text;
    for (int number = first; number <= last; ++number) text += failing_line(number);
    return text;
}

std::string const session = "220 mx.example.net ESMTP\nEHLO me.example\n250 mx.example.net\nMAIL "
                            "FROM:<a@example.org>\n250 2.1.0 Ok\nRCPT TO:<nobody@example.net>\n"
                            "550 5.1.1 <nobody@example.net>: User unknown\nQUIT\n221 2.0.0 Bye\n";

std::string utf16(std::string_view text, bool big, bool mark) {
    std::string wide = mark ? (big ? "\xfe\xff"s : "\xff\xfe"s) : ""s;
    for (char const c : text) wide += big ? std::string{'\0', c} : std::string{c, '\0'};
    return wide;
}

std::string with_line_ends(std::string_view text, std::string_view end) {
    std::string other;
    for (char const c : text) c == '\n' ? other += end : other += c;
    return other;
}

/// Lines of the failures, as one text.
std::string failure_lines(Records const& records) {
    std::string text;
    for (auto const* failure : of_kind(records, "failure"))
        text += (text.empty() ? "" : " ") + std::to_string((*failure)["line"].GetInt());
    return text;
}

} // namespace

TEST_CASE("Damaged text is told of, and what can be read is in the report", "[cli][damage]") {
    struct Case {
        std::string_view name;
        std::string text;
        std::string anomalies; ///< ids, in order
        int anomaly_line;      ///< of the first
        std::string failures;  ///< their lines
    };
    auto const c = GENERATE(values<Case>({
        {"nothing wrong", failing_lines(1, 3), "", 0, "1 2 3"},
        {"CRLF", with_line_ends(failing_lines(1, 3), "\r\n"), "", 0, "1 2 3"},
        {"CRLF, a session", with_line_ends(session, "\r\n"), "", 0, "6"},
        {"CR alone", with_line_ends(failing_lines(1, 3), "\r"), "IN-BARE-CR", 0, "1 2 3"},
        {"CR alone, a session", with_line_ends(session, "\r"), "IN-BARE-CR", 0, "6"},
        {"UTF-16LE", utf16(session, false, false), "IN-UTF16", 0, "6"},
        {"UTF-16BE", utf16(session, true, false), "IN-UTF16", 0, "6"},
        {"UTF-16LE with mark", utf16(session, false, true), "IN-UTF16", 0, "6"},
        {"UTF-16BE with mark", utf16(session, true, true), "IN-UTF16", 0, "6"},
        {"UTF-16LE, CRLF, as PowerShell writes", utf16(with_line_ends(session, "\r\n"), false, true), "IN-UTF16", 0,
            "6"},
        {"UTF-16 cut inside a character", utf16(session, false, true).substr(0, 2 * session.size() - 9), "IN-UTF16", 0,
            "6"},
        {"UTF-8 with mark", "\xef\xbb\xbf" + session, "", 0, "6"},
        {"no line end at the end", session.substr(0, session.size() - 1), "", 0, "6"},
        {"NUL bytes between lines", failing_lines(1, 2) + std::string(4096, '\0') + "\n" + failing_lines(3, 3),
            "IN-NUL", 3, "1 2 4"},
        {"NUL bytes before a line, as copytruncate leaves them",
            failing_lines(1, 2) + std::string(700, '\0') + failing_lines(3, 5), "IN-NUL", 3, "1 2 4 5"},
        {"one NUL in a reply",
            failing_lines(1, 1) +
                with_line_ends(failing_line(2), "\n").replace(failing_line(2).find("such"), 1, "\0"s) +
                failing_lines(3, 3),
            "IN-NUL", 2, "1 2 3"},
        {"cut inside the stamp", failing_lines(1, 3) + "Nov 22 05", "IN-CUT-LINE", 4, "1 2 3"},
        {"cut inside the program", failing_lines(1, 3) + "Nov 22 05:49:48 mail post", "IN-CUT-LINE", 4, "1 2 3"},
        {"cut inside the queue id", failing_lines(1, 3) + failing_line(4).substr(0, 45), "IN-CUT-LINE", 4, "1 2 3"},
        {"cut inside the recipient", failing_lines(1, 3) + failing_line(4).substr(0, 68), "IN-CUT-LINE", 4, "1 2 3"},
        {"cut inside status=", failing_lines(1, 3) + failing_line(4).substr(0, failing_line(4).find("bounced") + 2),
            "IN-CUT-LINE", 4, "1 2 3"},
        {"cut inside the reply", failing_lines(1, 3) + failing_line(4).substr(0, failing_line(4).find("no such") + 4),
            "", 0, "1 2 3 4"},
        {"a reply cut by syslog at 1024 bytes",
            failing_lines(1, 1) + failing_line(2).substr(0, failing_line(2).find("no such") + 4) + "\n" +
                failing_lines(3, 3),
            "", 0, "1 2 3"},
        {"two lines run together", failing_lines(1, 1) + failing_line(2).substr(0, 90) + failing_lines(3, 4), "", 0,
            "1 3"},
        {"invalid UTF-8",
            failing_lines(1, 1) + "Nov 22 05:49:48 mail postfix/smtp[531]: \xc3\x28\xff\xfe\x80\n" +
                failing_lines(2, 2),
            "", 0, "1 3"},
        {"other programs around",
            "Nov 22 05:49:48 mail kernel: [1.0] eth0: up\n" + failing_lines(1, 1) +
                "\n\nNov 22 05:49:48 mail sshd[1]: x\n" + failing_lines(2, 2),
            "", 0, "2 6"},
    }));
    CAPTURE(c.name);
    Folder const folder;
    folder.write("text", c.text);
    auto const outcome = run(Call{.arguments = {"--format", "ndjson", "text"}, .folder = folder.path()});
    CAPTURE(outcome.out, outcome.err);
    CHECK(outcome.status == 0);
    auto const records = records_of(outcome.out);
    CHECK(damage_ids(records) == c.anomalies);
    CHECK(failure_lines(records) == c.failures);
    if (!c.anomalies.empty()) {
        auto const anomalies = damage_in(records);
        REQUIRE_FALSE(anomalies.empty());
        CHECK((*anomalies.front())["line"].GetInt() == c.anomaly_line);
        auto const text = run(Call{.arguments = {"text"}, .folder = folder.path()}).out;
        CHECK_THAT(text, Catch::Contains(std::string(text_at(*anomalies.front(), "id"))) && Catch::Contains("hint:"));
    }
    CHECK(run(Call{.arguments = {"check", "text"}, .folder = folder.path()}).status == 1);
}

TEST_CASE("A reply that the log cut short is marked so", "[cli][damage]") {
    auto const whole = failing_line(2);
    auto const cut = whole.substr(0, whole.find("no such") + 4);
    auto const outcome = run(Call{.arguments = {"--format", "ndjson"}, .input = failing_lines(1, 1) + cut + "\n"});
    auto const records = records_of(outcome.out);
    auto const failures = of_kind(records, "failure");
    REQUIRE(failures.size() == 2);
    CHECK_FALSE((*failures[0])["cut"].GetBool());
    CHECK((*failures[1])["cut"].GetBool());
}

TEST_CASE("A line of 100 MB is cut and told of, costs no memory, and hides nothing", "[cli][damage]") {
    Folder const folder;
    {
        std::ofstream log(folder.path("mail.log"), std::ios::binary);
        log << failing_lines(1, 2);
        std::string const megabyte(1 << 20, 'x');
        for (int i = 0; i < 100; ++i) log << megabyte;
        log << '\n' << failing_lines(3, 4);
    }
    auto const outcome = run(Call{.arguments = {"--format", "ndjson", "mail.log"}, .folder = folder.path()});
    CHECK(outcome.status == 0);
    auto const records = records_of(outcome.out);
    CHECK(damage_ids(records) == "IN-LONG-LINE");
    CHECK((*damage_in(records).front())["line"].GetInt() == 3);
    CHECK(failure_lines(records) == "1 2 4 5");
    CHECK(records.back()["lines"].GetInt() == 5);
    if (!sanitized) CHECK(outcome.peak_kib < 64 * 1024);
    CHECK(run(Call{.arguments = {"check", "mail.log"}, .folder = folder.path()}).status == 1);
}

TEST_CASE("A gzip file that breaks off ends with 3 and tells what was in it", "[cli][damage]") {
    Folder const folder;
    std::string const log = failing_lines(1, 2000);
    std::string const packed = gzipped(log);
    folder.write("mail.log.gz", packed.substr(0, packed.size() / 2));
    auto const outcome = run(Call{.arguments = {"--format", "ndjson", "mail.log.gz"}, .folder = folder.path()});
    CHECK(outcome.status == 3);
    auto const records = records_of(outcome.out);
    CHECK(of_kind(records, "failure").size() > 100);
    CHECK_THAT(damage_ids(records), Catch::Contains("IN-DAMAGED-ARCHIVE"));
    auto const* const anomaly = damage_in(records).back();
    CHECK((*anomaly)["line"].GetUint() > 100); // how far it went
    CHECK_THAT(outcome.err, Catch::StartsWith("whybounce: mail.log.gz:") && Catch::Contains("fetch the file again"));
}

TEST_CASE("Trouble with an input names the input, what it is and what to do next", "[cli][damage]") {
    struct Case {
        std::string_view name;
        std::string file, bytes;
        int status;
        std::string id, says, proposes;
    };
    auto const c = GENERATE(values<Case>({
        {"missing", "", "", 3, "IN-UNREADABLE", "No such file or directory", "check the path"},
        {"empty", "empty.log", "", 5, "IN-EMPTY", "empty", "right file"},
        {"blank", "blank.log", "\n\n", 5, "IN-NOT-RECOGNISED", "no mail log", "--dialect"},
        {"prose", "prose.txt", "It was a dark and stormy night.\n", 5, "IN-NOT-RECOGNISED",
            "no mail log, SMTP session or list of replies", "--dialect"},
        {"a table", "table.csv", "name,code\nfoo,550\nbar,250\n", 5, "IN-NOT-RECOGNISED", "no mail log", "--dialect"},
        {"other program's log", "kern.log",
            "Nov 22 05:49:48 mail kernel: [1.0] eth0: up\nNov 22 05:49:49 mail sshd[1]: Accepted\n", 5,
            "IN-NOT-RECOGNISED", "no mail log", "--dialect"},
        {"binary", "noise", std::string(2000, '\x02') + "\xff\xfe", 5, "IN-NOT-RECOGNISED", "binary data", "text file"},
        {"NULs only", "nulls", std::string(2000, '\0'), 5, "IN-NOT-RECOGNISED", "NUL bytes", "tr -d"},
        {"a picture", "a.png", "\x89PNG\r\n\x1a\n" + std::string(200, '\0'), 5, "IN-NOT-RECOGNISED", "PNG", ""},
        {"UTF-32", "wide.txt", "\xff\xfe\0\0"s + "2\0\0\0002\0\0\000"s, 5, "IN-NOT-RECOGNISED", "UTF-32", "iconv"},
        {"gzip without content", "a.gz", gzipped("").substr(0, 10), 3, "IN-DAMAGED-ARCHIVE", "gzip",
            "fetch the file again"},
    }));
    CAPTURE(c.name);
    Folder const folder;
    std::string const file = c.file.empty() ? "no-such-file" : c.file;
    if (!c.file.empty()) folder.write(file, c.bytes);
    folder.write("good.txt", session);
    for (std::string const form : {"text", "ndjson", "json", "junit"}) {
        CAPTURE(form);
        auto const alone = run(Call{.arguments = {"--format", form, file}, .folder = folder.path()});
        CAPTURE(alone.out, alone.err);
        CHECK(alone.status == c.status);
        auto const message = form == "text" ? alone.out : alone.err;
        std::string flat; // a long message is wrapped
        for (char const x : message)
            if (!((x == ' ' || x == '\n') && flat.ends_with(' '))) flat += x == '\n' ? ' ' : x;
        CHECK_THAT(flat, Catch::Contains(file) && Catch::Contains(c.says) && Catch::Contains(c.proposes));
        CHECK_THAT(alone.out, Catch::Contains(c.id));
        auto const both =
            run(Call{.arguments = {"check", "--format", form, file, "good.txt"}, .folder = folder.path()});
        CHECK(both.status == c.status); // a gate does not pass by one wrong path
        CHECK_THAT(both.out, Catch::Contains("good.txt") && Catch::Contains(c.id));
    }
}

TEST_CASE("What a server says cannot write to the terminal", "[cli][hostile]") {
    std::string const reply = "550 5.1.1 \x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b"
                              "31m \xc2\x9b"
                              "32m \b\b\b \x7f caf\xe9 \xe2\x80\xae"
                              "evil\xe2\x80\xac no such user";
    struct Case {
        std::string_view name;
        std::string text;
    };
    auto const c = GENERATE_COPY(values<Case>({
        {"bare reply", reply + "\n"},
        {"session",
            "220 mx ESMTP\nEHLO \x1b[32mme\n250 mx\x1b[0m\nMAIL FROM:<a\x1b[2J@example.org>\n" + reply +
                "\nQUIT\n221 Bye\n"},
        {"S: and C:", "S: 220 mx ESMTP\nC: HELO x\nS: 250 mx\nC: MAIL FROM:<a@example.org>\nS: " + reply + "\n"},
        {"log",
            failing_line(1) +
                "Nov 22 05:49:48 mail postfix/smtp[531]: 4jXJ7J3cv2zGT: to=<u@example.net>, "
                "relay=mx.example.net[192.0.2.25]:25, delay=0.06, delays=0/0/0/0.05, dsn=5.1.1, "
                "status=bounced (host mx.example.net[192.0.2.25] said: " +
                reply + " (in reply to RCPT TO command))\n"},
    }));
    auto const options = GENERATE(values<std::vector<std::string>>({{}, {"--all", "--events"},
        {"--format", "ndjson", "--all", "--events"}, {"--format", "junit"}, {"--format", "json"}}));
    CAPTURE(c.name, options);
    auto const outcome = run(Call{.arguments = options, .input = c.text});
    CHECK(outcome.status == 0);
    CAPTURE(outcome.out);
    for (char const byte : {'\x1b', '\x07', '\b', '\x7f', '\0'}) CHECK(outcome.out.find(byte) == std::string::npos);
    CHECK(outcome.out.find("\xc2\x9b") == std::string::npos);
    if (options.empty()) CHECK(outcome.out.find("\xe2\x80\xae") == std::string::npos);
    CHECK(outcome.err.empty());
}

TEST_CASE("explain shows nothing of a pasted reply that a terminal would obey", "[cli][hostile]") {
    auto const outcome = run({"explain", "550 5.7.1 \x1b[31m listed at \x1b]0;x\x07zen.spamhaus.org \x9b"});
    CHECK(outcome.status == 0);
    for (char const byte : {'\x1b', '\x07', '\x9b'}) CHECK(outcome.out.find(byte) == std::string::npos);
}

TEST_CASE("Markup in a reply stays text in junit", "[cli][hostile]") {
    std::string const reply =
        "550 5.7.1 <script>alert(\"x\")</script> & ]]> <!-- --> &amp; <?php ?> 'quoted' \"double\"";
    auto const outcome = run(Call{.arguments = {"--format", "junit"}, .input = reply + "\n"});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out,
        Catch::Contains("&lt;script&gt;") && Catch::Contains("]]&gt;") && Catch::Contains("&amp;amp;") &&
            !Catch::Contains("<script") && !Catch::Contains("<!--"));
    CHECK(std::ranges::count(outcome.out, '<') == std::ranges::count(outcome.out, '>'));
}

TEST_CASE("Hostile names of archive members stay in their place", "[cli][hostile]") {
    Folder const folder;
    using whybounce::input::test::archived;
    folder.write("evil.tar",
        archived({{"a\x1b[31m\nb.txt", session}, {"c\x1b]0;x\x07.bin", std::string(300, '\x02')}},
            archive_write_set_format_gnutar));
    for (std::string const form : {"text", "ndjson", "junit"}) {
        auto const outcome = run(Call{.arguments = {"--format", form, "evil.tar"}, .folder = folder.path()});
        CAPTURE(form, outcome.out, outcome.err);
        CHECK(outcome.status == 0);
        CHECK((outcome.out + outcome.err).find('\x1b') == std::string::npos);
    }
}

TEST_CASE("A lone reply without any frame is diagnosed", "[cli][damage]") {
    auto const text = GENERATE(as<std::string>(), "550 5.1.1 <a@example.net>: User unknown",
        "550 5.1.1 <a@example.net>: User unknown\n", "\n\n550 5.1.1 <a@example.net>: User unknown\r\n\n",
        "550-5.1.1 The mailbox\r\n550 5.1.1 does not exist: User unknown\r\n",
        "550 5.1.1 <a@example.net>: User unknown (in reply to RCPT TO command)\n");
    auto const outcome = run(Call{.arguments = {"--format", "ndjson"}, .input = text});
    CHECK(outcome.status == 0);
    auto const records = records_of(outcome.out);
    auto const failures = of_kind(records, "failure");
    REQUIRE(failures.size() == 1);
    CHECK(text_at((*failures[0])["diagnosis"], "reason") == "recipient.unknown");
    CHECK(records.back()["unrecognised"].GetInt() == 0);
}

TEST_CASE("An 8-bit octet behind a Python literal costs its own line only", "[cli][damage]") {
    std::string const text =
        "connect: to ('mx.example.net', 25) None\nreply: b'220 mx\\r\\n'\nreply: retcode (220); Msg: b'mx'\nreply: "
        "b'250 odd\\r\\n'\xe9\n"
        "send: 'ehlo me.example\\r\\n'\nreply: b'550 5.7.1 no\\r\\n'\nreply: retcode (550); Msg: b'5.7.1 no'\n";
    auto const outcome = run(Call{.arguments = {"--format", "ndjson"}, .input = text});
    CAPTURE(outcome.err);
    CHECK(outcome.signal == 0);
    CHECK(outcome.status == 0);
    CHECK(failure_lines(records_of(outcome.out)) == "5");
}
