#pragma once
#include "whybounce/ascii.hpp"
#include <vector>

namespace whybounce {

/// The words of a value of the catalogue, such as `token: tss04 tss05`, which blanks divide. Views into the text.
inline std::vector<std::string_view> split_blanks(std::string_view text) {
    std::vector<std::string_view> words;
    while (!(text = ascii::trim(text)).empty()) {
        std::size_t const end = std::min(text.find_first_of(" \t"), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

} // namespace whybounce
