#pragma once
#include "whybounce/records.hpp"

#include <span>
#include <string_view>

/// The findings that the protocol linter can make. The rules that make them are in src/lint; docs/lint.md lists both.
namespace whybounce {

/// One finding, as a postmaster reads it. All texts live as long as the program.
struct LintRow {
    std::string_view id; ///< family and number: "SQ03"
    Severity severity{}; ///< error: breaks a MUST, or loses mail or credentials; warning: breaks a SHOULD, or is risky
    std::string_view what; ///< the finding in a few words
    std::string_view why;  ///< why it matters
    std::string_view fix;  ///< what to do
    std::string_view rfc;  ///< "RFC 5321 section 4.1.4; RFC 3030 section 2"; empty where no RFC speaks of it
};

/// The families of findings, in the order of the rows.
struct LintFamily {
    std::string_view prefix; ///< "SQ"
    std::string_view name;   ///< "sequence of commands"
};

/// All findings, family by family.
std::span<LintRow const> lint_rows();
std::span<LintFamily const> lint_families();
/// By id, in any case; nullptr when there is none.
LintRow const* find_lint_row(std::string_view id);

} // namespace whybounce
