#include "report/seen_hashes.hpp"

#include <catch2/catch.hpp>

using whybounce::report::SeenHashes;

namespace {

constexpr std::uint64_t odd = 0x9E3779B97F4A7C15ULL; // spreads the numbers

} // namespace

TEST_CASE("A hash is first once, until there is no more room", "[report]") {
    using enum SeenHashes::Answer;
    SeenHashes seen;
    std::uint64_t number = 0, wrong = 0;
    while (number < 2'000'000 && seen.see(number * odd * 2) == first) ++number;
    CHECK(number == 1U << 16U);
    CHECK(seen.see(number * odd * 2) == no_room);
    for (std::uint64_t known = 0; known < number; ++known) wrong += seen.see(known * odd * 2) == again ? 0 : 1;
    CHECK(wrong == 0);
}
