#pragma once
#include "whybounce/smtp.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the catalogue knows, and what it says of one failure. All views point into the catalogue or the judged text.
namespace whybounce {

/// A leaf of the closed list of reasons: `00-reason` of the catalogue.
struct Reason {
    std::string id, name, means, when;
    std::vector<std::string> steps;
    std::string actor, verdict, retry;
    std::string sisimai, sisimai_5_6, kumo, zone; ///< what peers call it; "-" where they have no counterpart
    bool sisimai_hard = false;

    std::string_view group() const { return std::string_view(id).substr(0, id.find('.')); }
};

/// Rank of a catalogue folder in the order it is asked.
enum class Tier : std::uint8_t { reason, speaker, provider, mta, words, status, reply, phase, user };

/// One stanza of the catalogue. See docs/catalogue.md for the meaning of each key.
struct Entry {
    std::string id, name;
    Tier tier = Tier::phase;
    Reason const* reason = nullptr;                        ///< null for entries of 2yz and 3yz
    std::string reply, status, phase, verb, speaker, host; ///< match keys as written: "550", "X.1.1", "rcpt", "RCPT"
    std::string session;                                   ///< match key as written: "no-login"
    std::string provider, list, means, when;
    std::vector<std::string> tokens, beside, texts, exceptions; ///< match keys as written, one line each
    std::vector<std::string> steps, sources;
    std::vector<std::string> step_patterns;  ///< the steps with places for values; empty when they have none
    std::string means_pattern, when_pattern; ///< the same of `means` and `when`
    std::string actor, retry;                ///< resolved: the entry's own, else the reason's; may be "by-code"
    bool retry_stated = false;               ///< `retry` is the entry's own
    std::string checked;                     ///< month of the last check, "2026-11"
    bool source_seen = true;                 ///< false: checked against what is known elsewhere, no copy of the source
    std::string sisimai, kumo, zone; ///< what a peer calls exactly this, where it differs from the reason's label
    bool by_report = false;
    std::vector<std::string> examples, near_misses;
    std::string file; ///< path inside the catalogue
    std::size_t line = 0;
};

/// What the dialogue around a refusal shows.
enum class SessionFact : std::uint8_t {
    no_login,        ///< the server takes logins (it offers AUTH, or the service is that for submission): none was made
    logged_in,       ///< the client had logged in before
    others_accepted, ///< another recipient of the same message was accepted
    tls_unused,      ///< the server offers STARTTLS: it was not begun
    all_refused      ///< every recipient of the message was refused with the same code and status, three at least
};
std::string_view to_string(SessionFact fact);
std::optional<SessionFact> session_fact_from_string(std::string_view word);

/// A set of them.
struct SessionFacts {
    std::uint8_t bits = 0;
    constexpr void set(SessionFact fact) { bits |= static_cast<std::uint8_t>(1U << unsigned(fact)); }
    constexpr bool has(SessionFact fact) const { return (bits >> unsigned(fact) & 1U) != 0; }
};

/// The first IP address that a reply names, as it stands there; those of 127.0.0.0/8 are answers of lists and do not
/// count. Empty when there is none. A view into the text.
std::string_view first_ip(std::string_view reply);

/// What is known of a failure when it is diagnosed.
struct Evidence {
    std::optional<std::uint16_t> code;
    std::optional<EnhancedStatusCode> status;
    std::string_view text; ///< without code and status; lines joined by "\n"
    Step step = Step::none;
    std::string_view verb; ///< upper case, "(eod)"; empty when unknown
    Speaker speaker = Speaker::remote;
    std::string_view host;          ///< name of the speaking host; empty when unknown
    std::string_view logged_reason; ///< a reason that the caller already knows (such as transport.expired); else empty
    SessionFacts session = {};      ///< none where the caller does not know the dialogue
};

/// One thing the diagnosis rests on.
struct Ground {
    enum class Kind : std::uint8_t { token, speaker, phase, session, words, status, code, registry };
    Kind kind{};
    std::string text;
    std::optional<std::size_t> from, to; ///< byte range in the failure's text
    Entry const* entry = nullptr;        ///< registry: what the register says, in the catalogue's words
};
std::string_view to_string(Ground::Kind kind);

/// The catalogue's answer. Strings that are not owned point into the Catalogue, which must outlive it.
struct Diagnosis {
    Entry const* entry = nullptr;   ///< never null
    Reason const* reason = nullptr; ///< never null
    std::string_view verdict, actor, retry;
    std::optional<std::uint32_t> retry_after_s;
    std::optional<std::string> provider, list;
    double confidence = 0;       ///< 0 to 1, two decimals
    std::vector<Ground> because; ///< in falling weight
    /// The steps of the remedy with the values of this reply in them; empty when the catalogue's own need none.
    std::vector<std::string> steps;
    std::string means, when; ///< the same of what the entry says and when one sees it
};

/// What to do about a reason: keys of the taxonomy.
struct Advice {
    std::string_view verdict, actor, retry;
};

/// The advice of an entry, or of a reason by itself, fitted to the class of the answer: `by-code` is resolved; what is
/// dead is given up later while the queue retries; where the queue has ended, time heals only if the entry says so.
/// @param entry  null, or one whose reason is `reason`
Advice advice_of(Reason const& reason, Entry const* entry, Outcome outcome);

/// What the peers call a diagnosis; empty or "-" where they have no word for it.
struct PeerLabels {
    std::string_view sisimai, kumo, zone;
    bool sisimai_hard = false;
};
PeerLabels labels_of(Diagnosis const& diagnosis);

} // namespace whybounce
