#include "grammars/catalogue.hpp"

namespace whybounce::grammar {
namespace {

template <typename Value, typename Rule> std::optional<Value> whole(std::string_view text, Rule const& rule) {
    Value value{};
    char const* first = text.data();
    char const* const last = first + text.size();
    if (!x3::parse(first, last, rule >> x3::eoi, value)) return std::nullopt;
    return value;
}

} // namespace

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
