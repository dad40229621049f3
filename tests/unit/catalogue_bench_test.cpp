#include "whybounce/catalogue.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <iostream>

/// Printed, not asserted: `unit_tests "[bench]"` of a release build.
TEST_CASE("Time to diagnose one distinct reply", "[.][bench]") {
    using namespace whybounce;
    using Clock = std::chrono::steady_clock; // run it alone: it counts what others take
    Catalogue const& catalogue = Catalogue::built_in();
    std::vector<std::string> replies;
    for (Entry const& entry : catalogue.entries())
        for (std::string const& example : entry.examples) replies.push_back(example);
    Evidence evidence;
    evidence.code = 550;
    evidence.text = replies.front();
    catalogue.diagnose(evidence); // builds the index
    constexpr int rounds = 5;
    std::size_t known = 0;
    auto const begin = Clock::now();
    for (int round = 0; round < rounds; ++round)
        for (std::string const& reply : replies) {
            evidence.text = reply;
            known += catalogue.diagnose(evidence).entry->tier < Tier::status;
        }
    double const microseconds = std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
    std::cout << "diagnose: " << microseconds / (static_cast<double>(replies.size()) * rounds) << " us a reply, "
              << catalogue.entries().size() << " entries\n";
    CHECK(known > replies.size());
}
