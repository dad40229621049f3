#include "session/text_pool.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace whybounce::session;

TEST_CASE("Kept texts stay where they are while others come", "[session][pool]") {
    TextPool pool;
    std::vector<std::string> originals;
    std::vector<std::string_view> kept;
    for (int i = 0; i < 5000; ++i) {
        originals.push_back(std::string(static_cast<std::size_t>(i % 97), static_cast<char>('a' + i % 26)));
        kept.push_back(pool.keep(originals.back()));
    }
    std::string const large(100'000, 'L'); // larger than a block
    std::string_view const kept_large = pool.keep(large);
    std::string_view const after = pool.keep("after");
    for (std::size_t i = 0; i < kept.size(); ++i) {
        CAPTURE(i);
        REQUIRE(kept[i] == originals[i]);
    }
    CHECK(kept_large == large);
    CHECK(after == "after");
}

TEST_CASE("Joined texts are one copy", "[session][pool]") {
    TextPool pool;
    std::string_view const first = pool.keep("one");
    std::string_view const joined = pool.keep_joined(first, "\n", "two");
    CHECK(joined == "one\ntwo");
    CHECK(first == "one");
    CHECK(joined.data() != first.data());
    CHECK(pool.keep_joined("", "", "").empty());
    CHECK(pool.keep("").empty());
}

TEST_CASE("A cleared pool is used again", "[session][pool]") {
    TextPool pool;
    std::string_view const before = pool.keep("before");
    pool.keep(std::string(100'000, 'x'));
    pool.clear();
    std::string_view const after = pool.keep("after!");
    CHECK(after == "after!");
    CHECK(after.data() == before.data()); // the first block was kept
}
