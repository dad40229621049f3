#pragma once
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace whybounce {

/// The names that a place `{name|words}` may have.
inline constexpr std::array<std::string_view, 7> place_names{"ip", "host", "address", "domain", "url", "list", "wait"};

inline bool is_place_name(std::string_view name) { return std::ranges::find(place_names, name) != place_names.end(); }

/// A piece of a text with places: what stands before the next place, then its name and its words.
struct PlacePiece {
    std::string_view before, name, words;
    bool is_place = false; ///< false: the rest of the text, without a place
};

/// Takes a piece off the front of the text. A brace that opens no place of the form `{name|words}` is text.
inline PlacePiece take_place(std::string_view& text) {
    std::size_t const open = std::min(text.find('{'), text.size());
    std::size_t const bar = text.find('|', open), close = text.find('}', open);
    if (bar == std::string_view::npos || close == std::string_view::npos || close < bar) {
        std::size_t const end = std::min(open + 1, text.size());
        PlacePiece const piece{text.substr(0, end), {}, {}, false};
        text.remove_prefix(end);
        return piece;
    }
    PlacePiece const piece{
        text.substr(0, open), text.substr(open + 1, bar - open - 1), text.substr(bar + 1, close - bar - 1), true};
    text.remove_prefix(close + 1);
    return piece;
}

} // namespace whybounce
