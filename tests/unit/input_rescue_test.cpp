#include "input/gzip_seal.hpp"
#include "input_support.hpp"
#include <csignal>
#include <fcntl.h>
#include <iterator>
#include <optional>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace whybounce;
using namespace whybounce::input;
using namespace whybounce::input::test;

namespace {

/// A kind of compression and the program that rescues it.
struct Packer {
    std::string_view name;
    Format filter;
};

std::vector<Packer> const packers{
    {"gzip", archive_write_add_filter_gzip},
    {"xz", archive_write_add_filter_xz},
    {"bzip2", archive_write_add_filter_bzip2},
    {"zstd", archive_write_add_filter_zstd},
};

bool is_there(std::string_view program) {
    return std::system(("command -v " + std::string(program) + " >/dev/null").c_str()) == 0;
}

std::string content_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// All that the program gets out of a file.
std::string decodable(Folder const& folder, std::string_view program, std::string const& path) {
    auto const out = folder.path("decodable");
    static_cast<void>(std::system((std::string(program) + " -dc <" + path + " >" + out + " 2>/dev/null").c_str()));
    return content_of(out);
}

std::string cut(std::string const& bytes, std::size_t percent) { return bytes.substr(0, bytes.size() * percent / 100); }

/// Several streams in one file, a hundred lines each, so that a decoder of whole blocks has some to give, too.
std::string joined_streams(std::string const& text, Format filter) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); at += 5000) bytes += compressed(text.substr(at, 5000), filter);
    return bytes;
}

/// Sets an environment variable for one test.
class Variable {
public:
    Variable(char const* name, std::string const& value) : name_(name) {
        if (char const* const before = ::getenv(name)) before_ = before;
        ::setenv(name, value.c_str(), 1);
    }
    Variable(Variable const&) = delete;
    Variable& operator=(Variable const&) = delete;
    ~Variable() {
        if (before_)
            ::setenv(name_, before_->c_str(), 1);
        else
            ::unsetenv(name_);
    }

private:
    char const* name_;
    std::optional<std::string> before_;
};

/// Sends standard error to a file for one test.
class CaughtErrors {
public:
    explicit CaughtErrors(std::string const& path) : saved_(::dup(STDERR_FILENO)) {
        int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ::dup2(file, STDERR_FILENO);
        ::close(file);
    }
    CaughtErrors(CaughtErrors const&) = delete;
    CaughtErrors& operator=(CaughtErrors const&) = delete;
    ~CaughtErrors() {
        ::dup2(saved_, STDERR_FILENO);
        ::close(saved_);
    }

private:
    int saved_;
};

/// Puts a shell script in the place of gzip. @return the PATH on which it is found, and nothing else
std::string fake_gzip(Folder const& folder, std::string const& script) {
    auto const path = folder.write("bin/gzip", "#!/bin/sh\n" + script + "\n");
    ::chmod(path.c_str(), 0700);
    return folder.path("bin");
}

/// Reads an item that ends in an Error. @return its text and the Error
std::pair<std::string, Error> broken_text(Inputs& inputs, std::size_t item) {
    REQUIRE(item < inputs.items().size());
    Recorder recorder;
    auto const lines = inputs.read(item, recorder);
    REQUIRE_FALSE(lines);
    return {recorder.text, lines.error()};
}

} // namespace

