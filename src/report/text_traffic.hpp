#pragma once
#include "report/style.hpp"
#include "report/words.hpp"
#include "whybounce/records.hpp"

#include <string>

namespace whybounce::report {

/// Mail and what failed of it as a table, one line an hour; days where hours are more than two days, months where days
/// are more than two months. Periods without mail that lie between others are shown. Behind each line a bar of its
/// problems, where `width` has room. Empty when there is but one line.
std::string render_traffic(Language const& in, Traffic const& rows, Style const& style, std::size_t width);

} // namespace whybounce::report
