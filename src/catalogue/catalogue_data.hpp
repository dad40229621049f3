#pragma once
#include "catalogue/entry_index.hpp"
#include "catalogue/likeness.hpp"
#include "whybounce/catalogue.hpp"
#include <mutex>
#include <optional>
#include <unordered_map>

namespace whybounce {

/// What a Catalogue holds. Entries and matchers stand in the order they are asked.
struct Catalogue::Data {
    std::vector<Reason> reasons;
    std::vector<Entry> entries;            ///< those that decide
    std::vector<Matcher> matchers;         ///< one for each entry, then one for each speaker
    EntryIndex const& index() const;       ///< built when first asked for; what only looks codes up does not pay for it
    StatusTable registry;                  ///< numbers of the entries that explain a status at any step
    std::vector<Entry> speakers;           ///< those that only name who speaks
    LikenessIndex const& likeness() const; ///< so is this one
    std::unordered_map<std::string_view, Entry const*> entry_by_id;
    std::unordered_map<std::string_view, Reason const*> reason_by_id;
    std::string month;

    /// The catalogue that these stanzas make; it keeps nothing of them. nullopt where anything is or was at fault.
    static std::optional<Catalogue> of(std::vector<Stanza const*> stanzas, Faults& faults);

private:
    mutable std::once_flag index_once_, likeness_once_;
    mutable EntryIndex index_;
    mutable LikenessIndex likeness_;
};

} // namespace whybounce
