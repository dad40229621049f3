#!/usr/bin/python3
"""Writes the samples of programs that do not run here.

Windows and Java servers, and qmail: what they print is written after the
documented format, not recorded.  A session is played through with the answers
of servers.toml, and each function below writes it down as its program does.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from smtp_server import find_scenario
from written_session import IN, OUT, PEER, Clock, Session, Writer

SAMPLES = Path(__file__).parent.parent
CASES = ("clean", "auth-535", "rcpt-550", "rcpt-451-greylist", "dot-554", "552-too-big", "dropped")
SCHOOLS = ("gate", "beacon", "quill", "harbor", "mast")


# -- Exchange ------------------------------------------------------------------


def quoted(data: str) -> str:
    return '"' + data.replace('"', '""') + '"' if "," in data or '"' in data else data


def exchange(kind: str, connector: str, ours: str, local: str, remote: str, joined: bool) -> Writer:
    """Protocol log of a connector; ours is the side that this server is."""

    def rows(session: Session) -> Iterator[tuple[str, str, str]]:
        yield ("*", "", "attempting to connect") if kind == "Send" else ("+", "", "")
        if kind == "Send":
            yield "+", "", ""
        else:
            yield "*", "SMTPSubmit SMTPAcceptAnySender SMTPAcceptAuthoritativeDomainSender AcceptRoutingHeaders", "Set Session Permissions"
        for number, (side, lines) in enumerate(session.events):
            mark = ">" if side == ours else "<"
            if side == "S" and number == 2 and joined:
                yield mark, "250  " + " ".join(line[4:] for line in lines), ""
            elif side in ("C", "S"):
                yield from ((mark, "334 <authentication response>" if line.startswith("334") else line, "") for line in lines)
                if lines[0].startswith("MAIL") and kind == "Send":
                    yield "*", "08DE2A51B7C0F011;2026-11-23T09:14:01.900Z;1", "sending message"
            elif side in ("lost", "closed"):
                yield "-", "", "Remote" if side == "lost" or ours == "S" else "Local"

    def write(session: Session, clock: Clock) -> Iterator[str]:
        start = clock("%Y-%m-%dT%H:%M:%S.MMMZ")
        yield "#Software: Microsoft Exchange Server"
        yield "#Version: 15.0.0.0"
        yield f"#Log-type: SMTP {kind} Protocol Log"
        yield f"#Date: {start}"
        yield "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context"
        for number, (event, data, context) in enumerate(rows(session)):
            near = "" if kind == "Send" and number == 0 else local
            yield f"{clock('%Y-%m-%dT%H:%M:%S.MMMZ')},{connector},08DE2A51B7C0F00A,{number},{near},{remote},{event},{quoted(data)},{context}"

    return write


# -- IIS -----------------------------------------------------------------------

IIS_HEAD = """#Software: Microsoft Internet Information Services 8.5
#Version: 1.0
#Date: 2026-11-23 09:14:02
#Fields: date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status \
sc-win32-status sc-bytes cs-bytes time-taken cs-version cs-host cs(User-Agent) cs(Cookie) cs(Referer)"""


def iis_outbound(session: Session, clock: Clock) -> Iterator[str]:
    """What goes over the wire, the first line of each reply only."""
    yield IIS_HEAD
    for side, lines in session.events:
        if side not in ("C", "S"):
            continue
        verb, _, rest = ("-", "", lines[0]) if side == "S" else lines[0].partition(" ")
        what = "OutboundConnectionResponse" if side == "S" else "OutboundConnectionCommand"
        query = rest.replace(" ", "+") or "-"
        yield f"{clock('%Y-%m-%d %H:%M:%S')} {PEER} {what} SMTPSVC1 MAIL - 25 {verb} - {query} 0 0 {len(lines[0])} 0 78 SMTP - - - -"


def commands_with_codes(session: Session) -> Iterator[tuple[str, str, str]]:
    """Verb, argument and code; DATA has the code of the content, QUIT has 240."""
    arguments = {line.split()[0]: line.partition(" ")[2] for side, lines in session.events for line in lines[:1] if side == "C"}
    codes = dict(item.split() for item in session.dialog)
    for verb, argument in arguments.items():
        code = {"DATA": codes.get("(eod)", codes.get("DATA", "")), "AUTH": codes.get("(auth)", ""), "QUIT": "240"}.get(verb, codes[verb])
        yield verb, argument, code


def iis_rows(session: Session) -> list[tuple[str, str, str]]:
    """The rows of a log of commands, which then are all the dialog there is."""
    rows = list(commands_with_codes(session))
    session.dialog = [f"{verb} {code}" for verb, _, code in rows]
    return rows


def iis_inbound(session: Session, clock: Clock) -> Iterator[str]:
    """One line a command, without greeting and texts."""
    yield IIS_HEAD
    for verb, argument, code in iis_rows(session):
        query = {"QUIT": "mta.example.com", "DATA": "+<5ANA0E7W@mta.example.com>", "AUTH": "-"}.get(verb, "+" + argument.replace(" ", "+"))
        size = len(verb) + len(argument) + 3
        where = "198.51.100.7 mta.example.com SMTPSVC1 MAIL 192.0.2.1 0"
        yield f"{clock('%Y-%m-%d %H:%M:%S')} {where} {verb} - {query} {code} 0 42 {size} 15 SMTP - - - -"


def iis_comma(session: Session, clock: Clock) -> Iterator[str]:
    """The "Microsoft IIS" form: fixed columns, the verb in the thirteenth."""
    for verb, argument, code in iis_rows(session):
        when = clock("%m/%d/%y, %H:%M:%S")
        head = f"198.51.100.7, mta.example.com, {when}, SMTPSVC1, MAIL, 192.0.2.1, 15, {len(argument) + 6}, 42"
        yield f"{head}, {code}, 0, {verb}, -, {argument or '-'},"


# -- hMailServer ---------------------------------------------------------------


def hmailserver(kind: str, ours: str, peer: str) -> Writer:
    def text(side: str, lines: list[str]) -> str:
        return ("SENT: " if side == ours else "RECEIVED: ") + "[nl]".join(lines)

    def entries(session: Session) -> Iterator[str]:
        words = 0
        for side, lines in session.events:
            if side in ("C", "S"):
                yield text(side, lines)
            elif side == "auth":
                words += 1
                yield text("C", ["***"] if words == 2 else lines)
            elif side == "content" and kind == "SMTPC":
                yield "SENT: [nl]."

    def write(session: Session, clock: Clock) -> Iterator[str]:
        stamp = "%Y-%m-%d %H:%M:%S.MMM"
        if kind == "SMTPD":
            yield f'"TCPIP"\t3012\t"{clock(stamp)}"\t"TCP - {peer} connected to 192.0.2.1:25."'
        for entry in entries(session):
            yield f'"{kind}"\t3012\t87\t"{clock(stamp)}"\t"{peer}"\t"{entry}"'

    return write


# -- MailEnable ----------------------------------------------------------------


def mailenable(direction: str, peer: str) -> Writer:
    """One row a command and the first line of its answer; the octets sent and received behind them."""

    def exchanges(session: Session) -> Iterator[tuple[str, str, list[str]]]:
        verb, said = "", ""
        for side, lines in session.events:
            if side in ("C", "auth", "content"):
                verb = {"C": lines[0].split()[0], "auth": "AUTH", "content": "DATA"}[side]
                said = "." if side == "content" else lines[0]
            elif side in ("S", "lost"):
                yield verb, said, lines

    def write(session: Session, clock: Clock) -> Iterator[str]:
        for verb, said, lines in exchanges(session):
            answered, asked = sum(len(line) + 2 for line in lines), len(said) + 2 if said else 0
            sent, received = (answered, asked) if direction == "SMTP-IN" else (asked, answered)
            head = f"{clock('%m/%d/%y %H:%M:%S')}\t{direction}\t4711A0B1C2D3E4F5A6B7C8D9E0F10213.MAI\t1184\t{peer}"
            yield f"{head}\t{verb}\t{said}\t{lines[0] if lines else ''}\t{sent}\t{received}\t\t"

    return write


# -- MDaemon -------------------------------------------------------------------


def mdaemon(ours: str) -> Writer:
    def entries(session: Session) -> Iterator[tuple[str, str]]:
        if ours == "S":
            yield "05", "Session 514116; child 0003"
            yield "05", "Accepting SMTP connection from [198.51.100.7:51022] to [192.0.2.1:25]"
        else:
            yield "05", f"Attempting SMTP connection to [{PEER}:25]"
            yield "05", "Waiting for socket connection..."
            yield "04", f"* Connection established [192.0.2.1:61044] --> [{PEER}:25]"
            yield "05", "Waiting for protocol to start..."
        for number, (side, lines) in enumerate(session.events):
            number_of = {"S": "03", "C": "02", "auth": "02"}
            arrow = "-->" if (side == "S") == (ours == "S") else "<--"
            if side == "auth":
                yield number_of[side], f"{arrow} " + ("******" if session.events[number - 2].side == "auth" else lines[0])
            elif side in ("C", "S"):
                yield from ((number_of[side], f"{arrow} {line}") for line in lines)
            elif side == "content":
                yield "01", "Transfer Complete" if ours == "C" else "Creating temp file (SMTP): c:\\mdaemon\\queues\\temp\\md50000000412.tmp"
            elif side == "lost":
                yield "01", "Socket connection closed by the other side"
        yield "01", f"SMTP session {'successful' if session.case == 'clean' else 'terminated'} (Bytes in/out: 1412/688)"

    def write(session: Session, clock: Clock) -> Iterator[str]:
        for level, text in entries(session):
            yield f"{clock('%a %Y-%m-%d %H:%M:%S')}: {level}: [514116] {text}"
        yield f"{clock('%a %Y-%m-%d %H:%M:%S')}: 01: ----------"

    return write


# -- MailKit -------------------------------------------------------------------


def mailkit(stamped: bool = False, masked: bool = True) -> Writer:
    def write(session: Session, clock: Clock) -> Iterator[str]:
        def stamp() -> str:
            return clock("%Y-%m-%dT%H:%M:%SZ ") if stamped else ""

        yield f"{stamp()}Connected to smtp://mx1.example.com:25/?starttls=when-available"
        for side, lines in session.events:
            if side == "auth":
                yield f"{stamp()}C: " + ("********" if masked else lines[0])
            else:
                prefix = {"C": "C: ", "S": "S: ", "content": "C: "}.get(side)
                shown = [*lines, "."] if side == "content" else lines
                yield from (f"{stamp()}{prefix}{line}" for line in shown if prefix)

    return write


# -- lettre --------------------------------------------------------------------


def lettre(session: Session, clock: Clock) -> Iterator[str]:
    """Line ends are written out; a reply is shown anew with each of its lines."""

    def line(text: str) -> str:
        return f"[{clock('%Y-%m-%dT%H:%M:%SZ')} DEBUG lettre::transport::smtp::client::connection] {text}"

    for side, lines in session.events:
        if side == "S":
            yield from (line("<< " + "".join(f"{each}<CRLF>" for each in lines[: n + 1])) for n in range(len(lines)))
        elif side in ("C", "auth"):
            yield line(f"Wrote: {lines[0]}<CRLF>")
        elif side == "content":
            yield line("Wrote: " + "".join(f"{each}<CRLF>" for each in lines))
            yield line("Wrote: .<CRLF>")


# -- marks that people and home-made programs use ------------------------------


def marked(client: str, server: str) -> Writer:
    """A mark of each side before each of its lines, content too."""

    def write(session: Session, clock: Clock) -> Iterator[str]:
        for side, lines in session.events:
            if side == "S":
                yield from (server + each for each in lines)
            elif side in ("C", "auth"):
                yield client + lines[0]
            elif side == "content":
                yield from (client + each for each in [*lines, "."])

    return write


# -- Email OAuth 2.0 Proxy -----------------------------------------------------


def oauth2_proxy(session: Session, clock: Clock) -> Iterator[str]:
    """What the client says to the proxy, octets as Python writes them; credentials are taken out."""

    def line(text: str) -> str:
        return f"{clock('%Y-%m-%d %H:%M:%S,MMM')}: SMTP (127.0.0.1:2587) {text}"

    yield line("--> [ Client connected ]")
    for side, lines in session.events:
        if side == "S":
            yield from (line(f"<-- {(each + chr(13) + chr(10)).encode()!r}") for each in lines)
        elif side == "auth":
            yield line("--> b'[[ Credentials removed from proxy log ]]\\r\\n'")
        elif side in ("C", "content"):
            shown = [*lines, "."] if side == "content" else lines
            yield from (line(f"--> {(each + chr(13) + chr(10)).encode()!r}") for each in shown)
    yield line("--> [ Client disconnected ]")


# -- KumoMTA -------------------------------------------------------------------


def kumomta(session: Session, clock: Clock, color: bool = False) -> Iterator[str]:
    cyan, green, normal = ("\033[36m", "\033[32m", "\033[0m") if color else ("", "", "")
    key, age = "b6e6cf1ad7a311f0a5f60242ac120002", 3

    def line(text: str) -> str:
        return f"[{key}] {age:>3}ms {text}"

    yield f"[{key}]       === BeginSession {clock('%Y-%m-%d %H:%M:%S.MMM UTC')}"
    yield line("=== Connected")
    for side, lines in session.events:
        age += 11
        if side == "S":
            yield from (line(f"{cyan} <- {escaped(text)}{normal}") for text in lines)
        elif side in ("C", "auth"):
            yield line(f"{green}->  {escaped(lines[0])}{normal}")
            if lines[0].startswith("EHLO"):
                yield line("=== MessageObtained")
        elif side == "content":
            yield line(f"{green}->  {escaped(lines[0])}{normal}")
            yield line(f"=== bytes written={sum(map(len, lines)) + 13}")
    yield line("=== Closed")


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def kumomta_color(session: Session, clock: Clock) -> Iterator[str]:
    return kumomta(session, clock, color=True)


# -- SubEtha -------------------------------------------------------------------


def subetha(session: Session, clock: Clock) -> Iterator[str]:
    """Answers to AUTH and the content are not shown."""
    yield f"{clock('%I:%M:%S %p')} - SMTP server *:2525 started"
    yield f"{clock('%I:%M:%S %p')} - SMTP connection from mta.example.com/198.51.100.7, new connection count: 1"
    for side, lines in session.events:
        if side in ("C", "S"):
            yield f"{clock('%I:%M:%S %p')} - {'Client' if side == 'C' else 'Server'}: " + "\n".join(lines)


# -- qmail ---------------------------------------------------------------------

QMAIL_HEAD = """Hi. This is the qmail-send program at mail.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.
"""
TOO_LONG = "I'm not going to try again; this message has been in the queue too long."
QMAIL = {
    "rcpt-550": f"{PEER} does not like recipient.",
    "rcpt-451-greylist": f"{PEER} does not like recipient.",
    "dot-554": f"{PEER} failed after I sent the message.",
    "552-too-big": f"{PEER} does not like sender.",
    "connect-554": f"Connected to {PEER} but greeting failed.",
    "dropped": f"Connected to {PEER} but connection died. (#4.4.2)",
}


def qmail(session: Session, _: Clock) -> Iterator[str]:
    """A bounce: one reply, and in words what it was for."""
    failed = [item for item in session.dialog if item.split()[1][0] in "45"]
    session.dialog = failed
    yield QMAIL_HEAD
    yield "<carol@example.com>:"
    yield QMAIL[session.case]
    if failed:
        lines = next(lines for side, lines in session.events if side == "S" and lines[-1][0] in "45")
        yield "Remote host said: " + "\n".join(lines)
        yield f"Giving up on {PEER}."
    if session.case in ("rcpt-451-greylist", "dropped"):
        yield TOO_LONG
    yield "\n--- Below this line is a copy of the message.\n"
    yield "Return-Path: <alice@example.org>\nReceived: (qmail 4711 invoked by uid 1001); 23 Nov 2026 09:14:02 -0000"
    yield "Date: 23 Nov 2026 09:14:02 -0000\nFrom: alice@example.org\nTo: carol@example.com\nSubject: the minutes\n\nThey are ready."


# -- the samples ---------------------------------------------------------------


class Dialect(NamedTuple):
    """Its folder, whose words the first case has, and what is written."""

    folder: str
    turn: int
    program: str
    names: dict[str, str]
    writer: Writer
    prefix: str = ""
    cases: tuple[str, ...] = CASES
    line_end: str = "\r\n"
    note: str = ""


RCPT = ("rcpt-550",)
SEND, RECEIVE = "192.0.2.1:52011", "192.0.2.1:25"
OUTBOUND, FRONTEND = "To the Internet", "MAIL\\Default Frontend MAIL"
FIRST = "of each reply the first line; how the end of the content is shown is not documented"
HIDDEN = "the answers to AUTH and the content are not shown"
DIALECTS = (
    Dialect("exchange", 0, "Exchange, Send connector", OUT, exchange("Send", OUTBOUND, "C", SEND, PEER + ":25", False), "send-", note=HIDDEN),
    Dialect("exchange", 2, "Exchange, Receive connector", IN, exchange("Receive", FRONTEND, "S", RECEIVE, "198.51.100.7:51022", True), "receive-", note=HIDDEN),
    Dialect("exchange", 3, "Exchange, Send connector", OUT, exchange("Send", OUTBOUND, "C", SEND, PEER + ":25", True), "send-joined-", RCPT, note=HIDDEN),
    Dialect("iis", 1, "IIS SMTP service, W3C form", OUT, iis_outbound, cases=tuple(c for c in CASES if c != "auth-535"),
            note="of each reply the first line, of AUTH and content nothing"),
    Dialect("iis", 3, "IIS SMTP service, W3C form", IN, iis_inbound, cases=("auth-535",), note="no greeting, no texts"),
    Dialect("iis", 3, "IIS SMTP service, W3C form", IN, iis_inbound, "inbound-", ("clean", "rcpt-550", "dot-554"),
            note="no greeting, no texts; the code of DATA is that of the content, QUIT has 240"),
    Dialect("iis", 4, "IIS SMTP service, Microsoft IIS form", IN, iis_comma, "comma-", ("rcpt-550",), note="no greeting, no texts"),
    Dialect("hmailserver", 2, "hMailServer", IN, hmailserver("SMTPD", "S", "198.51.100.7"), note="the content is not shown"),
    Dialect("hmailserver", 4, "hMailServer", OUT, hmailserver("SMTPC", "C", PEER), "client-", ("clean", "rcpt-550", "dot-554")),
    Dialect("mailenable", 1, "MailEnable, SMTP activity log", IN, mailenable("SMTP-IN", "198.51.100.7"), note=FIRST),
    Dialect("mailenable", 3, "MailEnable, SMTP activity log", OUT, mailenable("SMTP-OU", PEER), "outbound-", ("clean", "rcpt-550", "dot-554"), note=FIRST),
    Dialect("mdaemon", 3, "MDaemon", IN, mdaemon("S"), note="the content is not shown"),
    Dialect("mdaemon", 0, "MDaemon", OUT, mdaemon("C"), "outbound-", ("clean", "rcpt-550", "dot-554"), note="the content is not shown"),
    Dialect("mailkit", 4, "MailKit ProtocolLogger", OUT, mailkit()),
    Dialect("mailkit", 1, "MailKit ProtocolLogger", OUT, mailkit(True), "stamped-", ("rcpt-550",)),
    Dialect("mailkit", 2, "MailKit ProtocolLogger", OUT, mailkit(False, False), "unmasked-", ("auth-535",)),
    Dialect("kumomta", 0, "KumoMTA, kcli trace-smtp-client", OUT, kumomta, line_end="\n", note="of the content one line"),
    Dialect("kumomta", 1, "KumoMTA, kcli trace-smtp-client --color yes", OUT, kumomta_color, "colour-", ("rcpt-550",), "\n"),
    Dialect("arrows", 3, "lettre 0.11 with env_logger", OUT, lettre, line_end="\n"),
    Dialect("marked", 1, "a home-made client", OUT, marked("[Client] ", "[Server] "), line_end="\n"),
    Dialect("marked", 2, "a home-made client", OUT, marked("SEND: ", "RECV: "), "send-", ("rcpt-550", "dot-554"), "\n"),
    Dialect("email-oauth2-proxy", 4, "Email OAuth 2.0 Proxy", IN, oauth2_proxy, line_end="\n", note="credentials are taken out"),
    Dialect("subetha", 2, "SubEtha SMTP (FakeSMTP)", IN, subetha, line_end="\n", note=HIDDEN),
    Dialect("qmail", 1, "qmail-send", OUT, qmail, cases=tuple(QMAIL), line_end="\n",
            note="one reply, the command in words"),
)


def scenario_name(case: str, school: str) -> str:
    return "connect-554-blocklist" if case == "connect-554" else f"{school}/{case}"


def write_sample(dialect: Dialect, case: str, name: str) -> None:
    session = Session(find_scenario(name), case, dialect.names)
    lines = "\n".join(dialect.writer(session, Clock())) + "\n"
    file = SAMPLES / dialect.folder / f"{dialect.prefix}{case}.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(lines.replace("\n", dialect.line_end).encode())
    about = [
        f"tool: {dialect.program}",
        "command: written by hand after the documented format (make_written.py)",
        f"scenario: {name}: the server {find_scenario(name)['about']}",
        "made: 2026-11",
        f"note: {dialect.note}" if dialect.note else "",
        f"dialog: {', '.join(session.dialog)}" if session.dialog else "",
    ]
    file.with_suffix(".about").write_text("".join(line + "\n" for line in about if line))


def main() -> int:
    for dialect in DIALECTS:
        for turn, case in enumerate(dialect.cases, dialect.turn):
            write_sample(dialect, case, scenario_name(case, SCHOOLS[turn % len(SCHOOLS)]))
            print(f"{dialect.folder}/{dialect.prefix}{case}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
