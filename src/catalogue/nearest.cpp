#include "catalogue/nearest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace whybounce {
namespace {

/// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
        }
    }
    return row.back();
}

} // namespace

std::string nearest(std::string_view wrong, std::span<std::string const> words) {
    std::string best;
    std::size_t best_distance = wrong.size() / 3 + 1;
    for (std::string const& word : words) {
        std::size_t const d = distance(wrong, word);
        if (d > best_distance || (d == best_distance && !best.empty())) continue;
        best = word;
        best_distance = d;
    }
    return best;
}

} // namespace whybounce
