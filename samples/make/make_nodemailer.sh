#!/bin/bash
# samples/nodemailer: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=nodemailer
modules=/usr/share/nodejs
tool="Nodemailer $(node -p "require('$modules/nodemailer/package.json').version") on Node.js $(node --version)"
mkdir -p /tmp/node_modules
ln -s "$modules/nodemailer" /tmp/node_modules/nodemailer
cp "$make/nodemailer_client.mjs" /tmp/send.mjs
login='"auth": {"user": "alice@example.net", "pass": "s3cret-whybounce-NODEMAILER"}'

# say NAME SCENARIO TRANSPORT MESSAGE: what the transport and the message have beside the usual
say() {
    recorded "$1" "$2" node /tmp/send.mjs "${3:-{\}}" "${4:-{\}}"
}

note="/tmp/send.mjs is make/nodemailer_client.mjs"
say clean orbit/clean "{\"tls\": {\"rejectUnauthorized\": false}, $login}"
say auth-535 beacon/auth-535 "{\"ignoreTLS\": true, $login}"
say rcpt-550 kite/rcpt-550 '' '{"to": "alice@example.net, nobody@example.net"}'
say rcpt-451-greylist orbit/rcpt-451-greylist '{"ignoreTLS": true}'
say dot-554 gate/dot-554
say 552-too-big tower/552-too-big '{"ignoreTLS": true}' '{"envelope": {"from": "sender@example.org", "to": "alice@example.net", "size": 4711}}'
note="$note; the client sends its commands in one go, the server saw MAIL only" \
    adapt='s/$/, RCPT -, DATA -/' say dropped harbor/dropped
note="/tmp/send.mjs is make/nodemailer_client.mjs"
say rcpt-mixed rcpt-mixed '' '{"to": "alice@example.net, nobody@example.net, bob@example.net, carol@example.net"}'
