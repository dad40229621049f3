#pragma once
#include "whybounce/log_event.hpp"
#include "whybounce/records.hpp"

#include <string>

namespace whybounce::correlate {

/// What one log line says of one attempt: who spoke, at which step, and what. Views point into the line or into
/// `scratch`.
struct Attempt {
    Origin origin = Origin::delivery;
    Speaker speaker = Speaker::local;
    std::string_view verb;
    Step step = Step::none;
    std::optional<std::uint16_t> code;
    std::optional<EnhancedStatusCode> enhanced;
    std::string_view text;
    bool cut = false;
    bool suspended = false; ///< not tried at all: the words are those of another attempt
    Outcome outcome = Outcome::unknown;
    bool final = false;
    LogPeer peer; ///< the other side; for a rejection the client
    std::string_view sender, recipient;
    bool sender_known = false, recipient_known = false;
    std::string_view asked_for; ///< the address that our own delivery was asked for, where an alias led to `recipient`
    std::string_view status;    ///< word of a delivery record; empty otherwise
};

/// A delivery record; `scratch` holds a reply that had to be unfolded.
Attempt attempt_of(Delivery const& delivery, std::string& scratch);
/// reject, milter-reject, proxy-reject, content checks.
Attempt attempt_of(Refusal const& refusal, std::string& scratch);
/// A failure at one of several hosts.
Attempt attempt_of(InterimFailure const& failure, std::string& scratch);
Attempt attempt_of(LostConnection const& lost);
Attempt attempt_of(SaslFailure const& failure);

/// A reply that Postfix folded into one line ("550-5.1.1 a 550-5.1.1 b 550 5.1.1 c"), split into code, status and text;
/// the lines of the text are joined by "\n" in `scratch`.
struct UnfoldedReply {
    std::optional<std::uint16_t> code;
    std::optional<EnhancedStatusCode> status;
    std::string_view text;
};
UnfoldedReply unfold_reply(std::string_view reply, std::string& scratch);

} // namespace whybounce::correlate
