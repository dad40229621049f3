#include "report/fields.hpp"

#include "report/style.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {

Fields::Fields(
    language::Language const& in, std::span<std::string_view const> labels, std::size_t least, std::size_t width)
    : in_(in), columns_(least), width_(width) {
    for (std::string_view const key : labels) columns_ = std::max(columns_, display_width(label(key)));
}

std::string Fields::label(std::string_view key) const {
    return key.empty() ? std::string{} : in_.say(std::string("label.").append(key));
}

std::string Fields::paragraph(std::string_view key, std::string_view lead, std::string_view text) const {
    return fmt::format("  {} {}{}\n", pad(label(key), columns_), lead, wrap(text, indent() + lead.size(), width_));
}

std::string Fields::field(std::string_view key, std::string_view text) const {
    return text.empty() ? std::string{} : paragraph(key, {}, text);
}

std::string Fields::steps(std::string_view key, std::vector<std::string> const& steps) const {
    if (steps.size() == 1) return field(key, steps.front());
    std::string out;
    for (std::size_t i = 0; i < steps.size(); ++i)
        out += paragraph(i == 0 ? key : "", fmt::format("{}. ", i + 1), steps[i]);
    return out;
}

} // namespace whybounce::report
