#pragma once
#include "grammars/core/terminals.hpp"
#include "grammars/parse.hpp"

/// How the doors of the room run a rule; nullopt when it does not fit.
namespace whybounce::grammar {

/// Over the whole text.
template <typename Value, typename Rule> std::optional<Value> whole(std::string_view text, Rule const& rule) {
    Value value{};
    char const* first = text.data();
    char const* const last = first + text.size();
    if (!x3::parse(first, last, rule >> x3::eoi, value)) return std::nullopt;
    return value;
}

/// At the beginning of the text.
template <typename Value, typename Rule> std::optional<Parsed<Value>> prefix(std::string_view text, Rule const& rule) {
    Value value{};
    char const* first = text.data();
    char const* const last = first + text.size();
    if (!x3::parse(first, last, rule, value)) return std::nullopt;
    return Parsed<Value>{value, static_cast<std::size_t>(first - text.data())};
}

} // namespace whybounce::grammar
