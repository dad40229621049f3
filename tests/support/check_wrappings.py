#!/usr/bin/env python3
"""Puts around every transcript sample what mails, issues, forums and terminals put around it, and checks that the same dialog is read.

Usage: check_wrappings.py PROGRAM SAMPLES [WRAPPING]

The dialog of the text as it stands is the measure: commands and codes, and the dialect. Samples of the folders in NOT_PASTED are left out,
as are pairs in EXCEPT, each with its reason. Words that people write around a paste must not become a part of it either.
"""
import html
import json
import pathlib
import subprocess
import sys
import tempfile

GREEN, RED, PLAIN = "\033[32m", "\033[1;31m", "\033[0m"
NOT_PASTED = {"make", "reply", "pasted", "postfix"}
BEFORE = ["Hello all,", "", "since Friday mails to one customer come back. This is what I get:", ""]
BEHIND = ["", "Any idea what they want from us? The 550 is not from our server.", "", "Thanks", "Carol"]


def each(change):
    return lambda lines: [change(line) for line in lines]


def counted(change):
    return lambda lines: [change(number, line) for number, line in enumerate(lines, 1)]


def quote(line):
    return ">" if not line else "> " + line


WRAPPINGS = {
    "four blanks": each(lambda line: "    " + line),
    "tab": each(lambda line: "\t" + line),
    "two blanks": each(lambda line: "  " + line),
    "quoted": each(quote),
    "quoted twice": each(lambda line: quote(quote(line))),
    "quoted tightly": each(lambda line: ">" + line),
    "quoted with a bar": each(lambda line: "| " + line),
    "numbered": counted(lambda n, line: f"{n:6}\t{line}"),
    "numbered with dots": counted(lambda n, line: f"{n}. {line}"),
    "numbered with colons": counted(lambda n, line: f"{n}: {line}"),
    "quoted and numbered": counted(lambda n, line: f"> {n}: {line}"),
    "numbered and quoted": counted(lambda n, line: f"{n:3} > {line}"),
    "bullets": each(lambda line: "- " + line),
    "stars": each(lambda line: "* " + line),
    "bullets, indented": each(lambda line: "  * " + line),
    "stamped": counted(lambda n, line: f"10:15:{n % 60:02} {line}"),
    "stamped with a date": counted(lambda n, line: f"2026-11-22 10:15:{n % 60:02}.123 {line}"),
    "stamped in brackets": counted(lambda n, line: f"[2026-11-22T10:15:{n % 60:02}Z] {line}"),
    "stamped as syslog": counted(lambda n, line: f"Nov 22 10:15:{n % 60:02} {line}"),
    "container": counted(lambda n, line: f"mailer-1  | {line}"),
    "HTML entities": each(html.escape),
    "HTML page": lambda lines: ["<p>It says:</p>", "<pre><code>" + html.escape(lines[0]), *map(html.escape, lines[1:]), "</code></pre>"],
    "HTML breaks": each(lambda line: html.escape(line).replace("  ", "&nbsp; ") + "<br />"),
    "colours": each(lambda line: (RED if "55" in line else GREEN) + line + PLAIN),
    "fenced": lambda lines: [*BEFORE, "```", *lines, "```", *BEHIND],
    "fenced with a language": lambda lines: [*BEFORE, "```text", *lines, "```", *BEHIND],
    "fenced in a list": lambda lines: ["1. I ran this:", "   ```sh", *("   " + line for line in lines), "   ```", "2. That is all."],
    "tildes": lambda lines: [*BEFORE, "~~~", *lines, "~~~", *BEHIND],
    "BBCode": lambda lines: [*BEFORE, "[code]", *lines, "[/code]", *BEHIND],
    "prose around": lambda lines: [*BEFORE, *lines, *BEHIND],
    "indented in prose": lambda lines: [*BEFORE, *("    " + line for line in lines), *BEHIND],
    "quoted in prose": lambda lines: ["Hi Bob,", "", "that is their server.", "", "On Sunday Bob wrote:", "> Hello,", ">", *map(quote, lines), ">", "> Any ideas?", "", "No."],
    "trailing blanks": each(lambda line: line + "   "),
    "CRLF": each(lambda line: line + "\r"),
    "CR LF LF": lambda lines: [part for line in lines for part in (line, "")],
    "no-break blanks": each(lambda line: line.replace(" ", "\u00a0")),
    "no-break indentation": each(lambda line: "\u00a0\u00a0\u00a0\u00a0" + line),
    "zero-width": each(lambda line: "\u200b" + line),
    "byte order mark": lambda lines: ["\ufeff" + lines[0], *lines[1:]],
    "leading blanks lost": each(lambda line: line.lstrip(" \t")),
    "quoted, indented": each(lambda line: "    > " + line),
    "quoted and coloured": each(lambda line: f"> {GREEN}{line}{PLAIN}"),
    "quoted entities": each(lambda line: "&gt; " + html.escape(line)),
}

