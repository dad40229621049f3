#pragma once
#include "whybounce/catalogue.hpp"

namespace whybounce {

/// An example that another entry decides, or a near-miss that its own entry decides.
struct ExampleFault {
    Entry const* entry = nullptr; ///< whose example it is
    std::string_view example;     ///< points into the catalogue
    bool near_miss = false;
    std::string decided_by; ///< id of the entry that decides it; for speakers the provider
};

/// Judges the examples and near-misses of one entry, each in the context that the entry's keys and the words before the
/// example give (docs/catalogue.md).
std::vector<ExampleFault> example_faults(Catalogue const& catalogue, Entry const& entry);

} // namespace whybounce
