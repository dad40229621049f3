#!/usr/bin/env python3
"""Runs whybounce over every file of a folder of corpora; fails when one ends with a signal or a status it must not have.
Usage: run_corpora.py PROGRAM FOLDER"""
import pathlib
import subprocess
import sys

BATCH = 200
ALLOWED = {0, 3, 5}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    files = sorted(str(p) for p in folder.rglob("*") if p.is_file())
    bad = 0
    for begin in range(0, len(files), BATCH):
        batch = files[begin:begin + BATCH]
        run = subprocess.run([program, "--format", "ndjson", "--all", "--events", *batch], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if run.returncode not in ALLOWED:
            bad += 1
            print(f"status {run.returncode} for {batch[0]} … {batch[-1]}: {run.stderr.decode(errors='replace')[-300:]}")
    print(f"{len(files)} files read, {bad} batches failed")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main())
