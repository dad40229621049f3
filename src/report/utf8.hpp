#pragma once
#include <cstddef>
#include <string>
#include <string_view>

/// UTF-8 as RFC 3629 section 4 draws it: no overlong forms, no surrogates, nothing above U+10FFFF.
namespace whybounce::report {

/// What stands at the begin of a text.
struct CodePoint {
    char32_t value = 0;   ///< U+FFFD where `valid` is false
    std::size_t size = 0; ///< octets it takes; of a broken sequence, those that began well, at least one
    bool valid = false;
};

/// First code point of a text that is not empty.
CodePoint decode(std::string_view text);

/// The text itself if it is valid, else a copy in `scratch` where each broken sequence is one U+FFFD.
std::string_view sanitise(std::string_view text, std::string& scratch);

} // namespace whybounce::report
