#!/usr/bin/python3
"""Scripted SMTP and LMTP server.

    smtp_server.py HOST[:PORT]=SCENARIO... -- COMMAND [ARGUMENT...]
    smtp_server.py --about SCENARIO

Listens on each HOST, answers as its SCENARIO in scenarios.toml says, runs
COMMAND, and ends when COMMAND ends, with its exit status.  The file's head
tells how a scenario is written; SERVER/CASE is a scenario of a servers*.toml.
Where the variable DIALOG names a file, what was asked and answered is written to it, for the "dialog:" line of an .about.
"""

import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
import tomllib
from collections import Counter
from pathlib import Path

SCENARIOS = Path(__file__).with_name("scenarios.toml")
SERVERS = sorted(Path(__file__).parent.glob("servers*.toml"))
CERTIFICATE, KEY = "/tmp/cert.pem", "/tmp/key.pem"
PATH = re.compile(r"<(?:@[^:>]*:)?([^>]*)>")

Replies = str | list[str]
Answer = Replies | dict[str, Replies]
Scenario = dict[str, Answer]


def load_scenarios() -> dict[str, Scenario]:
    """Every scenario, with what it does not say taken from the one it is like and the default."""
    with open(SCENARIOS, "rb") as file:
        table: dict[str, Scenario] = tomllib.load(file)
    default = table["default"]
    return {name: default | table[str(own.get("like", "default"))] | own for name, own in table.items()}


DIALOG: list[list[tuple[str, str]]] = []  # by session: what was asked, and the code of the answer
SESSIONS: list[threading.Thread] = []


def find_scenario(name: str) -> Scenario:
    """The scenario of that name, or for "SERVER/CASE" that case of a server in a servers*.toml."""
    scenarios = load_scenarios()
    server, slash, case = name.partition("/")
    if not slash:
        return scenarios[name]
    servers: dict[str, dict[str, Scenario]] = {}
    for path in SERVERS:
        servers |= tomllib.loads(path.read_text())
    own = servers[server]
    cases = own.pop("case")
    return scenarios["default"] | own | ({} if case == "clean" else cases[case])


class Hangup(Exception):
    """The session is over."""


class Host:
    """One listening name: its scenario, and how often each thing was asked."""

    def __init__(self, name: str, scenario: Scenario) -> None:
        self.name = name
        self.scenario = scenario
        self.asked: Counter[tuple[str, str]] = Counter()

    def answer(self, key: str, address: str) -> str:
        """The scenario's answer, the nth one of a list for the nth time."""
        entry = self.scenario[key]
        if isinstance(entry, dict):
            entry = entry.get(address, entry["*"])
        if isinstance(entry, str):
            return entry
        turn = self.asked[key, address]
        self.asked[key, address] += 1
        return entry[min(turn, len(entry) - 1)]

    def listen(self, port: int) -> None:
        family, _, _, _, address = socket.getaddrinfo(self.name, port, type=socket.SOCK_STREAM)[-1]
        server = socket.create_server(address[:2], family=family)
        threading.Thread(target=self.accept, args=(server,), daemon=True).start()

    def accept(self, server: socket.socket) -> None:
        while True:
            connection, _ = server.accept()
            thread = threading.Thread(target=Session(self, connection).run, daemon=True)
            SESSIONS.append(thread)
            thread.start()


