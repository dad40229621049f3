#include "input_support.hpp"
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace whybounce;
using namespace whybounce::input;
using namespace whybounce::input::test;

namespace {

/// Puts a file in place of standard input for one test.
class StandardInput {
public:
    explicit StandardInput(std::string const& path) : saved_(::dup(STDIN_FILENO)) {
        int const file = ::open(path.c_str(), O_RDONLY);
        REQUIRE(file >= 0);
        ::dup2(file, STDIN_FILENO);
        ::close(file);
    }
    StandardInput(StandardInput const&) = delete;
    StandardInput& operator=(StandardInput const&) = delete;
    ~StandardInput() {
        ::dup2(saved_, STDIN_FILENO);
        ::close(saved_);
    }

private:
    int saved_;
};

/// Allows so many open files for one test.
class OpenFileLimit {
public:
    explicit OpenFileLimit(rlim_t files) {
        ::getrlimit(RLIMIT_NOFILE, &saved_);
        rlimit const low{files, saved_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &low);
    }
    OpenFileLimit(OpenFileLimit const&) = delete;
    OpenFileLimit& operator=(OpenFileLimit const&) = delete;
    ~OpenFileLimit() { ::setrlimit(RLIMIT_NOFILE, &saved_); }

private:
    rlimit saved_{};
};

} // namespace

