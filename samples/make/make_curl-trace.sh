#!/bin/bash
# samples/curl-trace: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=curl-trace
tool=$(curl --version | head -n 1 | cut -d ' ' -f 1,2)
login=(--user alice@example.net:s3cret-whybounce-TRACE)
printf '%s\r\n' 'From: sender@example.org' 'To: alice@example.net' 'Subject: test of curl' '' 'Hello Alice,' \
    '.this line begins with a dot.' >/tmp/mail.txt

# say NAME SCENARIO RECIPIENT OPTION...
say() {
    local name=$1 scenario=$2
    shift 2
    recorded "$name" "$scenario" curl -sS --trace-ascii - --url smtp://mx.example.net/client.example.org \
        --mail-from "$sender" --upload-file /tmp/mail.txt --mail-rcpt "$@"
}

say clean tower/clean alice@example.net --ssl-reqd --insecure "${login[@]}"
say auth-535 beacon/auth-535 alice@example.net "${login[@]}" --login-options AUTH=LOGIN
say rcpt-550 orbit/rcpt-550 alice@example.net --mail-rcpt nobody@example.net
say rcpt-451-greylist mast/rcpt-451-greylist alice@example.net --trace-time
say dot-554 orbit/dot-554 alice@example.net
say 552-too-big harbor/552-too-big alice@example.net --trace-time
say dropped lantern/dropped alice@example.net
