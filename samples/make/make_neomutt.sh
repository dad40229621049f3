#!/bin/bash
# samples/neomutt: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=neomutt
tool=$(dpkg-query -Wf '${Package} ${Version}' neomutt)
as_alice
secret=s3cret-whybounce-NEOMUTT
printf '%s\n' 'Hello Alice,' '.this line begins with a dot.' >/tmp/body.txt
printf '%s\n' "set from=$sender" 'set realname="Sender Example"' 'set hostname=client.example.org' 'set copy=no' \
    'set ssl_force_tls=no' 'set ssl_starttls=no' 'set smtp_url=smtp://mx.example.net:25' >/home/alice/plain.rc
printf '%s\n' 'source /home/alice/plain.rc' 'set smtp_url=smtp://alice%40example.net@mx.example.net:25' \
    "set smtp_pass=$secret" 'set smtp_authenticators=login' >/home/alice/login.rc
printf '%s\n' 'source /home/alice/login.rc' 'set smtp_authenticators=plain' 'set ssl_starttls=yes' 'set ssl_verify_host=no' \
    'set certificate_file=/tmp/cert.pem' >/home/alice/tls.rc

# say NAME SCENARIO CONFIGURATION LEVEL RECIPIENT...: neomutt's debug log
say() {
    local name=$1 scenario=$2 rc=$3 level=$4
    shift 4
    rm -f /home/alice/debug*
    recorded "$name" "$scenario" sh -c \
        "neomutt -n -F ~/$rc.rc -d $level -l ~/debug -s 'test of NeoMutt' $* </tmp/body.txt >/dev/null 2>&1; cat ~/debug0"
}

say clean ridge/clean tls 2 alice@example.net
note='the first try is LOGIN by NeoMutt itself, whose log leaves the prompts out; the second is by its SASL library' \
    adapt='s/AUTH 334, \(auth\) 334/AUTH -, (auth) -/' say auth-535 pebble/auth-535 login 2 alice@example.net
say rcpt-550 tower/rcpt-550 plain 2 alice@example.net nobody@example.net
say rcpt-451-greylist harbor/rcpt-451-greylist plain 2 alice@example.net
say dot-554 kite/dot-554 plain 2 alice@example.net
say 552-too-big beacon/552-too-big plain 2 alice@example.net
say dropped orbit/dropped plain 5 alice@example.net
