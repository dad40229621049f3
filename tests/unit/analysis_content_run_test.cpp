#include "dialects/content_run.hpp"
#include "record_collector.hpp"
#include "report/renderer.hpp"

#include <algorithm>
#include <random>

/// Plain lines of a message are passed over in runs: what is told must be the same as if each had been read.
using namespace whybounce;
using namespace whybounce::test;

namespace {

struct RunCase {
    char const* name;
    std::string_view text;
    ContentMark mark;
    std::size_t lines, size;
    std::uint64_t octets;
};

struct Bytes final : report::ByteSink {
    void write(std::string_view bytes) override { text += bytes; }
    std::string text;
};

std::string records_of(Dialect const& dialect, std::string_view text, bool every_line) {
    Bytes bytes;
    auto const rows = report::formats();
    auto const ndjson = std::ranges::find(rows, std::string_view("ndjson"), &report::FormatRow::id);
    auto const renderer = ndjson->make(bytes, {});
    AnalysisOptions wishes;
    wishes.every_line = every_line;
    Analysis analysis(Catalogue::built_in(), wishes, *renderer);
    analysis.begin({{"input", &dialect}});
    ReadingContext context;
    context.head = text;
    analysis.begin_input(0, context);
    analysis.block(text, 1);
    analysis.end_input();
    analysis.close();
    analysis.finish(0);
    return bytes.text;
}

/// A session whose message has lines of all kinds, in an order that makes no sense.
std::string session_with(unsigned seed, std::string_view client, std::string_view server, std::string_view client_tls) {
    std::mt19937 random(seed);
    char const* const lines[] = {"plain words of a message", "From: a@example.org", "", "..doubled", ".single", "[...]",
        "<snip>", "250 2.0.0 Ok", "550 5.1.1 no", "QUIT", "MAIL FROM:<x@example.org>", "tab\there", "caf\xC3\xA9",
        "> quoted", "Trying to read this", "Connection closed by foreign host.", "Timeout (no, words)", "24 lines sent",
        " folded", "telnet> quit", "```", "C: marked", "-> arrow", "x\r.\ry", "ends with cr\r", "."};
    std::string const head[] = {
        "220 mx.example.net ESMTP", "250 mx.example.net", "250 2.1.0 Ok", "250 2.1.5 Ok", "354 go on"};
    char const* const commands[] = {
        "EHLO c.example.org", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>", "DATA"};
    std::string text;
    for (std::size_t i = 0; i < std::size(head); ++i) {
        text.append(server).append(head[i]).append("\n");
        if (i < std::size(commands)) text.append(client).append(commands[i]).append("\n");
    }
    std::string const long_line(990 + random() % 20, 'x');
    for (int i = 0; i < 60; ++i) {
        bool const plain = random() % 3 != 0;
        text.append(random() % 20 == 0 ? server : random() % 15 == 0 ? client_tls : client);
        text.append(plain            ? "plain words of a message"
                : random() % 30 == 0 ? long_line
                                     : lines[random() % std::size(lines)]);
        text.append(random() % 7 == 0 ? "\r\n" : "\n");
    }
    text.append(client).append(".\n").append(server).append("554 5.7.1 no\n");
    return text.append(client).append("QUIT\n").append(server).append("221 Bye\n");
}

} // namespace

TEST_CASE("content_run takes lines of words and stops before all else", "[analysis]") {
    std::string const longest = std::string(998, 'x') + "\nnext\n", longer = std::string(999, 'x') + "\n";
    RunCase const cases[] = {
        {"two lines", "one\ntwo\n", {""}, 2, 8, 10},
        {"CR LF", "one\r\ntwo\r\n", {""}, 2, 10, 10},
        {"behind a mark", "> one\n> two\nthree\n", {"> "}, 2, 12, 10},
        {"a mark alone", "> \n", {"> "}, 0, 0, 0},
        {"half a mark", ">", {"> "}, 0, 0, 0},
        {"the last line has no end", "one\ntwo", {""}, 1, 4, 5},
        {"an empty line", "one\n\ntwo\n", {""}, 1, 4, 5},
        {"the dot", "one\n.\n", {""}, 1, 4, 5},
        {"a doubled dot", "..\n", {""}, 0, 0, 0},
        {"a digit", "250 Ok\n", {""}, 0, 0, 0},
        {"a blank", " folded\n", {""}, 0, 0, 0},
        {"brackets", "[...]\n", {""}, 0, 0, 0},
        {"an opening of the dialect's own", "Trying\n", {"", "T"}, 0, 0, 0},
        {"a control character", "a\tb\n", {""}, 0, 0, 0},
        {"a CR inside", "a\rb\n", {""}, 0, 0, 0},
        {"an octet above 127", "one\ncaf\xC3\xA9\n", {""}, 1, 4, 5},
        {"the longest line", longest, {""}, 2, 1004, 1006},
        {"longer than that", longer, {""}, 0, 0, 0},
        {"nothing", "", {""}, 0, 0, 0},
    };
    for (RunCase const& row : cases) {
        INFO(row.name);
        dialect::ContentRun const run = dialect::content_run(row.text, row.mark);
        CHECK(run.lines == row.lines);
        CHECK(run.size == row.size);
        CHECK(run.octets == row.octets);
    }
}

TEST_CASE("messages read in runs and line by line give the same records", "[analysis]") {
    struct Tool {
        char const *dialect, *client, *server, *client_tls;
    };
    Tool const tools[] = {{"telnet", "", "", ""}, {"netcat", "", "", ""}, {"curl", "> ", "< ", "> "},
        {"swaks", " -> ", "<-  ", " ~> "}, {"swaks", " ~> ", "<~  ", " -> "}, {"sc", "C: ", "S: ", "C:"},
        {"sc", "S: ", "C: ", "S: "}};
    for (Tool const& tool : tools)
        for (unsigned seed = 0; seed < 40; ++seed) {
            INFO(tool.dialect << " " << tool.client << " seed " << seed);
            std::string const text = session_with(seed, tool.client, tool.server, tool.client_tls);
            Dialect const& dialect = *find_dialect(tool.dialect);
            CHECK(records_of(dialect, text, false) == records_of(dialect, text, true));
        }
}
