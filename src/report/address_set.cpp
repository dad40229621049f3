#include "report/address_set.hpp"

#include "whybounce/ascii.hpp"
#include "whybounce/hash.hpp"

#include <algorithm>
#include <limits>
#include <new>

namespace whybounce::report {
namespace {

using Entry = AddressSet::Entry;

constexpr std::size_t unit = sizeof(Entry);

/// Octets of an entry with its address, a multiple of the unit.
std::size_t room_of(std::string_view address) { return unit + (address.size() + unit - 1) / unit * unit; }

/// Where to look first; the bits that chose the shard are used up.
std::size_t home(std::uint64_t hash, std::size_t places) {
    return static_cast<std::size_t>((((hash << 6U) >> 32U) * places) >> 32U);
}

} // namespace

Entry* AddressSet::at(std::uint32_t place) const {
    constexpr std::size_t units = chunk_size / unit;
    char* const octets = chunks_[(place - 1) / units].get() + (place - 1) % units * unit;
    return std::launder(reinterpret_cast<Entry*>(octets));
}

/// @return its place
std::uint32_t AddressSet::store(std::string_view address) {
    std::size_t const room = room_of(address);
    if (room > left_) {
        chunks_.push_back(std::make_unique_for_overwrite<char[]>(chunk_size));
        left_ = chunk_size;
    }
    std::size_t const begin = chunk_size - left_;
    auto* const entry = new (chunks_.back().get() + begin) Entry{false, 0, static_cast<std::uint16_t>(address.size())};
    std::ranges::copy(address, reinterpret_cast<char*>(entry + 1));
    left_ -= room;
    return static_cast<std::uint32_t>(((chunks_.size() - 1) * chunk_size + begin) / unit + 1);
}

Entry* AddressSet::of(std::string_view address) {
    return address.size() > std::numeric_limits<std::uint16_t>::max() ? nullptr : lookup(address, true);
}

Entry* AddressSet::lookup(std::string_view address, bool add) {
    std::uint64_t const hash = hash_no_case(address);
    Shard& shard = shards_[hash >> 58U];
    if (add && shard.used * 8 >= shard.places.size() * 7) grow(shard);
    if (shard.places.empty()) return nullptr;
    std::size_t i = home(hash, shard.places.size());
    for (; shard.places[i] != 0; i = i + 1 == shard.places.size() ? 0 : i + 1) {
        Entry* const entry = at(shard.places[i]);
        if (ascii::equal_no_case(entry->address(), address)) return entry;
    }
    if (!add) return nullptr;
    shard.places[i] = store(address);
    ++shard.used;
    return at(shard.places[i]);
}

void AddressSet::grow(Shard& shard) {
    std::vector<std::uint32_t> old(shard.places.size() + shard.places.size() / 2 + 64);
    old.swap(shard.places);
    for (std::uint32_t const place : old) {
        if (place == 0) continue;
        std::size_t i = home(hash_no_case(at(place)->address()), shard.places.size());
        while (shard.places[i] != 0) i = i + 1 == shard.places.size() ? 0 : i + 1;
        shard.places[i] = place;
    }
}

std::vector<Entry const*> AddressSet::sorted() const {
    std::vector<Entry const*> entries;
    for (Shard const& shard : shards_)
        for (std::uint32_t const place : shard.places)
            if (place != 0) entries.push_back(at(place));
    auto const small = [](char c) { return static_cast<unsigned char>(ascii::lower(c)); };
    std::ranges::sort(entries, [&](Entry const* a, Entry const* b) {
        return std::ranges::lexicographical_compare(a->address(), b->address(), {}, small, small);
    });
    return entries;
}

} // namespace whybounce::report
