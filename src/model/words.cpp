#include "whybounce/records.hpp"

#include <algorithm>
#include <array>

/// The words that the schema uses for every enumerator. One table each; order is that of the enum.
namespace whybounce {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array phase_words{
    "connect"sv, "hello"sv, "ready"sv, "auth"sv, "mail"sv, "rcpt"sv, "data"sv, "closed"sv, "stay"sv};
constexpr std::array step_words{"connect"sv, "hello"sv, "starttls"sv, "auth"sv, "ready"sv, "mail"sv, "rcpt"sv, "data"sv,
    "eod"sv, "quit"sv, "closed"sv, "none"sv};
constexpr std::array speaker_words{"remote"sv, "local"sv, "relayed"sv};
constexpr std::array outcome_words{"permanent"sv, "temporary"sv, "unknown"sv};
constexpr std::array ground_words{
    "token"sv, "speaker"sv, "phase"sv, "session"sv, "words"sv, "status"sv, "code"sv, "registry"sv};
constexpr std::array session_fact_words{
    "no-login"sv, "logged-in"sv, "others-accepted"sv, "tls-unused"sv, "all-refused"sv};
constexpr std::array input_kind_words{"transcript"sv, "log"sv, "bounce"sv, "replies"sv};
constexpr std::array fate_words{
    "sent"sv, "deferred"sv, "bounced"sv, "expired"sv, "rejected"sv, "discarded"sv, "held"sv, "filtered"sv, "unknown"sv};
constexpr std::array origin_words{"session"sv, "delivery"sv, "rejection"sv, "bounce"sv, "reply"sv};
constexpr std::array basis_words{"logged"sv, "year-from-queue-id"sv, "year-from-order"sv, "assumed"sv};
constexpr std::array severity_words{"error"sv, "warning"sv, "info"sv};

template <typename Enum, std::size_t N>
constexpr std::string_view word(std::array<std::string_view, N> const& words, Enum value) {
    return words[static_cast<std::size_t>(value)];
}

template <typename Enum, std::size_t N>
std::optional<Enum> find(std::array<std::string_view, N> const& words, std::string_view wanted) {
    auto const found = std::ranges::find(words, wanted);
    if (found == words.end()) return std::nullopt;
    return static_cast<Enum>(found - words.begin());
}

} // namespace

std::string to_string(EnhancedStatusCode status) {
    return std::to_string(status.klass) + '.' + std::to_string(status.subject) + '.' + std::to_string(status.detail);
}

std::string_view to_string(Phase phase) { return word(phase_words, phase); }
std::string_view to_string(Step step) { return word(step_words, step); }
std::string_view to_string(Speaker speaker) { return word(speaker_words, speaker); }
std::string_view to_string(Outcome outcome) { return word(outcome_words, outcome); }
std::string_view to_string(Ground::Kind kind) { return word(ground_words, kind); }
std::string_view to_string(SessionFact fact) { return word(session_fact_words, fact); }
std::string_view to_string(InputKind kind) { return word(input_kind_words, kind); }
std::string_view to_string(Fate fate) { return word(fate_words, fate); }
std::string_view to_string(Origin origin) { return word(origin_words, origin); }
std::string_view to_string(TimeBasis basis) { return word(basis_words, basis); }
std::string_view to_string(Severity severity) { return word(severity_words, severity); }

std::optional<Step> step_from_string(std::string_view wanted) { return find<Step>(step_words, wanted); }
std::optional<SessionFact> session_fact_from_string(std::string_view wanted) {
    return find<SessionFact>(session_fact_words, wanted);
}
std::optional<Speaker> speaker_from_string(std::string_view wanted) { return find<Speaker>(speaker_words, wanted); }

Outcome outcome_of(int code) {
    if (code >= 400 && code < 500) return Outcome::temporary;
    return code >= 500 && code < 600 ? Outcome::permanent : Outcome::unknown;
}

} // namespace whybounce
