#!/bin/bash
# The lines of samples/postfix/rfc3339.log as collectors hand them on: make_framings.sh, without a world of its own.
# journald's formats are made by journalctl itself, from a journal that systemd-journal-remote wrote; the wraps of
# Docker's json-file driver and of containerd are written here, as their documentation has them.
set -euo pipefail
make=$(cd "$(dirname "$0")" && pwd)
samples=$make/..
source_log=$samples/postfix/rfc3339.log
remote=${JOURNAL_REMOTE:-/lib/systemd/systemd-journal-remote}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

about() { # NAME TOOL COMMAND
    {
        echo "tool: $2"
        echo "command: $3"
        echo "scenario: The first 60 lines of rfc3339.log, wrapped"
        echo "made: 2026-11"
    } >"$samples/postfix/$1.about"
}

head -60 "$source_log" >"$work/lines"
"$make/wrap_lines.py" export <"$work/lines" >"$work/export"
"$remote" -o "$work/x.journal" "$work/export" 2>/dev/null

version=$(journalctl --version | sed -n '1s/systemd \([0-9]*\).*/\1/p')
for format in short-precise short-full short-unix json export; do
    name=journal-$format
    journalctl --utc --no-pager --file "$work/x.journal" -o "$format" >"$samples/postfix/$name.log"
    about "$name" "Postfix 3.7.11 and journalctl $version (Debian 12)" "journalctl --utc -u postfix -o $format"
done
for wrap in docker kubernetes; do
    "$make/wrap_lines.py" "$wrap" <"$work/lines" >"$samples/postfix/$wrap.log"
    about "$wrap" "Postfix 3.7.11 (Debian 12), wrapped by make/wrap_lines.py" "make_framings.sh"
done
"$make/check.py"
