#include "analysis/log_block.hpp"

namespace whybounce::analysis {
namespace {

correlate::Attempt attempt_of(LogForm const& form, std::string& scratch) {
    if (auto const* delivery = std::get_if<Delivery>(&form)) return correlate::attempt_of(*delivery, scratch);
    if (auto const* refusal = std::get_if<Refusal>(&form)) return correlate::attempt_of(*refusal, scratch);
    if (auto const* lost = std::get_if<LostConnection>(&form)) return correlate::attempt_of(*lost);
    return correlate::attempt_of(std::get<SaslFailure>(form));
}

/// "postfix/submission/smtpd", "postfix/smtps/smtpd": the services of RFC 6409 and RFC 8314, as master.cf names them.
bool is_submission(std::string_view tag) {
    return tag.find("/submission") != std::string_view::npos || tag.find("/smtps/") != std::string_view::npos;
}

/// What a line that refuses a client tells of its login.
SessionFacts session_of(LogEvent const& event) {
    SessionFacts facts;
    auto const* refusal = std::get_if<Refusal>(&event.form);
    if (!refusal) return facts;
    if (!refusal->sasl_username.empty())
        facts.set(SessionFact::logged_in);
    else if (is_submission(event.program))
        facts.set(SessionFact::no_login);
    return facts;
}

/// Where a rule of header_checks or body_checks names no status, cleanup(8) answers 5.7.1.
std::optional<EnhancedStatusCode> status_of(correlate::Attempt const& attempt, LogEvent const& event) {
    auto const* const refusal = std::get_if<Refusal>(&event.form);
    bool const told = attempt.code || attempt.enhanced;
    if (told || !refusal || refusal->object.empty()) return attempt.enhanced;
    return EnhancedStatusCode{5, 7, 1};
}

} // namespace

Evidence evidence_of(correlate::Attempt const& attempt, LogEvent const& event, bool expired) {
    return {attempt.code, status_of(attempt, event), attempt.text, attempt.step, attempt.verb, attempt.speaker,
        attempt.origin == Origin::rejection ? std::string_view{} : attempt.peer.host,
        expired ? "transport.expired" : "", session_of(event)};
}

void read_block(Dialect const& dialect, Catalogue const& catalogue, std::string_view text, LogBlock& block) {
    dialect.digest(text, block.log);
    block.attempts.clear();
    block.attempts.reserve(block.log.attempts.size());
    block.texts.clear();
    std::string scratch;
    for (LogEvent const& event : block.log.attempts) {
        scratch.clear();
        PreparedAttempt& prepared = block.attempts.emplace_back();
        prepared.attempt = attempt_of(event.form, scratch);
        if (prepared.attempt.text.data() == scratch.data()) // it was unfolded
            prepared.attempt.text = block.texts.emplace_back(scratch);
        prepared.likeness = catalogue.likeness(evidence_of(prepared.attempt, event, false), &block.memo);
    }
}

} // namespace whybounce::analysis
