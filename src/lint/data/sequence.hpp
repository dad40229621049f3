#pragma once
#include "whybounce/lint.hpp"

#include <array>

namespace whybounce::lint {

/// SQ: the order of commands and replies.
inline constexpr std::array sequence_rows{
    LintRow{.id = "SQ01",
        .severity = Severity::error,
        .what = "mail command before any hello",
        .why = "The server does not know yet who speaks, and has offered nothing; most answer 503.",
        .fix = "Send EHLO with the client's own name first, HELO where EHLO is refused.",
        .rfc = "RFC 5321 section 4.1.4"},
    LintRow{.id = "SQ02",
        .severity = Severity::error,
        .what = "RCPT before MAIL, or MAIL inside a transaction",
        .why = "A transaction is MAIL, then RCPT, then DATA; a command out of turn gets 503 and changes nothing.",
        .fix = "Begin each message with one MAIL; end what is open with RSET before the next MAIL.",
        .rfc = "RFC 5321 section 4.1.4"},
    LintRow{.id = "SQ03",
        .severity = Severity::error,
        .what = "content offered without an accepted recipient",
        .why = "No RCPT of this transaction was accepted: there is nobody to deliver to, and the server has to refuse.",
        .fix = "Let the client look at the answers to RCPT and send RSET or QUIT when none was accepted. The cause is "
               "the refusal before.",
        .rfc = "RFC 5321 section 3.3"},
    LintRow{.id = "SQ04",
        .severity = Severity::error,
        .what = "content sent although DATA was refused",
        .why = "The server reads the lines of the message as commands: each gets an error, and a line such as RCPT or "
               "QUIT is obeyed.",
        .fix = "Let the client wait for 354 and send RSET or QUIT on any other answer.",
        .rfc = "RFC 5321 section 4.1.1.4"},
    LintRow{.id = "SQ05",
        .severity = Severity::error,
        .what = "DATA for binary content, or DATA and BDAT in one transaction",
        .why = "DATA cannot carry BODY=BINARYMIME, and the two ways of sending do not mix: the server answers 503.",
        .fix = "Send binary content by BDAT only; choose one of both for each transaction.",
        .rfc = "RFC 3030 section 2; RFC 3030 section 3"},
    LintRow{.id = "SQ06",
        .severity = Severity::error,
        .what = "the server was ready for the content, and none came",
        .why = "The client opened DATA and then said nothing; the server waited until the connection ended. The "
               "message was not sent.",
        .fix = "Look at the client: it crashed, could not read its message, or a firewall held back the long packets "
               "(try a smaller MTU).",
        .rfc = "RFC 5321 section 4.1.1.4"},
    LintRow{.id = "SQ07",
        .severity = Severity::warning,
        .what = "a second hello without a reason",
        .why = "It ends any transaction, and HELO after EHLO takes back all extensions.",
        .fix = "Greet once; again only after STARTTLS or AUTH, or with HELO when EHLO was refused.",
        .rfc = "RFC 5321 section 4.1.4"},
    LintRow{.id = "SQ08",
        .severity = Severity::warning,
        .what = "a command after QUIT, or after 421",
        .why = "The session is over: the server closes the connection, and what still comes is lost.",
        .fix = "Let the client close the connection after QUIT and after 421, and open a new one later.",
        .rfc = "RFC 5321 section 3.8; RFC 5321 section 4.1.1.10"},
    LintRow{.id = "SQ09",
        .severity = Severity::warning,
        .what = "the client left without QUIT",
        .why = "The server cannot tell a finished client from a broken line; some count it against the sender.",
        .fix = "End each session with QUIT and wait for the answer.",
        .rfc = "RFC 5321 section 4.1.1.10"},
    LintRow{.id = "SQ10",
        .severity = Severity::error,
        .what = "connection lost inside a transaction",
        .why = "Before the final dot nothing was delivered. After it nobody knows: the server may have taken the "
               "message, and the retry makes a second copy.",
        .fix = "Retry later. If it was lost after the dot, ask the receiving side before you send by hand. Look for "
               "time limits, filters and firewalls on the way.",
        .rfc = "RFC 5321 section 4.2.5; RFC 5321 section 4.5.3.2.6; RFC 1047"},
    LintRow{.id = "SQ11",
        .severity = Severity::warning,
        .what = "QUIT with a transaction still open, or RSET with nothing to reset",
        .why = "QUIT throws away the recipients that were accepted; an idle RSET only costs a round trip and may mean "
               "that client and server disagree about the state.",
        .fix = "Send the content, or RSET, before QUIT; send RSET only to end a transaction.",
        .rfc = "RFC 5321 section 4.1.1.5; RFC 5321 section 4.1.1.10"},
    LintRow{.id = "SQ12",
        .severity = Severity::error,
        .what = "a reply that no command asked for",
        .why = "From here on client and server count replies differently: an error may be taken for the answer to "
               "another command, and mail is lost or sent twice.",
        .fix = "Find the side that is wrong: a server or proxy that answers twice, or a client that sent something the "
               "transcript does not show.",
        .rfc = "RFC 5321 section 4.2"},
    LintRow{.id = "SQ13",
        .severity = Severity::error,
        .what = "a command that was never answered",
        .why = "Every command gets a reply. Without one the client waits for minutes and then gives up.",
        .fix = "Look into the server's log at this time: a crash, a limit, a filter that hangs. Look for a firewall "
               "that rewrites SMTP.",
        .rfc = "RFC 5321 section 4.2"},
    LintRow{.id = "SQ14",
        .severity = Severity::warning,
        .what = "the server went on talking after 421",
        .why = "421 says that it closes the connection. A client that has left in good faith misses the rest.",
        .fix = "Use 450 or 451 where the session goes on, and close the connection after 421.",
        .rfc = "RFC 5321 section 3.8"},
    LintRow{.id = "SQ15",
        .severity = Severity::error,
        .what = "the client spoke before the greeting",
        .why = "Servers take this for a sign of spam software (pregreet tests) and refuse or block the client.",
        .fix =
            "Let the client wait for the 220 line. Only where the server has offered PIPECONNECT before may it speak "
            "first.",
        .rfc = "RFC 5321 section 3.1"},
    LintRow{.id = "SQ16",
        .severity = Severity::warning,
        .what = "nothing was sent because every recipient was refused",
        .why = "None of the addresses gets the message, and many refused recipients cost the sender its reputation.",
        .fix = "Read why each was refused (`whybounce report`); mend the cause or take the addresses off the list.",
        .rfc = "RFC 5321 section 3.3"},
};

/// PI: pipelining.
inline constexpr std::array pipelining_rows{
    LintRow{.id = "PI01",
        .severity = Severity::error,
        .what = "commands sent ahead without the PIPELINING offer",
        .why = "A server that does not expect it may throw away what it has buffered, and many refuse such clients as "
               "spam software.",
        .fix = "Wait for each reply unless the EHLO answer lists PIPELINING; always wait for the answer to EHLO.",
        .rfc = "RFC 2920 section 3.1"},
    LintRow{.id = "PI02",
        .severity = Severity::error,
        .what = "commands sent behind one that must be the last of its group",
        .why = "The answer to EHLO, DATA, AUTH, STARTTLS, VRFY, EXPN, NOOP or QUIT decides what may follow: the server "
               "may drop or misread what is behind it.",
        .fix = "End a group with such a command and wait for its answer.",
        .rfc = "RFC 2920 section 3.1"},
    LintRow{.id = "PI03",
        .severity = Severity::warning,
        .what = "replies do not fit the group of commands in number or order",
        .why = "Each command of a group has its own reply, in the same order. Where they do not fit, a client takes a "
               "refusal for an acceptance.",
        .fix = "Switch pipelining off for this server and report it to its maker; look for a proxy in between.",
        .rfc = "RFC 2920 section 3.2"},
};

} // namespace whybounce::lint
