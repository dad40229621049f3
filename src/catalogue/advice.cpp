#include "catalogue/deciding.hpp"

namespace whybounce {
namespace {

/// by-code: 4xx wait, otherwise verify.
std::string_view resolve_verdict(std::string_view verdict, Outcome outcome) {
    if (verdict != "by-code") return verdict;
    return outcome == Outcome::temporary ? "wait" : "verify";
}

/// by-code: 4xx later, otherwise no.
std::string_view resolve_retry(std::string_view retry, Outcome outcome) {
    if (retry != "by-code") return retry;
    return outcome == Outcome::temporary ? "later" : "no";
}

/// The queue has given up: waiting is no advice any more. An address that the entry itself wants tried again is not
/// dead yet.
void fit_to_permanent(Advice& advice, Entry const* entry) {
    bool const stated = entry && entry->retry_stated;
    if (advice.verdict == "dead" && stated && advice.retry != "no") advice.verdict = "verify";
    if (advice.verdict != "wait" || stated) return;
    if (advice.actor == "nobody")
        advice = {"verify", "recipient-admin", "no"};
    else if (entry && !decides_by_words(*entry)) // a code alone tells it, without a word of the server's
        advice = {"fix", advice.actor, "after-fix"};
}

/// The queue goes on: nothing is lost yet.
void fit_to_temporary(Advice& advice) {
    if (advice.verdict != "dead") return;
    advice.verdict = "dead-later";
    advice.retry = "later";
}

} // namespace

Advice advice_of(Reason const& reason, Entry const* entry, Outcome outcome) {
    Advice advice{resolve_verdict(reason.verdict, outcome), entry ? entry->actor : reason.actor,
        resolve_retry(entry ? entry->retry : reason.retry, outcome)};
    if (outcome == Outcome::permanent) fit_to_permanent(advice, entry);
    if (outcome == Outcome::temporary) fit_to_temporary(advice);
    return advice;
}

} // namespace whybounce
