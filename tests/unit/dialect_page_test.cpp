#include "program.hpp"
#include "whybounce/event.hpp"

#include <catch2/catch.hpp>

/// docs/dialects.md has a row for each dialect, with the words of its help.
TEST_CASE("The page of dialects lists what is read", "[docs]") {
    std::string const page = whybounce::test::file_text(WHYBOUNCE_SOURCE_DIR "/docs/dialects.md");
    for (whybounce::Dialect const& dialect : whybounce::dialects()) {
        INFO(dialect.id);
        CHECK(page.find("| `" + std::string(dialect.id) + "` | " + std::string(dialect.summary) + " |") !=
            std::string::npos);
    }
}
