#!/usr/bin/python3
"""Writes samples/postfix/filters.log: mail through content filters of several kinds.

The filters do not run here, so the log is written after what they and Postfix log.  Each mail has one recipient; where the
hops are told by queue ids, by XFORWARD or by the message-id, it is one message.
"""

from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "postfix" / "filters.log"
lines: list[str] = []


def log(program: str, text: str) -> None:
    second = len(lines)
    lines.append(f"2026-11-22T10:{second // 60:02}:{second % 60:02}.000000+00:00 mail postfix/{program}: {text}")


def arrives(queue_id: str, client: str, number: int, sender: str = "alice@example.org") -> None:
    log("smtpd[101]", f"{queue_id}: client={client}")
    log("cleanup[102]", f"{queue_id}: message-id=<{number}@client.example.org>")
    log("qmgr[103]", f"{queue_id}: from=<{sender}>, size={900 + number}, nrcpt=1 (queue active)")


def goes(queue_id: str, program: str, relay: str, status: str, dsn: str = "2.0.0") -> None:
    log(program, f"{queue_id}: to=<bob@example.net>, relay={relay}, delay=1, delays=0.1/0/0.4/0.5, dsn={dsn}, status={status}")


def ends(queue_id: str) -> None:
    log("qmgr[103]", f"{queue_id}: removed")


CLIENT, BACK, MX = "client.example.org[192.0.2.31]", "localhost[127.0.0.1]", "mx.example.net[192.0.2.25]:25"
SENT = "sent (250 2.0.0 Ok: queued as 9XYZ)"
BOUNCED = "bounced (host mx.example.net[192.0.2.25] said: 550 5.1.1 <bob@example.net>: User unknown (in reply to RCPT TO command))"


def amavis() -> None:
    arrives("4A0001", CLIENT, 1)
    arrives("4A0002", BACK, 1)
    goes("4A0001", "smtp[104]", "127.0.0.1[127.0.0.1]:10024", "sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4A0002)")
    ends("4A0001")
    goes("4A0002", "smtp[105]", MX, SENT)
    ends("4A0002")


def zimbra() -> None:
    arrives("4B0001", CLIENT, 2)
    arrives("4B0002", BACK, 2)
    goes("4B0001", "smtp[104]", "127.0.0.1[127.0.0.1]:10026", "sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10030): 250 2.0.0 Ok: queued as 4B0002)")
    ends("4B0001")
    arrives("4B0003", BACK, 2)
    goes("4B0002", "smtp[104]", "127.0.0.1[127.0.0.1]:10032", "sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4B0003)")
    ends("4B0002")
    goes("4B0003", "lmtp[106]", "mail.example.org[192.0.2.1]:7025", "sent (250 2.1.5 Delivery OK)", "2.1.5")
    ends("4B0003")


def spampd() -> None:
    arrives("4C0001", CLIENT, 3)
    log("smtpd[107]", f"4C0002: client={BACK}, orig_queue_id=4C0001, orig_client={CLIENT}")
    log("cleanup[102]", "4C0002: message-id=<3@client.example.org>")
    log("qmgr[103]", "4C0002: from=<alice@example.org>, size=950, nrcpt=1 (queue active)")
    goes("4C0001", "smtp[104]", "127.0.0.1[127.0.0.1]:10025", "sent (250 2.0.0 Ok: queued as 4C0002)")
    ends("4C0001")
    goes("4C0002", "smtp[105]", MX, BOUNCED, "5.1.1")
    ends("4C0002")


def before_queue() -> None:
    log("smtpd[108]", f"NOQUEUE: client={CLIENT}")
    arrives("4D0001", BACK, 4)
    log("smtpd[108]", "proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 4D0001; from=<alice@example.org> to=<bob@example.net> proto=ESMTP helo=<client.example.org>")
    goes("4D0001", "smtp[105]", MX, SENT)
    ends("4D0001")
    log("smtpd[108]", "proxy-reject: END-OF-MESSAGE: 554 5.7.0 Reject, id=00004-01 - spam; from=<alice@example.org> to=<bob@example.net> proto=ESMTP helo=<client.example.org>")


def pipe_filter() -> None:
    arrives("4E0001", CLIENT, 5)
    goes("4E0001", "pipe[109]", "spamfilter", "sent (delivered via spamfilter service)")
    log("pickup[110]", "4E0002: uid=112 from=<alice@example.org>")
    ends("4E0001")
    log("cleanup[102]", "4E0002: message-id=<5@client.example.org>")
    log("qmgr[103]", "4E0002: from=<alice@example.org>, size=990, nrcpt=1 (queue active)")
    goes("4E0002", "smtp[105]", MX, "deferred (host mx.example.net[192.0.2.25] said: 451 4.7.1 Greylisted (in reply to RCPT TO command))", "4.7.1")
    goes("4E0002", "smtp[105]", MX, SENT)
    ends("4E0002")


def list_server() -> None:
    """A list server sends on under its own sender: two messages."""
    arrives("4F0001", CLIENT, 6)
    goes("4F0001", "pipe[109]", "sympa", "sent (delivered via sympa service)")
    ends("4F0001")
    log("pickup[110]", "4F0002: uid=113 from=<minutes-owner@example.org>")
    log("cleanup[102]", "4F0002: message-id=<6@client.example.org>")
    log("qmgr[103]", "4F0002: from=<minutes-owner@example.org>, size=999, nrcpt=1 (queue active)")
    goes("4F0002", "smtp[105]", MX, SENT)
    ends("4F0002")


if __name__ == "__main__":
    for mail in (amavis, zimbra, spampd, before_queue, pipe_filter, list_server):
        mail()
    SAMPLE.write_text("\n".join(lines) + "\n")
    SAMPLE.with_suffix(".about").write_text(
        "tool: Postfix 3.7, with amavis, Zimbra, spampd, a before-queue proxy, a filter started by pipe(8), and Sympa\n"
        "command: written by hand after what these programs log (make_filters.py)\n"
        "scenario: One mail through each content filter: one message each, but for the list server, which sends a mail of its own\n"
        "made: 2026-11\n")
