#include "grammars/catalogue.hpp"
#include "grammars/core/apply.hpp"

namespace whybounce::grammar {
std::optional<CataloguePair> parse_catalogue_pair(std::string_view line) {
    return whole<CataloguePair>(line, catalogue_pair);
}

std::optional<CodePattern> parse_code_pattern(std::string_view text) {
    auto pattern = whole<CodePattern>(text, code_pattern);
    if (pattern && pattern->last == 0) pattern->last = pattern->first;
    return pattern;
}

std::optional<StatusPattern> parse_status_pattern(std::string_view text) {
    auto pattern = whole<StatusPattern>(text, status_pattern);
    if (pattern && pattern->details.last == 0) pattern->details.last = pattern->details.first;
    return pattern;
}

} // namespace whybounce::grammar
