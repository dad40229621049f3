#!/bin/bash
# samples/sendemail: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=sendemail
tool=$(dpkg-query -Wf '${Package} ${Version}' sendemail)
login=(-xu alice@example.net -xp s3cret-whybounce-SENDEMAIL)

say() {
    local name=$1 scenario=$2
    shift 2
    recorded "$name" "$scenario" sendemail -vv -f "$sender" -s mx.example.net:25 -u 'test of sendEmail' \
        -m $'Hello Alice,\n.this line begins with a dot.' "$@"
}

say clean kite/clean -t alice@example.net bob@example.net -o tls=no "${login[@]}"
say starttls-failed ridge/clean -t alice@example.net -o tls=yes "${login[@]}"

# sendEmail checks the certificate, and by the address only.
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=mx.example.net -addext subjectAltName=IP:192.0.2.25 \
    -keyout /tmp/key.pem -out /tmp/cert.pem 2>/dev/null
export SSL_CERT_FILE=/tmp/cert.pem
say clean-tls ridge/clean -t alice@example.net -o tls=yes "${login[@]}"
say auth-535 pebble/auth-535 -t alice@example.net -o tls=no "${login[@]}"
say rcpt-550 tower/rcpt-550 -t nobody@example.net -o tls=no
say rcpt-451-greylist beacon/rcpt-451-greylist -t alice@example.net -o tls=no
say dot-554 quill/dot-554 -t alice@example.net -o tls=no
say 552-too-big ridge/552-after-dot -t alice@example.net -o tls=no
say dropped pebble/dropped -t alice@example.net -o tls=no
say rcpt-mixed rcpt-mixed -o tls=no -t alice@example.net nobody@example.net bob@example.net carol@example.net
