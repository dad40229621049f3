#!/usr/bin/python3
"""Types lines at an interactive program and prints its screen:

    type_at.py LINE... -- COMMAND [ARGUMENT...]

COMMAND runs on a terminal of its own.  Each LINE is typed, and echoed by the
terminal, once the screen has been quiet for a moment, as a person waits for
the answer before typing on.  The line "^D" types end of file.  What a person
would copy from the terminal comes out: line ends are LF.
"""

import os
import pty
import select
import sys

QUIET = 0.4  # seconds without output after which the next line is typed
PATIENCE = 6.0  # seconds to wait for the program's end after the last line


def read_screen(terminal: int, seconds: float) -> bytes | None:
    """Everything until the screen is quiet that long; None when the program has gone."""
    screen = b""
    while select.select([terminal], [], [], seconds)[0]:
        try:
            screen += os.read(terminal, 65536)
        except OSError:
            return screen or None
    return screen


def converse(terminal: int, lines: list[str]) -> bytes:
    screen = read_screen(terminal, QUIET) or b""
    for line in lines:
        os.write(terminal, b"\x04" if line == "^D" else line.encode() + b"\n")
        shown = read_screen(terminal, QUIET)
        if shown is None:
            return screen
        screen += shown
    while shown := read_screen(terminal, PATIENCE):
        screen += shown
    return screen


def main() -> None:
    end = sys.argv.index("--")
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(sys.argv[end + 1], sys.argv[end + 1 :])
    screen = converse(terminal, sys.argv[1:end])
    os.close(terminal)
    sys.stdout.buffer.write(screen.replace(b"\r\n", b"\n").replace(b"\r", b""))


if __name__ == "__main__":
    main()
