#pragma once
#include "catalogue/entry_index.hpp"
#include "catalogue/likeness.hpp"
#include "whybounce/catalogue.hpp"
#include <deque>
#include <unordered_map>

namespace whybounce {

/// What a Catalogue holds. Entries and matchers stand in the order they are asked.
struct Catalogue::Data {
    std::vector<Reason> reasons;
    std::vector<Entry> entries;    ///< those that decide
    std::vector<Matcher> matchers; ///< one for each entry
    EntryIndex index;
    std::vector<std::uint32_t> registry; ///< numbers of the entries that explain a status at any step
    std::vector<Entry> speakers;         ///< those that only name who speaks
    std::vector<Matcher> speaker_matchers;
    EntryIndex speaker_index;
    LikenessIndex likeness; ///< of both
    std::unordered_map<std::string_view, Entry const*> entry_by_id;
    std::unordered_map<std::string_view, Reason const*> reason_by_id;
    std::string month;
};

} // namespace whybounce
