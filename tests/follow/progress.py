#!/usr/bin/env python3
"""A long reading tells on a terminal how far it is, and takes the line away. Usage: progress.py PROGRAM LOG"""
import os
import pathlib
import pty
import subprocess
import sys
import threading
import time

CASES = (  # name, options, environment, is something told
    ("on a terminal", [], {}, True),
    ("records between it", ["--format", "ndjson"], {}, True),  # standard output is a pipe
    ("not wanted", ["--no-progress"], {}, False),
    ("in CI", [], {"CI": "true"}, False),
    ("a terminal that cannot go back", [], {"TERM": "dumb"}, False),
)


def feed(pipe, log):
    """Text for the look at the head, then silence for longer than the program's patience, then more."""
    pipe.write(log)
    pipe.flush()
    time.sleep(1.2)
    for _ in range(10):
        pipe.write(log)
    pipe.close()


def told(program, log, options, environment):
    ours, theirs = pty.openpty()
    base = {key: value for key, value in os.environ.items() if key not in ("CI", "TERM")}
    run = subprocess.Popen([program, *options, "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=theirs, env={**base, **environment})
    os.close(theirs)
    threading.Thread(target=feed, args=(run.stdin, log)).start()
    text = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        text += part
    run.wait()
    return text.decode()


def main():
    program, log = sys.argv[1], pathlib.Path(sys.argv[2]).read_bytes()
    log *= 2 * 1024 * 1024 // len(log) + 1
    faults, results = [], {}
    runs = [threading.Thread(target=lambda case=case: results.__setitem__(case[0], told(program, log, case[1], case[2]))) for case in CASES]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    for name, _, _, wanted in CASES:
        text = results[name]
        if not wanted and text:
            faults.append(f"{name}: {text!r}")
        if wanted and not (text.startswith("\rwhybounce: ") and "MB/s" in text and text.endswith(" \r") and "\n" not in text):
            faults.append(f"{name}: {text!r}")
    print("\n".join(faults) or f"{len(CASES)} cases")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
