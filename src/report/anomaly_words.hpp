#pragma once
#include "language/language.hpp"
#include "whybounce/lint.hpp"
#include "whybounce/records.hpp"

#include <string>

namespace whybounce::report {

/// What a finding of the linter says in one language: English from its row, else from the entry with its id.
struct FindingWords {
    std::string what, why, fix;
};
FindingWords finding_words(language::Language const& in, LintRow const& row);

/// What an anomaly says, and what to do about it, as escaped text in one language. The record holds English sentences;
/// where one fits the message of its id, the values are taken over into the translation, else it is quoted.
struct AnomalyWords {
    std::string what, hint;
    std::string why; ///< of findings
};

AnomalyWords anomaly_words(language::Language const& in, AnomalyRecord const& anomaly);

} // namespace whybounce::report
