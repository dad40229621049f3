#include "catalogue/nearest.hpp"

#include "whybounce/ascii.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

namespace whybounce {
namespace {

/// Levenshtein's distances of `a` from all beginnings of `b`; the last is that of the whole.
std::vector<std::size_t> distances(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
        }
    }
    return row;
}

std::size_t distance(std::string_view a, std::string_view b) { return distances(a, b).back(); }

bool is_letter(char c) { return ascii::is_alnum(c); }

std::string letters_of(std::string_view name) {
    std::string letters;
    std::ranges::copy_if(name, std::back_inserter(letters), is_letter);
    return letters;
}

std::vector<std::string_view> parts_of(std::string_view name) {
    std::vector<std::string_view> parts;
    for (auto begin = std::ranges::find_if(name, is_letter); begin != name.end();) {
        auto const end = std::find_if_not(begin, name.end(), is_letter);
        parts.emplace_back(begin, end);
        begin = std::find_if(end, name.end(), is_letter);
    }
    return parts;
}

std::size_t common_parts(std::string_view a, std::string_view b) {
    auto const others = parts_of(b);
    auto const is_common = [&](std::string_view part) { return std::ranges::find(others, part) != others.end(); };
    return static_cast<std::size_t>(std::ranges::count_if(parts_of(a), is_common));
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

std::string nearest_name(std::string_view wrong, std::span<std::string const> names) {
    std::string const letters = letters_of(wrong);
    std::string const* best = nullptr;
    auto best_rank = std::tuple(letters.size() / 4 + 1, std::size_t{0}, std::size_t{0});
    for (std::string const& name : names) {
        auto const row = distances(letters, letters_of(name));
        std::tuple const rank(
            *std::ranges::min_element(row), parts_of(wrong).size() - common_parts(wrong, name), row.back());
        if (rank >= best_rank) continue;
        best = &name;
        best_rank = rank;
    }
    return best ? *best : nearest(wrong, names);
}

} // namespace whybounce
