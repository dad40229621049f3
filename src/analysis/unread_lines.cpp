#include "analysis/unread_lines.hpp"

#include <utility>

namespace whybounce::analysis {

void UnreadLines::add(std::string_view text, std::size_t number) {
    text_.append(text).push_back('\n');
    numbers_.push_back(number);
}

Dialect const* UnreadLines::other_dialect(Dialect const& present) {
    constexpr int beyond_doubt = 60; // both sides are heard
    look_at_ = numbers_.size() * 2;
    Recognition const found = recognise(text_);
    bool const other = found.dialect && found.dialect != &present && found.dialect->kind == InputKind::transcript;
    return other && found.score >= beyond_doubt ? found.dialect : nullptr;
}

void UnreadLines::release(std::function<void(std::string_view text, std::size_t number)> const& take) {
    std::string const text = std::exchange(text_, {});
    std::vector<std::size_t> const numbers = std::exchange(numbers_, {});
    look_at_ = first_look;
    std::string_view rest = text;
    for (std::size_t const number : numbers) {
        std::size_t const end = rest.find('\n');
        take(rest.substr(0, end), number);
        rest.remove_prefix(end + 1);
    }
}

} // namespace whybounce::analysis
