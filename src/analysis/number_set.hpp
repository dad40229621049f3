#pragma once
#include <array>
#include <cstdint>
#include <vector>

namespace whybounce::analysis {

/// A set of hashes, for millions of them: 9 to 14 octets each. Divided in shards that grow by half one at a time, so
/// that growing needs little room beside them.
class NumberSet {
public:
    /// @return  was it new?
    bool insert(std::uint64_t number) {
        if (number == 0) number = 1; // 0 marks a free place
        return shards_[number >> 58U].insert(number);
    }

private:
    struct Shard {
        std::vector<std::uint64_t> places;
        std::size_t used = 0;

        /// High bits of the product tell where to look first, whatever the size.
        std::size_t home(std::uint64_t number) const {
            return static_cast<std::size_t>((((number << 6U) >> 32U) * places.size()) >> 32U);
        }
        bool insert(std::uint64_t number) {
            if (used * 8 >= places.size() * 7) grow();
            std::size_t at = home(number);
            for (; places[at] != 0; at = at + 1 == places.size() ? 0 : at + 1)
                if (places[at] == number) return false;
            places[at] = number;
            ++used;
            return true;
        }
        void grow() {
            std::vector<std::uint64_t> old(places.size() + places.size() / 2 + 64);
            old.swap(places);
            used = 0;
            for (std::uint64_t const number : old)
                if (number != 0) insert(number);
        }
    };
    std::array<Shard, 64> shards_;
};

} // namespace whybounce::analysis
