#include "report/seen_hashes.hpp"

#include <utility>

namespace whybounce::report {

SeenHashes::Answer SeenHashes::see(std::uint64_t hash) {
    hash |= 1U; // 0 is a free place
    if (places_.empty()) places_.resize(fewest_places);
    if (place_of(hash) == hash) return Answer::again;
    if (used_ == places_.size() / 2) {
        if (places_.size() == most_places) return Answer::no_room;
        grow();
    }
    place_of(hash) = hash;
    ++used_;
    return Answer::first;
}

/// Where it stands, or could.
std::uint64_t& SeenHashes::place_of(std::uint64_t hash) {
    std::size_t const mask = places_.size() - 1;
    std::size_t at = (hash >> 1U) & mask;
    while (places_[at] != 0 && places_[at] != hash) at = (at + 1) & mask;
    return places_[at];
}

void SeenHashes::grow() {
    auto const old = std::exchange(places_, std::vector<std::uint64_t>(places_.size() * 2));
    for (std::uint64_t const hash : old)
        if (hash != 0) place_of(hash) = hash;
}

} // namespace whybounce::report