TEST_CASE("A file is one item with its head and the time of its last change", "[input]") {
    Folder const folder;
    auto const path = folder.write("mail.log", "one\r\ntwo\r\n");
    timespec const times[2] = {{1'500'000'000, 0}, {1'500'000'000, 0}}; // July 2017
    ::utimensat(AT_FDCWD, path.c_str(), times, 0);
    auto inputs = open_inputs({path});
    REQUIRE(names_of(inputs) == std::vector{path});
    CHECK_FALSE(inputs.items()[0].problem);
    CHECK(inputs.items()[0].head == "one\r\ntwo\r\n");
    CHECK(inputs.items()[0].modified == 1'500'000'000);
    CHECK(text_of(inputs, 0) == "one\r\ntwo\r\n");
    CHECK(text_of(inputs, 0) == "one\r\ntwo\r\n"); // as often as wanted
}

TEST_CASE("A head ends with a whole line where it can", "[input]") {
    Folder const folder;
    auto inputs =
        open_inputs({folder.write("lines", numbered_lines(5000)), folder.write("line", std::string(99'999, 'x'))});
    auto const& head = inputs.items()[0].head;
    CHECK(head.size() > 65'000);
    CHECK(head.size() <= 65'536);
    CHECK(head.back() == '\n');
    CHECK(inputs.items()[1].head == std::string(65'536, 'x'));
}

TEST_CASE("What cannot be read is an item with a problem and a hint", "[input]") {
    Folder const folder;
    folder.write("empty", "");
    folder.write("mark", "\xef\xbb\xbf");
    folder.write("program",
        std::string("\x7f"
                    "ELF\2\1\1\0\0\0",
            10));
    folder.write("noise", std::string("\1\2\3\4ab\0\5\6\7", 10));
    folder.write("zeros", std::string(100, '\0'));
    folder.write("only-hidden/.profile", "x\n");
    struct Case {
        std::string_view name;
        Errc code;
        std::string_view what, hint;
    };
    auto const c = GENERATE(values<Case>({
        {"missing", Errc::unreadable_input, "No such file or directory", "check the path"},
        {"empty/below", Errc::unreadable_input, "Not a directory", "check the path"},
        {"empty", Errc::empty_input, "empty", "rotation"},
        {"mark", Errc::empty_input, "empty", "rotation"},
        {"program", Errc::not_recognised, "binary data: an ELF program", "name the log"},
        {"noise", Errc::not_recognised, "binary data", "give a text file"},
        {"zeros", Errc::not_recognised, "binary data: only NUL bytes at its start", "tr -d"},
        {"only-hidden", Errc::empty_input, "no files in it", "hidden files are left out"},
    }));
    CAPTURE(c.name);
    auto inputs = open_inputs({folder.path(c.name)});
    REQUIRE(names_of(inputs) == std::vector{folder.path(c.name)});
    REQUIRE(inputs.items()[0].problem);
    Error const& problem = *inputs.items()[0].problem;
    CHECK(problem.code == c.code);
    CHECK(problem.file == folder.path(c.name));
    CHECK(problem.what == c.what);
    CHECK_THAT(problem.hint, Catch::Contains(std::string(c.hint)));
    Recorder recorder;
    auto const lines = inputs.read(0, recorder);
    REQUIRE_FALSE(lines);
    CHECK(lines.error().what == c.what);
}

TEST_CASE("Sockets and devices are not read", "[input]") {
    Folder const folder;
    int const socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    folder.path("socket").copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    ::close(socket);
    auto const inputs = open_inputs({folder.path("socket"), "/dev/null"});
    REQUIRE(inputs.items().size() == 2);
    CHECK(inputs.items()[0].problem.value().what == "is a socket");
    CHECK(inputs.items()[1].problem.value().what == "is a device");
}

TEST_CASE("A file without permission tells who may read it", "[input]") {
    if (::geteuid() == 0) {
        WARN("skipped: root may read every file");
        return;
    }
    Folder const folder;
    auto const path = folder.write("secret", "x\n");
    ::chmod(path.c_str(), 0);
    auto const inputs = open_inputs({path});
    REQUIRE(inputs.items()[0].problem);
    CHECK(inputs.items()[0].problem->code == Errc::unreadable_input);
    CHECK_THAT(inputs.items()[0].problem->hint, Catch::Contains("group adm"));
}

TEST_CASE("A directory is walked in the order of bytes", "[input]") {
    Folder const folder;
    for (auto const* name :
        {"d/b", "d/B", "d/a/z", "d/a.log", "d/\xc3\xa4", "d/.hidden", "d/.git/config", "other/file"})
        folder.write(name, "text\n");
    std::filesystem::create_symlink("../other/file", folder.path("d/link"));
    std::filesystem::create_directory_symlink("..", folder.path("d/loop"));
    ::mkfifo(folder.path("d/fifo").c_str(), 0600);
    auto inputs = open_inputs({folder.path("d/")});
    std::vector<std::string> want;
    for (auto const* name : {"d/B", "d/a/z", "d/a.log", "d/b", "d/link", "d/\xc3\xa4"})
        want.push_back(folder.path(name));
    CHECK(names_of(inputs) == want);
    CHECK(text_of(inputs, 4) == "text\n");
}

TEST_CASE("Arguments keep their order, good and bad", "[input]") {
    Folder const folder;
    auto const a = folder.write("a", "1\n"), b = folder.write("b", "2\n"), gone = folder.path("gone");
    auto inputs = open_inputs({b, gone, a, b});
    CHECK(names_of(inputs) == std::vector{b, gone, a, b});
    CHECK(text_of(inputs, 2) == "1\n");
    CHECK(text_of(inputs, 3) == "2\n");
}

TEST_CASE("A file that vanishes between looking and reading is an Error", "[input]") {
    Folder const folder;
    auto const path = folder.write("a", "1\n");
    auto inputs = open_inputs({path});
    std::filesystem::remove(path);
    Recorder recorder;
    auto const lines = inputs.read(0, recorder);
    REQUIRE_FALSE(lines);
    CHECK(lines.error().code == Errc::unreadable_input);
    CHECK(lines.error().file == path);
}

TEST_CASE("Many files need few descriptors", "[input]") {
    Folder const folder;
    for (int i = 0; i < 300; ++i) folder.write("d/" + std::to_string(i), "text " + std::to_string(i) + "\n");
    OpenFileLimit const limit(20);
    auto inputs = open_inputs({folder.path("d")});
    REQUIRE(inputs.items().size() == 300);
    for (std::size_t i = 0; i < 300; ++i) CHECK(text_of(inputs, i).starts_with("text "));
}

TEST_CASE("Standard input is read once and named -", "[input]") {
    Folder const folder;
    auto const text = numbered_lines(9000);
    auto const packing = GENERATE(as<std::string>(), "plain", "gzip");
    StandardInput const redirected(folder.write("in", packing == "gzip" ? gzipped(text) : text));
    auto inputs = open_inputs({"-", "-"});
    REQUIRE(names_of(inputs) == std::vector<std::string>{"-", "-"});
    CHECK_FALSE(inputs.items()[0].modified);
    CHECK(inputs.items()[1].problem.value().what == "standard input was given before");
    CHECK(text_of(inputs, 0) == text);
    Recorder recorder;
    CHECK_FALSE(inputs.read(0, recorder));
}

TEST_CASE("An archive on standard input has members like a file", "[input]") {
    Folder const folder;
    auto const text = numbered_lines(3000);
    StandardInput const redirected(folder.write("in",
        archived(
            {{"a", text}, {"b", "last\n"}}, archive_write_set_format_pax_restricted, archive_write_add_filter_gzip)));
    auto inputs = open_inputs({"-"});
    REQUIRE(names_of(inputs) == std::vector<std::string>{"-/a", "-/b"});
    CHECK(text_of(inputs, 1) == "last\n");
    CHECK(text_of(inputs, 0) == text);
}

TEST_CASE("Standard input that is a directory says so", "[input]") {
    Folder const folder;
    StandardInput const redirected(folder.path());
    auto const inputs = open_inputs({"-"});
    CHECK(inputs.items()[0].problem.value().what == "Is a directory");
}

TEST_CASE("A FIFO is read like standard input", "[input]") {
    Folder const folder;
    auto const path = folder.path("fifo");
    auto const text = numbered_lines(9000);
    ::mkfifo(path.c_str(), 0600);
    std::thread writer([&] { std::ofstream(path) << text; });
    {
        auto inputs = open_inputs({path});
        REQUIRE(names_of(inputs) == std::vector{path});
        CHECK_FALSE(inputs.items()[0].modified);
        CHECK(text_of(inputs, 0) == text);
    }
    writer.join();
}