# What cannot be read, and why: (wrapping, folder, beginning of the sample's name).
EXCEPT = {
    ("stars", "telnet", "connect-silent"): "telnet said three lines, and each looks like a note of curl",
    ("container", "telnet", "connect-refused"): "two lines that share more than the name of a container",
    ("stamped", "exim", "debug-all-rcpt-451"): "Exim's own stamps look the same",
    ("stamped", "exim", "server-debug-all-dot-554"): "Exim's own stamps look the same",
    ("prose around", "javamail", "dropped"): "commands wait for their answers when the prose begins",
    ("quoted in prose", "javamail", "dropped"): "commands wait for their answers when the prose begins",
    ("prose around", "ngrep", "dropped"): "the prose stands in the last packet",
    ("quoted in prose", "ngrep", "dropped"): "the prose stands in the last packet",
    ("prose around", "tcpflow", "dropped"): "the prose stands in the last packet",
    ("quoted in prose", "tcpflow", "dropped"): "the prose stands in the last packet",
    ("leading blanks lost", "javamail", "dropped"): "content that is cut is told from a command by its place alone",
    ("leading blanks lost", "exim", "server-debug-rcpt-550"): "the raw reply that is repeated stands like a further line",
    ("leading blanks lost", "tshark-follow", ""): "the blanks are the marks",
}


def is_excepted(wrapping, file):
    return any(wrapping == name and file.parent.name == folder and file.name.startswith(stem) for name, folder, stem in EXCEPT)


def transcripts(samples):
    for about in sorted(samples.glob("*/*.about")):
        if about.parent.name in NOT_PASTED:
            continue
        yield from (path for path in sorted(about.parent.glob(about.stem + ".*")) if path.suffix != ".about" and path.stem == about.stem)


def read_all(program, files):
    """-> {file: (dialects, [(verb, code), ...])}, the sessions by their first lines"""
    sessions = {str(file): [] for file in files}
    for start in range(0, len(files), 400):
        chunk = [str(file) for file in files[start : start + 400]]
        run = subprocess.run([program, "--format", "ndjson", *chunk], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        for line in run.stdout.splitlines():
            record = json.loads(line)
            if record["record"] == "session":
                sessions[record["input"]].append(record)
    return {file: dialog_of(told) for file, told in sessions.items()}


def dialog_of(sessions):
    sessions = sorted(sessions, key=lambda s: s["line"])
    pairs = [(e["verb"], e["code"]) for s in sessions for e in s["exchanges"]]
    return sorted({s["dialect"] for s in sessions}), pairs


def shown(dialog):
    dialects, pairs = dialog
    return "/".join(dialects) + ": " + ", ".join(f"{verb} {code or '-'}" for verb, code in pairs)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    program, samples = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    wrappings = {name: change for name, change in WRAPPINGS.items() if len(sys.argv) < 4 or name == sys.argv[3]}
    files = list(transcripts(samples))
    plain = read_all(program, files)
    failed = 0
    for name, change in wrappings.items():
        with tempfile.TemporaryDirectory() as folder:
            wrapped = {}
            for file in files:
                text = file.read_bytes().decode("utf-8", "surrogateescape").replace("\r\n", "\n").rstrip("\n")
                copy = pathlib.Path(folder) / (file.parent.name + "--" + file.name)
                copy.write_bytes(("\n".join(change(text.split("\n"))) + "\n").encode("utf-8", "surrogateescape"))
                wrapped[str(copy)] = str(file)
            got = read_all(program, list(wrapped))
        wrong = [(file, got[copy]) for copy, file in wrapped.items() if got[copy] != plain[file] and not is_excepted(name, pathlib.Path(file))]
        failed += len(wrong)
        print(f"{name}: {len(files) - len(wrong)} of {len(files)}")
        for file, dialog in wrong if len(sys.argv) > 3 else wrong[:3]:
            print(f"  {pathlib.Path(file).relative_to(samples)}\n    want {shown(plain[file])}\n    got  {shown(dialog)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
