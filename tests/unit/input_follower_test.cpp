#include "input/follower.hpp"
#include "input_support.hpp"
#include <unistd.h>

using namespace whybounce;
using namespace whybounce::input;
using namespace whybounce::input::test;
namespace fs = std::filesystem;

namespace {

/// Writes down news and what was there before, apart from each other.
struct Hearer final : FollowSink {
    void block(std::string_view text, std::size_t first_line) override {
        (old ? before : news) += text;
        if (!old && first_news_line == 0) first_news_line = first_line;
    }
    void damage(Damage const& found) override { damages.emplace_back(found.id); }
    void begin_text(std::string_view first_lines, std::optional<std::int64_t>) override {
        ++texts;
        head = first_lines;
    }
    void end_text() override {}
    void quiet(bool on) override { old = on; }

    std::string news, before, head;
    std::vector<std::string> damages;
    std::size_t first_news_line = 0;
    int texts = 0;
    bool old = false;
};

/// A log in a folder of its own, somebody who writes it, and somebody who follows it.
class Scene {
public:
    explicit Scene(FollowOptions options = {.from_start = true}) : options_(options) {
        options_.linger = std::chrono::milliseconds(0);
    }

    std::string path(std::string_view name = "mail.log") const { return folder_.path(name); }
    void write(std::string_view text, std::string_view name = "mail.log") {
        std::ofstream(path(name), std::ios::binary | std::ios::app) << text;
        // Time stamps of files are coarse: what comes later must be later for sure.
        auto const times = std::filesystem::file_time_type::clock::now() + std::chrono::milliseconds(10 * ++writes_);
        fs::last_write_time(path(name), times - std::chrono::hours(1));
    }
    void rename(std::string_view from, std::string_view to) { fs::rename(path(from), path(to)); }
    void copytruncate(std::string_view to) {
        std::ifstream in(path(), std::ios::binary);
        write(std::string(std::istreambuf_iterator<char>(in), {}), to);
        fs::resize_file(path(), 0);
    }
    void compress(std::string_view name) {
        auto const when = fs::last_write_time(path(name));
        std::ifstream in(path(name), std::ios::binary);
        std::string const text(std::istreambuf_iterator<char>(in), {});
        std::string const packed = std::string(name) + ".gz";
        folder_.write(packed, gzipped(text));
        fs::last_write_time(path(packed), when);
        fs::remove(path(name));
    }

    /// Reads all that is there.
    void look() {
        if (!follower_) follower_.emplace(path(), hearer, options_, kept_);
        for (int i = 0; i < 1000 && follower_->step(); ++i) {
        }
    }
    /// As kill -9 behind a checkpoint: what was heard since stays heard, what is known is what the checkpoint holds.
    void checkpoint() { kept_ = follower_->stretches(); }
    void restart() {
        follower_.reset();
        hearer.before.clear();
    }

    Hearer hearer;

private:
    Folder folder_;
    FollowOptions options_;
    std::optional<std::vector<Stretch>> kept_;
    std::optional<Follower> follower_;
    int writes_ = 0;
};

} // namespace

TEST_CASE("A log is followed from its beginning, from its end, or from when it appears", "[input][follow]") {
    SECTION("from its beginning") {
        Scene scene;
        scene.write("one\n");
        scene.look();
        scene.write("two\n");
        scene.look();
        CHECK(scene.hearer.news == "one\ntwo\n");
        CHECK(scene.hearer.before.empty());
        CHECK(scene.hearer.head == "one\n");
    }
    SECTION("from its end, with the lines before it to understand the news") {
        Scene scene(FollowOptions{});
        scene.write("one\ntwo\ntor");
        scene.look();
        CHECK(scene.hearer.news.empty());
        scene.write("n\nfour\n");
        scene.look();
        CHECK(scene.hearer.before == "one\ntwo\n");
        CHECK(scene.hearer.news == "torn\nfour\n");
        CHECK(scene.hearer.first_news_line == 3);
    }
    SECTION("only so many bytes are read before the news, and lines are counted nevertheless") {
        Scene scene({.look_back = 5});
        scene.write("one\ntwo\nthree\nfour\n");
        scene.look();
        scene.write("five\n");
        scene.look();
        CHECK(scene.hearer.before == "four\n");
        CHECK(scene.hearer.news == "five\n");
        CHECK(scene.hearer.first_news_line == 5);
    }
    SECTION("a log that appears later is news") {
        Scene scene(FollowOptions{});
        scene.look();
        scene.write("one\n");
        scene.look();
        CHECK(scene.hearer.news == "one\n");
    }
    SECTION("a log that is empty first") {
        Scene scene(FollowOptions{});
        scene.write("");
        scene.look();
        scene.write("one\n");
        scene.look();
        CHECK(scene.hearer.news == "one\n");
    }
}

TEST_CASE("A line is handed over when it has its end", "[input][follow]") {
    Scene scene;
    scene.write("one\ntw");
    scene.look();
    CHECK(scene.hearer.news == "one\n");
    scene.write("o\n");
    scene.look();
    CHECK(scene.hearer.news == "one\ntwo\n");
}

