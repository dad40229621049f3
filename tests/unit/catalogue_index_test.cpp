#include "asking_each.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace whybounce;

namespace {

AskingEach const& asking_each() {
    static AskingEach const entries;
    return entries;
}

std::vector<std::uint32_t> numbers(std::mt19937& random) {
    constexpr std::size_t most_parts = 12;
    std::vector<std::uint32_t> some(1 + random() % most_parts);
    for (auto& number : some) number = static_cast<std::uint32_t>(random());
    return some;
}

/// Of codes and statuses that entries name, each also unknown.
Evidence some_context(std::mt19937& random) {
    constexpr std::uint16_t codes[] = {
        0, 220, 250, 421, 450, 451, 452, 454, 501, 503, 530, 535, 550, 551, 552, 553, 554};
    constexpr EnhancedStatusCode statuses[] = {{5, 1, 1}, {5, 7, 1}, {4, 7, 0}, {5, 7, 606}, {5, 0, 0}, {4, 2, 2},
        {5, 7, 133}, {2, 1, 5}, {5, 5, 999}, {4, 4, 7}};
    Evidence evidence;
    if (auto const code = codes[random() % std::size(codes)]) evidence.code = code;
    if (random() % 2 == 0) evidence.status = statuses[random() % std::size(statuses)];
    evidence.step = static_cast<Step>(random() % (static_cast<unsigned>(Step::none) + 1));
    evidence.speaker = static_cast<Speaker>(random() % 3);
    if (random() % 4 == 0) evidence.host = "mx.google.com";
    return evidence;
}

} // namespace

TEST_CASE("The index leaves out no entry that fits, and finds the same words", "[catalogue][index]") {
    auto const seed = GENERATE(range(1U, 41U));
    std::mt19937 random(seed);
    for (int round = 0; round < 25; ++round) {
        std::string const text = asking_each().reply_of(numbers(random));
        Evidence evidence = some_context(random);
        evidence.text = text;
        CAPTURE(seed, round, text);
        CHECK(asking_each().difference(evidence) == std::nullopt);
    }
}
