#pragma once
#include "grammars/dialects/marks.hpp"

/// How the doors run a rule for one line of a transcript; nullopt when it does not fit.
namespace whybounce::grammar {

template <typename Rule> std::optional<MarkedLine> marked(std::string_view line, Rule const& rule) {
    MarkedLine value;
    char const* first = line.data();
    if (!x3::parse(first, line.data() + line.size(), rule, value)) return std::nullopt;
    return value;
}

template <typename Rule> std::optional<MarkedLine> marked_in_channel(std::string_view line, Rule const& rule) {
    ChannelLine value;
    char const* first = line.data();
    if (!x3::parse(first, line.data() + line.size(), rule, value)) return std::nullopt;
    value.line.channel = value.channel;
    return value.line;
}

} // namespace whybounce::grammar
