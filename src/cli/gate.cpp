#include "cli/gate.hpp"

#include "cli/report_options.hpp"

namespace whybounce::cli {

void FailureGate::on(FailureRecord const& record) {
    count(reaches(record));
    next().on(record);
}

bool FailureGate::reaches(FailureRecord const& record) const {
    if (fail_on_ == "never" || is_consequence(record)) return false;
    if (fail_on_ == "any") return true;
    if (fail_on_ == "permanent") return record.outcome == Outcome::permanent;
    Reason const& reason = *record.diagnosis->reason;
    return reason.id == fail_on_ || reason.group() == fail_on_;
}

void FindingGate::on(AnomalyRecord const& record) {
    count(is_finding(record) && record.severity <= threshold_);
    next().on(record);
}

std::unique_ptr<Gate> make_gate(ReportOptions const& options, RecordSink& next) {
    if (options.task == Task::lint) return std::make_unique<FindingGate>(options.severity, next);
    return std::make_unique<FailureGate>(options.task == Task::check ? options.fail_on : "never", next);
}

} // namespace whybounce::cli
