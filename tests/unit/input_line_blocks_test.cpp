#include "input/line_blocks.hpp"
#include "input/line_count.hpp"
#include "input/memory_source.hpp"
#include "input_support.hpp"

using namespace whybounce;
using namespace whybounce::input;
using namespace whybounce::input::test;

namespace {

/// A text in pieces of a fixed size, as a pipe hands them over, maybe with trouble at the end.
class PieceSource final : public ByteSource {
public:
    PieceSource(std::string_view text, std::size_t piece, bool breaks = false)
        : text_(text), piece_(piece), breaks_(breaks) {}
    Result<std::size_t> read(std::span<char> room) override {
        if (text_.empty() && breaks_)
            return Error{.code = Errc::damaged_archive, .file = {}, .what = "the data ends early", .hint = {}};
        auto const size = text_.copy(room.data(), std::min(room.size(), piece_));
        text_.remove_prefix(size);
        return size;
    }

private:
    std::string_view text_;
    std::size_t piece_;
    bool breaks_;
};

/// One line of `size` bytes and a line "next", made as it is read.
class LongLineSource final : public ByteSource {
public:
    explicit LongLineSource(std::size_t size) : left_(size) {}
    Result<std::size_t> read(std::span<char> room) override {
        if (left_ == 0) return end_.read(room);
        std::size_t const size = std::min(left_, room.size());
        std::fill_n(room.begin(), size, 'x');
        left_ -= size;
        return size;
    }

private:
    std::size_t left_;
    MemorySource end_{"\nnext\n"};
};

/// Keeps sizes and line numbers only.
struct Gauge final : BlockSink {
    void block(std::string_view text, std::size_t first_line) override {
        largest = std::max(largest, text.size());
        last = text.substr(0, 10);
        last_first_line = first_line;
    }
    void damage(Damage const& found) override { damages.push_back(found); }

    std::size_t largest = 0, last_first_line = 0;
    std::string last;
    std::vector<Damage> damages;
};

} // namespace

TEST_CASE("Blocks hold whole lines and every byte", "[input]") {
    struct Case {
        std::string_view name, text;
        std::size_t lines;
    };
    auto const c = GENERATE(values<Case>({
        {"one line", "a\n", 1},
        {"no final newline", "a\nb", 2},
        {"CRLF stays", "a\r\nb\r\n", 2},
        {"empty lines", "\n\n\n", 3},
        {"line ends at the edge of a piece", "abc\ndef\nghi\n", 3},
        {"lines over many pieces", "0123456789\nabcdefghijklmnop\n", 2},
        {"nothing", "", 0},
    }));
    auto const piece = GENERATE(std::size_t{1}, std::size_t{3}, std::size_t{4}, std::size_t{100});
    CAPTURE(c.name, piece);
    PieceSource source(c.text, piece);
    Recorder recorder;
    auto const lines = LineBlocks(source, recorder, "in").run();
    REQUIRE(lines);
    CHECK(*lines == c.lines);
    CHECK(recorder.text == c.text);
    CHECK(recorder.damages.empty());
}

TEST_CASE("Blocks of a long text fit together", "[input]") {
    auto const text = numbered_lines(30'000);
    auto const piece = GENERATE(std::size_t{4096}, std::size_t{65'537}, std::size_t{1} << 20);
    PieceSource source(text, piece);
    Gauge gauge;
    auto const lines = LineBlocks(source, gauge, "in").run();
    REQUIRE(lines);
    CHECK(*lines == 30'000);
    CHECK(gauge.largest <= 257 * kib);
}

TEST_CASE("A line is cut after a MiB, wherever the pieces end", "[input]") {
    struct Case {
        std::string_view name;
        std::size_t size, kept;
        bool damaged;
    };
    auto const c = GENERATE(values<Case>({
        {"just fits", longest_line, longest_line, false},
        {"one byte too long", longest_line + 1, longest_line, true},
        {"two bytes too long", longest_line + 2, longest_line, true},
        {"many blocks too long", 5 * longest_line + 7, longest_line, true},
    }));
    auto const piece = GENERATE(std::size_t{1} << 20, std::size_t{100'001});
    auto const next = GENERATE(as<std::string>(), "", "\n", "\nnext\n");
    CAPTURE(c.name, piece, next);
    std::string const text = "before\n" + std::string(c.size, 'x') + next;
    PieceSource source(text, piece);
    Gauge gauge;
    auto const lines = LineBlocks(source, gauge, "in").run();
    REQUIRE(lines);
    CHECK(*lines == (next == "\nnext\n" ? 3 : 2));
    CHECK(gauge.largest <= c.kept + 256 * kib);
    REQUIRE(gauge.damages.size() == c.damaged);
    if (!c.damaged) return;
    CHECK(gauge.damages[0].id == "IN-LONG-LINE");
    CHECK(gauge.damages[0].line == 2);
    CHECK(gauge.damages[0].what == "a line of " + std::to_string(c.size) + " bytes, cut after its first MiB");
}

TEST_CASE("A line of 100 MB is cut and the next line is read", "[input]") {
    LongLineSource source(100'000'000);
    Gauge gauge;
    auto const lines = LineBlocks(source, gauge, "in").run();
    REQUIRE(lines);
    CHECK(*lines == 2);
    CHECK(gauge.largest == longest_line + 1);
    CHECK(gauge.last == "next\n");
    CHECK(gauge.last_first_line == 2);
    REQUIRE(gauge.damages.size() == 1);
    CHECK(gauge.damages[0].what == "a line of 100000000 bytes, cut after its first MiB");
}

TEST_CASE("NUL bytes are counted and told once, damage stays in the order of lines", "[input]") {
    std::string const text =
        std::string("a\nb\0\0c\n", 7) + std::string(longest_line + 9, 'x') + std::string("\nd\0", 3);
    PieceSource source(text, 1000);
    Recorder recorder;
    auto const lines = LineBlocks(source, recorder, "in").run();
    REQUIRE(lines);
    CHECK(*lines == 4);
    REQUIRE(recorder.damages.size() == 2);
    CHECK(recorder.damages[0].id == "IN-NUL");
    CHECK(recorder.damages[0].line == 2);
    CHECK(recorder.damages[0].what == "3 NUL bytes, the first in this line");
    CHECK(recorder.damages[1].id == "IN-LONG-LINE");
    CHECK(recorder.damages[1].line == 3);
}

TEST_CASE("Text that breaks off is handed over before the Error", "[input]") {
    PieceSource source("one\ntwo\nthr", 4, true);
    Recorder recorder;
    auto const lines = LineBlocks(source, recorder, "in").run();
    REQUIRE_FALSE(lines);
    CHECK(lines.error().what == "the data ends early after 3 lines");
    CHECK(lines.error().line == 3);
    CHECK(recorder.text == "one\ntwo\nthr");
}

TEST_CASE("Line ends are counted at any length", "[input]") {
    std::string text;
    for (std::size_t i = 0; i < 40'000; ++i) text += i % 3 == 0 ? '\n' : 'x';
    auto const size = GENERATE(0U, 1U, 63U, 64U, 65U, 16'320U, 16'321U, 40'000U);
    CHECK(line_ends_in(std::string_view(text).substr(0, size)) == (size + 2) / 3);
    CHECK(line_ends_in(std::string(size, '\n')) == size);
}
