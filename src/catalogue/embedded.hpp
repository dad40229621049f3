#pragma once
#include <span>
#include <string_view>

namespace whybounce {

/// One file of src/catalogue/data, compiled in.
struct EmbeddedFile {
    std::string_view path, text;
};
/// In the order of the paths. Made by embed.cmake.
std::span<EmbeddedFile const> embedded_catalogue();
/// The newest `checked` of them.
std::string_view embedded_month();

} // namespace whybounce
