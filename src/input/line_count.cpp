#include "input/line_count.hpp"
#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

namespace whybounce::input {
namespace {

constexpr std::size_t lanes = 64;      // bytes compared at once; a multiple of any vector register
constexpr std::size_t most_rows = 255; // what a lane's counter holds

std::size_t line_ends_in_rows(char const* row, std::size_t rows) {
    std::array<std::uint8_t, lanes> counts{};
    for (; rows > 0; --rows, row += lanes)
        for (std::size_t i = 0; i < lanes; ++i) counts[i] = static_cast<std::uint8_t>(counts[i] + (row[i] == '\n'));
    return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

} // namespace

std::size_t line_ends_in(std::string_view text) {
    std::size_t count = 0;
    while (text.size() >= lanes) {
        std::size_t const rows = std::min(text.size() / lanes, most_rows);
        count += line_ends_in_rows(text.data(), rows);
        text.remove_prefix(rows * lanes);
    }
    return count + std::size_t(std::count(text.begin(), text.end(), '\n'));
}

} // namespace whybounce::input
