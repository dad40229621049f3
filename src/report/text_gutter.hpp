#pragma once
#include "report/reply_position.hpp"
#include "report/style.hpp"
#include "whybounce/records.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace whybounce::report {

/// Draws source lines behind a gutter of line numbers, with carets under what is meant. Lines that do not fit the width
/// show the window around the carets.
class Gutter {
public:
    Gutter(Style const& style, std::size_t width);

    /// One line; under it carets below `parts`, and the label behind them or, where there is no room, below.
    std::string line(SourceLine const& line, std::vector<ByteRange> const& parts = {}, Role role = Role::plain,
        std::string_view label = {}) const;
    /// Lines are left out here.
    std::string gap() const;

private:
    std::string marks(std::string const& row, Role role, std::string_view label) const;

    Style const& style_;
    std::size_t room_;
};

} // namespace whybounce::report
