"""A session as it is played through with the answers of servers.toml, for make_written.py to write down."""

import base64
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from smtp_server import Scenario

SECRET = "s3cret-whybounce-WRITTEN"
CONTENT = ("From: alice@example.org", "Subject: the minutes", "", "They are ready.", "..and a dot")


class Event(NamedTuple):
    """One thing that happens: side is C, S, "content" or "lost"."""

    side: str
    lines: list[str]


class Session:
    """A session of one client with a server of servers.toml."""

    def __init__(self, scenario: Scenario, case: str, names: dict[str, str]) -> None:
        self.scenario, self.case, self.names = scenario, case, names
        self.events: list[Event] = []
        self.dialog: list[str] = []
        self.play()

    def reply(self, asked: str, key: str) -> str:
        """Plays one answer; returns its code, or "-" when the server hangs up."""
        answer = self.scenario[key]
        text = answer if isinstance(answer, str) else ""
        for name, value in self.names.items():
            text = text.replace("{" + name + "}", value)
        lines = [line for line in text.splitlines() if line and line[0] != "!"]
        code = lines[-1][:3] if lines else "-"
        self.dialog.append(f"{asked} {code}")
        if lines:
            self.events.append(Event("S", lines))
        if "!close" in text:
            self.events.append(Event("lost", []))
            return "-"
        return code

    def ask(self, line: str, key: str) -> str:
        self.events.append(Event("C", [line]))
        return self.reply(line.split()[0], key)

    def play(self) -> None:
        if self.reply("(connect)", "greeting") == "-" or self.ask("EHLO " + self.names["client_name"], "ehlo") == "-":
            return
        if self.transaction() != "-":
            self.ask("QUIT", "quit")
            self.events.append(Event("closed", []))

    def transaction(self) -> str:
        if self.case == "auth-535":
            return self.login()
        size = " SIZE=4711" if "SIZE" in str(self.scenario["ehlo"]) else ""
        for line, key in (
            (f"MAIL FROM:<{self.names['sender']}>{size}", "mail"),
            (f"RCPT TO:<{self.names['address']}>", "rcpt"),
            ("DATA", "data"),
        ):
            code = self.ask(line, key)
            if code[0] not in "23":
                return code
        self.events.append(Event("content", list(CONTENT)))
        return self.reply("(eod)", "dot")

    def login(self) -> str:
        if self.ask("AUTH LOGIN", "auth_user")[0] != "3":
            return "-"
        for word, key in ((self.names["sender"], "auth_password"), (SECRET, "auth")):
            self.events.append(Event("auth", [base64.b64encode(word.encode()).decode()]))
            code = self.reply("(auth)", key)
        return code


class Clock:
    """Times of the lines: a little later each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 14, 2, 118000)

    def __call__(self, form: str) -> str:
        self.now += timedelta(milliseconds=37)
        return self.now.strftime(form).replace("MMM", f"{self.now.microsecond // 1000:03}")


Writer = Callable[[Session, Clock], Iterable[str]]
OUT = {
    "host": "mx1.example.com",
    "client": "192.0.2.1",
    "client_name": "mail.example.org",
    "sender": "alice@example.org",
    "address": "carol@example.com",
}
IN = {
    "host": "mail.example.org",
    "client": "198.51.100.7",
    "client_name": "mta.example.com",
    "sender": "dave@example.com",
    "address": "alice@example.org",
}
PEER = "198.51.100.10"
