#pragma once
#include "whybounce/lint.hpp"

#include <array>

namespace whybounce::lint {

/// TL: encryption.
inline constexpr std::array tls_rows{
    LintRow{.id = "TL01",
        .severity = Severity::error,
        .what = "login with a readable mechanism before TLS",
        .why = "The mechanism sends the password or token as it is, merely in base64. Everyone on the way can read it "
               "and use it.",
        .fix = "Require TLS in the client: STARTTLS on port 587, or TLS from the first octet on port 465. Change the "
               "password that was sent. On the server offer these mechanisms inside TLS only.",
        .rfc = "RFC 4954 section 4; RFC 8314 section 3"},
    LintRow{.id = "TL02",
        .severity = Severity::warning,
        .what = "AUTH with readable mechanisms offered before TLS",
        .why = "A client that takes up the offer sends its password in the clear.",
        .fix = "Offer AUTH after STARTTLS only: smtpd_tls_auth_only = yes in Postfix, server_advertise_condition = "
               "${if def:tls_in_cipher} in an Exim authenticator.",
        .rfc = "RFC 4954 section 4; RFC 8314 section 3"},
    LintRow{.id = "TL03",
        .severity = Severity::error,
        .what = "a credential can be read in the transcript, and crossed the net unencrypted",
        .why = "base64 is no encryption: whoever gets this file, or listened on the way, has the password or token.",
        .fix = "Change the password. Mask the lines after AUTH before the transcript is passed on; whybounce never "
               "prints them.",
        .rfc = "RFC 4954 section 9"},
    LintRow{.id = "TL04",
        .severity = Severity::warning,
        .what = "STARTTLS was offered but not used, and mail was sent",
        .why = "Sender, recipients and content crossed the net in the clear although both ends could have encrypted "
               "them.",
        .fix = "Let the client use TLS when it is offered: smtp_tls_security_level = may in Postfix, or encrypt for a "
               "smart host.",
        .rfc = "RFC 8314 section 3; RFC 7435 section 3"},
    LintRow{.id = "TL05",
        .severity = Severity::error,
        .what = "octets between the answer to STARTTLS and the TLS handshake",
        .why = "What stands there was never encrypted, but a careless peer acts on it as if it had come through TLS: "
               "commands or replies can be slipped in.",
        .fix = "Update the software of the side that accepts such octets; it must throw away what it has buffered when "
               "TLS begins. Find out what sent them: a pipelining client, or somebody in between.",
        .rfc = "RFC 3207 section 6"},
    LintRow{.id = "TL06",
        .severity = Severity::error,
        .what = "no new EHLO after STARTTLS",
        .why = "What was said before TLS is void, the greeting of the client too. Strict servers answer 503, and "
               "nobody has told the client what the server offers inside TLS.",
        .fix = "Send EHLO as the first command inside TLS.",
        .rfc = "RFC 3207 section 4.2"},
    LintRow{.id = "TL07",
        .severity = Severity::error,
        .what = "extensions used inside TLS that only the EHLO before TLS offered",
        .why = "The first list came unencrypted and may be forged; inside TLS the server may offer others, above all "
               "other AUTH mechanisms.",
        .fix = "Forget the first list when TLS begins, send EHLO again and go by its answer.",
        .rfc = "RFC 3207 section 4.2"},
    LintRow{.id = "TL08",
        .severity = Severity::warning,
        .what = "STARTTLS failed, and the client went on without encryption",
        .why = "Whoever can make STARTTLS fail gets the mail in the clear.",
        .fix = "Where mail must not be read, let the client stop here: TLS policy, MTA-STS or DANE. Find out from the "
               "server's log why STARTTLS failed, mostly its certificate or key.",
        .rfc = "RFC 3207 section 4.1; RFC 8461 section 5"},
    LintRow{.id = "TL09",
        .severity = Severity::warning,
        .what = "no STARTTLS offered on the submission port",
        .why = "Users log in on port 587; without TLS their passwords cross the net in the clear.",
        .fix = "Give the server a certificate and switch TLS on for submission, best on port 465 too. If the server "
               "does offer it, look for a firewall that rewrites SMTP.",
        .rfc = "RFC 8314 section 3.3"},
    LintRow{.id = "TL10",
        .severity = Severity::error,
        .what = "STARTTLS with an argument, inside a transaction, or a second time",
        .why = "The server has to refuse it with 501 or 503, and the client stays where it was.",
        .fix = "Send STARTTLS alone, right after EHLO, once.",
        .rfc = "RFC 3207 section 4"},
    LintRow{.id = "TL11",
        .severity = Severity::warning,
        .what = "STARTTLS still offered inside TLS",
        .why = "A client that believes it starts TLS inside TLS, which fails.",
        .fix = "Update or mend the server, or the proxy that takes TLS off before it: it must tell the server that the "
               "connection is encrypted.",
        .rfc = "RFC 3207 section 4.2"},
    LintRow{.id = "TL12",
        .severity = Severity::warning,
        .what = "REQUIRETLS asked for without TLS or without the offer",
        .why = "The server cannot promise what was asked: it refuses the message, or the wish is lost.",
        .fix = "Use the parameter only inside TLS and where the EHLO answer lists REQUIRETLS; otherwise return the "
               "message to its sender.",
        .rfc = "RFC 8689 section 2"},
};

/// AU: login.
inline constexpr std::array auth_rows{
    LintRow{.id = "AU01",
        .severity = Severity::error,
        .what = "AUTH inside a mail transaction",
        .why = "AUTH is not allowed between MAIL and the end of the message; the server answers 503 and the login does "
               "not take place.",
        .fix = "Log in right after EHLO, before the first MAIL.",
        .rfc = "RFC 4954 section 4"},
    LintRow{.id = "AU02",
        .severity = Severity::error,
        .what = "a second AUTH after a successful one",
        .why = "One login a session: the server has to answer 503.",
        .fix = "Open a new connection for another account; otherwise keep to the first login.",
        .rfc = "RFC 4954 section 4"},
    LintRow{.id = "AU03",
        .severity = Severity::warning,
        .what = "AUTH with a mechanism that the server did not offer",
        .why = "The server answers 504 or 502; some count it as a failed login and block the address after a few.",
        .fix = "Choose from the AUTH line of the last EHLO answer. If the mechanism should be there, switch it on in "
               "the server.",
        .rfc = "RFC 4954 section 3"},
    LintRow{.id = "AU04",
        .severity = Severity::warning,
        .what = "initial response that does not fit the mechanism",
        .why = "CRAM-MD5 and DIGEST-MD5 begin with the server's challenge, so an answer ahead of it fails. An empty "
               "initial response must be written as `=`, or it looks like none.",
        .fix = "Send `AUTH CRAM-MD5` alone and wait for the challenge; write `AUTH EXTERNAL =` for an empty response.",
        .rfc = "RFC 4954 section 4"},
    LintRow{.id = "AU05",
        .severity = Severity::error,
        .what = "challenge or response of the login is not base64",
        .why = "The other side cannot decode it and breaks the login off with 501.",
        .fix = "Encode user name, password or token in base64, without line breaks and blanks: printf '%s' name | "
               "base64.",
        .rfc = "RFC 4954 section 4"},
    LintRow{.id = "AU06",
        .severity = Severity::warning,
        .what = "unusual code in a login: a challenge has 334, success 235",
        .why = "Clients that look at the whole code take the login for failed.",
        .fix = "Mend the server; clients should go by the first digit.",
        .rfc = "RFC 4954 section 6"},
    LintRow{.id = "AU07",
        .severity = Severity::info,
        .what = "login refused",
        .why = "The enhanced code tells more than the reply code: a wrong password, an account without the right, a "
               "mechanism that is too weak, or an outage of the password service.",
        .fix = "Act on the cause that is named; `whybounce report` has the whole diagnosis. Do not try again at once, "
               "servers count failed logins.",
        .rfc = "RFC 4954 section 6; RFC 5248 section 2"},
    LintRow{.id = "AU08",
        .severity = Severity::warning,
        .what = "AUTH offered in the old form `AUTH=` only",
        .why = "The form is older than the standard; clients of today look for `AUTH` with a blank and find no way to "
               "log in.",
        .fix = "Let the server send the line `AUTH PLAIN LOGIN` too (broken_sasl_auth_clients in Postfix sends both).",
        .rfc = "RFC 4954 section 3"},
    LintRow{.id = "AU09",
        .severity = Severity::warning,
        .what = "MAIL after a failed login",
        .why = "The server treats the client as a stranger: it refuses to relay, or the message leaves under the wrong "
               "rights.",
        .fix = "Let the client stop and report the failed login instead of going on.",
        .rfc = "RFC 4954 section 4"},
    LintRow{.id = "AU10",
        .severity = Severity::warning,
        .what = "530: a login, or TLS, is required first",
        .why = "The server takes no mail from this client as it stands; everything that follows is refused.",
        .fix = "Switch on authentication in the client, or STARTTLS if the words name it, and use the submission port.",
        .rfc = "RFC 4954 section 6; RFC 3207 section 4"},
};

} // namespace whybounce::lint
