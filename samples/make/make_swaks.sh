#!/bin/bash
# samples/swaks: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=swaks
tool=$(swaks --version | head -n 1)
secret=s3cret-whybounce-PLAIN

# say NAME SCENARIO OPTION...: a swaks call with the options that all share
say() {
    local name=$1 scenario=$2
    shift 2
    sample "$name" "$scenario" swaks --server mx.example.net --from "$sender" "$@"
}

say connect-554-blocklist connect-554-blocklist --to alice@example.net
say connect-silent connect-silent --to alice@example.net --timeout 1s
say ehlo-504-name ehlo-504-name --to alice@example.net --helo client
say starttls-454 starttls-454 --to alice@example.net --tls
say auth-535-tls tls-535 --to alice@example.net --tls --auth LOGIN --auth-user alice@example.net --auth-password "$secret"
say auth-421-too-many auth-421-too-many --to alice@example.net --auth CRAM-MD5,LOGIN --auth-user alice@example.net --auth-password "$secret"
say mail-552-size mail-552-size --to alice@example.net --pipeline
say rcpt-550-unknown rcpt-550-unknown --to nobody@example.net
say rcpt-550-multiline rcpt-550-multiline --to nobody@example.net
say rcpt-450-greylist rcpt-450-greylist --to alice@example.net --show-time-lapse i
say rcpt-mixed rcpt-mixed --to alice@example.net,nobody@example.net,bob@example.net,carol@example.net
say rcpt-mixed-pipelined rcpt-mixed --to alice@example.net,nobody@example.net,bob@example.net,carol@example.net --pipeline
say rcpt-all-554-pipelined rcpt-all-554 --to nobody@example.net,nowhere@example.net --pipeline
say dot-550-spam dot-550-spam --to alice@example.net --header 'Subject: Best prices' --body 'Buy now!'
say dot-550-dmarc dot-550-dmarc --to alice@example.net --suppress-data
say dot-dropped dot-dropped --to alice@example.net
say lmtp-mixed lmtp-mixed --protocol LMTP --port 25 --to alice@example.net,bob@example.net,carol@example.net
say clean clean --to alice@example.net
say clean-pipelined clean --to alice@example.net,bob@example.net --pipeline

once="swaks --server mx.example.net --from $sender --to alice@example.net"
sample several-sessions rcpt-450-greylist-once sh -c "$once; sleep 1; $once; $once -q RCPT"

# The same seven cases as in the other folders ("clean" is above).
case_of() {
    local name=$1 scenario=$2
    shift 2
    recorded "$name" "$scenario" swaks --server mx.example.net --from "$sender" "$@"
}
case_of auth-535 tower/auth-535 --to alice@example.net --tls --auth PLAIN --auth-user alice@example.net --auth-password "$secret"
case_of rcpt-550 lantern/rcpt-550 --to nobody@example.net --show-time-lapse
case_of rcpt-451-greylist orbit/rcpt-451-greylist --to alice@example.net -n
case_of dot-554 harbor/dot-554 --to alice@example.net -n
case_of 552-too-big pebble/552-after-dot --to alice@example.net --no-info-hints
case_of dropped kite/dropped --to alice@example.net
case_of dot-554-raw quill/dot-554 --to alice@example.net --show-raw-text
note='the commands are hidden'
say rcpt-550-hide-send gate/rcpt-550 --to nobody@example.net --hide-send
