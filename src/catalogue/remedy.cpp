#include "catalogue/remedy.hpp"

#include "catalogue/places.hpp"
#include "catalogue/reply_values.hpp"

#include <algorithm>

namespace whybounce {
namespace {

bool has_places(std::string const& text) { return text.find('{') != std::string::npos; }

std::string filled(std::string_view pattern, ReplyValues const& values) {
    std::string text;
    while (!pattern.empty()) {
        PlacePiece const piece = take_place(pattern);
        text += piece.before;
        if (!piece.is_place) continue;
        std::string_view const value = values.find(piece.name);
        text += value.empty() ? piece.words : value;
    }
    return text;
}

std::vector<std::string> filled(std::vector<std::string> const& patterns, ReplyValues const& values) {
    std::vector<std::string> all;
    all.reserve(patterns.size());
    for (std::string const& pattern : patterns) all.push_back(filled(pattern, values));
    return all;
}

template <typename Text> void keep_pattern(Text& text, Text& pattern) {
    pattern = std::move(text);
    text = filled(pattern, ReplyValues{});
}

} // namespace

void keep_places(Entry& entry) {
    if (std::ranges::any_of(entry.steps, has_places)) keep_pattern(entry.steps, entry.step_patterns);
    if (has_places(entry.means)) keep_pattern(entry.means, entry.means_pattern);
    if (has_places(entry.when)) keep_pattern(entry.when, entry.when_pattern);
}

void fill_places(Diagnosis& diagnosis, std::span<grammar::ReplyToken const> names) {
    Entry const& entry = *diagnosis.entry;
    if (entry.step_patterns.empty() && entry.means_pattern.empty() && entry.when_pattern.empty()) return;
    ReplyValues const values = values_of(names, diagnosis);
    diagnosis.steps = filled(entry.step_patterns, values);
    diagnosis.means = filled(entry.means_pattern, values);
    diagnosis.when = filled(entry.when_pattern, values);
}

std::vector<std::string> with_values(
    std::vector<std::string> const& steps, std::string_view text, Diagnosis const& diagnosis) {
    return filled(steps, values_of(grammar::names_in(text), diagnosis));
}

std::vector<std::string> without_values(std::vector<std::string> const& steps) { return filled(steps, ReplyValues{}); }

} // namespace whybounce
