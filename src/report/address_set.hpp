#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace whybounce::report {

/// Addresses with what is known of them, for millions of them: the address and some ten octets each. Addresses that
/// differ in the case of ASCII letters only are one; the spelling is that of the first.
class AddressSet {
public:
    /// Of an address; lives as long as the set.
    struct Entry {
        bool dead = false;
        std::uint8_t later = 0; ///< mails with the verdict dead-later; not counted beyond 255
        std::uint16_t size = 0; ///< of the address, which stands behind this

        std::string_view address() const { return {reinterpret_cast<char const*>(this + 1), size}; }
    };

    /// Finds or adds. nullptr for an address of 64 KiB and more.
    Entry* of(std::string_view address);
    /// nullptr when there is none.
    Entry* find(std::string_view address) { return lookup(address, false); }
    /// All, in the order of their small letters.
    std::vector<Entry const*> sorted() const;

private:
    static constexpr std::size_t chunk_size = 65'536 + 64; ///< room for the longest address

    /// A part of the places; they grow one at a time, so that growing needs little room beside them.
    struct Shard {
        std::vector<std::uint32_t> places; ///< 0: free, else one more than where the entry begins, in units of it
        std::size_t used = 0;
    };

    Entry* lookup(std::string_view address, bool add);
    Entry* at(std::uint32_t place) const;
    std::uint32_t store(std::string_view address);
    void grow(Shard& shard);

    std::array<Shard, 64> shards_;
    std::vector<std::unique_ptr<char[]>> chunks_; ///< entries one behind the other
    std::size_t left_ = 0;                        ///< octets free in the last chunk
};

} // namespace whybounce::report
