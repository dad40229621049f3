#pragma once
#include "whybounce/diagnosis.hpp"

namespace whybounce {

/// `{ip|the IP of the sending host}` in a step stands for a value of the reply; behind the bar stands what is written
/// when the reply has none.
bool has_places(std::vector<std::string> const& steps);
/// The steps without any reply: each place becomes its words.
std::vector<std::string> without_values(std::vector<std::string> const& steps);
/// The steps with the values found in `text`: ip, host, domain, address, url, and `list` and `wait` of the diagnosis.
std::vector<std::string> with_values(
    std::vector<std::string> const& steps, std::string_view text, Diagnosis const& diagnosis);

} // namespace whybounce
