#!/bin/bash
# samples/msmtp: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=msmtp
tool=$(msmtp --version | sed -n '1s/ version//p')
as_alice
printf '%s\n' 'From: sender@example.org' 'To: alice@example.net' 'Subject: test of msmtp' '' 'Hello Alice,' \
    '.this line begins with a dot.' >/tmp/mail.txt
login='--user=alice@example.net --passwordeval="echo s3cret-whybounce-MSMTP"'

# say NAME SCENARIO OPTIONS RECIPIENT...: msmtp, which reads the mail from its standard input.
# On a terminal its errors come after the dialog, in a file before it.
say() {
    local name=$1 scenario=$2 options=$3
    shift 3
    recorded "$name" "$scenario" sh -c \
        "$terminal msmtp --debug --host=mx.example.net --port=25 --from=$sender${options:+ $options} -- $* </tmp/mail.txt"
}

terminal='stdbuf -oL'
say clean ridge/clean "--tls --tls-certcheck=off --auth=plain $login" alice@example.net
say auth-535 orbit/auth-535 "--domain=client.example.org --tls --tls-certcheck=off --auth=login $login" alice@example.net
dialog='(connect) 220, EHLO 250, MAIL 250, RCPT 550, RCPT -, DATA -' \
    note='msmtp sends its commands in one go and stops reading at the first refusal' \
    say rcpt-550 beacon/rcpt-550 '--domain=client.example.org' alice@example.net nobody@example.net
terminal=
dialog='(connect) 220, EHLO 250, MAIL 250, RCPT 451, DATA -' \
    note='msmtp sends its commands in one go and stops reading at the first refusal' \
    say rcpt-451-greylist gate/rcpt-451-greylist '' alice@example.net
say dot-554 harbor/dot-554 '' alice@example.net
terminal='stdbuf -oL'
say 552-too-big kite/552-after-dot '--domain=client.example.org' alice@example.net bob@example.net
say dropped pebble/dropped "--auth=plain $login" alice@example.net
say lmtp-mixed lmtp-mixed '--protocol=lmtp' alice@example.net bob@example.net carol@example.net
