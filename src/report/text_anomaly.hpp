#pragma once
#include "report/style.hpp"
#include "report/words.hpp"
#include "whybounce/records.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace whybounce::report {

/// Findings of the linter and damage of the input, one of each id in full and the others counted.
class AnomalyList {
public:
    void add(Language const& in, AnomalyRecord const& anomaly, PlaceNames const& places);
    bool empty() const { return findings_.empty(); }

    /// A heading and the findings, errors first.
    std::string render(Language const& in, Style const& style, std::size_t width) const;

private:
    struct Finding {
        std::string id, what, hint;
        Severity severity{};
        std::uint64_t count = 0;
    };

    std::string heading(Language const& in) const;

    std::vector<Finding> findings_; ///< one an id and severity; inputs that cannot be read have one each
    std::array<std::uint64_t, 3> by_severity_{};
};

} // namespace whybounce::report
