#include "input_support.hpp"
#include "program.hpp"

using namespace whybounce::test;
using whybounce::input::test::archived;
using whybounce::input::test::compressed;
using whybounce::input::test::Folder;
using whybounce::input::test::gzipped;

namespace {

std::string const refused = "telnet/rcpt-550-unknown.txt";

/// What a report of one input says, without the name of the input.
std::string told(Outcome const& outcome, std::string const& name) {
    std::string text = outcome.out;
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name))
        text.replace(at, name.size(), "NAME");
    return text;
}

Records records_for(std::vector<std::string> arguments, std::string const& folder = {}) {
    arguments.insert(arguments.begin(), {"--format", "ndjson"});
    auto const outcome = run(Call{.arguments = arguments, .folder = folder});
    CAPTURE(outcome.err);
    CHECK(outcome.status == 0);
    return records_of(outcome.out);
}

} // namespace

TEST_CASE("Standard input is read when a pipe is there, with and without its name", "[cli][input]") {
    auto const arguments = GENERATE(values<std::vector<std::string>>(
        {{}, {"-"}, {"report"}, {"report", "-"}, {"/dev/stdin"}, {"--"}, {"--", "-"}}));
    CAPTURE(arguments);
    auto const outcome = run(Call{.arguments = arguments, .input = file_text(sample_path(refused))});
    CHECK(outcome.status == 0);
    CHECK(outcome.err.empty());
    std::string const name = !arguments.empty() && arguments.front() == "/dev/stdin" ? "/dev/stdin" : "-";
    CHECK_THAT(outcome.out, Catch::StartsWith(name + "  telnet dialect, 1 session, 1 failure\n"));
}

TEST_CASE("A pipe tells what the file tells", "[cli][input]") {
    auto const name =
        GENERATE(as<std::string>(), refused, "postfix/mail.log", "smtplib/auth-535-multiline.txt", "reply/rcpt.txt");
    auto const arguments = std::vector<std::string>{"--format", "ndjson", "--all", "--year", "2026"};
    auto by_name = arguments, by_pipe = arguments;
    by_name.push_back(sample_path(name));
    by_pipe.emplace_back("-");
    auto const file = told(run(by_name), "\"input\":\"" + sample_path(name) + "\"");
    auto const pipe = told(run(Call{.arguments = by_pipe, .input = file_text(sample_path(name))}), "\"input\":\"-\"");
    CHECK(file == pipe);
}

TEST_CASE("explain reads a reply of several lines from a pipe", "[cli][input]") {
    auto const arguments = GENERATE(values<std::vector<std::string>>({{"explain"}, {"explain", "-"}}));
    auto const outcome = run(Call{.arguments = arguments,
        .input = "550-5.1.1 The email account that you tried to reach\n550 5.1.1 does not exist.\n"});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::StartsWith("550 5.1.1  ") && Catch::Contains("recipient.unknown"));
}

TEST_CASE("explain finds the reply behind the words of others", "[cli][input]") {
    auto const text = GENERATE(values<std::string>({"smtp; 550 5.1.1 User unknown",
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown", "Remote Server returned '550 5.1.1 User unknown'",
        "SMTP error from remote mail server after RCPT TO:<x@b.example>: 550 5.1.1 User unknown",
        "<<< 550 5.1.1 User unknown", "(550, b'5.1.1 User unknown')", "error: 550 5.1.1 User unknown"}));
    CAPTURE(text);
    Call call;
    call.arguments = {"explain", text};
    auto const outcome = run(call);
    CHECK(outcome.status == 0);
    CHECK(outcome.out.starts_with("550 5.1.1  No such user\n"));
    CHECK(outcome.out.find("speaker local") == std::string::npos);
}

TEST_CASE("explain of an empty pipe ends with 5", "[cli][input]") {
    auto const input = GENERATE(as<std::string>(), "", "\n \n");
    auto const outcome = run(Call{.arguments = {"explain"}, .input = input});
    CHECK(outcome.status == 5);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Catch::Contains("standard input is empty") && Catch::Contains("whybounce explain 550"));
}

TEST_CASE("Compressed files are read as the text in them", "[cli][input]") {
    struct Case {
        std::string name;
        int (*filter)(archive*);
    };
    auto const c = GENERATE(values<Case>({{"mail.log.gz", archive_write_add_filter_gzip},
        {"mail.log.xz", archive_write_add_filter_xz}, {"mail.log.zst", archive_write_add_filter_zstd},
        {"mail.log.bz2", archive_write_add_filter_bzip2}, {"no-telling-name", archive_write_add_filter_gzip}}));
    CAPTURE(c.name);
    Folder const folder;
    std::string const log = file_text(sample_path("postfix/mail.log"));
    folder.write("mail.log", log);
    folder.write(c.name, compressed(log, c.filter));
    auto const plain =
        run(Call{.arguments = {"--format", "ndjson", "--year", "2026", "mail.log"}, .folder = folder.path()});
    auto const packed =
        run(Call{.arguments = {"--format", "ndjson", "--year", "2026", c.name}, .folder = folder.path()});
    CHECK(packed.status == 0);
    CHECK(packed.err.empty());
    CHECK(told(packed, "\"input\":\"" + c.name + "\"") == told(plain, "\"input\":\"mail.log\""));
    auto const piped =
        run(Call{.arguments = {"--format", "ndjson", "--year", "2026", "-"}, .input = file_text(folder.path(c.name))});
    CHECK(told(piped, "\"input\":\"-\"") == told(plain, "\"input\":\"mail.log\""));
}

