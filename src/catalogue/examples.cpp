#include "catalogue/examples.hpp"

#include "catalogue/example_context.hpp"

namespace whybounce {
namespace {

/// What decides an example: an entry's id, or a provider for a stanza that only names who speaks.
std::string decided_by(Catalogue const& catalogue, Entry const& entry, std::string_view example) {
    ExampleContext const context = context_of(entry, example);
    if (entry.tier != Tier::speaker) return catalogue.diagnose(context.whole()).entry->id;
    Entry const* const speaker = catalogue.speaker_of(context.whole());
    return speaker ? speaker->provider : "";
}

} // namespace

std::vector<ExampleFault> example_faults(Catalogue const& catalogue, Entry const& entry) {
    std::vector<ExampleFault> faults;
    std::string const& own = entry.tier == Tier::speaker ? entry.provider : entry.id;
    for (std::string const& example : entry.examples)
        if (auto decider = decided_by(catalogue, entry, example); decider != own)
            faults.push_back({&entry, example, false, std::move(decider)});
    for (std::string const& example : entry.near_misses)
        if (auto decider = decided_by(catalogue, entry, example); decider == own)
            faults.push_back({&entry, example, true, std::move(decider)});
    return faults;
}

} // namespace whybounce
