#pragma once
#include "language/language.hpp"
#include "whybounce/records.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// Keys and numbers of the records as people say them, in a language. What comes from an input is escaped here.
namespace whybounce::report {

using language::Language;

/// "a, b"
std::string list_of(Language const& in, std::span<std::string const> items);
/// "a, b and c", or "a, b and 12 more" when there are `total` of them
std::string list_of(Language const& in, std::span<std::string const> items, std::uint64_t total);

/// "r@example.com (4bXkFc2hTzzQ1nP)"
std::string with_aside(Language const& in, std::string const& text, std::string const& aside);

/// "550 5.1.1", one of the two, or nothing
std::string code_and_status(std::optional<std::uint16_t> code, std::optional<EnhancedStatusCode> status);

/// "MAIL FROM", "message content", "delivery": the command, or the step where no command is known; "mail" for a bare
/// reply.
std::string step_name(Language const& in, FailureRecord const& failure);

/// "MAIL FROM refused: 550 5.7.1"
std::string headline(Language const& in, FailureRecord const& failure);

/// "Delayed: 4.0.0"
/// HOST[IP]:PORT as far as it is known; empty when nothing is.
std::string peer_words(Peer const& peer);
std::string headline(Language const& in, ReportRecord const& report);

/// Names places for people: the input is said only where there could be a doubt.
class PlaceNames {
public:
    /// @param in  must outlive this
    explicit PlaceNames(Language const& in, std::span<InputInfo const> inputs = {});

    /// "line 14", or "mail.log:14"; line 0 is the whole input
    std::string of(std::string_view input, std::size_t line) const;

private:
    Language const* in_;
    std::string only_input_; ///< empty where there are several
};

/// "sending-admin: runs the sending host or IP"
std::string actor_words(Language const& in, std::string_view actor);
/// As above; where nobody is named and waiting helps nothing, "nobody has to" or "depends on the cause".
std::string actor_words(Language const& in, Reason const& reason, Advice const& advice);
std::string actor_words(Language const& in, Diagnosis const& diagnosis);

/// "no", "later", "after the fix"; by-code: what each class means; of what is no failure, that there is nothing to do
std::string retry_words(Language const& in, Reason const& reason, std::string_view retry);
/// The same with the wait that the text states: "later, not before 5 minutes"
std::string retry_words(Language const& in, Diagnosis const& diagnosis);

/// What to do with the address or the mail: "take the address off the list", "somebody must change something".
std::string verdict_words(Language const& in, Reason const& reason, std::string_view verdict);
/// The same of the recipient's address alone: "take it off the list", "keep it on the list"; empty for no failure.
std::string address_words(Language const& in, Reason const& reason, std::string_view verdict);

/// "20 mta": the folder of the catalogue
std::string tier_words(Language const& in, Tier tier);

/// `matched "not owned by user"`, "status 5.7.1"
std::string ground_words(Language const& in, Ground const& ground);

/// "tier 20 mta, entry postfix-sender-login-mismatch, confidence 0.92"
std::string because_words(Language const& in, Diagnosis const& diagnosis);

/// "RFC 5321 section 4.2.3; RFC 3463" with the word for "section" in the language; other sources as they are. Escaped.
std::string source_words(Language const& in, std::string_view source);

} // namespace whybounce::report
