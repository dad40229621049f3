#pragma once
#include "language/language.hpp"
#include "whybounce/records.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What the failures of one cause are about: the address that a list names, the domain that does not exist, the host
/// that does not answer.
namespace whybounce::report {

/// The IP address, domain or host whose fault or refusal it is, as far as reason and reply tell; empty where a reason
/// has none. A view into the record.
std::string_view subject_of(FailureRecord const& failure);

/// Subjects with their problems, in the order in which they came. Memory is bounded: the first ones are kept by name.
class Subjects {
public:
    struct Row {
        std::string name;
        std::uint64_t problems = 0;
    };

    void add(std::string_view name, std::uint64_t problems);

    std::vector<Row> const& rows() const { return rows_; }
    bool beyond() const { return beyond_; } ///< there were more than are kept

private:
    static constexpr std::size_t most = 64;

    std::vector<Row> rows_;
    bool beyond_ = false;
};

/// "192.0.2.1 (37 problems), 192.0.2.2 (one problem) and 3 more"; empty for less than two.
std::string subject_words(language::Language const& in, Subjects const& subjects);

} // namespace whybounce::report
