#include "input_support.hpp"
#include "program.hpp"

#include <fmt/format.h>

/// Lines that stand in several logs are counted once, whatever the names, the way of packing and the number of threads.
using namespace whybounce::test;
using whybounce::input::test::Folder;
using whybounce::input::test::gzipped;

namespace {

/// A mail that is refused: three lines of one second. Short queue ids, so that the file alone tells the year.
std::string refused(unsigned number, std::string const& host = "mx1") {
    unsigned const second = number % 60, minute = number / 60;
    std::string const head = fmt::format("2026-11-22T10:{:02}:{:02}.000000+00:00 {} postfix/", minute, second, host);
    std::string const id = fmt::format("A{:07X}", number);
    return head + fmt::format("qmgr[7]: {}: from=<s@example.org>, size=900, nrcpt=1 (queue active)\n", id) + head +
        fmt::format("smtp[{}]: {}: to=<r{}@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=1, "
                    "delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 "
                    "<r{}@example.com>: User unknown (in reply to RCPT TO command))\n",
            9, id, number, number) +
        head + fmt::format("qmgr[7]: {}: removed\n", id);
}

/// The mails from the first number up to, but not with, the last.
std::string mails(unsigned first, unsigned last, std::string const& host = "mx1") {
    std::string text;
    for (unsigned number = first; number < last; ++number) text += refused(number, host);
    return text;
}

/// The same lines as journald would have kept them.
std::string exported(std::string const& log) {
    std::string text;
    std::size_t entry = 0;
    for (std::size_t begin = 0; begin < log.size(); ++entry) {
        std::size_t const end = log.find('\n', begin);
        std::string const line = log.substr(begin, end - begin);
        auto const part = [&](char open, char close, std::size_t from) {
            std::size_t const at = line.find(open, from) + 1;
            return line.substr(at, line.find(close, at) - at);
        };
        unsigned const minute = static_cast<unsigned>(std::stoul(line.substr(14, 2)));
        unsigned const second = static_cast<unsigned>(std::stoul(line.substr(17, 2)));
        std::size_t const text_at = line.find("]: ") + 3;
        text += fmt::format("__CURSOR=s=1;i={:x}\n__REALTIME_TIMESTAMP={}000000\n_HOSTNAME=mx1\n"
                            "SYSLOG_IDENTIFIER={}\nSYSLOG_PID={}\nMESSAGE={}\n\n",
            entry, 1'795'341'600 + minute * 60 + second, part(' ', '[', line.find(' ') + 1), part('[', ']', 0),
            line.substr(text_at));
        begin = end + 1;
    }
    return text;
}

using File = std::pair<std::string, std::string>;

struct Case {
    char const* name;
    std::vector<File> files;
    unsigned failures, messages, repeated;
    std::vector<std::string> arguments = {}; ///< empty: the files
    bool whole = false;                      ///< one of them is not read at all
};

std::vector<Case> cases() {
    return {
        {"one file", {{"mail.log", mails(0, 20)}}, 20, 20, 0},
        {"no overlap", {{"mail.log", mails(10, 20)}, {"mail.log.1", mails(0, 10)}}, 20, 20, 0},
        {"copytruncate left the last mails in both", {{"mail.log", mails(60, 200)}, {"mail.log.1", mails(0, 100)}}, 200,
            200, 120},
        {"only one line in both",
            {{"mail.log", refused(9).substr(refused(9).rfind("2026")) + mails(10, 20)}, {"mail.log.1", mails(0, 10)}},
            20, 20, 1},
        {"an older copy", {{"mail.log", mails(0, 90)}, {"mail.log.bak", mails(0, 50)}}, 90, 90, 150},
        {"an older copy, named first", {{"a.log", mails(0, 50)}, {"b.log", mails(0, 90)}}, 90, 90, 150},
        {"three files, one inside another",
            {{"a.log", mails(0, 100)}, {"b.log", mails(20, 40)}, {"c.log", mails(30, 130)}}, 130, 130, 60 + 210},
        {"three files in a row", {{"a.log", mails(0, 50)}, {"b.log", mails(40, 90)}, {"c.log", mails(80, 130)}}, 130,
            130, 60},
        {"two hosts in the same seconds", {{"a.log", mails(0, 50)}, {"b.log", mails(0, 50, "mx2")}}, 100, 100, 0},
        {"the same line twice in one file, and in the other",
            {{"a.log", mails(0, 30) + refused(30) + refused(30)}, {"b.log", refused(30) + refused(30) + mails(31, 40)}},
            41, 41, 6},
        {"once in one file, twice in the other",
            {{"a.log", mails(0, 30) + refused(30)}, {"b.log", refused(30) + refused(30) + mails(31, 40)}}, 41, 41, 3},
        {"twins inside one file", {{"mail.log", mails(0, 3) + refused(3) + refused(3)}}, 5, 5, 0},
        {"only what a second facility keeps",
            {{"mail.log", mails(0, 50)}, {"mail.err", mails(5, 6) + mails(17, 18) + mails(49, 50)}}, 50, 50, 9},
        {"with the line ends of Windows",
            {{"a.log", mails(0, 9)},
                {"b.log",
                    [] {
                        std::string text = mails(4, 12), out;
                        for (char const c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
                        return out;
                    }()}},
            12, 12, 15},
        {"a journal and the file made of it", {{"mail.log", mails(0, 40)}, {"mail.export", exported(mails(20, 60))}},
            60, 60, 60},
        {"a session between two logs",
            {{"a.log", mails(0, 40)}, {"b.txt", file_text(sample_path("swaks/clean.txt"))}, {"c.log", mails(30, 50)}},
            50, 50, 30},
        {"the same text twice", {{"mail.log", mails(0, 40)}, {"copy.log", mails(0, 40)}}, 40, 40, 0, {}, true},
        {"the same text packed", {{"mail.log", mails(0, 40)}, {"mail.log.gz", gzipped(mails(0, 40))}}, 40, 40, 0, {},
            true},
        {"the same name twice", {{"mail.log", mails(0, 40)}}, 40, 40, 0, {"mail.log", "./mail.log"}, true},
        {"a folder and a file of it", {{"logs/mail.log", mails(0, 40)}}, 40, 40, 0, {"logs", "logs/mail.log"}, true},
    };
}

/// The summary of a report, and what was told of its inputs.
struct Told {
    std::string all;
    unsigned failures = 0, messages = 0, repeated = 0;
    std::vector<std::string> anomalies;
};

Told told(Case const& c, Folder const& folder, std::vector<std::string> options) {
    std::vector<std::string> const names = [&] {
        if (!c.arguments.empty()) return c.arguments;
        std::vector<std::string> all;
        for (File const& file : c.files) all.push_back(file.first);
        return all;
    }();
    options.insert(options.end(), names.begin(), names.end());
    Outcome const outcome = run(Call{.arguments = options, .folder = folder.path()});
    CAPTURE(outcome.err);
    CHECK(outcome.status == 0);
    return {outcome.out};
}

Told read(Told told) {
    for (auto const& record : records_of(told.all)) {
        std::string const kind = record["record"].GetString();
        if (kind == "anomaly") told.anomalies.emplace_back(record["id"].GetString());
        if (kind != "summary") continue;
        told.failures = record["failures"].GetUint();
        told.messages = record["messages"].GetUint();
        told.repeated = record["repeated"].GetUint();
    }
    return told;
}

} // namespace

TEST_CASE("What stands in several logs is counted once", "[analysis][overlaps][cli]") {
    for (Case const& c : cases()) {
        DYNAMIC_SECTION(c.name) {
            Folder folder;
            for (File const& file : c.files) folder.write(file.first, file.second);
            Told const full = read(told(c, folder, {"--format", "ndjson"}));
            CHECK(full.failures == c.failures);
            CHECK(full.messages == c.messages);
            CHECK(full.repeated == c.repeated);
            bool const partly = std::ranges::count(full.anomalies, "IN-OVERLAP") > 0;
            bool const whole = std::ranges::count(full.anomalies, "IN-SAME-TEXT") > 0;
            CHECK(whole == c.whole);
        }
    }
}

TEST_CASE("What stands in several logs is left out on the quick lane too, on any number of threads",
    "[analysis][overlaps][cli]") {
    for (Case const& c : cases()) {
        DYNAMIC_SECTION(c.name) {
            Folder folder;
            for (File const& file : c.files) folder.write(file.first, file.second);
            Told const one = told(c, folder, {"--threads", "1", "--top", "99"});
            CHECK(one.all == told(c, folder, {"--threads", "3", "--top", "99"}).all);
            CHECK_THAT(one.all, Catch::Contains(fmt::format("\n  messages   {}\n", c.messages)));
            CHECK_THAT(one.all, Catch::Contains(fmt::format(" {} lines about {} problems", c.failures, c.failures)));
        }
    }
}

TEST_CASE("Large logs that share their ends are compared block by block", "[analysis][overlaps][cli]") {
    Folder folder;
    std::string const options = "--threads";
    Case const c{"large", {{"mail.log", mails(2000, 3500)}, {"mail.log.1", mails(0, 2100)}}, 3500, 3500, 300};
    for (File const& file : c.files) folder.write(file.first, file.second);
    for (char const* const threads : {"1", "3"}) {
        Told const text = told(c, folder, {options, threads});
        CHECK_THAT(text.all, Catch::Contains("\n  messages   3500\n") && Catch::Contains("\n  repeated   300 lines "));
    }
    CHECK(read(told(c, folder, {"--format", "ndjson"})).repeated == 300);
}

TEST_CASE("A queue id that tells a wrong year does not hide what is repeated", "[analysis][overlaps][cli]") {
    std::string text;
    for (unsigned i = 0; i < 3000; ++i) {
        std::string const head = fmt::format("Nov 22 10:{:02}:{:02} mx1 postfix/qmgr[7]: ", i / 60 % 60, i % 60);
        // a "z" in the wrong place: as a long id it would be of the year 153000
        std::string const id = i % 40 == 0 ? fmt::format("4jXPh0{:04}z0z7", i) : fmt::format("4jXPh0{:04}z{:03}", i, 7);
        text += head + id + ": from=<s@example.org>, size=900, nrcpt=1 (queue active)\n" + head + id + ": removed\n";
    }
    Folder folder;
    folder.write("a.log", text + "Nov 22 12:00:00 mx1 postfix/qmgr[7]: 4jXPh00000z000: removed\n");
    folder.write("b.log", text);
    Case const c{"wrong years", {{"a.log", ""}, {"b.log", ""}}, 0, 3001, 6000};
    CHECK(read(told(c, folder, {"--format", "ndjson"})).repeated == 6000);
    CHECK_THAT(told(c, folder, {"--threads", "2"}).all, Catch::Contains("\n  repeated   6000 lines "));
}
