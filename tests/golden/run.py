#!/usr/bin/env python3
"""Compares what whybounce prints for every sample, in every format, with the files beside this script.

  run.py PROGRAM SAMPLES            compare; status 1 and a diff when something differs
  run.py PROGRAM SAMPLES --update   write what is printed now, to be reviewed with `git diff`
"""
import difflib
import os
import pathlib
import subprocess
import sys

FORMATS = {"text": ".txt", "json": ".json", "ndjson": ".ndjson", "junit": ".xml"}
GOLDEN = pathlib.Path(__file__).parent
DIFF_LINES = 40


def samples(folder):
    return sorted(p for p in folder.glob("*/*") if p.is_file() and p.suffix != ".about" and p.parent.name != "make")


def printed(program, sample, form):
    """What the program prints for a sample, run in the sample's own folder so that names are short."""
    command = [program, "--format", form, "--color", "never", "--year", "2026", sample.name]
    run = subprocess.run(command, cwd=sample.parent, env=os.environ | {"LC_ALL": "C", "COLUMNS": ""}, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if run.returncode != 0:
        raise SystemExit(f"{sample}: --format {form} ended with {run.returncode}: {run.stderr.decode()}")
    return run.stdout


def differs(golden, now, update):
    then = golden.read_bytes() if golden.exists() else b""
    if then == now:
        return False
    if update:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(now)
        return False
    lines = difflib.unified_diff(then.decode(errors="replace").splitlines(), now.decode(errors="replace").splitlines(), str(golden), "now", lineterm="")
    print("\n".join(list(lines)[:DIFF_LINES]))
    return True


def stale(expected):
    """Golden files whose sample is gone."""
    return sorted(p for suffix in FORMATS.values() for p in GOLDEN.glob(f"*/*{suffix}") if p not in expected)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    program, folder = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    update = "--update" in sys.argv
    expected, failed = set(), 0
    for sample in samples(folder):
        for form, suffix in FORMATS.items():
            golden = GOLDEN / sample.parent.name / (sample.stem + suffix)
            expected.add(golden)
            failed += differs(golden, printed(program, sample, form), update)
    for path in stale(expected):
        if update:
            path.unlink()
        else:
            print(f"{path}: no sample has this name any more")
            failed += 1
    print(f"{len(expected) - failed} passed, {failed} failed")
    return 1 if failed or not expected else 0


if __name__ == "__main__":
    sys.exit(main())
