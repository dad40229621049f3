#pragma once
#include "whybounce/lint.hpp"

#include <array>

namespace whybounce::lint {

/// RP: replies.
inline constexpr std::array reply_rows{
    LintRow{.id = "RP01",
        .severity = Severity::error,
        .what = "lines of one reply carry different codes",
        .why = "Clients differ in whether the first or the last code counts; the same answer is success for one and "
               "failure for the other.",
        .fix = "Let the server, or the filter that words the reply, put the same code on every line.",
        .rfc = "RFC 5321 section 4.2.1"},
    LintRow{.id = "RP02",
        .severity = Severity::error,
        .what = "a line of the server that is no reply, or a code outside 200 to 559",
        .why = "A client cannot tell what is meant; most close the connection and try again for days.",
        .fix = "Mend the server. If the line looks like a web page or random octets, the port or the TLS mode is "
               "wrong.",
        .rfc = "RFC 5321 section 4.2"},
    LintRow{.id = "RP03",
        .severity = Severity::error,
        .what = "a reply of several lines without its last line",
        .why = "A hyphen behind the code announces another line; the client waits for it until its time is over.",
        .fix = "Let the server end every reply with a line that has a blank behind the code.",
        .rfc = "RFC 5321 section 4.2.1"},
    LintRow{.id = "RP04",
        .severity = Severity::warning,
        .what = "a code that the standard does not list for this command",
        .why = "Clients go by the first digit, so mail flows, but programs and people look up a meaning that is not "
               "meant.",
        .fix = "Use a listed code: 550 for a refused recipient, 354 for DATA, 250 for success, with an enhanced code "
               "for the details.",
        .rfc = "RFC 5321 section 4.3.2"},
    LintRow{.id = "RP05",
        .severity = Severity::warning,
        .what = "a reply line over 512 octets, or with octets that are not ASCII",
        .why = "Clients may cut the line or break the connection off; other octets than ASCII become unreadable in "
               "bounces.",
        .fix = "Break long texts into several lines of one reply, and write ASCII unless the client asked for "
               "SMTPUTF8.",
        .rfc = "RFC 5321 section 4.5.3.1.5; RFC 6531 section 3.7.4"},
    LintRow{.id = "RP06",
        .severity = Severity::warning,
        .what = "the server names itself without a full domain name",
        .why = "The first word of the greeting and of the EHLO answer must be the server's own name; checks of the "
               "reverse DNS and loop detection rest on it.",
        .fix = "Set the host name of the server to its fully qualified name (myhostname in Postfix, primary_hostname "
               "in Exim), or use an address literal.",
        .rfc = "RFC 5321 section 4.3.1"},
    LintRow{.id = "RP07",
        .severity = Severity::info,
        .what = "the greeting tells product and version",
        .why = "Whoever looks for servers with a known hole finds this one by its greeting.",
        .fix = "Leave the version out: smtpd_banner in Postfix, smtp_banner in Exim, Set-ReceiveConnector -Banner in "
               "Exchange. Keeping the software up to date matters more.",
        .rfc = "RFC 5321 section 7.5"},
    LintRow{.id = "RP08",
        .severity = Severity::warning,
        .what = "HELO answered with several lines, or a malformed EHLO keyword",
        .why = "Old clients read one line after HELO only; a keyword must be letters, digits and hyphens, or strict "
               "clients drop the line.",
        .fix = "Answer HELO with one line; mend the keyword in the server, or ask its maker.",
        .rfc = "RFC 5321 section 4.1.1.1"},
    LintRow{.id = "RP09",
        .severity = Severity::warning,
        .what = "251 or 551 discloses where mail is forwarded to",
        .why = "Everyone who asks learns another address of the recipient.",
        .fix = "Forward in silence with 250, or refuse with 550, unless the users agreed to be found.",
        .rfc = "RFC 5321 section 3.4; RFC 5321 section 7.4"},
};

/// EN: enhanced status codes.
inline constexpr std::array enhanced_rows{
    LintRow{.id = "EN01",
        .severity = Severity::warning,
        .what = "ENHANCEDSTATUSCODES offered, but a reply has none",
        .why = "Programs that sort bounces by the enhanced code find nothing and fall back to guessing.",
        .fix = "Add a code such as 5.1.1 to the reply; custom texts in filters, policy services and header checks are "
               "the usual place.",
        .rfc = "RFC 2034 section 4"},
    LintRow{.id = "EN02",
        .severity = Severity::error,
        .what = "enhanced code and reply code contradict each other",
        .why = "One says temporary, the other permanent: some senders give up, others retry for days.",
        .fix = "Let both begin with the same digit; look at rules that replace only one of the two.",
        .rfc = "RFC 2034 section 4; RFC 3463 section 2"},
    LintRow{.id = "EN03",
        .severity = Severity::warning,
        .what = "enhanced code in a greeting, an EHLO answer or a 3yz reply",
        .why = "There it is plain text: a client takes it for the server's name or for a keyword.",
        .fix = "Leave it out of these replies.",
        .rfc = "RFC 2034 section 4"},
    LintRow{.id = "EN04",
        .severity = Severity::warning,
        .what = "lines of one reply carry different enhanced codes",
        .why = "It is not defined which one counts; two programs sort the same bounce differently.",
        .fix = "Put the same enhanced code on every line.",
        .rfc = "RFC 2034 section 4"},
    LintRow{.id = "EN05",
        .severity = Severity::info,
        .what = "enhanced code without the offer, or one that is not registered",
        .why = "A client need not look for it, and an unregistered number means only what its inventor says.",
        .fix = "Offer ENHANCEDSTATUSCODES, and keep to the IANA registry; put details into the words.",
        .rfc = "RFC 5248 section 2; RFC 2034 section 3"},
};

} // namespace whybounce::lint