TEST_CASE("Compressed text that breaks off gives all that its program can decode, then the Error", "[input]") {
    auto const packer = GENERATE(from_range(packers));
    auto const joined = GENERATE(true, false);
    auto const count = GENERATE(std::size_t{600}, std::size_t{60'000}); // 30 KB, 3 MB
    CAPTURE(packer.name, joined, count);
    if (!is_there(packer.name)) {
        WARN("skipped: no " << packer.name << " on this system");
        return;
    }
    Folder const folder;
    auto const text = numbered_lines(count);
    auto const packed = joined ? joined_streams(text, packer.filter) : compressed(text, packer.filter);
    auto const path = folder.write("log", cut(packed, 70));
    auto const all = decodable(folder, packer.name, path);
    auto inputs = open_inputs({path});
    if (all.empty()) { // the one block of a small file
        CHECK_THAT(inputs.items()[0].problem.value().what, Catch::Contains("ends early before any text"));
        return;
    }
    CHECK(inputs.items()[0].head.size() >= std::min<std::size_t>(all.size(), 65'000));
    CHECK(all.starts_with(inputs.items()[0].head));
    auto const [read, error] = broken_text(inputs, 0);
    CHECK(read.size() == all.size());
    CHECK((read == all && text.starts_with(read)));
    CHECK(error.code == Errc::damaged_archive);
    CHECK(error.file == path);
    CHECK_THAT(error.what, Catch::Contains("ends early after " + std::to_string(error.line) + " lines"));
    CHECK_THAT(error.hint, !Catch::Contains("missing"));
}

TEST_CASE("Compressed text with flipped bytes gives no less than its program can decode", "[input]") {
    auto const packer = GENERATE(from_range(packers));
    CAPTURE(packer.name);
    if (!is_there(packer.name)) {
        WARN("skipped: no " << packer.name << " on this system");
        return;
    }
    Folder const folder;
    auto const text = numbered_lines(60'000);
    auto packed = compressed(text, packer.filter);
    for (std::size_t at = packed.size() * 7 / 10, end = at + 40; at < end; ++at)
        packed[at] = static_cast<char>(~packed[at]);
    auto const path = folder.write("log", packed);
    auto inputs = open_inputs({path});
    auto const [read, error] = broken_text(inputs, 0);
    CHECK(read.size() >= decodable(folder, packer.name, path).size());
    CHECK(read.size() > 65'536);
    CHECK(error.code == Errc::damaged_archive);
}

TEST_CASE("A small truncated file in an archive, or compressed twice, is rescued too", "[input]") {
    Folder const folder;
    auto const text = numbered_lines(300);
    auto const broken = cut(gzipped(text), 70);
    auto const format = GENERATE(archive_write_set_format_ustar, archive_write_set_format_zip);
    auto const filter = GENERATE(archive_write_add_filter_none, archive_write_add_filter_xz);
    auto const path = folder.write(
        "a", archived({{"first", "1\n"}, {"log.gz", broken}, {"last", "2\n"}, {"log.2.gz", broken}}, format, filter));
    auto inputs = open_inputs({path, folder.write("twice", gzipped(broken)),
        folder.write("other", compressed(broken, archive_write_add_filter_xz)),
        folder.write("both", cut(gzipped(gzipped(text)), 70))});
    REQUIRE(inputs.items().size() == 7);
    auto const all = decodable(folder, "gzip", folder.write("log.gz", broken));
    CHECK(all.size() > text.size() / 2);
    for (std::size_t const item : {1, 3, 4, 5}) {
        CAPTURE(inputs.items()[item].name);
        CHECK(broken_text(inputs, item).first == all);
    }
    CHECK(text_of(inputs, 0) == "1\n");
    CHECK(text_of(inputs, 2) == "2\n");
    CHECK(broken_text(inputs, 6).first.size() > text.size() / 2);
}

TEST_CASE("Damage inside damage comes to an end", "[input]") {
    Folder const folder;
    auto const text = numbered_lines(20'000);
    auto broken = gzipped(text);
    for (std::size_t at = broken.size() / 2, end = at + 40; at < end; ++at) broken[at] = static_cast<char>(~broken[at]);
    auto const packer = GENERATE(from_range(packers));
    auto const percent = GENERATE(range(50, 100, 7));
    CAPTURE(packer.name, percent);
    auto const path = folder.write("a",
        cut(archived({{"one.gz", broken}, {"two.gz", broken}, {"three.gz", broken}}, archive_write_set_format_ustar,
                packer.filter),
            std::size_t(percent)));
    auto inputs = open_inputs({path});
    REQUIRE_FALSE(inputs.items().empty());
    for (std::size_t item = 0; item < inputs.items().size(); ++item)
        if (!inputs.items()[item].problem) CHECK(text.starts_with(broken_text(inputs, item).first.substr(0, 1000)));
}

TEST_CASE("A gzip file that breaks off in its header says so", "[input]") {
    Folder const folder;
    auto const inputs = open_inputs({folder.write("log.gz", gzipped("text\n").substr(0, 5))});
    CHECK(inputs.items()[0].problem.value().what == "the gzip data ends early before any text");
}

TEST_CASE("The program is not started for what is whole", "[input]") {
    Folder const folder;
    auto const text = numbered_lines(9000);
    Variable const path("PATH", fake_gzip(folder, ": >" + folder.path("started")));
    auto inputs = open_inputs({folder.write("log.gz", gzipped(text)), folder.write("empty.gz", gzipped("")),
        folder.write("a.tgz",
            archived({{"log.gz", gzipped(text)}}, archive_write_set_format_ustar, archive_write_add_filter_gzip))});
    CHECK(text_of(inputs, 0) == text);
    CHECK(text_of(inputs, 2) == text);
    CHECK_FALSE(std::filesystem::exists(folder.path("started")));
    open_inputs({folder.write("log.gz", cut(gzipped(text), 70))}).items();
    CHECK_FALSE(std::filesystem::exists(folder.path("started"))); // its head is far from the damage
    auto again = open_inputs({folder.path("log.gz")});
    broken_text(again, 0);
    CHECK(std::filesystem::exists(folder.path("started")));
}

TEST_CASE("Without the program, what there is stays, and the hint says what to install", "[input]") {
    Folder const folder;
    auto const text = numbered_lines(60'000);
    Variable const path("PATH", folder.path());
    CaughtErrors const errors(folder.path("errors"));
    auto inputs = open_inputs(
        {folder.write("log.gz", cut(gzipped(text), 70)), folder.write("small.gz", cut(gzipped("one\ntwo\n"), 90))});
    auto const [read, error] = broken_text(inputs, 0);
    CHECK(read.size() > text.size() / 2);
    CHECK(text.starts_with(read));
    CHECK_THAT(error.what, Catch::Contains("ends early after "));
    CHECK_THAT(
        error.hint, Catch::StartsWith("fetch the file again") && Catch::EndsWith("may be missing: install gzip"));
    CHECK_THAT(inputs.items()[1].problem.value().hint, Catch::EndsWith("install gzip"));
    CHECK(content_of(folder.path("errors")).empty());
}

TEST_CASE("A pipe keeps what there is, and the hint says so", "[input]") {
    Folder const folder;
    auto const path = folder.path("fifo");
    auto const text = numbered_lines(60'000);
    ::mkfifo(path.c_str(), 0600);
    std::thread writer([&] { std::ofstream(path, std::ios::binary) << cut(gzipped(text), 70); });
    auto inputs = open_inputs({path});
    auto const [read, error] = broken_text(inputs, 0);
    writer.join();
    CHECK(read.size() > text.size() / 2);
    CHECK(text.starts_with(read));
    CHECK_THAT(error.what, Catch::Contains("ends early after "));
    CHECK_THAT(error.hint, Catch::EndsWith("may be missing: name the file instead of piping it"));
}

TEST_CASE("A program that misbehaves does no harm", "[input]") {
    Folder const folder;
    auto const text = numbered_lines(60'000);
    auto const script = GENERATE(as<std::string>(), "exit 1", "exec <&-; echo noise >&2; exit 3", "echo short; exit 0",
        "kill -9 $$", "exec /bin/cat >/dev/null", "while read -r line; do echo noise >&2; done");
    CAPTURE(script);
    std::signal(SIGPIPE, SIG_DFL);
    Variable const path("PATH", fake_gzip(folder, script));
    CaughtErrors const errors(folder.path("errors"));
    auto inputs = open_inputs({folder.write("log.gz", cut(gzipped(text), 70))});
    auto const [read, error] = broken_text(inputs, 0);
    CHECK(read.size() > text.size() / 2);
    CHECK(text.starts_with(read));
    CHECK(error.code == Errc::damaged_archive);
    CHECK(content_of(folder.path("errors")).empty());
    sigset_t pending;
    ::sigpending(&pending);
    CHECK(::sigismember(&pending, SIGPIPE) == 0);
}

TEST_CASE("A rescue may bring more than is kept in memory", "[input]") {
    Folder const folder;
    auto const text = numbered_lines(60'000);
    auto const whole = folder.write("whole", text);
    Variable const path("PATH", fake_gzip(folder, "exec /bin/cat " + whole));
    auto inputs = open_inputs({folder.write("log.gz", cut(gzipped(text), 10))});
    auto const [read, error] = broken_text(inputs, 0);
    CHECK((read == text));
    CHECK(error.line == 60'000);
}

TEST_CASE("A checksum is that of RFC 1952, in any number of pieces", "[input]") {
    CHECK(crc32(0, "") == 0);
    CHECK(crc32(0, "123456789") == 0xcbf43926U);
    auto const text = numbered_lines(100);
    auto const cut_at = GENERATE(0U, 1U, 7U, 8U, 9U, 1000U);
    CHECK(crc32(crc32(0, text.substr(0, cut_at)), text.substr(cut_at)) == crc32(0, text));
}

TEST_CASE("Each of joined gzip members is held against its checksum", "[input]") {
    std::string const empty = gzipped(""), small = gzipped("small\n"), big = gzipped(numbered_lines(4000));
    auto const flaw = GENERATE(0, 1, 2);
    auto const padding = GENERATE(std::size_t{0}, std::size_t{512}, std::size_t{200'000});
    std::string text, packed;
    for (int i = 0; i < 300; ++i) {
        packed += i % 3 == 0 ? small + empty + empty : i % 50 == 1 ? big : gzipped(numbered_lines(std::size_t(i)));
        text += i % 3 == 0 ? "small\n" : numbered_lines(i % 50 == 1 ? std::size_t{4000} : std::size_t(i));
    }
    if (flaw == 1) packed[small.size() - 7] ^= 1;  // the checksum of the first
    if (flaw == 2) packed[packed.size() - 2] ^= 1; // the size of the last
    Folder const folder;
    auto inputs = open_inputs({folder.write("log.gz", packed + std::string(padding, '\0'))});
    Recorder recorder;
    auto const lines = inputs.read(0, recorder);
    CHECK((recorder.text == text));
    CHECK(bool(lines) == (flaw == 0));
    if (!lines)
        CHECK_THAT(lines.error().what, Catch::StartsWith("the gzip data is damaged (its checksum does not fit)"));
}
