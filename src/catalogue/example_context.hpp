#pragma once
#include "whybounce/diagnosis.hpp"

namespace whybounce {

/// An example and where it is said.
struct ExampleContext {
    Evidence evidence;
    std::string verb, host, text;

    /// Points into the object.
    Evidence whole() const {
        Evidence evidence_here = evidence;
        evidence_here.verb = verb;
        evidence_here.host = host;
        evidence_here.text = text;
        return evidence_here;
    }
};

/// In the context that the entry's keys and the words before the example give (docs/catalogue.md).
ExampleContext context_of(Entry const& entry, std::string_view example);

} // namespace whybounce
