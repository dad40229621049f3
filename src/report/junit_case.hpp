#pragma once
#include "whybounce/records.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace whybounce::report {

enum class CaseResult : std::uint8_t { passed, failed, error, skipped };

/// One `testcase`. Texts are not escaped yet.
struct JunitCase {
    std::string name;      ///< stable, and unique by the line it ends in
    std::string classname; ///< dialect and reason: Jenkins makes packages of the dots
    CaseResult result = CaseResult::passed;
    std::string type, message, body; ///< of the failure or error
};

/// Failed, or skipped where the failure only follows from another one.
JunitCase junit_case(FailureRecord const& failure);

/// Passed; nothing for a session in which a command was refused or not answered.
std::optional<JunitCase> junit_case(SessionRecord const& session);

/// Passed, whatever was answered.
JunitCase junit_case_of_session(SessionRecord const& session);

/// Passed; nothing for a message that did not reach every recipient.
std::optional<JunitCase> junit_case(MessageRecord const& message);

JunitCase junit_case(ReportRecord const& report);
/// An error for damage of the input, failed for a finding.
JunitCase junit_case(AnomalyRecord const& anomaly);

} // namespace whybounce::report
