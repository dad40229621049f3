#include "analysis/log_block.hpp"

namespace whybounce::analysis {
namespace {

correlate::Attempt attempt_of(LogForm const& form, std::string& scratch) {
    if (auto const* delivery = std::get_if<Delivery>(&form)) return correlate::attempt_of(*delivery, scratch);
    if (auto const* refusal = std::get_if<Refusal>(&form)) return correlate::attempt_of(*refusal, scratch);
    if (auto const* lost = std::get_if<LostConnection>(&form)) return correlate::attempt_of(*lost);
    return correlate::attempt_of(std::get<SaslFailure>(form));
}

} // namespace

void read_block(Dialect const& dialect, Catalogue const&, std::string_view text, LogBlock& block) {
    dialect.digest(text, block.log);
    block.attempts.clear();
    block.texts.clear();
    std::string scratch;
    for (LogEvent const& event : block.log.attempts) {
        scratch.clear();
        PreparedAttempt& prepared = block.attempts.emplace_back();
        prepared.attempt = attempt_of(event.form, scratch);
        if (prepared.attempt.text.data() == scratch.data()) // it was unfolded
            prepared.attempt.text = block.texts.emplace_back(scratch);
    }
}

} // namespace whybounce::analysis
