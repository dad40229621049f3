#include "cli/help_page.hpp"

#include "report/style.hpp"

#include <algorithm>
#include <vector>

namespace whybounce::cli {
namespace {

constexpr std::size_t least_room = 24; ///< for what is said behind a command
constexpr std::size_t below = 6;       ///< columns before it where it goes below

/// Where the second column begins: behind the first two blanks that follow a word; npos where there is none.
std::size_t second_column(std::string_view line) {
    std::size_t const word = std::min(line.find_first_not_of(' '), line.size());
    std::size_t const gap = line.find("  ", word);
    return gap == std::string_view::npos ? gap : line.find_first_not_of(' ', gap);
}

bool fits(std::string_view line, std::size_t width) {
    std::size_t const at = second_column(line);
    return report::display_width(line) <= width || at == std::string_view::npos || at + least_room <= width;
}

std::string help_line(std::string_view line, bool goes_below, std::size_t width) {
    std::size_t const at = second_column(line);
    if (at == std::string_view::npos || (!goes_below && report::display_width(line) <= width)) return std::string(line);
    std::string_view const said = line.substr(at);
    if (!goes_below) return std::string(line.substr(0, at)) + report::wrap(said, at, width);
    std::string_view const command = line.substr(0, line.find_last_not_of(' ', at - 1) + 1);
    return std::string(command) + '\n' + std::string(below, ' ') + report::wrap(said, below, width);
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        lines.push_back(text.substr(0, text.find('\n')));
        text.remove_prefix(std::min(lines.back().size() + 1, text.size()));
    }
    return lines;
}

} // namespace

std::string help_paragraph(std::string_view text, std::size_t width) {
    std::string running(text);
    std::ranges::replace(running, '\n', ' ');
    return report::wrap(running, 0, width);
}

std::string help_lines(std::string_view text, std::size_t width) {
    auto const lines = split(text);
    bool const goes_below = !std::ranges::all_of(lines, [&](std::string_view line) { return fits(line, width); });
    std::string page;
    for (std::string_view const line : lines) page += help_line(line, goes_below, width) + '\n';
    return page;
}

} // namespace whybounce::cli
