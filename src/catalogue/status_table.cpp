#include "catalogue/status_table.hpp"

namespace whybounce {

void StatusTable::insert(grammar::StatusPattern const& pattern, std::uint32_t number) {
    bool const one = pattern.details.first == pattern.details.last;
    numbers_[key_of(pattern.subject, one ? pattern.details.first : any_detail)].push_back(number);
}

} // namespace whybounce
