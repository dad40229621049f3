#pragma once
#include <cstdint>
#include <vector>

namespace whybounce::report {

/// Which hashes were seen. Memory is bounded: 65,536 of them, in 1 MiB.
class SeenHashes {
public:
    enum class Answer : std::uint8_t { first, again, no_room };

    /// @return no_room where it is not known any more whether it is the first
    Answer see(std::uint64_t hash);

private:
    static constexpr std::size_t fewest_places = 1U << 10U, most_places = 1U << 17U;

    std::uint64_t& place_of(std::uint64_t hash);
    void grow();

    std::vector<std::uint64_t> places_; ///< 0: free; a power of two, never more than half full
    std::size_t used_ = 0;
};

} // namespace whybounce::report
