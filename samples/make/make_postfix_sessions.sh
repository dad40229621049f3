#!/bin/bash
# samples/postfix-verbose and samples/postfix-notice: run by make.sh, inside the
# world of mail.example.org.
# make_postfix_sessions.sh verbose|notice
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
# shellcheck source=postfix/install.sh
. /samples/make/postfix/install.sh
# shellcheck source=postfix/clients.sh
. /samples/make/postfix/clients.sh
log=/var/log/mail.log
inbox=/home/alice/Maildir/new
sender=alice@example.org
tool="Postfix $(postconf -hd mail_version) (Debian 12)"
connected='(connect) 220, EHLO 250'
sent="$connected, MAIL 250, RCPT 250, DATA 354"

# A plainer server than that of the logs: long patience, few rules.
configure() {
    install_postfix
    chown alice: /home/alice
    postconf -e 'smtpd_timeout = 20s' 'smtpd_client_connection_rate_limit = 0' 'home_mailbox = Maildir/' \
        'smtpd_sasl_auth_enable = yes' 'smtpd_tls_security_level = none' 'smtp_tls_security_level = none' \
        'smtp_tls_policy_maps =' 'smtpd_helo_restrictions =' 'smtpd_client_restrictions =' \
        'smtpd_sender_restrictions =' 'smtpd_data_restrictions =' 'message_size_limit = 12000' \
        'smtpd_recipient_restrictions = check_recipient_access texthash:/etc/postfix/recipients' \
        'transport_maps = texthash:/etc/postfix/routes'
    printf '%s\n' 'via.example smtp:[submit.example.net]:587' >/etc/postfix/routes
    printf '%s\n' 'grey@example.org 451 4.7.1 Greylisted, come again in 5 minutes' \
        'trap@example.org 421 4.7.0 Too many wrong addresses, goodbye' >/etc/postfix/recipients
}

# begin: forgets what has been; end FILE DIALOG COMMAND SCENARIO: keeps what has been logged since
begin() { start=$(stat -c %s $log); }
ended() {
    local file=/samples/$folder/$1.txt
    mkdir -p "${file%/*}"
    tail -c "+$((start + 1))" $log >"$file"
    dialog=$2 describe "$file" "$tool" "$3" "$4" "${note:-}"
    echo "$folder/$1"
    postsuper -d ALL 2>/dev/null
}

# Waits until the log tells what became of N recipients.
outcome() {
    local end=$((SECONDS + 20))
    until [ "$(tail -c "+$((start + 1))" $log | grep -c ' status=')" -ge "$1" ] || [ $SECONDS -gt $end ]; do sleep 0.1; done
    sleep 0.5
}

# outgoing NAME SERVER/CASE HOST TO [DIALOG]: Postfix delivers a mail to HOST
outgoing() {
    local name=$1 scenario=$2 host=$3 to=$4
    begin
    export -f outcome
    export start log
    DIALOG=/tmp/dialog "$make/smtp_server.py" "$host=$scenario" -- \
        bash -c "printf 'To: %s\nSubject: the minutes\n\nThey are ready.\n' $to | sendmail -f $sender $to; outcome 1"
    # Postfix does not wait for the answer to QUIT.
    ended "$name" "${5:-$(sed 's/QUIT 221/QUIT -/' /tmp/dialog)}" "sendmail -f $sender $to; $how" "$(told "$scenario")"
}

# set_up HOW COMMAND...: COMMAND changes the configuration
set_up() {
    how=$1
    shift
    "$@"
    postfix reload 2>/dev/null
    sleep 1
}
smtp='smtp/unix=smtp unix - - n - - smtp' smtpd='smtp/inet=smtp inet n - n - - smtpd'
peers=debug_peer_list=198.51.100.0/24

