#!/usr/bin/env python3
"""Compares the dialogue that whybounce reads in each sample with the `dialog:` line of its .about, which says what went over the wire.

Usage: check_dialogs.py PROGRAM SAMPLES

A line is "(connect) 220, EHLO 250, QUIT -": verb and code, "-" for what was never answered; sessions follow one another in the order of their
first lines. Where a text holds the server's side alone, verbs cannot be read and only the codes count; what nobody answered and the text does not
show is not compared either. Samples without the line are counted.
"""
import json
import pathlib
import subprocess
import sys

ONE_SIDED = "(unsolicited)"


def wanted(about):
    """The pairs of the dialog line; None when there is none."""
    for line in about.read_text(encoding="utf-8").splitlines():
        if line.startswith("dialog:"):
            return [tuple(pair.rsplit(" ", 1)) for pair in line.removeprefix("dialog:").strip().split(", ")]
    return None


def sample_of(about):
    return next(path for path in sorted(about.parent.glob(about.stem + ".*")) if path.suffix != ".about" and path.stem == about.stem)


def read(program, sample):
    """The exchanges of each session, the sessions by their first lines."""
    run = subprocess.run([program, "--format", "ndjson", str(sample)], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    records = [json.loads(line) for line in run.stdout.splitlines()]
    return [s["exchanges"] for s in sorted((r for r in records if r["record"] == "session"), key=lambda r: r["line"])]


def pairs_of(sessions):
    return [(e["verb"], "-" if e["code"] is None else str(e["code"])) for exchanges in sessions for e in exchanges]


def visible(sessions):
    """Without what the text does not show and nobody answered: the content that may have come before the connection broke."""
    return [[e for e in exchanges if e["code"] is not None or e["seen"] != "unseen"] for exchanges in sessions]


def is_one_sided(pairs):
    """No command is in the text; the greeting has none anyway."""
    verbs = {verb for verb, _ in pairs}
    return ONE_SIDED in verbs and verbs <= {ONE_SIDED, "(connect)"}


def fits(want, sessions):
    got = pairs_of(sessions)
    if is_one_sided(got):
        return [code for _, code in want if code != "-"] == [code for _, code in got]
    return want in (got, pairs_of(visible(sessions)))


def shown(pairs):
    return ", ".join(" ".join(pair) for pair in pairs)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    program, folder = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    compared = failed = without = 0
    for about in sorted(folder.glob("*/*.about")):
        want = wanted(about)
        if want is None:
            without += 1
            continue
        sessions = read(program, sample_of(about))
        compared += 1
        if not fits(want, sessions):
            failed += 1
            print(f"{about.with_suffix('')}\n  want {shown(want)}\n  got  {shown(pairs_of(sessions))}")
    print(f"{compared - failed} dialogs as said, {failed} not, {without} samples without the line")
    return 1 if failed or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
