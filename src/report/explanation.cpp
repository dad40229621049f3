#include "report/explanation.hpp"

namespace whybounce::report {

std::string const& means(Diagnosis const& diagnosis) {
    return diagnosis.entry->means.empty() ? diagnosis.reason->means : diagnosis.entry->means;
}

std::vector<std::string> const& steps(Diagnosis const& diagnosis) {
    if (!diagnosis.steps.empty()) return diagnosis.steps;
    return diagnosis.entry->steps.empty() ? diagnosis.reason->steps : diagnosis.entry->steps;
}

std::string const& title(Diagnosis const& diagnosis) {
    if (!diagnosis.entry->name.empty()) return diagnosis.entry->name;
    return diagnosis.reason->name.empty() ? diagnosis.reason->id : diagnosis.reason->name;
}

} // namespace whybounce::report
