#include "catalogue/head_table.hpp"

#include <algorithm>

namespace whybounce {

std::uint64_t HeadTable::key_of(Row const& row) {
    std::size_t const size = row.text.size();
    if (size >= reach) return joined(row.head.octets, TextHead::at(row.text.data() + TextHead::size));
    return size >= TextHead::size ? row.head.octets : short_key(row.head.octets, std::min(size, quad));
}

HeadTable::Slot& HeadTable::slot_for(std::uint64_t key) {
    std::size_t at = place_of(key);
    while (slots_[at].key != 0 && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
    slots_[at].key = key;
    return slots_[at];
}

/// Makes the filters and the shorter keys lead to a row.
void HeadTable::note(Row const& row) {
    constexpr std::uint64_t octets = 256;
    std::size_t const size = row.text.size();
    if (size == 1)
        for (std::uint64_t second = 0; second < octets; ++second) pairs_.insert(row.head.octets | second << 8U);
    else if (size < quad)
        pairs_.insert(row.head.octets & mask_of(2));
    else
        quads_.insert(row.head.octets & mask_of(quad));
    if (size >= TextHead::size) slot_for(short_key(row.head.octets, quad)).leads = 1;
    if (size >= reach) slot_for(row.head.octets).leads = 1;
}

/// Rows of one key stand together, in the order they came.
void HeadTable::place(std::vector<Row> const& rows) {
    std::uint32_t first = 0;
    for (Slot& slot : slots_) {
        slot.first = first;
        first += slot.count;
        slot.count = 0;
    }
    rows_ = rows;
    for (Row const& row : rows) {
        Slot& slot = slot_for(key_of(row));
        rows_[slot.first + slot.count++] = row;
    }
}

HeadTable::HeadTable(std::vector<Row> const& rows) {
    constexpr std::size_t most_keys = 3; // of a row
    unsigned bits = 1;
    while ((std::size_t{1} << bits) < most_keys * rows.size() + 1) ++bits;
    shift_ = 64 - bits;
    slots_.assign(std::size_t{1} << bits, {});
    for (Row const& row : rows) {
        ++slot_for(key_of(row)).count;
        note(row);
    }
    place(rows);
}

} // namespace whybounce
