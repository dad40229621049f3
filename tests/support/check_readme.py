#!/usr/bin/env python3
"""Compares the console blocks of the documentation with what whybounce prints.

  check_readme.py ROOT PROGRAM            run every `$ ./whybounce …`; status 1 and a diff when a block differs
  check_readme.py ROOT PROGRAM --update   write what is printed now, to be reviewed with `git diff`

A command stands after `$ ` in a ```console block and may go on over several lines inside quotes. It is run in ROOT, without
a shell and without a terminal. A block that ends in `[...]` shows only the beginning of the output. Other commands are left alone.
"""
import difflib
import os
import pathlib
import re
import shlex
import subprocess
import sys

PAGES = ["README.md", "docs/exit-status.md", "docs/formats.md", "docs/events.md", "docs/lint.md"]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT, OURS, CUT = "$ ", "./whybounce", "[...]"
VARIABLES = {"LC_ALL": "C.UTF-8", "NO_COLOR": "1"}


def words_of(lines):
    """The words of a command that begins with the first line; how many lines it takes."""
    for count in range(1, len(lines) + 1):
        try:
            return shlex.split("\n".join(lines[:count])[len(PROMPT):]), count
        except ValueError:  # an open quote: the command goes on
            continue
    raise SystemExit(f"no end of the quotes in: {lines[0]}")


def printed(root, program, words):
    """All that a terminal would show."""
    run = subprocess.run([program, *words[1:]], cwd=root, env=os.environ | VARIABLES, stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return run.stdout.decode().splitlines()


def cut_like(shown, output):
    """The output, cut where the block cuts it."""
    if CUT not in shown:
        return output
    kept = shown.index(CUT)
    return output[:kept] + [CUT] if kept < len(output) else output


def checked(root, program, block):
    """The lines of a block as they should be."""
    lines, result = block.splitlines(), []
    while lines:
        words, taken = words_of(lines) if lines[0].startswith(PROMPT) else ([], 1)
        result += lines[:taken]
        lines = lines[taken:]
        if words[:1] == [OURS]:
            end = next((i for i, line in enumerate(lines) if line.startswith(PROMPT)), len(lines))
            result += cut_like(lines[:end], printed(root, program, words))
            lines = lines[end:]
    return "".join(line + "\n" for line in result)


def checked_page(root, program, text):
    return BLOCK.sub(lambda match: "```console\n" + checked(root, program, match.group(1)) + "```", text)


def differs(root, program, page, update):
    path = root / page
    then = path.read_text(encoding="utf-8")
    now = checked_page(root, program, then)
    if then != now and update:
        path.write_text(now, encoding="utf-8")
    elif then != now:
        print("\n".join(difflib.unified_diff(then.splitlines(), now.splitlines(), page, "printed now", lineterm="")))
    return then != now and not update


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    root, program = pathlib.Path(sys.argv[1]), str(pathlib.Path(sys.argv[2]).resolve())
    failed = [page for page in PAGES if differs(root, program, page, "--update" in sys.argv)]
    print(f"{len(PAGES) - len(failed)} pages show what the program prints, {len(failed)} do not")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
