#!/bin/bash
# samples/sendmail and samples/sendmail-bounce: run by make.sh, inside the world
# of mail.example.org with Sendmail in it.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
sender=alice@example.org
export PATH=/usr/libexec/sendmail:$PATH

install_sendmail() {
    m4 -D_CF_DIR_=/usr/share/sendmail/cf/ /usr/share/sendmail/cf/m4/cf.m4 /samples/make/sendmail/sendmail.mc >/etc/mail/sendmail.cf
    printf '%s\n' example.org mail.example.org >/etc/mail/local-host-names
    echo 'via.example esmtp:[submit.example.net]' | makemap hash /etc/mail/mailertable
    echo 'AuthInfo:submit.example.net "U:relay@example.org" "P:s3cret-whybounce-RELAY" "M:LOGIN"' | makemap hash /etc/mail/authinfo
    printf '%s\t%s\n' To:grey@example.org 'ERROR:"451 4.7.1 Greylisted, come again later"' \
        To:nobody@example.org 'ERROR:"550 5.1.1 Nobody of that name"' | makemap hash /etc/mail/access
    echo 'postmaster: alice' >/etc/mail/aliases
    chmod 600 /etc/mail/authinfo.db
    mkdir -p /var/spool/mqueue /var/mail /home/alice
    chmod 700 /var/spool/mqueue
    chmod 1777 /var/mail
    printf '%s\n' '#!/bin/sh' 'for user; do :; done' 'cat >"/var/mail/$user"' >/usr/local/bin/into-mailbox
    chmod 755 /usr/local/bin/into-mailbox
    chmod 755 / /etc /etc/mail /var /var/spool
    newaliases >/dev/null
    printf '%s\n' 'To: the team' 'Subject: the minutes' '' 'They are ready.' '.and dots too' >/tmp/mail
}

# send NAME SERVER/CASE HOST TO...: Sendmail delivers /tmp/mail at once, and says how
send() {
    local name=$1 scenario=$2
    host=$3
    shift 3
    rm -rf /var/spool/mqueue/* /var/mail/*
    recorded "$name" "$scenario" sh -c "sendmail -Am -v -oem -f $sender $(typed "$@") </tmp/mail"
}

folder=sendmail
install_sendmail
tool="Sendmail $(sendmail -Am -d0.1 -bv root | sed -n 's/^Version //p')"
connected='(connect) 220, EHLO 250'

send_all() {
    send clean gate/clean mx.plain.example carol@plain.example
    send auth-535 quill/auth-535 submit.example.net carol@via.example
    send rcpt-550 mast/rcpt-550 mx.hosted.example nobody@hosted.example
    send rcpt-451-greylist beacon/rcpt-451-greylist mx.grey.example carol@grey.example
    send dot-554 harbor/dot-554 mx.spamfilter.example carol@spamfilter.example
    send 552-too-big beacon/552-too-big mx.bigmail.example carol@bigmail.example
    send dropped quill/dropped mx.broken.example carol@broken.example
    dialog="$connected, MAIL 250, RCPT -, DATA -" \
        send dropped-rcpt gate/dropped mx.broken.example carol@broken.example
    send rcpt-mixed rcpt-mixed mx.example.net {alice,nobody,bob,carol}@example.net
    send tls-clean tls-clean mx.example.net alice@example.net
    dialog='(connect) 554, QUIT -' send connect-554 connect-554-blocklist mx.blocklist.example info@blocklist.example
    dialog='(connect) 421, QUIT -' send connect-421 connect-421-busy mx.busy.example info@busy.example
}

# bounce NAME SERVER/CASE HOST DIALOG TO [OPTION]...: the mail that comes back; with
# an option that makes time short, after the second try
bounce() {
    local name=$1 scenario=$2 dialog=$4 to=$5 file=/samples/sendmail-bounce/$1.txt again=
    host=$3
    [ $# -lt 6 ] || again="sleep 2; sendmail -Am -qf $6"
    rm -rf /var/spool/mqueue/* /var/mail/*
    mkdir -p "${file%/*}"
    "$make/smtp_server.py" "$host=$scenario" -- sh -c "sendmail -Am -oem ${6:-} -f $sender $to </tmp/mail; $again" || true
    for _ in 1 2 3 4 5 6 7 8; do [ -s /var/mail/alice ] || sleep 0.5; done
    cp /var/mail/alice "$file"
    describe "$file" "$tool" "sendmail -oem ${6:-} -f $sender $to </tmp/mail${again:+; $again}" "$(told "$scenario")" \
        "the returned mail as it lies in the mailbox${note:-}"
    echo "sendmail-bounce/$name"
}

bounce_all() {
    local note
    note="; MAIL, RCPT and DATA went out together: the text shows only the last, though 550 answered RCPT"
    bounce rcpt-550 beacon/rcpt-550 mx.hosted.example 'RCPT 550, DATA 554' nobody@hosted.example
    bounce rcpt-550-one-line mast/rcpt-550 mx.hosted.example 'RCPT 550, DATA 554' nobody@hosted.example
    bounce rcpt-mixed rcpt-mixed mx.example.net 'RCPT 550' alice@example.net,nobody@example.net
    bounce rcpt-451-greylist mast/rcpt-451-greylist mx.grey.example 'RCPT 451, DATA 554' carol@grey.example -OTimeout.queuewarn=1s
    note="; the text shows DATA, though the answer is that to the content"
    bounce dot-554 beacon/dot-554 mx.spamfilter.example 'DATA 554' carol@spamfilter.example
    bounce dot-554-alone harbor/dot-554-alone mx.spamfilter.example 'DATA 554' carol@spamfilter.example
    note=
    bounce rcpt-550-alone harbor/rcpt-550-alone mx.hosted.example 'RCPT 550' nobody@hosted.example
    bounce 552-too-big harbor/552-too-big mx.bigmail.example 'MAIL 552' carol@bigmail.example
    bounce connect-554 connect-554-blocklist mx.blocklist.example '(connect) 554' info@blocklist.example
    note="; the AUTH dialogue has no command but these words"
    bounce auth-535 gate/auth-535-530 submit.example.net 'AUTH 535, MAIL 530' carol@via.example
}

# A client turns VERB on at sendmail -bs, which marks what it does itself with 050.
verbose() {
    local file=/samples/$folder/$1.txt dialog=$2
    shift 2
    rm -rf /var/spool/mqueue/* /var/mail/*
    printf '%s\r\n' "$@" >/tmp/client
    "$make/smtp_server.py" mx.plain.example=gate/clean -- sh -c 'while read -r line; do sleep 0.2; echo "$line"; done </tmp/client | sendmail -Am -bs' >"$file"
    one_sided=yes describe "$file" "$tool" "printf '%s\\r\\n' $(typed "$@") | sendmail -bs" "a client that speaks to sendmail -bs; $(told gate/clean)" \
        "only the server's side is in the file; lines with 050 are what VERB adds, not replies of their own"
    echo "$folder/${file##*/}"
}

send_all
verbose verb-050 "$connected, VERB 250, MAIL 250, RCPT 250, DATA 354, (eod) 250, QUIT 221" 'EHLO desk.example.org' VERB \
    'MAIL FROM:<alice@example.org>' 'RCPT TO:<carol@plain.example>' DATA 'Subject: by hand' '' 'Hello' . QUIT
bounce_all
