#pragma once
#include "whybounce/lint.hpp"

#include <array>

namespace whybounce::lint {

/// DT: content of a message.
inline constexpr std::array content_rows{
    LintRow{.id = "DT01",
        .severity = Severity::error,
        .what = "bare LF or bare CR",
        .why = "Lines end with CR LF and nothing else. Servers refuse lone ones since they can be used to smuggle "
               "messages, and they break DKIM signatures.",
        .fix = "Let the client turn every line end into CR LF before it sends.",
        .rfc = "RFC 5321 section 2.3.7; RFC 5321 section 2.3.8"},
    LintRow{.id = "DT02",
        .severity = Severity::error,
        .what = "something that looks like the end of the content (SMTP smuggling)",
        .why = "One server reads a dot between odd line ends as content, the next as its end: what follows becomes a "
               "message of its own with a forged sender.",
        .fix = "Refuse or repair bare line ends at the first server (smtpd_forbid_bare_newline in Postfix), update it, "
               "and look at who sent this.",
        .rfc = "RFC 5321 section 4.1.1.4"},
    LintRow{.id = "DT03",
        .severity = Severity::error,
        .what = "a line that begins with one dot",
        .why = "The sender has to double a leading dot; the receiver takes one away, so this line loses its dot. A "
               "line of one dot would have ended the message.",
        .fix = "Double leading dots in the client; use a mail library instead of writing to the socket.",
        .rfc = "RFC 5321 section 4.5.2"},
    LintRow{.id = "DT04",
        .severity = Severity::warning,
        .what = "content line over 1000 octets",
        .why = "Servers may refuse the message or break the line, which spoils markup and DKIM signatures.",
        .fix = "Encode the part as quoted-printable or base64; both keep lines short.",
        .rfc = "RFC 5321 section 4.5.3.1.6"},
    LintRow{.id = "DT05",
        .severity = Severity::warning,
        .what = "NUL or control characters in the content",
        .why = "Programs end a text at NUL, and servers and filters refuse or strip control characters.",
        .fix = "Encode the part in base64, or clean the data it is made of.",
        .rfc = "RFC 5321 section 4.1.1.4; RFC 5322 section 2.2"},
    LintRow{.id = "DT06",
        .severity = Severity::info,
        .what = "the octets of a BDAT chunk do not fit the content that is shown",
        .why = "Either the transcript was edited, or the client counts wrongly; then the server takes content for "
               "commands, or commands for content.",
        .fix = "Compare with a capture from the wire; a client has to count the octets it sends, CR LF as two.",
        .rfc = "RFC 3030 section 2"},
    LintRow{.id = "DT07",
        .severity = Severity::warning,
        .what = "content without a From header",
        .why = "A message needs From and Date. Large providers refuse one without From, filters count both against "
               "it.",
        .fix = "Let the program write From, Date and Message-ID, or hand the message to a submission server that adds "
               "what is missing.",
        .rfc = "RFC 5322 section 3.6"},
};

/// LM: LMTP.
inline constexpr std::array lmtp_rows{
    LintRow{.id = "LM01",
        .severity = Severity::error,
        .what = "LMTP: not one reply for each accepted recipient",
        .why = "After the dot each accepted recipient has its own answer. With one too few the client does not know "
               "whom it has to try again; with one too many it takes it for the next command's.",
        .fix = "Mend the LMTP server or filter; look for a proxy that speaks SMTP instead.",
        .rfc = "RFC 2033 section 4.2"},
    LintRow{.id = "LM02",
        .severity = Severity::warning,
        .what = "LMTP on port 25, or SMTP on an LMTP port",
        .why = "LMTP must not be spoken on port 25, and an LMTP server refuses EHLO: the mail stays in the queue.",
        .fix = "Set the transport to the protocol of the port: lmtp:inet:host:24, or smtp:host:25.",
        .rfc = "RFC 2033 section 5"},
    LintRow{.id = "LM03",
        .severity = Severity::info,
        .what = "LMTP: delivered to some recipients, refused for others",
        .why = "Each recipient has an answer of its own; only the refused ones may be tried again or returned.",
        .fix = "Nothing for those that were accepted; look at the refusals one by one.",
        .rfc = "RFC 2033 section 4.2"},
};

/// IN: information.
inline constexpr std::array information_rows{
    LintRow{.id = "IN01",
        .severity = Severity::info,
        .what = "VRFY or EXPN confirms addresses",
        .why = "Whoever asks can find out which mailboxes exist and who is on a list.",
        .fix = "Answer 252 to VRFY and 502 to EXPN from outside (disable_vrfy_command in Postfix).",
        .rfc = "RFC 5321 section 7.3"},
    LintRow{.id = "IN02",
        .severity = Severity::info,
        .what = "the server tells this client of inner commands",
        .why = "HELP lists what can be tried; XCLIENT and XFORWARD let a client set the address it claims to come "
               "from, so they are for own proxies only.",
        .fix = "Keep HELP short; list only own hosts in smtpd_authorized_xclient_hosts and its like.",
        .rfc = "RFC 5321 section 4.1.1.8"},
    LintRow{.id = "IN03",
        .severity = Severity::info,
        .what = "null sender, or postmaster refused",
        .why = "<> marks a bounce or another automatic message, to which no bounce may come back. Every domain that "
               "takes mail has to take it for postmaster.",
        .fix = "Accept both, or nobody can tell you of trouble. A flood of <> to one mailbox is backscatter.",
        .rfc = "RFC 5321 section 4.5.1; RFC 5321 section 4.5.5"},
    LintRow{.id = "IN04",
        .severity = Severity::info,
        .what = "a slow reply, or a late greeting",
        .why = "A reply beyond the client's time limit ends the session. A late greeting is often on purpose: it "
               "drives off impatient spam software.",
        .fix = "Keep the client's limits at those of the RFC. On the server look for slow DNS lookups, lists and "
               "content filters.",
        .rfc = "RFC 5321 section 4.5.3.2"},
};

/// RT: retries.
inline constexpr std::array retry_rows{
    LintRow{.id = "RT01",
        .severity = Severity::info,
        .what = "refused for now: the client has to try again",
        .why = "4yz is no bounce. A mail server keeps the message and tries again; scripts and web forms mostly do "
               "not, and lose it.",
        .fix = "Queue the message and try again after 15 minutes or more, from the same address, for up to five days.",
        .rfc = "RFC 5321 section 4.2.1; RFC 6647 section 5"},
    LintRow{.id = "RT02",
        .severity = Severity::error,
        .what = "repeated after a permanent refusal",
        .why = "5yz means that the same command will fail again; repeating it looks like an attack on addresses and "
               "costs reputation.",
        .fix = "Return the message to its sender after 5yz; change something before you send again.",
        .rfc = "RFC 5321 section 4.2.1"},
    LintRow{.id = "RT03",
        .severity = Severity::warning,
        .what = "one refused recipient, and the accepted ones got nothing either",
        .why = "Recipients stand for themselves: the message could have been delivered to those that were accepted.",
        .fix = "Let the client send to the accepted recipients and report the others: mail.smtp.sendpartial=true in "
               "JavaMail.",
        .rfc = "RFC 5321 section 3.3"},
};

/// TR: the transcript itself.
inline constexpr std::array transcript_rows{
    LintRow{.id = "TR01",
        .severity = Severity::info,
        .what = "the transcript is incomplete",
        .why = "What is not shown cannot be checked: findings that would rest on it are not reported.",
        .fix = "Save the session from the connection to its end, with both sides. If it ended there, the connection "
               "was lost.",
        .rfc = ""},
    LintRow{.id = "TR02",
        .severity = Severity::info,
        .what = "the transcript was edited: names, addresses or counts are replaced",
        .why = "Findings that rest on names, lengths and octet counts are not reported for this session.",
        .fix = "Run whybounce on the original; it never prints credentials.",
        .rfc = ""},
};

} // namespace whybounce::lint
