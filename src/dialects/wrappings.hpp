#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What terminals, mail programs, web pages and issue trackers put around each line of a text.
namespace whybounce::dialect {

using Head = std::span<std::string_view const>;
struct Wrapping;

/// A wrapping as one text has it.
struct Layer {
    Wrapping const* wrapping = nullptr;
    std::string beginning; ///< of each line, where that is what the layer is
};

/// One kind of wrapping. `find` looks at a beginning, `peel` takes it off a line: the result may lie in `buffer`;
/// nullopt for a line that does not have it and therefore stands outside.
struct Wrapping {
    std::string_view name;
    std::optional<Layer> (*find)(Head head);
    std::optional<std::string_view> (*peel)(Layer const& layer, std::string_view line, std::string& buffer);
};

/// Those that are never part of a session.
std::span<Wrapping const> cosmetic_wrappings();
/// Those that might be: quote marks, numbers, indentation.
std::span<Wrapping const> structural_wrappings();

/// Did each line end become two? Then every second line is empty.
bool is_doubled(Head head);

} // namespace whybounce::dialect
