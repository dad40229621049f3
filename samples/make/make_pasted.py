#!/usr/bin/python3
"""Writes samples/pasted: samples of other folders as people paste them into
mails and bug reports.

Each takes a transcript that a program made and does to it what a mail program,
an issue tracker or a careful person does.
"""

import html
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

SAMPLES = Path(__file__).parent.parent
GREEN, CYAN, BOLD, PLAIN = "\033[32m", "\033[36m", "\033[1;31m", "\033[0m"


def read(sample: str) -> list[str]:
    """The lines of a sample, without their ends."""
    return (SAMPLES / f"{sample}.txt").read_bytes().decode().replace("\r\n", "\n").rstrip("\n").split("\n")


def quoted(lines: list[str]) -> list[str]:
    """In an answer to a mail."""
    return [
        "Hi Bob,",
        "",
        "that is their server, not yours. Look at the last lines.",
        "",
        "On Mon, 23 Nov 2026 at 10:21, Bob <bob@example.org> wrote:",
        "> Hello,",
        "> my mail to Alice does not get through. This is what swaks says:",
        ">",
        *("> " + line if line else ">" for line in lines),
        ">",
        "> Any ideas?",
        "",
        "Regards",
        "Carol",
    ]


def quoted_twice(lines: list[str]) -> list[str]:
    return [">> My log says:", ">>", *(">> " + line for line in lines), ">", "> Which version is that?", "", "The newest."]


def numbered(lines: list[str]) -> list[str]:
    """As an editor or cat -n shows it."""
    return [f"{number:6}\t{line}" for number, line in enumerate(lines, 1)]


def numbered_colon(lines: list[str]) -> list[str]:
    return [f"{number:03}: {line}" for number, line in enumerate(lines, 1)]


def fenced(lines: list[str]) -> list[str]:
    """In an issue, in Markdown."""
    return [
        "### What happened?",
        "",
        "Sending fails since Friday. I ran it with the verbose option on:",
        "",
        "```",
        *lines,
        "```",
        "",
        "Before that it worked with the same password. `postfix check` finds nothing.",
        "",
        "- [x] I have searched the existing issues",
    ]


def indented(lines: list[str]) -> list[str]:
    return ["This is all I get:", "", *("    " + line for line in lines), "", "Thanks for looking into it!"]


def stamped(lines: list[str]) -> list[str]:
    """Through ts, or by a logger."""
    return [f"Nov 23 10:21:{7 + number // 6:02} {line}" for number, line in enumerate(lines)]


def bracketed(lines: list[str]) -> list[str]:
    return [f"[2026-11-23T10:21:07.{100 + 13 * number:03}Z] {line}" for number, line in enumerate(lines)]


def entities(lines: list[str]) -> list[str]:
    """Out of a web page's source."""
    return ["<pre>", *(html.escape(line) for line in lines), "</pre>"]


def coloured(lines: list[str]) -> list[str]:
    """From a terminal that colours by direction."""

    def colour(line: str) -> str:
        if re.search(r"\b[45]\d\d[ -]", line):
            return BOLD + line + PLAIN
        return (CYAN if line.startswith("<") else GREEN) + line + PLAIN

    return [colour(line) for line in lines]


def redacted(lines: list[str]) -> list[str]:
    """Names and addresses are nobody's business."""
    text = "\n".join(lines)
    text = re.sub(r"<[\w.]+@[\w.]+>", "<redacted>", text)
    text = re.sub(r"[\w.]+@[\w.]+", "redacted", text)
    text = re.sub(r"\d+\.\d+\.\d+\.\d+", "xxx.xxx.xxx.xxx", text)
    text = re.sub(r"\b(mx|client)\.example\.(net|org)\b", "***", text)
    return text.split("\n")


def caret_m(lines: list[str]) -> list[str]:
    """The CR of each line has become two characters."""
    return [line + "^M" for line in lines]


def doubled(lines: list[str]) -> list[str]:
    """CR and LF have become a line end each."""
    return [part for line in lines for part in (line, "")]


def smart(lines: list[str]) -> list[str]:
    """Out of a word processor: quotes, dots and arrows are typographic, and there are no-break spaces."""

    def dress(line: str) -> str:
        line = re.sub(r'"([^"]*)"', "\u201c\\1\u201d", line)
        line = re.sub(r"(?<=\w)'(?=\w)", "\u2019", line).replace("...", "\u2026")
        return line.replace("  ", "\u00a0 ")

    return [dress(line) for line in lines]


class Paste(NamedTuple):
    """A sample's name, where it comes from, and what is done to it."""

    name: str
    source: str
    change: Callable[[list[str]], list[str]]
    note: str


PASTES = (
    Paste("quoted", "swaks/rcpt-550", quoted, "quoted in an answer"),
    Paste("quoted-twice", "telnet/rcpt-451-greylist", quoted_twice, "quoted twice, then answered twice"),
    Paste("numbered", "telnet/rcpt-550", numbered, "with line numbers, as cat -n gives them"),
    Paste("numbered-colon", "swaks/552-too-big", numbered_colon, "with line numbers and a colon"),
    Paste("fenced", "curl/rcpt-550", fenced, "in a Markdown issue, fenced, with words around it"),
    Paste("indented", "exim/rcpt-550", indented, "indented, with words around it"),
    Paste("stamped", "telnet/dot-554", stamped, "each line with date and time before it"),
    Paste("stamped-brackets", "swaks/rcpt-451-greylist", bracketed, "each line with a time in brackets before it"),
    Paste("html-entities", "swaks/dot-554", entities, "HTML entities, as in the source of a page"),
    Paste("ansi-coloured", "curl/552-too-big", coloured, "coloured by escape sequences"),
    Paste("redacted", "swaks/rcpt-550", redacted, "names and addresses taken out"),
    Paste("caret-m", "sendmail/rcpt-550", caret_m, "each CR shown as ^M"),
    Paste("crlf-lost", "exim/server-typed-rcpt-550", doubled, "each CR LF turned into two line ends"),
    Paste("smart-quotes", "telnet/dot-554", smart, "typographic quotes, dots and blanks out of a word processor"),
)


def main() -> int:
    (SAMPLES / "pasted").mkdir(exist_ok=True)
    for paste in PASTES:
        file = SAMPLES / "pasted" / f"{paste.name}.txt"
        file.write_text("\n".join(paste.change(read(paste.source))) + "\n", newline="")
        source = (SAMPLES / f"{paste.source}.about").read_text().splitlines()
        kept = [line for line in source if line.startswith(("tool:", "scenario:", "made:", "dialog:"))]
        command = f"command: make_pasted.py, out of {paste.source}"
        file.with_suffix(".about").write_text("\n".join([kept[0], command, *kept[1:-1], f"note: {paste.note}", kept[-1]]) + "\n")
        print(f"pasted/{paste.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
