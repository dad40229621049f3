#!/bin/bash
# samples/openssl: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=openssl
tool=$(openssl version | cut -d ' ' -f 1,2)
hello='EHLO client.example.org' from='MAIL FROM:<sender@example.org>' to='rcpt to:<alice@example.net>'
mail=('From: sender@example.org' 'To: alice@example.net' 'Subject: test' '' 'Hello Alice,' 'this is typed by hand.' .)
plain=AGFsaWNlQGV4YW1wbGUubmV0AHMzY3JldC13aHlib3VuY2UtT1BFTlNTTA==
user=YWxpY2VAZXhhbXBsZS5uZXQ= password=czNjcmV0LXdoeWJvdW5jZS1PUEVOU1NM
shown="typed and shown on a terminal, line ends are LF; s_client's own greeting, EHLO and STARTTLS are not shown but for the last line of the answer to EHLO"

# say NAME SCENARIO LINE...: the lines are typed at openssl s_client.  It takes a line
# that begins with Q for an order to end and one with R for one to renegotiate.
client=(openssl s_client -starttls smtp -crlf -connect mx.example.net:25)
say() {
    local name=$1 scenario=$2
    shift 2
    note=$shown adapt='s/^\(connect\) 220, EHLO 250, STARTTLS 220, //' \
        recorded "$name" "$scenario" "$make/type_at.py" "$@" -- "${client[@]}"
}

say clean ridge/clean "$hello" "AUTH PLAIN $plain" "$from" "$to" DATA "${mail[@]}" quit
note="$shown; the line that begins with R is not sent, as s_client takes it for an order" \
    dialog='EHLO 250, MAIL 250' \
    recorded rcpt-renegotiating ridge/rcpt-550 "$make/type_at.py" "$hello" "$from" 'RCPT TO:<nobody@example.net>' -- "${client[@]}"
client+=(-quiet)
say auth-535 tower/auth-535 "$hello" 'AUTH LOGIN' "$user" "$password" quit
say rcpt-550 lantern/rcpt-550 "$hello" "$from" 'rcpt to:<nobody@example.net>' quit
say dot-554 orbit/dot-554 "$hello" "$from" "$to" data "${mail[@]}" quit
say 552-too-big tower/552-too-big "$hello" "$from SIZE=50000000" quit
note="$shown; the text ends with the answer to DATA" dialog='EHLO 250, MAIL 250, RCPT 250, DATA 354' \
    recorded dropped lantern/dropped "$make/type_at.py" "$hello" "$from" "$to" data -- "${client[@]}"
client=(openssl s_client -starttls smtp -crlf -brief -connect mx.example.net:25)
say rcpt-451-greylist orbit/rcpt-451-greylist 'ehlo client.example.org' 'mail from:<sender@example.org>' "$to" quit