outgoing_all() {
    set_up $peers postconf -e $peers
    outgoing clean harbor/clean mx.plain.example alice@plain.example
    outgoing auth-535 gate/auth-535 submit.example.net:587 alice@via.example
    outgoing rcpt-550 beacon/rcpt-550 mx.hosted.example nobody@hosted.example
    outgoing rcpt-451-greylist mast/rcpt-451-greylist mx.grey.example alice@grey.example
    postconf -X debug_peer_list
    set_up "smtp -v in master.cf" postconf -M "$smtp -v"
    outgoing dot-554 quill/dot-554 mx.spamfilter.example alice@spamfilter.example
    outgoing 552-too-big gate/552-too-big mx.bigmail.example alice@bigmail.example
    outgoing dropped beacon/dropped mx.broken.example alice@broken.example "$sent, (eod) -, QUIT -"
}


# incoming NAME DIALOG COMMAND...: a client calls Postfix
incoming() {
    local name=smtpd-$1 dialog=$2
    shift 2
    begin
    "$@"
    sleep 0.7
    ended "$name" "$dialog" "$(typed "$@"); $how" "a client that speaks to Postfix (postfix/clients.sh)"
}

# The clients of the seven cases: each CASE DIALOG COMMAND...
friend=198.51.100.7
from_friend=(from "$friend" --from dave@example.com)
each_client() {
    local each=$1 login=(--auth-user alice@example.org --auth-password)
    $each clean "$sent, (eod) 250, QUIT 221" "${from_friend[@]}" --to alice@example.org
    $each auth-535 "$connected, AUTH 334, (auth) 334, (auth) 535, QUIT 221" \
        "${from_friend[@]}" --to alice@example.org --auth LOGIN "${login[@]}" s3cret-whybounce-WRONG
    $each rcpt-550 "$connected, MAIL 250, RCPT 550, QUIT 221" "${from_friend[@]}" --to nosuch@example.org
    $each rcpt-451-greylist "$connected, MAIL 250, RCPT 451, QUIT 221" "${from_friend[@]}" --to grey@example.org
    $each dot-554 "$sent, (eod) 554, QUIT 221" "${from_friend[@]}" --to alice@example.org --header 'X-Test: virus'
    $each 552-too-big "$sent, (eod) 552, QUIT 221" "${from_friend[@]}" --to alice@example.org --body @/tmp/big
    $each dropped "$connected, MAIL 250, RCPT 250" "${from_friend[@]}" --to alice@example.org --drop-after RCPT
}

# Two mails out and one in at the same time.
several() {
    export -f outcome typed raw
    export start log
    begin
    DIALOG=/tmp/dialog "$make/smtp_server.py" mx.slow.example=slow/rcpt-550 mx.plain.example=slow/clean -- bash -c "
        printf 'Subject: one\n\nOne.\n' | sendmail -f $sender nobody@slow.example
        sleep 0.15
        printf 'Subject: two\n\nTwo.\n' | sendmail -f $sender alice@plain.example
        sleep 0.5
        typed 'EHLO mta.example.com' 'MAIL FROM:<dave@example.com>' 'RCPT TO:<nosuch@example.org>' QUIT | raw $friend
        outcome 2"
    ended several-sessions "$connected, MAIL 250, RCPT 550, DATA 554, RSET 250, QUIT -, $sent, (eod) 250, QUIT -, $connected, MAIL 250, RCPT 550, QUIT 221" \
        "sendmail -f $sender nobody@slow.example; sendmail -f $sender alice@plain.example; telnet mail.example.org 25; $how" \
        "two slow servers and a client at the same time; the sessions of the dialog are in the order of their first lines"
}

