#!/usr/bin/env python3
"""Writes a Postfix log of a busy server to standard output: make_log.py MIB [SEED]. Same arguments, same bytes.

All names are reserved ones. About every seventh delivery fails, every third connection is refused.
"""
import random
import sys

SENT = "250 2.0.0 Ok: queued as {:X}"
FAILED = [
    ("5.1.1", "bounced", "host {mx} said: 550 5.1.1 <{to}>: Recipient address rejected: User unknown (in reply to RCPT TO command)"),
    ("5.2.2", "bounced", "host {mx} said: 552 5.2.2 <{to}>: Mailbox full (in reply to end of DATA command)"),
    ("4.2.0", "deferred", "host {mx} said: 450 4.2.0 <{to}>: Greylisted, try again in 300 seconds (in reply to RCPT TO command)"),
    ("4.4.1", "deferred", "connect to {mx}:25: Connection timed out"),
]
REFUSED = [
    "554 5.7.1 <{to}>: Relay access denied",
    "550 5.1.1 <{to}>: Recipient address rejected: User unknown in local recipient table",
    "554 5.7.1 Service unavailable; Client host [{ip}] blocked using dnsbl.example; https://dnsbl.example/query/{ip}",
    "450 4.7.25 Client host rejected: cannot find your hostname, [{ip}]",
]


def session(rng, number):
    """Lines of one connection, as (daemon, text)."""
    ip = f"198.18.{rng.randrange(256)}.{rng.randrange(256)}"
    client, mx = f"host-{rng.randrange(4000)}.example.net[{ip}]", f"mx{rng.randrange(4)}.d{rng.randrange(900)}.example[203.0.113.{rng.randrange(256)}]"
    sender, to = f"user{rng.randrange(9999)}@d{rng.randrange(900)}.example", f"rcpt{rng.randrange(99999)}@d{rng.randrange(900)}.example"
    qid = f"{0x10000000 + number:X}"
    yield "smtpd", f"connect from {client}"
    if rng.random() < 0.33:
        why = rng.choice(REFUSED).format(to=to, ip=ip)
        yield "smtpd", f"NOQUEUE: reject: RCPT from {client}: {why}; from=<{sender}> to=<{to}> proto=ESMTP helo=<{client.split('[')[0]}>"
        yield "smtpd", f"disconnect from {client} ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4"
        return
    yield "smtpd", f"{qid}: client={client}"
    yield "cleanup", f"{qid}: message-id=<{rng.getrandbits(64):x}@d{rng.randrange(900)}.example>"
    yield "qmgr", f"{qid}: from=<{sender}>, size={rng.randrange(900, 90000)}, nrcpt=1 (queue active)"
    yield "smtpd", f"disconnect from {client} ehlo=2 starttls=1 mail=1 rcpt=1 data=1 quit=1 commands=7"
    dsn, status, words = ("2.0.0", "sent", SENT.format(rng.getrandbits(40))) if rng.random() < 0.85 else rng.choice(FAILED)
    words = words.format(mx=mx, to=to)
    yield "smtp", f"Trusted TLS connection established to {mx}:25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)"
    yield "smtp", f"{qid}: to=<{to}>, relay={mx}:25, delay=1.4, delays=0.2/0.01/0.5/0.7, dsn={dsn}, status={status} ({words})"
    if status == "bounced":
        yield "bounce", f"{qid}: sender non-delivery notification: {0x90000000 + number:X}"
    if status != "deferred":
        yield "qmgr", f"{qid}: removed"


def main():
    size, seed = float(sys.argv[1]) * 2**20, int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng, out, written, number, open_sessions = random.Random(seed), [], 0, 0, []
    while written < size:
        while len(open_sessions) < 50:  # overlapping, as on a real server
            open_sessions.append(session(rng, number))
            number += 1
        place = rng.randrange(len(open_sessions))
        line = next(open_sessions[place], None)
        if line is None:
            open_sessions.pop(place)
            continue
        second = number // 40
        stamp = f"Mar {1 + second // 86400:2} {second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}"
        out.append(f"{stamp} mx1 postfix/{line[0]}[{rng.randrange(900, 4000000)}]: {line[1]}\n")
        written += len(out[-1])
        if len(out) == 10000:
            sys.stdout.write("".join(out))
            out = []
    sys.stdout.write("".join(out))


if __name__ == "__main__":
    main()
