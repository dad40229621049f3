#!/bin/bash
# samples/haraka: run by make.sh, inside the world of mail.example.org with Haraka in it.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=haraka
home=/usr/share/nodejs/haraka
tool="Haraka $(node -p "require('$home/node_modules/Haraka/package.json').version") (Node.js $(node --version))"
connected='(connect) 220, EHLO 250'

configure() {
    mkdir -p $home/config $home/queue
    rm -rf $home/queue/*
    cp -r "$make/haraka/plugins" $home/
    echo mail.example.org >$home/config/me
    echo example.org >$home/config/host_list
    printf '%s\n' 'auth/flat_file' samples >$home/config/plugins
    printf '%s\n' 'listen=192.0.2.1:25' 'nodes=0' >$home/config/smtp.ini
    printf '[main]\nlevel=%s\ntimestamps=%s\nformat=%s\n' "${level:-protocol}" "${timestamps:-false}" "${format:-default}" >$home/config/log.ini
    sed 's/^bytes=.*/bytes=3000/' $home/node_modules/Haraka/config/connection.ini >$home/config/connection.ini
    printf '%s\n' '[core]' 'methods=PLAIN,LOGIN,CRAM-MD5' '[users]' 'alice@example.org=s3cret-whybounce-SASLDB' >$home/config/auth_flat_file.ini
    printf '%s\n' 'disable_ipv6=true' 'enable_tls=false' >$home/config/outbound.ini
}

# haraka NAME DIALOG SCENARIO COMMAND...: runs Haraka and COMMAND, and keeps what Haraka logs meanwhile
haraka() {
    local name=$1 dialog=$2 scenario=$3 server start
    shift 3
    configure
    mkdir -p /samples/haraka
    : >/tmp/haraka.log
    (cd $home && exec node node_modules/Haraka/bin/haraka -c .) </dev/null >/tmp/haraka.log 2>&1 &
    server=$!
    for _ in {1..50}; do ! grep -q 'istening on' /tmp/haraka.log || break; sleep 0.1; done
    start=$(stat -c %s /tmp/haraka.log)
    "$@"
    sleep 0.7
    tail -c "+$((start + 1))" /tmp/haraka.log >"/samples/haraka/$name.txt"
    kill $server
    wait $server || true
    describe "/samples/haraka/$name.txt" "$tool" "${SEND_TO:+SEND_TO=$SEND_TO }haraka -c .; $(typed "$@")" "$scenario" \
        "${note:-the lines of the start of Haraka are left out}"
    echo "haraka/$name"
}

client=(swaks --timeout 5 --server 192.0.2.1 --local-interface 198.51.100.7 --helo mta.example.com --from dave@example.com)
sent="$connected, MAIL 250, RCPT 250, DATA 354"
receive() { haraka "$1" "$2" "a client that speaks to Haraka" "${client[@]}" "${@:3}" >/dev/null && echo "haraka/$1"; }

# deliver NAME SERVER/CASE HOST TO: Haraka sends a mail of its own
deliver() {
    haraka "$1" '' "$(told "$2")" env DIALOG=/tmp/dialog "$make/smtp_server.py" "$3=$2" -- sleep 4
    sed -i "s|; env .*||" "/samples/haraka/$1.about"
    # Haraka does not log what comes after QUIT.
    echo "dialog: $(sed 's/QUIT 221/QUIT -/' /tmp/dialog)" >>"/samples/haraka/$1.about"
}

head -c 6000 /dev/zero | tr '\0' x | fold -w 70 >/tmp/big
receive clean "$sent, (eod) 250, QUIT 221" --to alice@example.org
receive auth-535 "$connected, AUTH 334, (auth) 334, (auth) 535, QUIT 221" --to alice@example.org \
    --auth LOGIN --auth-user alice@example.org --auth-password s3cret-whybounce-WRONG
receive auth-plain-535 "$connected, AUTH 535, QUIT 221" --to alice@example.org \
    --auth PLAIN --auth-user alice@example.org --auth-password s3cret-whybounce-WRONG
receive rcpt-550 "$connected, MAIL 250, RCPT 550, QUIT 221" --to nobody@example.org
receive rcpt-451-greylist "$connected, MAIL 250, RCPT 451, QUIT 221" --to grey@example.org
receive dot-554 "$sent, (eod) 554, QUIT 221" --to alice@example.org --header 'Subject: pills'
receive 552-too-big "$sent, (eod) 550, QUIT 221" --to alice@example.org --body @/tmp/big
receive dropped "$connected, MAIL 250, RCPT 250" --to alice@example.org --drop-after RCPT
receive disconnected-550 "$connected, MAIL 250, RCPT 550" --to trap@example.org
timestamps=true receive stamped "$connected, MAIL 250, RCPT 550, QUIT 221" --to nobody@example.org
format=logfmt receive logfmt "$connected, MAIL 250, RCPT 550, QUIT 221" --to nobody@example.org
SEND_TO=carol@plain.example deliver outbound-clean gate/clean mx.plain.example
SEND_TO=carol@via.example deliver outbound-auth-535 beacon/auth-535 submit.example.net
SEND_TO=nobody@hosted.example deliver outbound-rcpt-550 beacon/rcpt-550 mx.hosted.example
SEND_TO=carol@grey.example deliver outbound-rcpt-451-greylist mast/rcpt-451-greylist mx.grey.example
SEND_TO=carol@spamfilter.example deliver outbound-dot-554 gate/dot-554 mx.spamfilter.example
SEND_TO=carol@bigmail.example deliver outbound-552-too-big mast/552-too-big mx.bigmail.example
SEND_TO=carol@broken.example deliver outbound-dropped quill/dropped mx.broken.example
