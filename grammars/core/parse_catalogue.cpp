#include "grammars/catalogue.hpp"
#include "grammars/core/apply.hpp"

namespace whybounce::grammar {
/// By hand: the catalogue has some ten thousand of these lines, and each start of the program reads them.
std::optional<CataloguePair> parse_catalogue_pair(std::string_view line) {
    std::size_t const colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos) return std::nullopt;
    constexpr OctetSet key_octet = alpha.with_range('0', '9').with("-.");
    for (char const c : line.substr(0, colon))
        if (!key_octet[c]) return std::nullopt;
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    return CataloguePair{line.substr(0, colon), value};
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
