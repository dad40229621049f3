#!/usr/bin/env python3
"""Every English message is said by the program, and the program says none that is not there. Usage: check_messages.py ROOT

A message counts as said where its key, or a beginning of its key that ends in a full stop ("role." + actor), stands as a
string in src/report or src/cli, or where `anomaly.` and `label.` are put before a key that stands there.
"""
import pathlib
import re
import sys

PAIR = re.compile(r"^([A-Za-z0-9.-]+):", re.MULTILINE)
SAID = re.compile(r'\bin_?\.(?:say|count|find)\(\s*"([a-z][a-z.-]+[a-z])"')


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.strip())
    root = pathlib.Path(sys.argv[1])
    files = sorted((root / "src/language/data/en").glob("*.lang"))
    keys = {key for path in files if path.name != "language.lang" for key in PAIR.findall(path.read_text(encoding="utf-8"))}
    code = "\n".join(path.read_text(encoding="utf-8") for room in ("report", "cli") for path in sorted((root / "src" / room).glob("*.[ch]pp")))
    strings = set(re.findall(r'"([^"\n]*)"', code))
    bases = {re.sub(r"\.(one|other)$", "", key) for key in keys}
    faults = [f"no message `{key}`, which the program says" for key in sorted(set(SAID.findall(code))) if key not in bases]
    for base in sorted(bases):
        prefix, _, last = base.rpartition(".")
        whole = base in strings
        composed = f"{prefix}." in strings and prefix not in ("label",)
        label = prefix == "label" and last in strings
        if not (whole or composed or label or base.startswith("anomaly.") or base.startswith("count.")):
            faults.append(f"nobody says the message `{base}`")
    print("\n".join(faults) or f"{len(bases)} messages, all of them said")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
