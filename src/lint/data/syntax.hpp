#pragma once
#include "whybounce/lint.hpp"

#include <array>

namespace whybounce::lint {

/// SY: syntax of commands.
inline constexpr std::array syntax_rows{
    LintRow{.id = "SY01",
        .severity = Severity::warning,
        .what = "the client names itself without a full domain name",
        .why = "Receivers refuse or distrust a hello without a resolvable name: a bare IP address, localhost, an "
               "underscore or a single word.",
        .fix = "Set the client's name to one that the DNS knows (smtp_helo_name in Postfix), or write the address as "
               "a literal: [192.0.2.1].",
        .rfc = "RFC 5321 section 2.3.5; RFC 5321 section 4.1.1.1"},
    LintRow{.id = "SY02",
        .severity = Severity::warning,
        .what = "blank between colon and path, or a path without angle brackets",
        .why = "Most servers forgive it, strict ones answer 501 and refuse the mail.",
        .fix = "Write MAIL FROM:<user@example.com> and RCPT TO:<user@example.com>.",
        .rfc = "RFC 5321 section 4.1.2"},
    LintRow{.id = "SY03",
        .severity = Severity::error,
        .what = "malformed path, or one that is too long",
        .why = "No server has to take it: the local part has at most 64 octets, the domain 255, and both stand around "
               "one @.",
        .fix = "Correct the address; check what put it in, such as a list with blanks, commas or display names.",
        .rfc = "RFC 5321 section 4.1.2; RFC 5321 section 4.5.3.1"},
    LintRow{.id = "SY04",
        .severity = Severity::error,
        .what = "command line too long",
        .why = "Servers need not read more than 512 octets and what the extensions add; they cut the line or answer "
               "500.",
        .fix = "Shorten addresses and parameters; send a long AUTH response after the 334 challenge.",
        .rfc = "RFC 5321 section 4.5.3.1.4"},
    LintRow{.id = "SY05",
        .severity = Severity::error,
        .what = "parameter that the server did not offer",
        .why = "The server answers 555 and refuses sender or recipient.",
        .fix = "Send a parameter only if the last EHLO answer lists its keyword; after HELO send none.",
        .rfc = "RFC 5321 section 4.1.1.11"},
    LintRow{.id = "SY06",
        .severity = Severity::error,
        .what = "bad or repeated parameter",
        .why = "The server answers 501 or 555, or ignores the wish, such as a notification that then never comes.",
        .fix = "Correct the value: NOTIFY=NEVER stands alone, SIZE is a number, ENVID and ORCPT are xtext, RET is FULL "
               "or HDRS; each parameter once.",
        .rfc = "RFC 3461 section 4; RFC 5321 section 4.1.1.11"},
    LintRow{.id = "SY07",
        .severity = Severity::warning,
        .what = "argument behind a command that has none",
        .why = "Servers may answer 501 to DATA, RSET or QUIT with an argument.",
        .fix = "Send the word alone, with nothing behind it.",
        .rfc = "RFC 5321 section 4.1.1"},
    LintRow{.id = "SY08",
        .severity = Severity::info,
        .what = "obsolete verb, or a source route",
        .why = "SEND, SOML, SAML and TURN are withdrawn, and servers ignore or refuse routes such as "
               "<@relay.example:user@example.com>.",
        .fix = "Use MAIL, ETRN or ATRN, and plain addresses.",
        .rfc = "RFC 5321 appendix C; RFC 5321 appendix F"},
};

/// UT: UTF-8 and 8 bit.
inline constexpr std::array utf8_rows{
    LintRow{.id = "UT01",
        .severity = Severity::error,
        .what = "address that is not ASCII without SMTPUTF8",
        .why = "Without the parameter, and a server that offers it, such an address is malformed: the mail is refused "
               "or goes astray.",
        .fix = "Add SMTPUTF8 to MAIL where the server offers it; otherwise write the domain in its xn-- form and use "
               "an ASCII local part.",
        .rfc = "RFC 6531 section 3"},
    LintRow{.id = "UT02",
        .severity = Severity::warning,
        .what = "8-bit content without BODY=8BITMIME, or without the offer",
        .why = "A server may cut the eighth bit or refuse the message: umlauts break, and DKIM signatures with them.",
        .fix = "Declare BODY=8BITMIME where it is offered; otherwise encode as quoted-printable or base64.",
        .rfc = "RFC 6152 section 3"},
};

/// SZ: size and limits.
inline constexpr std::array size_rows{
    LintRow{.id = "SZ01",
        .severity = Severity::error,
        .what = "message larger than the server's SIZE limit",
        .why = "The limit was in the EHLO answer; the server refuses with 552, at MAIL or after the whole transfer.",
        .fix = "Make the message smaller or send a link; the receiving postmaster can raise message_size_limit or its "
               "like.",
        .rfc = "RFC 1870 section 6"},
    LintRow{.id = "SZ02",
        .severity = Severity::warning,
        .what = "message well above its declared SIZE",
        .why = "The server accepted a smaller message; it may break off in the middle of the transfer.",
        .fix = "Let the client declare the size of the message as sent, with CR LF line ends and after encoding.",
        .rfc = "RFC 1870 section 5"},
    LintRow{.id = "SZ03",
        .severity = Severity::warning,
        .what = "more recipients or messages than LIMITS allows",
        .why = "What is above the limit is refused, mostly with 452, and has to be sent again.",
        .fix = "Split the message into transactions of at most RCPTMAX recipients, and reconnect after MAILMAX "
               "messages.",
        .rfc = "RFC 9422 section 3"},
    LintRow{.id = "SZ04",
        .severity = Severity::info,
        .what = "SIZE offered without a limit",
        .why = "SIZE alone or SIZE 0 names no fixed limit: whether a large message fits is seen when it is sent.",
        .fix = "Name the limit on the server, so that clients learn it before they send.",
        .rfc = "RFC 1870 section 4"},
};

} // namespace whybounce::lint
