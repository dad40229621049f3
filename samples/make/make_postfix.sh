#!/bin/bash
# samples/postfix: run by make.sh, inside the world of mail.example.org.
# make_postfix.sh LOG: mail, short-ids, rfc3339, lmtp or expired
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
# shellcheck source=postfix/install.sh
. /samples/make/postfix/install.sh
from=/samples/make/postfix
into=/samples/postfix

# The machines that Postfix delivers to, and what each is told to do.
hosts=(
    mx.example.net=rcpt-mixed
    mx2.example.com=tls-clean
    mx.strict.example=mail-550-sender
    mx.grey.example=rcpt-450-greylist-once
    mx.busy.example=connect-421-busy
    mx.full.example=rcpt-552-quota
    mx.spamfilter.example=dot-550-spam
    mx.dmarc.example=dot-550-dmarc
    mx.hosted.example=rcpt-550-multiline
    mx.blocklist.example=connect-554-blocklist
    mx.plain.example=clean
    mx.broken.example=dot-dropped-once
    mx.bigmail.example=mail-552-size
    mx.slow.example=rcpt-silent-once
    mx.handshake.example=starttls-handshake-once
    mx.scan.example=dot-450-once
    submit.example.net:587=auth-535-once
    store.example.org:24=lmtp-team
)

# The comment at the head of a script, in one line.
comment() { sed -n '2,/^[^#]/s/^# //p' "$1" | paste -sd ' '; }

name=$1
install_postfix
"$from/milter.py" &
"$make/smtp_server.py" "${hosts[@]}" -- "$from/$name.sh"
mkdir -p "$into"
cp /var/log/mail.log "$into/$name.log"
describe "$into/$name.log" "Postfix $(postconf -hd mail_version) (Debian 12)" "make.sh postfix-$name" "$(comment "$from/$name.sh")" \
    "times that are hours on a real server are seconds here (make/postfix/main.cf); nothing is normalised"
echo "postfix/$name"