TEST_CASE("A log is followed through its rotation", "[input][follow]") {
    Scene scene;
    scene.write("one\ntwo\n");
    SECTION("renamed and made anew") {
        scene.look();
        scene.rename("mail.log", "mail.log.1");
        scene.look();
        scene.write("three\n", "mail.log.1"); // the writer has not noticed yet
        scene.look();
        scene.write("");
        scene.look();
        scene.write("four\n", "mail.log.1");
        scene.look();
        scene.write("five\n");
        scene.look();
        CHECK(scene.hearer.news == "one\ntwo\nthree\nfour\nfive\n");
        CHECK(scene.hearer.texts == 2);
    }
    SECTION("what the writer added last, and a last line without its end") {
        scene.look();
        scene.write("three\ntor");
        scene.rename("mail.log", "mail.log.1");
        scene.write("four\n");
        scene.look();
        CHECK(scene.hearer.news == "one\ntwo\nthree\ntorfour\n");
        CHECK(scene.hearer.texts == 2);
    }
    SECTION("twice between two looks") {
        scene.look();
        for (auto const* text : {"three\n", "four\n", "five\n"}) {
            if (fs::exists(scene.path("mail.log.2"))) scene.rename("mail.log.2", "mail.log.3");
            if (fs::exists(scene.path("mail.log.1"))) scene.rename("mail.log.1", "mail.log.2");
            scene.rename("mail.log", "mail.log.1");
            scene.write(text);
        }
        scene.look();
        CHECK(scene.hearer.news == "one\ntwo\nthree\nfour\nfive\n");
    }
    SECTION("copied and cut") {
        scene.look();
        scene.write("three\n");
        scene.copytruncate("mail.log.1");
        scene.write("four\n");
        scene.look();
        CHECK(scene.hearer.news == "one\ntwo\nthree\nfour\n");
        CHECK(scene.hearer.damages.empty());
    }
    SECTION("copied and cut, and longer than before at the next look") {
        scene.look();
        scene.write("three\n");
        scene.copytruncate("mail.log.1");
        scene.write("four, which is a longer line than all of the others together\n");
        scene.look();
        CHECK(scene.hearer.news == "one\ntwo\nthree\nfour, which is a longer line than all of the others together\n");
    }
    SECTION("copied and cut inside a line") {
        scene.write("thr");
        scene.look();
        scene.write("ee\n");
        scene.copytruncate("mail.log.1");
        scene.write("four\n");
        scene.look();
        CHECK(scene.hearer.news == "one\ntwo\nthree\nfour\n");
    }
    CHECK(scene.hearer.damages.empty());
}

TEST_CASE("A log that is cut without a copy is told of and read from its beginning", "[input][follow]") {
    Scene scene;
    scene.write("one\ntwo\n");
    scene.look();
    fs::resize_file(scene.path(), 0);
    scene.look();
    scene.write("three\n");
    scene.look();
    CHECK(scene.hearer.news == "one\ntwo\nthree\n");
    CHECK(scene.hearer.damages == std::vector<std::string>{"IN-TRUNCATED"});
}

TEST_CASE("A log that vanishes is waited for", "[input][follow]") {
    Scene scene;
    scene.write("one\n");
    scene.look();
    fs::remove(scene.path());
    scene.look();
    scene.write("two\n");
    scene.look();
    CHECK(scene.hearer.news == "one\ntwo\n");
    CHECK(scene.hearer.damages.empty());
}

TEST_CASE("A log that is written anew with its old text goes on where it was", "[input][follow]") {
    Scene scene;
    scene.write("one\ntwo\n");
    scene.look();
    fs::copy_file(scene.path(), scene.path("new"));
    scene.rename("new", "mail.log");
    scene.write("three\n");
    scene.look();
    CHECK(scene.hearer.news == "one\ntwo\nthree\n");
}

TEST_CASE("Files that rotation does not make are left alone", "[input][follow]") {
    auto const name = GENERATE(as<std::string>(), "mail.log.checkpoint", "mail.log.ndjson", "mail.log.bak",
        "mail.err.1", "mail.logs", "mail-old.log", "mail.log.d.1");
    CAPTURE(name);
    Scene scene;
    scene.write("one\n");
    scene.look();
    scene.write("stranger\n", name);
    scene.rename("mail.log", "mail.log.1");
    scene.write("two\n");
    scene.look();
    CHECK(scene.hearer.news == "one\ntwo\n");
}

TEST_CASE("What was read before is not read again because somebody touched it", "[input][follow]") {
    Scene scene;
    scene.write("one\n");
    scene.look();
    scene.rename("mail.log", "mail.log.1");
    scene.write("two\n");
    scene.look();
    fs::last_write_time(scene.path("mail.log.1"), fs::file_time_type::clock::now());
    scene.rename("mail.log", "mail.log.0");
    scene.write("three\n");
    scene.look();
    CHECK(scene.hearer.news == "one\ntwo\nthree\n");
}