class Session:
    """One connection, from greeting to end."""

    def __init__(self, host: Host, connection: socket.socket) -> None:
        self.host = host
        self.connection = connection
        self.stream = connection.makefile("rwb")
        self.client = connection.getpeername()[0]
        self.secure = False
        self.greeted = False
        self.dialog: list[tuple[str, str]] = []
        DIALOG.append(self.dialog)
        self.forget_mail()

    def forget_mail(self) -> None:
        self.sender: str | None = None
        self.recipients: list[str] = []

    # What goes out.

    def say(self, key: str, address: str = "") -> bool:
        """Sends an answer and carries out its marks; true when it is 2yz or 3yz."""
        text = self.fill(self.host.answer(key, address), address)
        for line in text.splitlines():
            if line.startswith("!"):
                self.stream.flush()
                self.act(*line[1:].split())
            else:
                self.stream.write(line.encode() + b"\r\n")
                if line[3:4] != "-":
                    self.answered(line[:3])
        self.stream.flush()
        return any(line[0] in "23" for line in text.splitlines() if line)

    def asked(self, verb: str) -> None:
        self.dialog.append((verb, "-"))

    def answered(self, code: str) -> None:
        """The last thing asked has its answer; LMTP answers the end of the content more than once."""
        verb, before = self.dialog.pop()
        if before != "-":
            self.dialog.append((verb, before))
        self.dialog.append((verb, code))

    def fill(self, text: str, address: str) -> str:
        values = {"host": self.host.name, "client": self.client, "address": address, "sender": self.sender or ""}
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        return text

    def act(self, mark: str, argument: str = "") -> None:
        if mark == "close":
            raise Hangup
        if mark == "wait":
            time.sleep(float(argument))
        if mark == "tls":
            self.start_tls()

    def start_tls(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE, KEY)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.stream = self.connection.makefile("rwb")
        self.secure, self.greeted = True, False
        self.forget_mail()

    # What comes in.

    def run(self) -> None:
        try:
            self.asked("(connect)")
            self.say("greeting")
            while True:
                self.command(self.read_line())
        except (Hangup, OSError):
            self.close()

    def close(self) -> None:
        """Closes without a reset, whatever the client still had to say."""
        try:
            self.connection.settimeout(1)
            self.connection.shutdown(socket.SHUT_WR)
            while self.connection.recv(65536):
                pass
            self.stream.close()
        except (OSError, ValueError):
            pass
        self.connection.close()

    def read_line(self) -> str:
        line = self.stream.readline()
        if not line:
            raise Hangup
        return line.decode("utf-8", "replace").rstrip("\r\n\0")

    def command(self, line: str) -> None:
        verb, _, argument = line.partition(" ")
        self.asked(verb.upper())
        handler = getattr(self, "on_" + verb.lower(), None)
        if handler:
            handler(argument)
        else:
            self.say("unknown")

    def on_ehlo(self, _: str) -> None:
        self.forget_mail()
        self.greeted |= self.say("ehlo_tls" if self.secure else "ehlo")

    on_lhlo = on_ehlo

    def on_helo(self, _: str) -> None:
        self.forget_mail()
        self.greeted |= self.say("helo")

    def on_starttls(self, argument: str) -> None:
        self.say("starttls_argument" if argument else "starttls")

    def on_auth(self, argument: str) -> None:
        """Asks what the mechanism asks; a refused mechanism has an answer of its own."""
        mechanism, _, initial = argument.partition(" ")
        if "auth_start" in self.host.scenario:
            self.say("auth_start")
            return
        prompts = ["auth_" + mechanism.lower()] if mechanism.upper() != "LOGIN" else ["auth_user", "auth_password"]
        if initial:
            prompts.pop(0)
        for prompt in prompts:
            self.say(prompt)
            word = self.read_line()
            self.asked("(auth)")
            if word == "*":
                self.say("auth_cancelled")
                return
        self.say("auth")

    def on_mail(self, argument: str) -> None:
        if not self.greeted:
            self.say("mail_before_ehlo")
            return
        if self.sender is not None:
            self.say("mail_nested")
            return
        self.sender = address_of(argument)
        if not self.say("mail"):
            self.sender = None

    def on_rcpt(self, argument: str) -> None:
        if self.sender is None:
            self.say("rcpt_before_mail")
            return
        address = address_of(argument)
        if self.say("rcpt", address):
            self.recipients.append(address)

    def on_data(self, _: str) -> None:
        if self.sender is None:
            self.say("data_before_mail")
        elif not self.recipients:
            self.say("data_without_recipients")
        elif self.say_data():
            while self.read_line() != ".":
                pass
            self.asked("(eod)")
            self.end_of_data()

    def say_data(self) -> bool:
        """A client whose content is hung up on waits for the answer to it all the same."""
        try:
            return self.say("data")
        except Hangup:
            self.asked("(eod)")
            raise

    def on_bdat(self, argument: str) -> None:
        size, _, last = argument.partition(" ")
        self.stream.read(int(size))
        if not self.recipients:
            self.say("data_without_recipients")
        elif not last:
            self.say("bdat", size)
        else:
            self.end_of_data()

    def end_of_data(self) -> None:
        """One answer, or one for each recipient over LMTP."""
        for address in self.recipients if "lmtp" in self.host.scenario else [""]:
            self.say("dot", address)
        self.forget_mail()

    def on_rset(self, _: str) -> None:
        self.forget_mail()
        self.say("rset")

    def on_noop(self, _: str) -> None:
        self.say("noop")

    def on_vrfy(self, argument: str) -> None:
        self.say("vrfy", argument)

    def on_expn(self, argument: str) -> None:
        self.say("expn", argument)

    def on_help(self, _: str) -> None:
        self.say("help")

    def on_quit(self, _: str) -> None:
        self.say("quit")
        raise Hangup


def address_of(argument: str) -> str:
    """The address between the angle brackets, or the whole argument."""
    found = PATH.search(argument)
    return found[1] if found else argument


def die(_: object) -> None:
    """A fault of this program must not end up in a sample."""
    os._exit(126)


def main() -> int:
    threading.excepthook = die
    if sys.argv[1] == "--about":
        print(find_scenario(sys.argv[2])["about"])
        return 0
    end = sys.argv.index("--")
    for place in sys.argv[1:end]:
        listener, _, scenario = place.partition("=")
        name, _, port = listener.partition(":")
        Host(name, find_scenario(scenario)).listen(int(port or 25))
    status = subprocess.run(sys.argv[end + 1 :], check=False).returncode
    if "DIALOG" in os.environ:
        for session in SESSIONS:
            session.join(2)
        Path(os.environ["DIALOG"]).write_text(", ".join(f"{verb} {code}" for asked in DIALOG for verb, code in asked))
    return status


if __name__ == "__main__":
    sys.exit(main())