# notice NAME DIALOG COMMAND...: the notice that COMMAND brings the postmaster
notice() {
    local name=$1 dialog=$2 file=/samples/$folder/$1.txt end=$((SECONDS + 8)) found
    shift 2
    mkdir -p "${file%/*}" $inbox
    chown -R alice: /home/alice
    rm -f $inbox/*
    "$@"
    until found=$(grep -rl 'Transcript of session' $inbox | head -n 1); [ -n "$found" ] || [ $SECONDS -gt $end ]; do sleep 0.2; done
    [ -n "$found" ] || { echo "no notice: $name" && return; }
    cp "$found" "$file"
    describe "$file" "$tool" "$(typed "$@"); $how" "${scenario:-a client that speaks to Postfix (postfix/clients.sh)}" \
        "the mail as the postmaster has it"
    echo "$folder/$name"
    postsuper -d ALL 2>/dev/null
}

# notice_of NAME SCENARIO DIALOG: the same, of Postfix as a client
notice_of() {
    local scenario server
    scenario=$(told "$2")
    "$make/smtp_server.py" "mx.strict.example=$2" -- sleep 4 &
    server=$!
    sleep 0.3
    notice "$1" "$3" sends
    wait $server
}
sends() { printf 'Subject: the minutes\n\nThey are ready.\n' | sendmail -f $sender carol@strict.example; }

by_hand() { typed "$@" | raw $friend || true; }
notice_unless_made() { [[ $1 =~ ^(clean|auth-535|dropped)$ ]] || notice "$@"; }
hello='EHLO mta.example.com' from='MAIL FROM:<dave@example.com>' to='RCPT TO:<alice@example.org>'

make_notice() {
    local classes='notify_classes = bounce, 2bounce, data, delay, policy, protocol, resource, software'
    set_up "$classes" postconf -e "$classes"
    # Without a fault there is no notice, hence the wrong commands beside the case.
    notice clean "$sent, (eod) 250, HALLO 500, QUIT 221" \
        by_hand "$hello" "$from" "$to" DATA 'Subject: lunch' '' 'At noon?' . 'HALLO mta' QUIT
    notice auth-535 "$connected, AUTH 334, (auth) 334, (auth) 535, AUTH 535, RCPT 503, QUIT 221" \
        by_hand "$hello" 'AUTH LOGIN' YWxpY2VAZXhhbXBsZS5vcmc= czNjcmV0LXdoeWJvdW5jZS1XUk9ORw== \
        "AUTH PLAIN AGFsaWNlQGV4YW1wbGUub3JnAHMzY3JldC13aHlib3VuY2UtV1JPTkc=" "$to" QUIT
    notice dropped "$connected, MAIL 250, RCPT 550, RCPT 250, DATA 354" \
        by_hand "$hello" "$from" 'RCPT TO:<nosuch@example.org>' "$to" DATA 'Subject: cut off'
    notice dropped-early "(connect) 220, MAIL 503" by_hand "$from"
    notice too-many-errors "$connected, MAIL 250, RCPT 550, RCPT 550, RCPT 550, RCPT 550, (unsolicited) 421" \
        by_hand "$hello" "$from" 'RCPT TO:<a@example.org>' 'RCPT TO:<b@example.org>' 'RCPT TO:<c@example.org>' \
        'RCPT TO:<d@example.org>' 'RCPT TO:<e@example.org>' QUIT
    each_client notice_unless_made
    notice_of smtp-mail-555 mail-555-parameter "$connected, MAIL 555, RCPT 503, DATA 503, RSET 250, QUIT -"
    notice_of smtp-rcpt-501 rcpt-501-syntax "$connected, MAIL 250, RCPT 501, DATA 554, RSET 250, QUIT -"
    notice_of smtp-data-503 data-503 "$connected, MAIL 250, RCPT 250, DATA 503, RSET 250, QUIT -"
    notice_of smtp-dot-503 slow/dot-503 "$connected, MAIL 250, RCPT 250, DATA 354, (eod) 503, QUIT -"
    notice_of smtp-ehlo-502 slow/ehlo-502 "(connect) 220, EHLO 502, HELO 250, MAIL 501, RSET 250, QUIT -"
}

make_verbose() {
    outgoing_all
    set_up "smtpd -v in master.cf" postconf -M "$smtp" "$smtpd -v"
    each_client incoming
    set_up debug_peer_list=$friend postconf -e debug_peer_list=$friend
    postconf -M "$smtpd" && postfix reload 2>/dev/null && sleep 1
    incoming debug-peer-rcpt-550 "$connected, MAIL 250, RCPT 250, RCPT 550, DATA 354, (eod) 250, QUIT 221" \
        "${from_friend[@]}" --to alice@example.org,nosuch@example.org
    set_up $peers postconf -e $peers
    several
}

folder=postfix-$1
configure
touch $log
"$make/postfix/milter.py" &
postfix start
sleep 1
head -c 13000 /dev/zero | tr '\0' x | fold -w 70 >/tmp/big
"make_$1"
postfix stop
