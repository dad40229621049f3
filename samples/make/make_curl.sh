#!/bin/bash
# samples/curl: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=curl
tool=$(curl --version | head -n 1 | cut -d ' ' -f 1,2)
login=(--user alice@example.net:s3cret-whybounce-CURL)
printf '%s\r\n' 'From: sender@example.org' 'To: alice@example.net' 'Subject: test' '' 'Hello Alice' >/tmp/mail.txt

say() {
    local name=$1 scenario=$2
    shift 2
    sample "$name" "$scenario" curl -sSv --url smtp://mx.example.net/client.example.org \
        --mail-from "$sender" --upload-file /tmp/mail.txt --mail-rcpt "$@"
}

say connect-554-blocklist connect-554-blocklist alice@example.net
say connect-dropped connect-dropped alice@example.net
say ehlo-550-refused ehlo-550-refused alice@example.net
say starttls-501 starttls-501 alice@example.net --ssl-reqd
say mail-530-starttls mail-530-starttls alice@example.net
say auth-534-too-weak auth-534-too-weak alice@example.net "${login[@]}" --login-options AUTH=LOGIN
say auth-454-temporary auth-454-temporary alice@example.net "${login[@]}" --login-options AUTH=PLAIN
say auth-535-xoauth2 auth-535-disabled alice@example.net --user alice@example.net --oauth2-bearer s3cret-whybounce-TOKEN
say mail-550-no-domain mail-550-no-domain alice@example.net
say mail-552-size mail-552-size alice@example.net
say rcpt-551-moved rcpt-551-moved alice@example.net
say rcpt-452-rate rcpt-452-rate alice@example.net --mail-rcpt bob@example.net
say rcpt-mixed-allowfails rcpt-mixed nobody@example.net --mail-rcpt alice@example.net --mail-rcpt-allowfails
say dot-554-failed dot-554-failed alice@example.net
sample vrfy-550 vrfy-550 curl -sSv --url smtp://mx.example.net/client.example.org --mail-rcpt nobody@example.net
say clean-tls tls-clean alice@example.net --ssl-reqd --insecure "${login[@]}"

# The same seven cases as in the other folders.
mail_text=('From: sender@example.org' 'To: alice@example.net' 'Subject: test of curl' '' 'Hello Alice,' '.this line begins with a dot.')
printf '%s\r\n' "${mail_text[@]}" >/tmp/mail.txt
case_of() {
    local name=$1 scenario=$2
    shift 2
    recorded "$name" "$scenario" curl -v --url smtp://mx.example.net/client.example.org \
        --mail-from "$sender" --upload-file /tmp/mail.txt --mail-rcpt "$@"
}
case_of clean lantern/clean alice@example.net --ssl-reqd --insecure "${login[@]}" -sS
case_of auth-535 orbit/auth-535 alice@example.net --ssl-reqd --insecure "${login[@]}" -sS
case_of rcpt-550 gate/rcpt-550 nobody@example.net
case_of rcpt-451-greylist lantern/rcpt-451-greylist alice@example.net
case_of dot-554 beacon/dot-554 alice@example.net
case_of 552-too-big kite/552-too-big alice@example.net -sS
case_of dropped orbit/dropped alice@example.net -sS
