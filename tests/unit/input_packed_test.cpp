#include "input_support.hpp"

using namespace whybounce;
using namespace whybounce::input;
using namespace whybounce::input::test;

namespace {

std::string cut(std::string const& bytes, std::size_t percent) { return bytes.substr(0, bytes.size() * percent / 100); }

std::string tarred(Members const& members) { return archived(members, archive_write_set_format_pax_restricted); }

} // namespace

TEST_CASE("Compressed text is known by its content", "[input]") {
    struct Case {
        std::string_view name;
        Format filter;
    };
    auto const c = GENERATE(values<Case>({
        {"gzip", archive_write_add_filter_gzip},
        {"xz", archive_write_add_filter_xz},
        {"zstd", archive_write_add_filter_zstd},
        {"bzip2", archive_write_add_filter_bzip2},
        {"lz4", archive_write_add_filter_lz4},
        {"lzma", archive_write_add_filter_lzma},
        {"lzip", archive_write_add_filter_lzip},
        {"compress", archive_write_add_filter_compress},
    }));
    auto const count = GENERATE(std::size_t{1}, std::size_t{20'000});
    CAPTURE(c.name, count);
    Folder const folder;
    auto const text = numbered_lines(count);
    auto inputs = open_inputs({folder.write("no-telling-name", compressed(text, c.filter))});
    REQUIRE(inputs.items().size() == 1);
    REQUIRE_FALSE(inputs.items()[0].problem);
    CHECK(inputs.items()[0].head.starts_with("line 1 "));
    CHECK(text_of(inputs, 0) == text);
}

TEST_CASE("A name that promises compression does not make it so", "[input]") {
    Folder const folder;
    auto inputs = open_inputs({folder.write("plain.gz", "220 mx ESMTP\n")});
    CHECK(text_of(inputs, 0) == "220 mx ESMTP\n");
}

TEST_CASE("Words that begin like a magic number are text", "[input]") {
    Folder const folder;
    auto const text = GENERATE(as<std::string>(), "BZh9 is a word\n", "070701 20:15:00 log of an old time\n", "PK\n");
    auto inputs = open_inputs({folder.write("a", text)});
    CHECK(text_of(inputs, 0) == text);
}

TEST_CASE("Joined gzip members are one text", "[input]") {
    Folder const folder;
    auto const first = numbered_lines(5000);
    auto const trailer = GENERATE(as<std::string>(), "", std::string(512, '\0'), "junk");
    auto inputs = open_inputs({folder.write("log.gz", gzipped(first) + gzipped("") + gzipped("last\n") + trailer)});
    CHECK(text_of(inputs, 0) == first + "last\n");
}

TEST_CASE("Empty compressed text is empty input", "[input]") {
    Folder const folder;
    auto const inputs =
        open_inputs({folder.write("gz", gzipped("")), folder.write("xz", compressed("", archive_write_add_filter_xz))});
    for (auto const& item : inputs.items()) CHECK(item.problem.value().code == Errc::empty_input);
}

TEST_CASE("A gzip file that breaks off gives all that was decoded, then the Error", "[input]") {
    Folder const folder;
    auto const count = GENERATE(std::size_t{100}, std::size_t{30'000});
    auto const text = numbered_lines(count);
    auto const path = folder.write("log.gz", cut(gzipped(text), 70));
    auto inputs = open_inputs({path});
    REQUIRE_FALSE(inputs.items()[0].problem);
    Recorder recorder;
    auto const lines = inputs.read(0, recorder);
    REQUIRE_FALSE(lines);
    CHECK(recorder.text.size() > text.size() / 2);
    CHECK(text.starts_with(recorder.text));
    CHECK(lines.error().code == Errc::damaged_archive);
    CHECK(lines.error().file == path);
    CHECK(lines.error().line > count / 2);
    CHECK(lines.error().what == "the gzip data ends early after " + std::to_string(lines.error().line) + " lines");
    CHECK_THAT(lines.error().hint, Catch::Contains("fetch the file again"));
}

TEST_CASE("Other compressed text that breaks off gives its whole blocks", "[input]") {
    struct Case {
        std::string_view name;
        Format filter;
    };
    auto const c =
        GENERATE(values<Case>({{"xz", archive_write_add_filter_xz}, {"zstd", archive_write_add_filter_zstd}}));
    CAPTURE(c.name);
    Folder const folder;
    auto const text = numbered_lines(60'000);
    auto inputs = open_inputs({folder.write("log", cut(compressed(text, c.filter), 70))});
    Recorder recorder;
    auto const lines = inputs.read(0, recorder);
    REQUIRE_FALSE(lines);
    CHECK(recorder.text.size() > text.size() / 3);
    CHECK(text.starts_with(recorder.text));
    CHECK_THAT(lines.error().what, Catch::StartsWith("the compressed data ends early after "));
}

TEST_CASE("Compressed data with flipped bytes is damaged", "[input]") {
    Folder const folder;
    auto bytes = gzipped(numbered_lines(30'000));
    auto const at = GENERATE_COPY(bytes.size() / 2, bytes.size() - 6); // the data, the checksum
    bytes[at] = static_cast<char>(~bytes[at]);
    auto inputs = open_inputs({folder.write("log.gz", bytes)});
    Recorder recorder;
    auto const lines = inputs.read(0, recorder);
    REQUIRE_FALSE(lines);
    CHECK(lines.error().code == Errc::damaged_archive);
    CHECK_THAT(lines.error().what, Catch::StartsWith("the gzip data is damaged ("));
    CHECK(recorder.text.size() > 100'000);
}

TEST_CASE("Members of an archive are items, in their order", "[input]") {
    struct Case {
        std::string_view name;
        Format format, filter;
    };
    auto const c = GENERATE(values<Case>({
        {"tar", archive_write_set_format_ustar, archive_write_add_filter_none},
        {"old tar", archive_write_set_format_v7tar, archive_write_add_filter_none},
        {"tar.gz", archive_write_set_format_pax_restricted, archive_write_add_filter_gzip},
        {"tar.xz", archive_write_set_format_gnutar, archive_write_add_filter_xz},
        {"tar.zst", archive_write_set_format_ustar, archive_write_add_filter_zstd},
        {"zip", archive_write_set_format_zip, archive_write_add_filter_none},
        {"7zip", archive_write_set_format_7zip, archive_write_add_filter_none},
        {"cpio", archive_write_set_format_cpio_newc, archive_write_add_filter_none},
        {"old cpio", archive_write_set_format_cpio, archive_write_add_filter_none},
    }));
    CAPTURE(c.name);
    Folder const folder;
    auto const big = numbered_lines(9000);
    auto const path = folder.write("backup",
        archived({{"var/log/mail.log", big}, {"./b", "b\n"}, {".cache/x", "x\n"}, {"a", "a\n"}}, c.format, c.filter));
    auto inputs = open_inputs({path});
    REQUIRE(names_of(inputs) == std::vector{path + "/var/log/mail.log", path + "/b", path + "/a"});
    CHECK(inputs.items()[0].modified == 1'609'459'200);
    CHECK(inputs.items()[0].head.starts_with("line 1 "));
    CHECK(text_of(inputs, 0) == big);
    CHECK(text_of(inputs, 2) == "a\n");
    CHECK(text_of(inputs, 1) == "b\n"); // going back opens the archive again
    CHECK(text_of(inputs, 1) == "b\n");
}

TEST_CASE("Packed members are unpacked where they lie", "[input]") {
    Folder const folder;
    auto const inner = tarred({{"deep", "deep\n"}});
    auto const path = folder.write("t.tar",
        tarred({{"log.1.gz", gzipped("one\n")}, {"log.2.xz", compressed("two\n", archive_write_add_filter_xz)},
            {"in.tgz", gzipped(inner)},
            {"program",
                std::string("\x7f"
                            "ELF\0",
                    5)},
            {"last", "end\n"}}));
    auto inputs = open_inputs({path});
    REQUIRE(names_of(inputs) ==
        std::vector{path + "/log.1.gz", path + "/log.2.xz", path + "/in.tgz/deep", path + "/program", path + "/last"});
    CHECK(text_of(inputs, 0) == "one\n");
    CHECK(text_of(inputs, 1) == "two\n");
    CHECK(text_of(inputs, 2) == "deep\n");
    CHECK(inputs.items()[3].problem);
    CHECK(text_of(inputs, 4) == "end\n");
}

TEST_CASE("Archives inside archives come to an end", "[input]") {
    Folder const folder;
    std::string bytes = tarred({{"text", "x\n"}});
    for (int i = 0; i < 5; ++i) bytes = tarred({{"in.tar", bytes}});
    auto const inputs = open_inputs({folder.write("deep.tar", bytes)});
    REQUIRE(inputs.items().size() == 1);
    CHECK(inputs.items()[0].problem.value().what == "too many archives inside archives");
}

TEST_CASE("A damaged member of an archive does not hide the others", "[input]") {
    Folder const folder;
    auto const path = folder.write("t.tar", tarred({{"a.gz", cut(gzipped(numbered_lines(500)), 60)}, {"b", "b\n"}}));
    auto inputs = open_inputs({path});
    REQUIRE(names_of(inputs) == std::vector{path + "/a.gz", path + "/b"});
    Recorder recorder;
    auto const lines = inputs.read(0, recorder);
    REQUIRE_FALSE(lines);
    CHECK(lines.error().file == path + "/a.gz");
    CHECK(text_of(inputs, 1) == "b\n");
}

TEST_CASE("An archive that breaks off gives what is there and tells once", "[input]") {
    struct Case {
        std::string_view name;
        Format format, filter;
    };
    auto const c = GENERATE(values<Case>({
        {"tar", archive_write_set_format_ustar, archive_write_add_filter_none},
        {"tar.gz", archive_write_set_format_ustar, archive_write_add_filter_gzip},
        {"zip", archive_write_set_format_zip, archive_write_add_filter_none},
    }));
    CAPTURE(c.name);
    Folder const folder;
    auto const big = numbered_lines(9000);
    auto const path =
        folder.write("backup", cut(archived({{"a", "a\n"}, {"b", big}, {"c", "c\n"}}, c.format, c.filter), 60));
    auto inputs = open_inputs({path});
    REQUIRE(names_of(inputs) == std::vector{path + "/a", path + "/b"});
    CHECK(text_of(inputs, 0) == "a\n");
    Recorder recorder;
    auto const lines = inputs.read(1, recorder);
    REQUIRE_FALSE(lines);
    CHECK_THAT(lines.error().what, Catch::Contains("ends early after "));
    CHECK(recorder.text.size() > big.size() / 3);
    CHECK(big.starts_with(recorder.text));
}

TEST_CASE("An archive without files, or with a password, says so", "[input]") {
    Folder const folder;
    std::string locked = archived({{"a", "text\n"}}, archive_write_set_format_zip);
    locked[6] = static_cast<char>(locked[6] | 1); // general purpose flag: encrypted
    auto const central = locked.find("PK\x01\x02");
    locked[central + 8] = static_cast<char>(locked[central + 8] | 1);
    auto const inputs =
        open_inputs({folder.write("none.tar", tarred({{".hidden", "x\n"}})), folder.write("locked.zip", locked)});
    REQUIRE(inputs.items().size() == 2);
    CHECK(inputs.items()[0].problem.value().what == "no files in it");
    CHECK(inputs.items()[1].problem.value().what == "encrypted");
    CHECK(inputs.items()[1].name == folder.path("locked.zip/a"));
}
