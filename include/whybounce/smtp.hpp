#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The words of the protocol: replies, commands, steps. Views point into the line they were read from.
namespace whybounce {

/// status-code of RFC 3463 section 2: class "." subject "." detail.
struct EnhancedStatusCode {
    std::uint8_t klass = 0;    ///< 2, 4 or 5
    std::uint16_t subject = 0; ///< 0 to 999
    std::uint16_t detail = 0;  ///< 0 to 999
    friend auto operator<=>(EnhancedStatusCode const&, EnhancedStatusCode const&) = default;
};

/// "5.1.1"
std::string to_string(EnhancedStatusCode status);

/// One Reply-line of RFC 5321 section 4.2.
struct ReplyLine {
    std::uint16_t code = 0; ///< three digits, 000 to 999: servers do answer outside 200-559
    bool more = false;      ///< "-" after the code: another line of the same reply follows
    std::optional<EnhancedStatusCode> status;
    std::string_view text; ///< what stands behind code and status; may be empty
};

/// One command line of RFC 5321 section 4.1.1: verb and the rest, unjudged.
struct CommandLine {
    std::string_view verb;     ///< as written; at least one octet
    std::string_view argument; ///< without surrounding blanks; may be empty
};

/// Argument of MAIL or RCPT: "FROM:<path> parameters" (RFC 5321 section 4.1.2).
struct PathArgument {
    std::string_view path; ///< without angle brackets and source route; empty for "<>"
    std::string_view parameters;
};

/// An esmtp-param of RFC 5321 section 4.1.2: keyword ["=" value].
struct EsmtpParameter {
    std::string_view keyword;
    std::optional<std::string_view> value;
};

/// What stands right of the @ in a Mailbox, or in an EHLO argument.
enum class DomainKind : std::uint8_t { name, ipv4_literal, ipv6_literal, general_literal };

/// Mailbox of RFC 5321 section 4.1.2, with the non-ASCII forms of RFC 6531 section 3.3.
struct Mailbox {
    std::string_view local_part; ///< quotes kept
    std::string_view domain;     ///< brackets kept
    DomainKind kind = DomainKind::name;
};

/// AUTH of RFC 4954 section 4. The initial response is looked at and forgotten: no credential leaves the grammar.
struct AuthArgument {
    std::string_view mechanism;
    bool initial_response = false;
};

/// State of a session (RFC 5321 section 4.1.4); what `session.phase` and `exchanges[].phase` say.
enum class Phase : std::uint8_t { connect, hello, ready, auth, mail, rcpt, data, closed, stay };

/// The step that failed; what `failure.phase` says. `eod` is everything from the first octet of content to its answer.
enum class Step : std::uint8_t { connect, hello, starttls, auth, ready, mail, rcpt, data, eod, quit, closed, none };

/// Who said it: the other side, our own MTA, a reply quoted inside a reply.
enum class Speaker : std::uint8_t { remote, local, relayed };

/// What an answer is, by its first digit or by the word of the log.
enum class Outcome : std::uint8_t { permanent, temporary, unknown };

std::string_view to_string(Phase phase);
std::string_view to_string(Step step);
std::string_view to_string(Speaker speaker);
std::string_view to_string(Outcome outcome);

/// nullopt for a word that is none.
std::optional<Step> step_from_string(std::string_view word);
std::optional<Speaker> speaker_from_string(std::string_view word);

/// 4 -> temporary, 5 -> permanent, else unknown.
Outcome outcome_of(int code);

} // namespace whybounce
