#pragma once
#include "grammars/parse.hpp"
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace whybounce {

/// Numbers filed by the statuses that they are about.
class StatusTable {
public:
    void insert(grammar::StatusPattern const& pattern, std::uint32_t number);

    /// Hands over the numbers whose patterns have this subject and may have this detail, of every class; each group
    /// rising: those of the detail, then those of ranges.
    template <typename Visit> void visit(EnhancedStatusCode status, Visit const& visit) const {
        for (std::uint32_t const key : {key_of(status.subject, status.detail), key_of(status.subject, any_detail)})
            if (auto const found = numbers_.find(key); found != numbers_.end())
                for (std::uint32_t const number : found->second) visit(number);
    }

private:
    static constexpr std::uint16_t any_detail = 0xFFFF;
    static std::uint32_t key_of(std::uint16_t subject, std::uint16_t detail) {
        return std::uint32_t{subject} << 16U | detail;
    }

    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> numbers_;
};

} // namespace whybounce
