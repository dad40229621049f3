#include "report/address_set.hpp"

#include "whybounce/ascii.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>
#include <string>

/// The set of addresses that `--format addresses` gathers.
using namespace whybounce;
using report::AddressSet;

TEST_CASE("Addresses that differ in the case of letters are one, by the spelling of the first", "[report][addresses]") {
    AddressSet set;
    CHECK(set.find("a@example.com") == nullptr);
    AddressSet::Entry* const entry = set.of("Bob@Example.com");
    REQUIRE(entry);
    entry->later = 2;
    CHECK(set.of("bob@example.COM") == entry);
    CHECK(set.find("BOB@EXAMPLE.COM")->later == 2);
    CHECK(set.find("bo@example.com") == nullptr);
    CHECK(set.of("\xC3\x84@example.com") != set.of("\xC3\xA4@example.com")); // ASCII only
    CHECK(set.sorted().size() == 3);
    CHECK(set.sorted().front()->address() == "Bob@Example.com");
}

TEST_CASE("Addresses of any length are kept, but none that no log line holds", "[report][addresses]") {
    AddressSet set;
    for (std::size_t const size : {0U, 1U, 3U, 4U, 5U, 65'534U, 65'535U}) {
        std::string const address(size, 'x');
        REQUIRE(set.of(address));
        CHECK(set.of(address)->address() == address);
        CHECK(set.find(address)->address().size() == size);
    }
    CHECK(set.of(std::string(65'536, 'x')) == nullptr);
    CHECK(set.sorted().size() == 7);
}

TEST_CASE("The set says what a map of addresses in small letters says", "[report][addresses]") {
    std::mt19937 random(7);
    AddressSet set;
    std::map<std::string, int> model;
    for (int i = 0; i < 50'000; ++i) {
        std::string address =
            "u" + std::to_string(random() % 20'000) + "@d" + std::to_string(random() % 3) + ".example";
        for (char& c : address)
            if (random() % 4 == 0) c = ascii::upper(c);
        auto& later = set.of(address)->later;
        if (later < 200) ++later;
        auto& count = model[ascii::to_lower(address)];
        if (count < 200) ++count;
    }
    auto const sorted = set.sorted();
    REQUIRE(sorted.size() == model.size());
    auto expected = model.begin();
    for (AddressSet::Entry const* const entry : sorted) {
        REQUIRE(ascii::to_lower(entry->address()) == expected->first);
        REQUIRE(entry->later == expected->second);
        ++expected;
    }
}
