#!/usr/bin/python3 -u
"""Sends one mail by Python's smtplib with its debug output on; see --help."""

import argparse
import smtplib
import ssl

BODY = """\
From: {sender}\r
To: {to}\r
Subject: test of smtplib\r
\r
Hello,\r
.this line begins with a dot.\r
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--level", type=int, default=1, help="argument of set_debuglevel")
    parser.add_argument("--sender", default="sender@example.org")
    parser.add_argument("--to", nargs="+", default=["alice@example.net"])
    parser.add_argument("--lmtp", action="store_true")
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--user")
    parser.add_argument("--password")
    parser.add_argument("--option", nargs="*", default=[], help="parameters of MAIL")
    parser.add_argument("--chunk", type=int, help="send the message by BDAT in chunks of this size")
    return parser.parse_args()


def connect(args: argparse.Namespace) -> smtplib.SMTP:
    """The debug level is set on the class, so that the greeting is shown too."""
    smtplib.SMTP.debuglevel = args.level
    kind = smtplib.LMTP if args.lmtp else smtplib.SMTP
    client = kind("mx.example.net", 25)
    if args.tls:
        client.starttls(context=ssl._create_unverified_context())
    if args.user:
        client.login(args.user, args.password)
    return client


def send_chunks(client: smtplib.SMTP, args: argparse.Namespace, message: bytes) -> None:
    """What sendmail() does, but by BDAT (RFC 3030), which smtplib does not know."""
    client.ehlo_or_helo_if_needed()
    client.mail(args.sender)
    for recipient in args.to:
        client.rcpt(recipient)
    for start in range(0, len(message), args.chunk):
        chunk = message[start : start + args.chunk]
        last = " LAST" if start + args.chunk >= len(message) else ""
        client.send(f"BDAT {len(chunk)}{last}\r\n".encode() + chunk)
        code, _ = client.getreply()
        if code != 250:
            client.rset()
            return


def main() -> None:
    args = arguments()
    message = BODY.format(sender=args.sender, to=", ".join(args.to)).encode()
    with connect(args) as client:
        if args.chunk:
            send_chunks(client, args, message)
        else:
            client.sendmail(args.sender, args.to, message, args.option)


if __name__ == "__main__":
    main()
