#pragma once
#include "whybounce/diagnosis.hpp"
#include "whybounce/period.hpp"
#include "whybounce/smtp.hpp"
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the analysis says, one struct a record of schema whybounce/1 (docs/schema/whybounce-1.json), members in the
/// order of the keys. Views live until the call that hands the record over returns; a renderer copies what it keeps. An
/// empty optional is `null`.
namespace whybounce {

inline constexpr std::string_view schema_id = "whybounce/1";

using OptionalView = std::optional<std::string_view>;

/// What kind of text an input is.
enum class InputKind : std::uint8_t { transcript, log, bounce, replies };
std::string_view to_string(InputKind kind);

struct InputInfo {
    std::string input; ///< as the user spelled it; "-" is standard input; "dir/name" inside a directory or archive
    std::optional<std::string> dialect;
    std::optional<InputKind> kind;
};

struct HeaderRecord {
    std::string_view version;   ///< of the program
    std::string_view catalogue; ///< month of the newest entry, "2026-11"
    std::span<InputInfo const> inputs;
};

/// Where a record stands. Every record but header and summary begins with it.
struct Where {
    std::string_view input;
    std::size_t line = 0; ///< 1-based, the first line of what the record tells of
    std::string_view dialect;
};

/// One command and its reply.
struct ExchangeRecord {
    std::size_t line = 0;              ///< of the command, or of the reply where no command is visible
    std::string_view verb;             ///< upper case; pseudo-verbs (connect) (auth) (eod) (empty) (unsolicited)
    std::string_view argument;         ///< never a credential
    std::optional<std::uint16_t> code; ///< empty: never answered
    std::optional<EnhancedStatusCode> enhanced;
    std::string_view text; ///< lines joined by "\n"
    Phase phase{};         ///< before the command
    bool in_order = true;
    enum class Seen : std::uint8_t { both, elided, unseen } seen = Seen::both;
    /// Of the content that an (eod) ends, as far as the input shows it; never part of a machine format.
    std::uint64_t content_lines = 0, content_octets = 0;
};

struct SessionRecord {
    Where where;
    enum class Protocol : std::uint8_t { smtp, esmtp, lmtp } protocol{};
    enum class Observer : std::uint8_t { client, server, unknown } observer{};
    OptionalView server, client;
    bool tls = false, authenticated = false;
    OptionalView auth_mechanism;
    Phase phase{};
    bool complete = true;
    std::span<ExchangeRecord const> exchanges;
};

/// A host as a log names it. Members may be unknown.
struct Peer {
    OptionalView host, ip;
    std::optional<std::uint16_t> port;
};

/// What became of a recipient. The words are those of the schema.
enum class Fate : std::uint8_t { sent, deferred, bounced, expired, rejected, discarded, held, filtered, unknown };
std::string_view to_string(Fate fate);

struct RecipientRecord {
    std::string_view recipient;
    OptionalView orig_to;
    std::uint32_t attempts = 0;
    Fate fate = Fate::unknown;
    std::size_t last_line = 0;
    Period hour{}; ///< of its last attempt; not written
};

struct MessageRecord {
    Where where;
    OptionalView message_id;
    std::span<std::string const> queue_ids;
    OptionalView sender;
    std::optional<std::uint64_t> size; ///< bytes
    Peer client;                       ///< port is not written
    OptionalView arrived, removed;     ///< ISO 8601
    std::span<RecipientRecord const> recipients;
    OptionalView parent;   ///< queue id of the mail that this one comes of
    OptionalView relation; ///< to its parent: bounce, delay-notice, success-notice, postmaster-notice, forward
    Period hour{};         ///< of its first line; not written
};

struct DeliveryRecord {
    Where where;
    OptionalView time, queue_id, message_id, sender, recipient;
    Peer relay;
    std::optional<double> delay;                 ///< seconds
    std::optional<std::array<double, 4>> delays; ///< before the queue manager, in it, connection set-up, transmission
    OptionalView tls, status;
    std::optional<EnhancedStatusCode> enhanced;
    std::optional<std::uint16_t> code;
    std::string_view text;
    Step phase = Step::none;
    std::span<std::string const> queue_ids; ///< all of its message, for narrowing; not written
};

enum class Origin : std::uint8_t { session, delivery, rejection, bounce, reply };
std::string_view to_string(Origin origin);

enum class TimeBasis : std::uint8_t { logged, year_from_queue_id, year_from_order, assumed };
std::string_view to_string(TimeBasis basis);

/// A line of the input, for showing; never part of a machine format.
struct SourceLine {
    std::size_t number = 0;
    std::string_view text;
};

/// What a log tells of a client that was refused, besides its address.
struct RefusedClient {
    OptionalView helo;        ///< the name it gave
    OptionalView restriction; ///< what was judged: "Client host", "Helo command", "Recipient address" (Postfix's words)
    OptionalView sasl_method, sasl_username;
};

struct FailureRecord {
    Where where;
    Origin origin{};
    OptionalView time;
    std::optional<TimeBasis> time_basis;
    OptionalView queue_id, message_id, sender, recipient;
    Peer relay;
    Speaker speaker{};
    OptionalView verb;
    Step phase = Step::none;
    std::optional<std::uint16_t> code;
    std::optional<EnhancedStatusCode> enhanced;
    std::string_view text;
    bool cut = false;
    Outcome outcome = Outcome::unknown;
    bool final = false;
    std::uint32_t attempts = 1;
    std::optional<std::size_t> caused_by;   ///< line of the failure that this one only follows from
    Diagnosis const* diagnosis = nullptr;   ///< never null
    std::span<SourceLine const> excerpt;    ///< for the text format: the lines that show it
    std::span<std::string const> queue_ids; ///< all of its message, for narrowing; not written
    OptionalView final_recipient;           ///< what our own delivery made of the recipient, for narrowing; not written
    RefusedClient client;                   ///< of a rejection
    std::uint32_t new_problems =
        0;         ///< (message, recipient) pairs of which this is the first failure; summary.problems adds them up
    Period hour{}; ///< of the line, where a log tells it; not written
};

/// Does a failure only follow from another one? The expiry of a deferred mail is told with its cause but counts by
/// itself.
inline bool is_consequence(FailureRecord const& record) {
    return record.caused_by && record.diagnosis->reason->id != "transport.expired";
}

struct ReportRecord {
    Where where;
    OptionalView recipient, message_id;
    std::optional<std::uint16_t> code;
    std::optional<EnhancedStatusCode> enhanced;
    std::string_view text;
    Diagnosis const* diagnosis = nullptr;
};

struct EventField {
    std::string_view name, value;
};

struct EventRecord {
    Where where;
    OptionalView time, host, program;
    std::optional<std::uint32_t> pid;
    OptionalView queue_id;
    std::string_view kind;
    std::span<EventField const> fields;
    std::span<std::string const> queue_ids; ///< all of its message so far, for narrowing; not written
};

enum class Severity : std::uint8_t { error, warning, info };
std::string_view to_string(Severity severity);

struct AnomalyRecord {
    std::string_view input;
    std::size_t line = 0; ///< 0: the whole input
    std::string_view id;  ///< stable: "IN-…" damage of the input, "SQ03" a finding of the protocol linter
    Severity severity{};
    std::string_view what;
    OptionalView rfc;
    std::string_view hint; ///< what to do next, for people; not written to machine formats
    // What follows is for people too, and empty for damage.
    std::string_view why = {};                ///< why it matters
    std::span<SourceLine const> excerpt = {}; ///< the lines that show it
    std::string_view marked = {}; ///< the part of the last line of `excerpt` that is meant; empty: all of it
};

/// Is it a finding of the protocol linter (docs/lint.md), not damage of the input?
inline bool is_finding(AnomalyRecord const& record) { return record.id.find('-') == std::string_view::npos; }

/// How the lines of one input were understood: lines = parsed + irrelevant + unrecognised.
struct LineCounts {
    std::uint64_t lines = 0, parsed = 0, irrelevant = 0, unrecognised = 0;
};

struct SampleLine {
    std::string input;
    std::size_t line = 0;
};

using CountMap = std::map<std::string, std::uint64_t, std::less<>>;

/// What a log tells of one period. A failure of a delivery is `bounced` when it is permanent and `deferred` when not;
/// `rejected` are those of clients that this server refused.
struct PeriodCounts {
    std::uint64_t messages = 0;                            ///< whose first line it is
    std::uint64_t sent = 0;                                ///< recipients that were reached
    std::uint64_t deferred = 0, bounced = 0, rejected = 0; ///< failures
    std::uint64_t problems = 0;                            ///< (message, recipient) pairs that failed first
    bool operator==(PeriodCounts const&) const = default;
};

/// Counts by time. All periods are of one unit: hours, unless there are too many.
using Traffic = std::map<Period, PeriodCounts>;

/// Logins of clients that a log tells to have failed. Names beyond a bound are counted in `failed` only.
struct LoginCounts {
    std::uint64_t failed = 0;
    CountMap by_method, by_user, by_client; ///< client: its address
};

struct SummaryRecord {
    LineCounts counts;
    std::uint64_t sessions = 0, messages = 0, failures = 0, problems = 0;
    CountMap by_reason, by_provider, by_phase, by_outcome, by_verdict, by_fate;
    std::optional<std::string> first_time, last_time;
    std::vector<SampleLine> unrecognised_samples; ///< at most 10
    std::uint64_t cut_stories = 0;
    std::vector<std::pair<std::string, LineCounts>> by_input;
    int exit_status = 0;
    std::uint64_t repeated = 0; ///< lines of logs that an earlier input had too: they are parsed, and counted no more
    Traffic by_time;
    LoginCounts failed_logins;
    CountMap by_anomaly, by_severity; ///< anomaly records, by id and by severity
};

/// Receives the records in the order of docs/architecture.md: the header first, the summary last.
class RecordSink {
public:
    virtual ~RecordSink() = default;
    /// Is every record wanted, with all its members? Who answers false gets no message and delivery records of logs,
    /// and of the failures that are like an earlier one only what counting takes: no time, message_id, sender and
    /// excerpt, and a diagnosis without `because` and `retry_after_s`. Alike: same entry, provider, list, outcome and
    /// phase.
    virtual bool wants_all() const { return true; }
    virtual void on(HeaderRecord const&) {}
    virtual void on(SessionRecord const&) {}
    virtual void on(MessageRecord const&) {}
    virtual void on(DeliveryRecord const&) {}
    virtual void on(FailureRecord const&) {}
    virtual void on(ReportRecord const&) {}
    virtual void on(EventRecord const&) {}
    virtual void on(AnomalyRecord const&) {}
    virtual void on(SummaryRecord const&) {}
};

} // namespace whybounce
