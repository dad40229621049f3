#pragma once
#include "language/language.hpp"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::report {

/// Paragraphs with a label in front, wrapped and aligned: "  means   The server …".
class Fields {
public:
    /// @param labels  keys of all labels that can occur, without "label.": they decide where the text begins
    /// @param least   columns of the labels at least
    Fields(
        language::Language const& in, std::span<std::string_view const> labels, std::size_t least, std::size_t width);

    /// One paragraph; nothing when the text is empty. An empty key leaves the place of the label blank.
    std::string field(std::string_view key, std::string_view text) const;

    /// Numbered when there are several.
    std::string steps(std::string_view key, std::vector<std::string> const& steps) const;

    /// First column of the text.
    std::size_t indent() const { return columns_ + 3; }

private:
    std::string label(std::string_view key) const;
    std::string paragraph(std::string_view key, std::string_view lead, std::string_view text) const;

    language::Language const& in_;
    std::size_t columns_, width_;
};

} // namespace whybounce::report
