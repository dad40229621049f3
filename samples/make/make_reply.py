#!/usr/bin/python3
"""Writes samples/reply: the failing replies of scenarios.toml, one file a phase.

A reply of several lines stays as it comes over the wire, line below line; every
other line of a file is a reply by itself.
"""

from pathlib import Path

from smtp_server import Answer, Scenario, load_scenarios

FOLDER = Path(__file__).parent.parent / "reply"

# The keys of a scenario whose answers belong in each file.
PHASES = {
    "connect": ("greeting",),
    "ehlo": ("ehlo", "helo"),
    "starttls": ("starttls", "starttls_argument"),
    "auth": ("auth", "auth_start", "auth_cancelled"),
    "mail": ("mail", "mail_before_ehlo", "mail_nested"),
    "rcpt": ("rcpt", "rcpt_before_mail"),
    "data": ("data", "data_before_mail", "data_without_recipients"),
    "end-of-data": ("dot", "bdat"),
    "other": ("rset", "noop", "vrfy", "expn", "help", "quit", "unknown"),
}
FILLED = {
    "host": "mx.example.net",
    "client": "192.0.2.1",
    "address": "alice@example.net",
    "sender": "sender@example.org",
}


def texts(answer: Answer) -> list[str]:
    """Every reply that an answer may be."""
    if isinstance(answer, dict):
        return [text for value in answer.values() for text in texts(value)]
    return [answer] if isinstance(answer, str) else answer


def wire(text: str) -> str:
    """The reply without the marks for the server, and filled in."""
    for name, value in FILLED.items():
        text = text.replace("{" + name + "}", value)
    return "".join(line + "\n" for line in text.splitlines() if not line.startswith("!"))


def replies(scenarios: dict[str, Scenario], keys: tuple[str, ...]) -> list[str]:
    """The failing replies to these keys, each once, in the table's order."""
    found = [
        wire(text)
        for scenario in scenarios.values()
        for key in keys
        for text in texts(scenario.get(key, ""))
    ]
    return list(dict.fromkeys(reply for reply in found if reply[:1] in ("4", "5")))


def main() -> None:
    scenarios = load_scenarios()
    FOLDER.mkdir(exist_ok=True)
    for phase, keys in PHASES.items():
        (FOLDER / f"{phase}.txt").write_text("".join(replies(scenarios, keys)))
        (FOLDER / f"{phase}.about").write_text(
            "tool: make/make_reply.py\n"
            "command: make.sh reply\n"
            f"scenario: what the scripted server may answer: {', '.join(keys)} of every scenario\n"
            "made: 2026-11\n"
        )
        print(f"reply/{phase}")


if __name__ == "__main__":
    main()
