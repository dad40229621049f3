#!/bin/sh
# Takes a mail as a pipe(8) or alias command would; its argument says how it fails.
cat >/dev/null
case $1 in
full)
    echo "archive: disk quota exceeded for $1"
    exit 1
    ;;
busy)
    [ -e /tmp/archive.unlocked ] && exit 0
    touch /tmp/archive.unlocked
    echo "archive: database is locked"
    exit 75
    ;;
esac
