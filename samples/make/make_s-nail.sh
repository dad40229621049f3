#!/bin/bash
# samples/s-nail: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=s-nail
tool=$(dpkg-query -Wf '${Package} ${Version}' s-nail)
as_alice
secret=s3cret-whybounce-SNAIL
printf '%s\n' 'Hello Alice,' '.this line begins with a dot.' >/tmp/body.txt

# say NAME SCENARIO OPTIONS RECIPIENT...: s-nail, which reads the body from its standard input
say() {
    local name=$1 scenario=$2 options=$3
    shift 3
    recorded "$name" "$scenario" sh -c \
        "s-nail -:/ -v -v -S v15-compat -S sendwait -S from=$sender $options -s 'test of s-nail' $* </tmp/body.txt"
}

plain='-S mta=smtp://mx.example.net:25 -S smtp-auth=none'
login="-S mta=smtp://alice%40example.net:$secret@mx.example.net:25"
tls='-S smtp-use-starttls -S tls-verify=ignore'
say clean tower/clean "$login $tls" alice@example.net
say auth-535 kite/auth-535 "$login -S smtp-auth=login" alice@example.net
say rcpt-550 lantern/rcpt-550 "$plain $tls" nobody@example.net
say rcpt-451-greylist ridge/rcpt-451-greylist "$plain" alice@example.net bob@example.net
say dot-554 orbit/dot-554 "$plain" alice@example.net
say 552-too-big pebble/552-too-big "$plain" alice@example.net
say dropped beacon/dropped "$plain" alice@example.net
