#include "language/language.hpp"

#include <algorithm>

namespace whybounce::language {
namespace {

/// Text up to a placeholder, and its name; the last piece has none.
struct Piece {
    std::string_view text, name;
};

/// Takes one piece off the front of a pattern. A brace that is never closed is text.
Piece take_piece(std::string_view& pattern) {
    std::size_t const open = pattern.find('{');
    std::size_t const close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) return {std::exchange(pattern, {}), {}};
    Piece const piece{pattern.substr(0, open), pattern.substr(open + 1, close - open - 1)};
    pattern.remove_prefix(close + 1);
    return piece;
}

} // namespace

std::vector<std::string_view> placeholders(std::string_view text) {
    std::vector<std::string_view> names;
    while (!text.empty())
        if (Piece const piece = take_piece(text); !piece.name.empty()) names.push_back(piece.name);
    return names;
}

std::string fill(std::string_view pattern, std::span<Argument const> arguments) {
    std::string filled;
    while (!pattern.empty()) {
        Piece const piece = take_piece(pattern);
        filled += piece.text;
        auto const argument = std::ranges::find(arguments, piece.name, &Argument::name);
        if (argument != arguments.end()) filled += argument->value;
    }
    return filled;
}

std::optional<std::vector<Argument>> unfill(std::string_view pattern, std::string_view text) {
    std::vector<Argument> found;
    std::string_view name;
    while (!pattern.empty()) {
        Piece const piece = take_piece(pattern);
        bool const last = pattern.empty() && piece.name.empty();
        std::size_t const at = name.empty() ? (text.starts_with(piece.text) ? 0 : std::string_view::npos)
            : last && piece.text.empty()    ? text.size()
            : last                          ? text.rfind(piece.text)
                                            : text.find(piece.text, 1);
        if (at == std::string_view::npos || (at == 0 && !name.empty())) return std::nullopt;
        if (!name.empty()) found.push_back({name, std::string(text.substr(0, at))});
        text.remove_prefix(at + piece.text.size());
        name = piece.name;
    }
    if (!name.empty()) found.push_back({name, std::string(text)});
    if (name.empty() && !text.empty()) return std::nullopt;
    return found;
}

} // namespace whybounce::language
