#include "cli/gate.hpp"

namespace whybounce::cli {

void Gate::on(FailureRecord const& record) {
    reached_ += reaches(record);
    next_.on(record);
}

bool Gate::reaches(FailureRecord const& record) const {
    if (fail_on_ == "never" || is_consequence(record)) return false;
    if (fail_on_ == "any") return true;
    if (fail_on_ == "permanent") return record.outcome == Outcome::permanent;
    Reason const& reason = *record.diagnosis->reason;
    return reason.id == fail_on_ || reason.group() == fail_on_;
}

} // namespace whybounce::cli
