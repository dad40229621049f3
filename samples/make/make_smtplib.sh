#!/bin/bash
# samples/smtplib: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=smtplib
tool="smtplib of $(/usr/bin/python3 --version)"
login=(--user alice@example.net --password s3cret-whybounce-SMTPLIB)

say() {
    local name=$1 scenario=$2
    shift 2
    sample "$name" "$scenario" /samples/make/smtplib_client.py "$@"
}

say connect-554-policy connect-554-policy
say ehlo-502-helo ehlo-502-helo
say ehlo-dropped ehlo-dropped
say starttls-454 starttls-454 --tls
say auth-535-multiline auth-535-multiline "${login[@]}"
say auth-432-transition auth-432-transition "${login[@]}" --level 2
say mail-555-parameter mail-555-parameter --option body=8bitmime
say rcpt-mixed rcpt-mixed --to alice@example.net nobody@example.net carol@example.net
say rcpt-550-disabled rcpt-550-disabled --to bob@example.net
say data-451 data-451 --level 2
say dot-452-storage dot-452-storage
say dot-550-multiline dot-550-multiline
say quit-dropped quit-dropped
say lmtp-550 lmtp-550 --lmtp --to nobody@example.net
say bdat-552 bdat-552 --chunk 30
say bdat-554 bdat-554 --chunk 60
say bdat-clean bdat-clean --chunk 50
say clean-tls tls-clean --tls "${login[@]}"

# The same seven cases as in the other folders.
case_of() {
    local name=$1 scenario=$2
    shift 2
    recorded "$name" "$scenario" /samples/make/smtplib_client.py "$@"
}
case_of clean orbit/clean --tls "${login[@]}" --to alice@example.net bob@example.net
case_of auth-535 kite/auth-535 "${login[@]}"
case_of rcpt-550 lantern/rcpt-550 --to nobody@example.net
case_of rcpt-451-greylist beacon/rcpt-451-greylist --level 2
case_of dot-554 tower/dot-554 --level 2
case_of 552-too-big ridge/552-too-big
adapt='s/$/, QUIT -/' case_of dropped harbor/dropped
