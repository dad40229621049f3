#pragma once
#include "whybounce/diagnosis.hpp"

#include <string>
#include <vector>

/// What a diagnosis says to the reader: the entry's own words, else those of its reason.
namespace whybounce::report {

std::string const& means(Diagnosis const& diagnosis);
std::vector<std::string> const& steps(Diagnosis const& diagnosis);

/// A heading: the name of the entry, else of the reason, else the reason's id.
std::string const& title(Diagnosis const& diagnosis);

} // namespace whybounce::report