TEST_CASE("A folder and an archive of it give the same failures, each under its own name", "[cli][input]") {
    Folder const folder;
    std::string const session = file_text(sample_path(refused)), log = file_text(sample_path("postfix/expired.log"));
    folder.write("case/a.txt", session);
    folder.write("case/logs/mail.log.gz", gzipped(log));
    folder.write("case.tgz",
        gzipped(archived(
            {{"./logs/mail.log.gz", gzipped(log)}, {"a.txt", session}}, archive_write_set_format_pax_restricted)));
    auto const from_folder = records_for({"case"}, folder.path()),
               from_archive = records_for({"case.tgz"}, folder.path());
    auto const inside = of_kind(from_folder, "failure"), packed = of_kind(from_archive, "failure");
    CHECK(inside.size() == packed.size());
    CHECK(inside.size() > 3);
    auto const names = [](std::vector<rapidjson::Value const*> const& failures, std::string_view text) {
        return std::ranges::count_if(failures, [&](auto const* failure) { return text_at(*failure, "input") == text; });
    };
    CHECK(names(inside, "case/a.txt") == 1);
    CHECK(names(packed, "case.tgz/a.txt") == 1);
    CHECK(names(inside, "case/logs/mail.log.gz") == names(packed, "case.tgz/logs/mail.log.gz"));
}

TEST_CASE("In a folder, what is no mail text does not hide what is", "[cli][input]") {
    Folder const folder;
    folder.write("all/README", "How we run our mail:\nbadly.\n");
    folder.write("all/empty.log", "");
    folder.write("all/picture.png", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) + std::string(200, '\x01'));
    folder.write("all/session.txt", file_text(sample_path(refused)));
    folder.write("all/.hidden", file_text(sample_path(refused)));
    auto const outcome = run(Call{.arguments = {"--format", "ndjson", "all"}, .folder = folder.path()});
    CHECK(outcome.status == 0);
    auto const records = records_of(outcome.out);
    CHECK(of_kind(records, "failure").size() == 1);
    CHECK(records.front()["inputs"].Size() == 4);
    CHECK(damage_in(records).size() == 3);
}

TEST_CASE("The dialect is found out, and can be told", "[cli][dialect]") {
    struct Case {
        std::string dialect, sample;
    };
    auto const c = GENERATE(values<Case>({{"swaks", "swaks/rcpt-mixed.txt"}, {"telnet", refused},
        {"curl", "curl/rcpt-551-moved.txt"}, {"sc", "sc/rcpt-550-relay.txt"}, {"smtplib", "smtplib/rcpt-mixed.txt"},
        {"postfix", "postfix/mail.log"}, {"netcat", "netcat/rcpt-mixed.txt"}, {"reply", "reply/rcpt.txt"}}));
    CAPTURE(c.dialect);
    auto const found = records_for({sample_path(c.sample)});
    CHECK(text_at(found.front()["inputs"][0], "dialect") == c.dialect);
    auto const told = records_for({"--dialect", c.dialect, sample_path(c.sample)});
    CHECK(told == found);
}

TEST_CASE("Another dialect by option reads otherwise", "[cli][dialect]") {
    Folder const folder;
    folder.write("words.txt", "mailbox full\nno such user here\n");
    auto const words = records_for({"--dialect", "reply", folder.path("words.txt")});
    auto const failures = of_kind(words, "failure");
    REQUIRE(failures.size() == 2);
    CHECK(text_at((*failures[0])["diagnosis"], "reason") == "recipient.mailbox-full");
    CHECK(text_at((*failures[1])["diagnosis"], "reason") == "recipient.unknown");
    auto const netcat = records_for({"--dialect", "netcat", sample_path(refused)});
    CHECK(text_at(netcat.front()["inputs"][0], "dialect") == "netcat");
    CHECK(of_kind(netcat, "failure").size() == 1);
}

TEST_CASE("A dialect that fits no line is told, with what to do", "[cli][dialect]") {
    Folder const folder;
    folder.write("prose.txt", "It was a dark and stormy night;\nthe rain fell in torrents.\n");
    auto const outcome = run({"--dialect", "swaks", folder.path("prose.txt")});
    CHECK(outcome.status == 5);
    CHECK_THAT(
        outcome.out, Catch::Contains("IN-NOT-RECOGNISED") && Catch::Contains("swaks") && Catch::Contains("--dialect"));
}