TEST_CASE("Names that rotation makes are known", "[input][follow]") {
    auto const name = GENERATE(as<std::string>(), "mail.log.1", "mail.log.0", "mail.log-20261122",
        "mail.log-2026-11-22T06", "mail-20261122.log", "mail.log.old", "mail.log.2026.11.22");
    auto const packed = GENERATE(false, true);
    CAPTURE(name, packed);
    Scene scene;
    scene.write("one\n");
    scene.look();
    scene.checkpoint();
    scene.restart();
    scene.write("two\n");
    scene.rename("mail.log", name);
    if (packed) scene.compress(name);
    scene.write("three\n");
    scene.look();
    CHECK(scene.hearer.news == "one\ntwo\nthree\n");
    CHECK(scene.hearer.before == "one\n");
    CHECK(scene.hearer.damages.empty());
}

TEST_CASE("A restart goes on behind the checkpoint, whatever happened meanwhile", "[input][follow]") {
    Scene scene;
    scene.write("one\ntwo\n");
    scene.look();
    scene.write("tor");
    scene.look();
    scene.checkpoint();
    scene.restart();
    std::string expected = "one\ntwo\n", before = "one\ntwo\n";
    SECTION("nothing") { before = "one\ntwo\n"; }
    SECTION("it grew") {
        scene.write("n\nthree\n");
        expected += "torn\nthree\n";
    }
    SECTION("it was renamed, and there is no new one yet") {
        scene.rename("mail.log", "mail.log.1");
        scene.write("n\n", "mail.log.1");
        expected += "torn\n";
    }
    SECTION("it was rotated three times, and the older ones compressed") {
        scene.write("n\n");
        scene.rename("mail.log", "mail.log.3");
        scene.compress("mail.log.3");
        scene.write("three\n", "mail.log.2");
        scene.compress("mail.log.2");
        scene.write("four\n", "mail.log.1");
        scene.write("five\n");
        expected += "torn\nthree\nfour\nfive\n";
    }
    SECTION("it was copied and cut") {
        scene.write("n\n");
        scene.copytruncate("mail.log.1");
        scene.write("three\n");
        expected += "torn\nthree\n";
    }
    SECTION("it was copied and cut, and the copy is being compressed") {
        scene.write("n\n");
        scene.copytruncate("mail.log.1");
        scene.write(gzipped("one\ntwo\ntorn\n"), "mail.log.1.gz");
        scene.write("three\n");
        expected += "torn\nthree\n";
    }
    scene.look();
    CHECK(scene.hearer.news == expected);
    CHECK(scene.hearer.before == before);
    CHECK(scene.hearer.damages.empty());
}

TEST_CASE("A restart that does not find its text says so and reads what came later", "[input][follow]") {
    Scene scene;
    scene.write("one\ntwo\n");
    scene.look();
    scene.checkpoint();
    scene.restart();
    fs::remove(scene.path());
    scene.write("three\n", "mail.log.1");
    scene.write("four\n");
    scene.look();
    CHECK(scene.hearer.news == "one\ntwo\nthree\nfour\n");
    CHECK(scene.hearer.damages == std::vector<std::string>{"IN-GONE"});
}

TEST_CASE("A log that appears between two runs is news", "[input][follow]") {
    Scene scene(FollowOptions{});
    scene.look();
    scene.checkpoint();
    scene.restart();
    scene.write("one\n");
    scene.look();
    CHECK(scene.hearer.news == "one\n");
}

TEST_CASE("The lines before the news are found again over rotations and restarts", "[input][follow]") {
    Scene scene;
    scene.write("one\n");
    scene.look();
    scene.rename("mail.log", "mail.log.1");
    scene.write("two\n");
    scene.look();
    scene.checkpoint();
    for (int i = 0; i < 3; ++i) {
        scene.restart();
        scene.look();
        CHECK(scene.hearer.before == "one\ntwo\n");
        scene.checkpoint();
    }
    scene.restart();
    scene.write("three\n");
    scene.look();
    CHECK(scene.hearer.news == "one\ntwo\nthree\n");
}

TEST_CASE("A line that rotation broke off is told once, also after a restart", "[input][follow]") {
    Scene scene;
    scene.write("one\ntor");
    scene.look();
    scene.rename("mail.log", "mail.log.1");
    scene.write("two\n");
    scene.look();
    scene.checkpoint();
    scene.restart();
    scene.write("three\n");
    scene.look();
    CHECK(scene.hearer.news == "one\ntortwo\nthree\n");
    CHECK(scene.hearer.before == "one\ntortwo\n");
}

TEST_CASE("A compressed file cannot grow", "[input][follow]") {
    Scene scene;
    scene.write(gzipped("one\n"));
    scene.look();
    scene.look();
    CHECK(scene.hearer.news.empty());
    CHECK(scene.hearer.damages == std::vector<std::string>{"IN-UNREADABLE"});
}
