#!/usr/bin/env python3
"""Compares pages of explain, compare and codes, and reports in other languages, with the files beside this script.

  run.py PROGRAM ROOT            compare; status 1 and a diff when something differs
  run.py PROGRAM ROOT --update   write what is printed now, to be reviewed with `git diff`
"""
import difflib
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
DIFF_LINES = 40
GMAIL = "550-5.1.1 The email account that you tried to reach does not exist. https://support.google.com/mail/?p=NoSuchUser x-gsmtp"
HOSTILE = "550 5.7.1 <script>alert(1)</script> | *bold* `code` [a](b) \x1b[31mred \u202eevil spam"

# file -> what is asked for; "{lang}" in a name stands for each language of LANGUAGES.
LANGUAGES = ["en", "de", "es", "fr", "ja", "zh"]  # one more as soon as it is whole
PAGES = {
    "explain-550.{lang}.txt": ["explain", "550"],
    "explain-reply.{lang}.txt": ["explain", GMAIL],
    "explain-rival.{lang}.txt": ["explain", "550 5.1.1 the mailbox of this user is over quota"],
    "compare.{lang}.txt": ["compare", "450", "5.2.2"],
    "compare-reasons.{lang}.txt": ["compare", "recipient.unknown", "recipient.disabled"],
    "codes.{lang}.txt": ["codes", "4"],
    "report.{lang}.txt": ["samples/telnet/rcpt-554-relay.txt"],
    "log.{lang}.txt": ["--year", "2026", "--top", "3", "samples/postfix/mail.log"],
    "explain-552.{lang}.html": ["explain", "552", "--format", "html"],
    "compare.{lang}.html": ["compare", "450", "5.2.2", "--format", "html"],
    "compare.{lang}.md": ["compare", "450", "5.2.2", "--format", "markdown"],
    "codes-5.7.2.{lang}.md": ["codes", "5.7.2", "--format", "markdown"],
    "hostile.txt": ["explain", HOSTILE],
    "hostile.md": ["explain", HOSTILE, "--format", "markdown"],
    "hostile.html": ["explain", HOSTILE, "--format", "html"],
    "explain-550.json": ["explain", "550", "--format", "json"],
    "explain-reply.json": ["explain", GMAIL, "--format", "json", "--lang", "de"],
    "compare.json": ["compare", "450", "5.2.2", "--format", "json"],
}


def is_there(root, language):
    return (root / "src/language/data" / language / "language.lang").exists()


def rows(root):
    for name, arguments in PAGES.items():
        if "{lang}" not in name:
            yield name, arguments
        for language in LANGUAGES if "{lang}" in name else ():
            if is_there(root, language):
                yield name.format(lang=language), [*arguments, "--lang", language]


def printed(program, root, arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LC_")} | {"LANG": "C", "NO_COLOR": "1", "COLUMNS": ""}
    run = subprocess.run([program, *arguments], cwd=root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if run.returncode != 0:
        raise SystemExit(f"{arguments} ended with {run.returncode}: {run.stderr.decode()}")
    return run.stdout.decode()


def differs(path, now, update):
    then = path.read_text(encoding="utf-8") if path.exists() else ""
    if then != now and update:
        path.write_text(now, encoding="utf-8")
    elif then != now:
        lines = difflib.unified_diff(then.splitlines(), now.splitlines(), path.name, "now", lineterm="")
        print("\n".join(list(lines)[:DIFF_LINES]))
    return then != now and not update


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    program, root = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    update = "--update" in sys.argv
    wanted = dict(rows(root))
    failed = [name for name, arguments in wanted.items() if differs(HERE / name, printed(program, root, arguments), update)]
    for path in sorted(HERE.iterdir()):
        if path.suffix != ".py" and path.name not in wanted:
            print(f"{path.name}: no row has this name any more")
            failed.append(path.name)
            if update:
                path.unlink()
    print(f"{len(wanted) - len(failed)} pages as they were, {len(failed)} not")
    return 1 if failed and not update else 0


if __name__ == "__main__":
    sys.exit(main())
