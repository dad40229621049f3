#!/bin/bash
# samples/sc: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=sc
secret=s3cret-whybounce-SC
printf '%s\r\n' 'Subject: test' '' 'Hello Carol' >/tmp/mail.txt

# record NAME SCENARIO COMMAND...: COMMAND talks to the server through the recorder
record() {
    local name=$1 scenario=$2 file=/samples/$folder/$1.txt
    shift 2
    mkdir -p "/samples/$folder"
    rm -f "$file"
    "$make/smtp_server.py" "mx.example.net:2525=$scenario" -- \
        "$make/record_sc.py" mx.example.net:25 mx.example.net:2525 "$file" -- "$@" || [ -s "$file" ]
    describe "$file" "$1, recorded between client and server by make/record_sc.py" "$(typed "$@")" "$(told "$scenario")"
    echo "$folder/$name"
}

say() {
    local name=$1 scenario=$2
    shift 2
    record "$name" "$scenario" swaks --server mx.example.net --from "$sender" "$@"
}

say connect-554-policy connect-554-policy --to alice@example.net
say starttls-dropped starttls-dropped --to alice@example.net --tls
say mail-530-auth mail-530-auth --to alice@example.net
say auth-504-mechanism auth-504-mechanism --to alice@example.net --auth PLAIN --auth-user alice@example.net --auth-password "$secret"
say auth-553-not-owned auth-553-not-owned --to bob@example.net --auth PLAIN --auth-user alice@example.net --auth-password "$secret"
say mail-452-storage mail-452-storage --to alice@example.net
say mail-553-syntax mail-553-syntax --to alice@example.net
say mail-421-shutdown mail-421-shutdown --to alice@example.net
say rcpt-450-busy rcpt-450-busy --to alice@example.net
say rcpt-451-local rcpt-451-local --to alice@example.net
say rcpt-552-quota rcpt-552-quota --to bob@example.net
say rcpt-553-not-allowed rcpt-553-not-allowed --to 'a!b@example.net'
say rcpt-554-dnsbl rcpt-554-dnsbl --to alice@example.net
say rcpt-556-null-mx rcpt-556-null-mx --to carol@example.com
say rcpt-550-callback rcpt-550-callback --to alice@example.net
say rcpt-dropped rcpt-dropped --to alice@example.net
say data-dropped data-dropped --to alice@example.net
say dot-451-scanner dot-451-scanner --to alice@example.net --pipeline
say dot-552-too-big dot-552-too-big --to alice@example.net
say quit-421 quit-421 --to alice@example.net
record rcpt-550-relay rcpt-550-relay curl -s --url smtp://mx.example.net/client.example.org \
    --mail-from "$sender" --mail-rcpt carol@example.com --upload-file /tmp/mail.txt
